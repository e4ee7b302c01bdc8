import type { Clock } from './clock';

/**
 * Waits for `work`, for at most `milliseconds`. Does not stop the work: that is up to `late`.
 * @param late called once, at the deadline, if the work has not ended by then. What it returns is the result; what it
 * throws is the failure.
 * @returns what `work` or `late` returns; rejects with what either throws. The timer is cancelled when the work ends.
 */
export function within<Value, Late>(
  clock: Pick<Clock, 'after'>,
  milliseconds: number,
  work: Promise<Value>,
  late: () => Late,
): Promise<Value | Late> {
  return new Promise<Value | Late>((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => resolve(new Promise<Late>((settle) => settle(late()))));
    work.finally(cancel).then(resolve, reject);
  });
}
