import { chanceOfHits, decoysNeeded, hitChance, mostDecoys } from '#leaks/model/decoys/chance';
import {
  assumedBackground,
  assumedMailBackground,
  assumedSmsBackground,
  attribute,
  backgroundOf,
  backgroundRate,
  evidenceOf,
  likelihoodRatio,
  noHits,
  sameCallerChance,
  strengthOf,
} from '#leaks/model/decoys/evidence';
import type { Background } from '#leaks/model/decoys/evidence';
import { Random } from '#kernel/random';

/** The binomial tail added up term by term. */
function tail(decoys: number, x: number, hits: number): number {
  let below = 0;
  let term = (1 - x) ** decoys;
  for (let nth = 0; nth < hits; nth += 1) {
    below += term;
    term *= ((decoys - nth) / (nth + 1)) * (x / (1 - x));
  }
  return 1 - below;
}

const of = (calls: Background) => ({ calls, mails: assumedMailBackground, sms: assumedSmsBackground });
const unwritten = { mailboxes: 0, mails: noHits, texted: 0, textedWeeks: 8, sms: noHits } as const;

describe('how many decoys', () => {
  // The table of the method: x, hits, chance, decoys.
  it.each([
    [0.05, 1, 0.8, 32],
    [0.05, 1, 0.95, 59],
    [0.05, 2, 0.8, 59],
    [0.05, 2, 0.95, 93],
    [0.05, 3, 0.8, 85],
    [0.1, 1, 0.8, 16],
    [0.1, 1, 0.95, 29],
    [0.1, 2, 0.8, 29],
    [0.1, 2, 0.95, 46],
    [0.1, 3, 0.8, 42],
    [0.2, 1, 0.8, 8],
    [0.2, 1, 0.95, 14],
    [0.2, 2, 0.8, 14],
    [0.2, 2, 0.95, 22],
    [0.2, 3, 0.8, 21],
    [0.5, 1, 0.8, 3],
    [0.5, 1, 0.95, 5],
    [0.5, 2, 0.8, 5],
    [0.5, 2, 0.95, 8],
    [0.5, 3, 0.8, 8],
  ])('with chance %d of each, %i hits are as likely as %d from %i decoys on', (x, hits, q, decoys) => {
    const needed = decoysNeeded(q, x, hits) ?? 0;
    // The method rounded three of its entries (3 for 2.3) and left exact ties to one side or the other.
    expect(Math.abs(needed - decoys)).toBeLessThanOrEqual(1);
    expect(chanceOfHits(needed, x, hits)).toBeGreaterThanOrEqual(q);
    expect(chanceOfHits(needed - 1, x, hits)).toBeLessThan(q);
  });

  it('is the binomial tail, for any shares', () => {
    for (let nth = 0; nth < 500; nth += 1) {
      const random = new Random(5, nth);
      const decoys = 1 + random.int(60);
      const hits = 1 + random.int(4);
      const x = hitChance({
        sold: 0.02 + 0.9 * random.next(),
        contacted: 0.05 + 0.9 * random.next(),
        answered: 0.05 + 0.9 * random.next(),
      });
      const expected = decoys < hits ? 0 : tail(decoys, x, hits);
      expect(chanceOfHits(decoys, x, hits)).toBeCloseTo(expected, 9);
      // More decoys, and more of them sold, are never less.
      expect(chanceOfHits(decoys + 1, x, hits)).toBeGreaterThanOrEqual(chanceOfHits(decoys, x, hits));
    }
  });

  it('has an answer at the ends', () => {
    expect([chanceOfHits(0, 0.5), chanceOfHits(5, 0), chanceOfHits(5, 1, 5)]).toEqual([0, 0, 1]);
    expect([decoysNeeded(0.8, 0), decoysNeeded(0.8, 1, 3)]).toEqual([null, 3]);
    expect(decoysNeeded(0.99, 0.00001)).toBeNull();
    expect(chanceOfHits(mostDecoys, 0.001)).toBeGreaterThan(0.99);
  });
});

