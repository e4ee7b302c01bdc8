import { Random } from '#kernel/random';
import { lineStep, startLine, strangerRing } from '#leaks/model/decoys/line';
import type { LineEffect, LineEvent, LineStep } from '#leaks/model/decoys/line';
import { planOwnCall } from '#leaks/model/decoys/line-plan';
import type { LinePlan, LineResult } from '#leaks/model/decoys/line-plan';
import { accuracyOf } from './blind-classifier';

/** A call to a line under a clock that runs as the line's timers say, until the caller or the line ends it. */
function run(plan: LinePlan | null, { hangsUpMs = Infinity, speaksMs = 0, keys = 0, ringMs = 5000 } = {}) {
  const effects: LineEffect[] = [];
  let now = 0;
  let timer = Infinity;
  let answeredAt = NaN;
  const take = (step: LineStep): LineStep => {
    for (const effect of step.effects) {
      effects.push(effect);
      if (effect.type === 'set-timer') timer = now + effect.ms;
      if (effect.type === 'answer') answeredAt = now;
    }
    return step;
  };
  let { call } = take(startLine(plan, ringMs, 0));
  const send = (event: LineEvent): void => {
    ({ call } = take(lineStep(call, event)));
  };
  for (let nth = 0; call.phase !== 'over'; nth += 1) {
    if (nth > 100) throw new Error('the line does not end');
    if (hangsUpMs <= timer) {
      now = hangsUpMs;
      if (call.phase === 'open') {
        if (speaksMs > 0) send({ type: 'talked', for: speaksMs * 1000, at: now * 1000 });
        for (let key = 0; key < keys; key += 1) send({ type: 'digit', at: now * 1000 });
      }
      send({ type: 'ended', at: now * 1000 });
    } else {
      now = timer;
      send({ type: 'timeout', at: now * 1000 });
    }
  }
  return {
    ...{
      effects,
      endedMs: now,
      ringMs: Number.isNaN(answeredAt) ? now : answeredAt,
      talkMs: Number.isNaN(answeredAt) ? 0 : now - answeredAt,
    },
    hit: effects.find((effect) => effect.type === 'note-hit')?.hit,
    hangUp: effects.find((effect) => effect.type === 'hang-up')?.reason,
    said: effects.flatMap((effect) => (effect.type === 'say' ? [effect.sentence] : [])),
    isAnswered: !Number.isNaN(answeredAt),
  };
}

describe("a stranger's call", () => {
  it('is answered, asked whom it is for, and ends by itself', () => {
    const call = run(null);
    expect(call.said).toEqual(['whom', 'hello', 'cannot-hear']);
    expect(call.hangUp).toBe('over');
    expect(call.hit).toEqual({
      class: 'silent',
      ringSeconds: 5,
      openSeconds: 30,
      spokenSeconds: 0,
      digits: 0,
    });
  });

  it('who hangs up while it rings has rung, and that is no more than that', () => {
    const call = run(null, { hangsUpMs: 2000 });
    expect([call.isAnswered, call.hangUp]).toEqual([false, undefined]);
    expect(call.hit).toEqual({
      class: 'silent',
      ringSeconds: 2,
      openSeconds: 0,
      spokenSeconds: 0,
      digits: 0,
    });
  });

  it('who speaks is heard to have spoken; a click of the line is no speech', () => {
    expect(run(null, { hangsUpMs: 12_000, speaksMs: 3000, keys: 4 }).hit).toEqual({
      ...{ class: 'answered', ringSeconds: 5, openSeconds: 7, spokenSeconds: 3, digits: 4 },
    });
    expect(run(null, { hangsUpMs: 12_000, speaksMs: 300 }).hit).toMatchObject({ class: 'silent' });
  });

  it('rings for a while that differs from call to call', () => {
    expect([strangerRing(0), strangerRing(1)]).toEqual([4000, 9000]);
  });

  it('nothing happens once it is over', () => {
    const { call } = lineStep(startLine(null, 5000, 0).call, { type: 'ended', at: 1 });
    expect(lineStep(call, { type: 'timeout', at: 2 })).toEqual({ call, effects: [] });
  });
});

