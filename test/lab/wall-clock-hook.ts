/**
 * Loaded into Star7's server before its own code (`node --require`): its time of day is the machine's plus
 * the milliseconds in LAB_WALL_CLOCK_FILE, from the moment the file contains them. The machine's clock is
 * unaffected, and so is CLOCK_MONOTONIC (performance.now, timers).
 */
import { readFileSync } from 'node:fs';

const file = process.env['LAB_WALL_CLOCK_FILE'];

if (file !== undefined && process.argv.includes('serve')) {
  const RealDate = Date;
  let offset = 0;
  const now = (): number => {
    try {
      offset = Number(readFileSync(file, 'utf8'));
    } catch {
      // Without the file: the machine's time; without free descriptors: the previous offset.
    }
    return RealDate.now() + offset;
  };
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parameters: unknown[], newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) =>
      name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
  });
}