describe('what a call is worth', () => {
  // The method's table: 20 decoys, 8 weeks, a tenth of them hit if the list leaked.
  it.each([
    [0.8, [0.14, 0.14, 0.14]],
    [0.016, [0.24, 0.43, 0.77]],
    [0.00008, [21, 3300, 520_000]],
  ])('at a background of %d a week', (rate, expected) => {
    for (const [nth, ratio] of expected.entries()) {
      const found = likelihoodRatio({ decoys: 20, weeks: 8, hits: nth + 1 }, 0.1, rate);
      expect(Math.abs(found / ratio - 1)).toBeLessThan(0.05);
    }
  });

  it('is measured by control numbers, and rings without a word are none', () => {
    expect(backgroundRate(0, 10, 8)).toBeCloseTo(0.00625, 9);
    const measured = backgroundOf({ silent: 60, answered: 8, offered: 1, named: 0 }, 80);
    expect(measured.answered).toBeCloseTo(8.5 / 80, 9);
    expect(measured.offered).toBeCloseTo(1.5 / 80, 9);
    expect(measured.named).toBeLessThan(0.0001);
    const watch = { kind: 'manager', key: '101', decoys: 12, weeks: 8, ...unwritten } as const;
    const quiet = evidenceOf({ ...watch, hits: noHits }, 0.1, of(measured));
    expect(quiet).toBeCloseTo(Math.exp(-1.2), 9);
    expect(evidenceOf({ ...watch, hits: { ...noHits, silent: 500 } }, 0.1, of(measured))).toBe(quiet);
    // Nothing was planted: nothing is said.
    expect(evidenceOf({ ...watch, decoys: 0, hits: noHits }, 0.1, of(measured))).toBe(1);
  });

  it('grows with the class of the call', () => {
    const watch = { kind: 'manager', key: '101', decoys: 12, weeks: 8, ...unwritten } as const;
    const [answered, offered, named] = (['answered', 'offered', 'named'] as const).map((one) =>
      evidenceOf({ ...watch, hits: { ...noHits, [one]: 1 } }, 0.1, of(assumedBackground)),
    );
    expect(answered).toBeLessThan(offered!);
    expect(offered).toBeLessThan(named!);
  });
});

test('mails weigh by the decoys that have an address, and by what strangers write', () => {
  const watch = { kind: 'manager', key: '101', decoys: 12, weeks: 8, ...unwritten, hits: noHits } as const;
  const written = (mailboxes: number, mails: Partial<typeof noHits>): number =>
    evidenceOf({ ...watch, mailboxes, mails: { ...noHits, ...mails } }, 0.1, of(assumedBackground));
  const none = written(0, {});
  // Silence of mailboxes says that the list is not out, as that of lines does.
  expect(written(12, {})).toBeCloseTo(none * Math.exp(-1.2), 9);
  expect(written(12, { silent: 90 })).toBe(written(12, {}));
  expect(written(12, { named: 1 })).toBeGreaterThan(100);
  expect(written(12, { answered: 1 })).toBeLessThan(written(12, { named: 1 }));
});

test('SMS weigh by the decoys to whose numbers they come; advertising to control numbers weakens them', () => {
  const watch = { kind: 'manager', key: '101', decoys: 12, weeks: 8, ...unwritten, hits: noHits } as const;
  const texted = (sms: Partial<typeof noHits>, background = assumedSmsBackground): number =>
    evidenceOf({ ...watch, texted: 12, sms: { ...noHits, ...sms } }, 0.1, {
      ...of(assumedBackground),
      sms: background,
    });
  const unheard = evidenceOf(watch, 0.1, of(assumedBackground));
  expect(texted({})).toBeCloseTo(unheard * Math.exp(-1.2), 9);
  expect(texted({ silent: 90 })).toBe(texted({}));
  expect(texted({ named: 1 })).toBeGreaterThan(50);
  const busy = backgroundOf({ silent: 200, answered: 60, offered: 20, named: 0 }, 48);
  expect(texted({ offered: 2 }, busy)).toBeLessThan(texted({ offered: 2 }));
  // Whoever writes to anybody does not know the name.
  expect(texted({ named: 2 }, busy)).toBeGreaterThan(10);
});

