/** What a jest run tells scripts/test while it runs, over the channel between the two processes. */
export type JestMessage = { suite: SuiteReport } | { complete: true };

export interface SuiteReport {
  /** Of jest's projects: unit, lab, … */
  project: string;
  /** From the project's folder. */
  file: string;
  seconds: number;
  passed: number;
  /** A suite that could not be run at all counts as one. */
  failed: number;
  skipped: number;
  /** Jest's own text; null where nothing failed. */
  failure: string | null;
}