describe("a call of the company's own", () => {
  it('goes as it was drawn, and is noted nowhere', () => {
    const answered = run({ end: 'answered', ringMs: 7000, talkMs: 15_000 });
    expect([answered.ringMs, answered.talkMs, answered.said]).toEqual([
      7000,
      15_000,
      ['hello', 'cannot-hear'],
    ]);
    expect(run({ end: 'answered', ringMs: 7000, talkMs: 2000 })).toMatchObject({
      talkMs: 2000,
      said: ['hello'],
    });
    expect(run({ end: 'busy', ringMs: 0, talkMs: 0 })).toMatchObject({ endedMs: 0, hangUp: 'busy' });
    expect(run({ end: 'rejected', ringMs: 3000, talkMs: 0 })).toMatchObject({
      endedMs: 3000,
      hangUp: 'rejected',
    });
    for (const one of [answered, run({ end: 'busy', ringMs: 0, talkMs: 0 })]) expect(one.hit).toBeUndefined();
  });

  it('who does not answer lets it ring until the company gives up', () => {
    const call = run({ end: 'no-answer', ringMs: 30_000, talkMs: 0 }, { hangsUpMs: 45_000 });
    expect([call.isAnswered, call.hangUp, call.endedMs]).toEqual([false, undefined, 45_000]);
  });

  it('a line is never open for longer than three minutes, nor rings for ever', () => {
    const long = Array.from({ length: 30 }, () => ({ end: 'answered', ringMs: 1e7, talkMs: 1e7 }) as const);
    const plan = planOwnCall(long, new Random(1));
    expect(run(plan)).toMatchObject({ ringMs: 60_000, talkMs: 180_000 });
    expect(run({ end: 'no-answer', ringMs: 1e4, talkMs: 0 }).endedMs).toBe(70_000);
  });

  it('a site that has hardly called anybody has usual results', () => {
    const odd = { end: 'rejected', ringMs: 1, talkMs: 0 } as const;
    const drawn = Array.from({ length: 50 }, (_, nth) => planOwnCall([odd], new Random(5, nth)).end);
    expect(drawn).not.toContain('rejected');
    expect(new Set(drawn)).toEqual(new Set(['answered', 'busy', 'no-answer']));
  });

  it('a classifier that knows result, ring time and talk time tells a decoy no better than by chance', () => {
    // The site gives up after 35 s; managers hang up after a while of their own, on people and decoys alike.
    const random = new Random(11);
    const person = (): LineResult => {
      const dice = random.next();
      if (dice < 0.15) return { end: 'busy', ringMs: 0, talkMs: 0 };
      if (dice < 0.45) return { end: 'no-answer', ringMs: 35_000, talkMs: 0 };
      const ringMs = 2000 + 20_000 * random.next() ** 2;
      return { end: 'answered', ringMs, talkMs: -Math.log(1 - random.next()) * 60_000 };
    };
    const features = ({ end, ringMs, talkMs }: LineResult): number[] => [
      ...(['answered', 'busy', 'no-answer'] as const).map((each) => (each === end ? 1 : 0)),
      ...[ringMs / 1000, Math.log(1 + talkMs)],
    ];
    const history = Array.from({ length: 500 }, person);
    const people = Array.from({ length: 1000 }, person);
    const made = (results: readonly LineResult[]): LineResult[] =>
      Array.from({ length: 1000 }, () => {
        const plan = planOwnCall(results, random);
        const call = run(plan, plan.end === 'no-answer' ? { hangsUpMs: 35_000 } : {});
        return { end: plan.end, ringMs: call.ringMs, talkMs: call.talkMs };
      });
    expect(accuracyOf(people.map(features), made(history).map(features), 9)).toBeLessThan(0.55);
    // Control: it tells a line that always answers after the same while.
    const machine = Array.from(
      { length: 30 },
      () => ({ end: 'answered', ringMs: 5000, talkMs: 20_000 }) as const,
    );
    expect(accuracyOf(people.map(features), made(machine).map(features), 9)).toBeGreaterThan(0.9);
  });
});
