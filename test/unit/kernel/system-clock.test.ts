import { clockFrom } from '#kernel/system-clock';

/** A machine with manually controlled clocks and timers; milliseconds. */
class HandMovedMachine {
  wallAt = Date.UTC(2026, 0, 1) + 0.4;
  monotonicAt = 5_000.125;
  readonly timers: { milliseconds: number; callback: () => void; cancelled: boolean }[] = [];

  /** Like Date.now(), in whole milliseconds. */
  wall = (): number => Math.floor(this.wallAt);
  monotonic = (): number => this.monotonicAt;
  timer = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = { milliseconds, callback, cancelled: false };
    this.timers.push(timer);
    return () => (timer.cancelled = true);
  };

  pass(milliseconds: number): void {
    this.wallAt += milliseconds;
    this.monotonicAt += milliseconds;
  }
}

describe('now', () => {
  // Each difference crosses a millisecond at another point: a difference from the digits of two clocks would
  // be off by one.
  test.each([0.001, 0.25, 0.5, 0.75, 0.999, 1, 5_999.9, 6_000])('%s ms later reads that much later', (ms) => {
    const machine = new HandMovedMachine();
    const clock = clockFrom(machine);
    const before = clock.now();
    machine.pass(ms);
    const passed = clock.now() - before;
    // Readings are truncated to whole microseconds.
    expect(Math.abs(passed - ms * 1000)).toBeLessThanOrEqual(1);
  });

  test('is the time of day', () => {
    const machine = new HandMovedMachine();
    expect(Math.abs(clockFrom(machine).now() / 1000 - machine.wallAt)).toBeLessThanOrEqual(1);
  });

  test.each([3_600_000, -3_600_000])('follows the clock of the machine when it is set by %s ms', (step) => {
    const machine = new HandMovedMachine();
    const clock = clockFrom(machine);
    machine.wallAt += step;
    expect(Math.abs(clock.now() / 1000 - machine.wallAt)).toBeLessThanOrEqual(1);
  });
});

describe('steps', () => {
  test('is zero unless the clock is set, however long the process runs', () => {
    const machine = new HandMovedMachine();
    const clock = clockFrom(machine);
    machine.pass(30 * 86_400_000);
    expect(clock.steps()).toBe(0);
  });

  test('is the sum of all settings of the clock', () => {
    const machine = new HandMovedMachine();
    const clock = clockFrom(machine);
    machine.wallAt += 3_600_000;
    const about = (steps: number): void => {
      clock.now();
      expect(Math.abs(clock.steps() - steps)).toBeLessThanOrEqual(1_000);
    };
    about(3_600_000_000);
    machine.pass(5_000);
    machine.wallAt -= 7_200_000;
    about(-3_600_000_000);
  });

  test('are those of the last reading: a time is not freed from a step that it does not have', () => {
    const machine = new HandMovedMachine();
    const clock = clockFrom(machine);
    const at = clock.now();
    machine.wallAt += 3_600_000;
    expect(at - clock.steps()).toBe(at);
    expect(clock.now() - clock.steps() - at).toBeLessThanOrEqual(1_000);
  });

  test('the elapsed time is the difference of `now` without the steps', () => {
    const machine = new HandMovedMachine();
    const clock = clockFrom(machine);
    const before = clock.now() - clock.steps();
    machine.pass(1_000);
    machine.wallAt += 250;
    machine.pass(1_000);
    expect(Math.abs(clock.now() - clock.steps() - before - 2_000_000)).toBeLessThanOrEqual(2);
  });
});

describe('after', () => {
  test('a timer that fires early waits for the rest', () => {
    const machine = new HandMovedMachine();
    const called = jest.fn();
    clockFrom(machine).after(6_000, called);
    machine.pass(5_999.25);
    machine.timers[0]!.callback();
    expect(called).not.toHaveBeenCalled();
    expect(machine.timers[1]!.milliseconds).toBe(0.75);
    machine.pass(0.75);
    machine.timers[1]!.callback();
    expect(called).toHaveBeenCalledTimes(1);
    expect(machine.timers).toHaveLength(2);
  });

  test('setting the clock neither advances nor delays it', () => {
    const machine = new HandMovedMachine();
    const called = jest.fn();
    clockFrom(machine).after(1_000, called);
    machine.wallAt -= 3_600_000;
    machine.pass(1_000);
    machine.timers[0]!.callback();
    expect(called).toHaveBeenCalledTimes(1);
  });

  test('can be cancelled, even while it waits for the rest', () => {
    const machine = new HandMovedMachine();
    const cancel = clockFrom(machine).after(10, jest.fn());
    machine.timers[0]!.callback();
    cancel();
    expect(machine.timers.map(({ cancelled }) => cancelled)).toEqual([false, true]);
  });
});
