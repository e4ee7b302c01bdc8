import { setTimeout as pause } from 'node:timers/promises';

/**
 * How many times slower than on a machine of its own a test may be: three lanes of labs share two cores, and a neighbour's
 * load is not seen from within. It costs time only where a test fails.
 */
const slowness = 3;

export interface Patience {
  /** Milliseconds on a quiet machine. */
  within: number;
  /** The deadline is itself what is tested, and holds on a busy machine too. */
  promised?: boolean;
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
  { within, promised = false, every = 20, what = 'something awaited' }: Patience,
): Promise<NonNullable<T>> {
  const patience = promised ? within : within * slowness;
  const deadline = performance.now() + patience;
  for (;;) {
    let failure: unknown;
    try {
      const value = await check();
      if (value !== undefined && value !== null && value !== false) return value;
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= deadline) throw new TooLateError(what, patience, failure);
    await pause(every);
  }
}