describe('from where a list came', () => {
  const channel = (key: string, hits: Partial<typeof noHits> = {}) =>
    ({
      kind: 'manager',
      ...{ key, decoys: 12, weeks: 8, ...unwritten, hits: { ...noHits, ...hits } },
    }) as const;

  it('names no channel while nobody was asked for', () => {
    const found = attribute([channel('101', { silent: 9 }), channel('102')], 0.1, of(assumedBackground));
    expect(found).toMatchObject({ first: null, runnerUp: null, lead: null });
    expect(found.channels.map(({ strength }) => strength)).toEqual(['none', 'none']);
  });

  it('names the channel of the decoys that were asked for, and the runner-up', () => {
    const watches = [channel('101', { answered: 2 }), channel('102', { named: 2 }), channel('103')];
    const found = attribute(watches, 0.1, of(assumedBackground));
    expect(found.first).toEqual({ kind: 'manager', key: '102' });
    expect(found.runnerUp).toEqual({ kind: 'manager', key: '101' });
    expect(found.lead).toBeGreaterThan(1000);
    // In the order given: no ranking.
    expect(found.channels.map(({ key }) => key)).toEqual(['101', '102', '103']);
  });

  it('asks for more where more channels are watched', () => {
    expect([2, 5, 25, 2000].map((ratio) => strengthOf(ratio, 1))).toEqual([
      'none',
      'hint',
      'evidence',
      'strong',
    ]);
    expect([25, 2000].map((ratio) => strengthOf(ratio, 12))).toEqual(['hint', 'evidence']);
  });

  it('finds the planted leak, and in a shop without one names a channel seldom', () => {
    const shops = 60;
    let right = 0;
    let wrong = 0;
    for (let shop = 0; shop < shops; shop += 1) {
      const random = new Random(21, shop);
      const leaking = random.int(12);
      const watched = (leaks: boolean) =>
        Array.from({ length: 12 }, (_, place) => {
          const hits = { ...noHits };
          // Strangers: 0.8 calls of a number and week, of which one in twenty speaks and one in fifty offers goods.
          for (let call = 0; call < 12 * 8; call += 1) {
            if (!random.chance(0.8)) continue;
            hits.silent += 1;
            if (random.chance(0.05)) hits.answered += 1;
            if (random.chance(0.02)) hits.offered += 1;
          }
          if (leaks && place === leaking)
            for (let decoy = 0; decoy < 12; decoy += 1) if (random.chance(0.25)) hits.named += 1;
          return channel(String(101 + place), hits);
        });
      const measured = backgroundOf({ silent: 72, answered: 4, offered: 2, named: 0 }, 96);
      const found = attribute(watched(true), 0.2, of(measured));
      const strong = found.channels.filter(
        ({ strength }) => strength === 'evidence' || strength === 'strong',
      );
      if (found.first?.key === String(101 + leaking) && strong.length > 0) right += 1;
      const innocent = attribute(watched(false), 0.2, of(measured));
      if (innocent.channels.some(({ strength }) => strength === 'evidence' || strength === 'strong'))
        wrong += 1;
    }
    // Two hits or more in 84 % by the binomial.
    expect(right / shops).toBeGreaterThan(0.75);
    expect(wrong / shops).toBeLessThan(0.02);
  });

  it('one caller on several decoys of one channel, as in the method', () => {
    expect(sameCallerChance(2, 20, 300, 12)).toBeCloseTo(0.05, 2);
    expect(sameCallerChance(3, 20, 300, 12)).toBeCloseTo(0.003, 3);
    expect([sameCallerChance(0, 20, 300, 12), sameCallerChance(21, 20, 300, 1)]).toEqual([1, 0]);
  });
});
