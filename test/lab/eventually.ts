import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds. */
  within: number;
  /** Milliseconds between two tries. */
  every?: number;
  /** What the test waits for, for the error message. */
  what?: string;
}

/** The expected condition did not become true in time. */
export class TooLateError extends Error {
  readonly slug = 'too-late';

  constructor(what: string, within: number, cause?: unknown) {
    const last = cause instanceof Error ? `; at the end: ${cause.message}` : '';
    super(`${what}: not within ${within} ms${last}`, { cause });
    this.name = 'TooLateError';
  }
}

/**
 * Repeats the check until it returns something other than undefined, null or false, and returns that. A check
 * that throws counts as "not yet"; its last error becomes the cause.
 * @throws TooLateError
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { within, every = 20, what = 'something awaited' }: Patience,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + within;
  for (;;) {
    let failure: unknown;
    try {
      const value = await check();
      if (value !== undefined && value !== null && value !== false) return value;
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= deadline) throw new TooLateError(what, within, failure);
    await pause(every);
  }
}
