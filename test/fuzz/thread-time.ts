import { readFileSync } from 'node:fs';

/**
 * Milliseconds for which this thread has been at work, where the kernel tells (schedstat, proc(5)); elsewhere what the
 * clock says. What other programs do meanwhile does not count, however busy the machine is.
 */
export function threadMilliseconds(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1_000_000;
  } catch {
    return performance.now();
  }
}
