import { GuessGuard } from '#calls/engine/guess-guard';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryAlerts } from '../log/memory-alerts';
import { MemoryLimitStore } from './memory-limit-store';

/* Wrong answers of those whom anybody can claim to be: a caller's number is forged, a courier's is keyed. */

const seconds = 3600;

class Rig {
  readonly clock = new FakeClock();
  readonly alerts = new MemoryAlerts();
  readonly #store = new MemoryLimitStore();
  guard: GuessGuard;

  constructor(
    private readonly who: 'managers' | 'couriers' | 'mobiles',
    private readonly limitOfAll = 8,
    private readonly rule = { windowSeconds: seconds, lockSeconds: seconds },
  ) {
    this.guard = this.restarted();
  }

  restarted(): GuessGuard {
    const { alerts, clock, who, limitOfAll, rule } = this;
    const rules = { perManager: { ...rule, limit: 5 }, overall: { ...rule, limit: limitOfAll } };
    return new GuessGuard({ store: this.#store, alerts, clock, rules, who });
  }

  /** @returns whether the answer was heard: those who are locked out get none */
  async isHeard(name: string, isRight = true): Promise<boolean> {
    return (
      'answer' in
      (await this.guard.look(
        name,
        () => Promise.resolve(isRight),
        (right) => !right,
      ))
    );
  }

  async guess(times: number, nameOf: (nth: number) => string): Promise<void> {
    for (let nth = 0; nth < times; nth += 1) await this.isHeard(nameOf(nth), false);
  }
}

describe.each(['mobiles', 'couriers'] as const)('%s', (who) => {
  test('a stranger’s guesses lock out nobody who has not been wrong, also after a restart', async () => {
    const rig = new Rig(who);
    await rig.guess(1, () => 'mistyped');
    await rig.guess(8, (nth) => `stranger ${String(nth)}`);
    expect(rig.alerts.raised).toEqual([
      { event: who === 'mobiles' ? 'mobiles-locked-out' : 'couriers-locked-out' },
    ]);
    for (const guard of [rig.guard, rig.restarted()]) {
      rig.guard = guard;
      expect(await rig.isHeard('innocent')).toBe(true);
      // The controls: those who guessed, and whoever mistyped meanwhile.
      for (const guilty of ['stranger 3', 'mistyped']) expect(await rig.isHeard(guilty)).toBe(false);
    }
  });

  test('guesses that are spread over many names: one each, while all together are too many', async () => {
    const rig = new Rig(who);
    await rig.guess(8, (nth) => `stranger ${String(nth)}`);
    let heard = 0;
    for (let nth = 0; nth < 5; nth += 1) if (await rig.isHeard('innocent', false)) heard += 1;
    expect(heard).toBe(1);
  });

  test.each([
    { windowSeconds: 900, lockSeconds: 1800 },
    { windowSeconds: 60, lockSeconds: 60 },
  ])('while strangers keep all locked out, each name is guessed at once an hour: %j', async (rule) => {
    const rig = new Rig(who, 8, rule);
    let heard = 0;
    for (let minute = 0; minute < 60; minute += 1) {
      // New names each time; a lock-out that lifts has eight more of them.
      await rig.guess(8, (nth) => `stranger ${String(minute)} ${String(nth)}`);
      if (minute > 0 && (await rig.isHeard('guessed at', false))) heard += 1;
      if (minute === 30) rig.guard = rig.restarted();
      await rig.clock.pass(60_000);
    }
    expect(heard).toBe(1);
    // An hour after its last wrong answer it is let in again.
    await rig.clock.pass(3_600_000);
    await rig.guess(8, (nth) => `stranger again ${String(nth)}`);
    expect(await rig.isHeard('guessed at')).toBe(true);
  });

  test('who was locked out alone is not innocent afterwards, until the window has passed', async () => {
    const rig = new Rig(who);
    await rig.guess(5, () => 'guessed at');
    await rig.guess(5, (nth) => `stranger ${String(nth)}`);
    await rig.clock.pass((seconds + 1) * 1000);
    // Both lock-outs are over.
    expect(await rig.isHeard('guessed at')).toBe(true);
    await rig.guess(8, (nth) => `another ${String(nth)}`);
    expect(await rig.isHeard('guessed at')).toBe(false);
    await rig.clock.pass((seconds + 1) * 1000);
    expect(await rig.isHeard('guessed at')).toBe(true);
  });
});

test('managers at their phones are known: there the lock-out of all is for all', async () => {
  const rig = new Rig('managers');
  await rig.guess(8, (nth) => `10${String(nth)}`);
  expect(await rig.isHeard('999')).toBe(false);
});

test('an alert of a mobile tells of no number whether it is a manager’s, and names nobody', async () => {
  const rig = new Rig('mobiles', 50);
  await rig.guess(5, () => 'mobile:101');
  await rig.guess(5, () => 'mobile:?0123456789abcdef');
  const ofOne = rig.alerts.raised.filter(({ event }) => event === 'mobile-locked-out');
  expect(ofOne).toEqual([{ event: 'mobile-locked-out' }, { event: 'mobile-locked-out' }]);
  // The control: a courier's, whose number is keyed, is named.
  const couriers = new Rig('couriers');
  await couriers.guess(5, () => 'courier:7');
  expect(couriers.alerts.raised).toEqual([{ event: 'courier-locked-out', actor: 'courier:7' }]);
});
