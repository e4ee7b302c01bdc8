import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Time for the log's last line to reach its file. */
const lastWordsMs = 100;

/**
 * What nobody caught is logged like all else, without a message or stack of somebody else's, which may hold a number.
 * A promise that failed leaves the rest in order, and Star7 goes on; after an exception nothing can be relied on, and
 * whoever supervises Star7 starts it anew.
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
