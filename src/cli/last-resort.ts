import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Time for the log's last line to reach its file. */
const lastWordsMs = 100;

/**
 * Logs uncaught errors like all others, without messages or stacks of libraries, which may contain a number.
 * After an unhandled rejection the rest still works, and Star7 continues; after an uncaught exception the
 * state is unreliable, so Star7 ends and its supervisor restarts it.
 */
export function logWhatNobodyCaught(
  source: { on(event: string, listener: (error: unknown) => void): unknown },
  log: Log,
  clock: Clock,
  exit: (status: number) => void,
): void {
  source.on('unhandledRejection', (error) =>
    log.error('a promise was rejected without a handler', { error }),
  );
  source.on('uncaughtException', (error) => {
    log.error('an uncaught error ends Star7', { error });
    clock.after(lastWordsMs, () => exit(1));
  });
}
