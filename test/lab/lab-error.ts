/** A failed step of the lab: which step, why, and what to do. Printed as one line. */
export class LabError extends Error {
  readonly slug = 'lab';

  constructor(
    readonly step: string,
    readonly why: string,
    readonly remedy: string,
    cause?: unknown,
  ) {
    super(`FAILED ${step}: ${why}. ${remedy}`, { cause });
    this.name = 'LabError';
  }
}
