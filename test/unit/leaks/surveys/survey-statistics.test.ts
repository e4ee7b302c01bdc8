import { caseEvidence, surveyResults } from '#leaks/model/case-evidence';
import { betOf } from '#leaks/model/case-scale';
import type { CaseSources } from '#leaks/model/case-evidence';
import { noHits } from '#leaks/model/decoys/evidence';
import { alarmFrom, falseAlarmChance } from '#leaks/model/lamps';
import { benjaminiHochberg, fisherOneSided, holm } from '#leaks/model/surveys/fisher';
import { answersNeeded, customersNeeded } from '#leaks/model/surveys/survey-plan';

/** "n choose k" in whole numbers. */
function ways(n: bigint, k: bigint): bigint {
  if (k < 0n || k > n) return 0n;
  let result = 1n;
  for (let nth = 0n; nth < k; nth += 1n) result = (result * (n - nth)) / (nth + 1n);
  return result;
}

/** The same test as a fraction of whole numbers, by counting all tables. */
function counted(asked: [number, number], controls: [number, number]): number {
  const [n, a] = asked.map(BigInt) as [bigint, bigint];
  const [m, b] = controls.map(BigInt) as [bigint, bigint];
  let tail = 0n;
  for (let here = a; here <= n; here += 1n) tail += ways(n, here) * ways(m, a + b - here);
  return Number((tail * 10n ** 30n) / ways(n + m, a + b)) / 1e30;
}

const unwritten = { mails: noHits, sms: noHits } as const;

describe("Fisher's exact test, one-sided", () => {
  test('is the fraction of tables that are at least as extreme, counted in whole numbers', () => {
    for (const n of [1, 2, 7, 12, 20, 60]) {
      for (const m of [1, 3, 20, 60, 180]) {
        for (const [a, b] of [
          [0, 0],
          [n, 0],
          [Math.ceil(n / 2), Math.floor(m / 10)],
          [Math.floor(n / 3), Math.floor(m / 3)],
          [n, m],
        ] as const) {
          const chance = fisherOneSided({ answers: n, yes: a }, { answers: m, yes: b });
          expect(chance).toBeCloseTo(counted([n, a], [m, b]), 10);
        }
      }
    }
  });

  test('of the lady who tasted tea, and of twins of convicts, is as printed', () => {
    // Fisher, "The design of experiments" (1935), chapter 2: 1 of 70, 17 of 70; and JRSS 1935, p. 50: 1 of 2150.
    expect(fisherOneSided({ answers: 4, yes: 4 }, { answers: 4, yes: 0 })).toBeCloseTo(1 / 70, 12);
    expect(fisherOneSided({ answers: 4, yes: 3 }, { answers: 4, yes: 1 })).toBeCloseTo(17 / 70, 12);
    expect(1 / fisherOneSided({ answers: 13, yes: 10 }, { answers: 17, yes: 2 })).toBeCloseTo(2150, 0);
  });

  test('says nothing where nobody answered, or nobody said yes', () => {
    expect(fisherOneSided({ answers: 0, yes: 0 }, { answers: 5, yes: 2 })).toBe(1);
    expect(fisherOneSided({ answers: 9, yes: 0 }, { answers: 30, yes: 0 })).toBe(1);
  });
});

test('several tests together: by Holm, and by Benjamini and Hochberg, in the order in which they came', () => {
  expect(holm([0.04, 0.001, 0.02], 0.05)).toEqual([true, true, true]);
  // 0.03 is above 0.05 / 2, so 0.04 falls with it.
  expect(holm([0.04, 0.01, 0.03], 0.05)).toEqual([false, true, false]);
  expect(holm([], 0.05)).toEqual([]);
  // Benjamini and Hochberg 1995, section 3.2, fifteen tests at 5 %: the first four hold, by Holm three.
  const printed = [
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719],
    ...[0.6528, 0.759, 1],
  ];
  expect(benjaminiHochberg(printed, 0.05).filter(Boolean)).toHaveLength(4);
  expect(holm(printed, 0.05).filter(Boolean)).toHaveLength(3);
});

test('how many answers are needed is as the method’s table has it', () => {
  const needed = (background: number, gone: number, contacted: number, alpha: number): number | null =>
    answersNeeded({ background, gone, contacted, controls: 3, alpha });
  const table = [0.05, 0.15, 0.3].map((background) => [
    ...[0.05, 0.01, 0.05 / 12].map((alpha) => needed(background, 0.5, 0.9, alpha)),
    ...[0.05, 0.01, 0.05 / 12].map((alpha) => needed(background, 0.2, 0.5, alpha)),
  ]);
  expect(table).toEqual([
    [7, 11, 14, 73, 115, 137],
    [12, 18, 22, 172, 275, 331],
    [20, 32, 39, 371, 600, 723],
  ]);
  expect(needed(0.05, 0, 0.9, 0.05)).toBeNull();
  // Fewer controls for each: more answers.
  expect(answersNeeded({ background: 0.15, gone: 0.5, contacted: 0.9, controls: 1, alpha: 0.05 })).toBe(18);
  expect(customersNeeded(12)).toBe(40);
});

describe('a case with all its sources', () => {
  const quiet: CaseSources = {
    ...{ orders: { lamp: 'recent', z: 3.4 }, surveys: [], isAsking: false, decoys: null, groups: 10 },
  };
  const survey = (yes: number) =>
    surveyResults([{ asked: { answers: 12, yes }, controls: { answers: 36, yes: 2 } }]);

  test('orders alone are worth a look: the chance that a case comes by itself is that which its threshold promises', () => {
    expect(falseAlarmChance('recent', alarmFrom('recent', 10, 1))).toBeCloseTo(1 / 10, 10);
    expect(falseAlarmChance('long', alarmFrom('long', 10, 1))).toBeCloseTo(1 / 10, 10);
    expect(falseAlarmChance('recent', 0)).toBe(1);
    expect(caseEvidence(quiet)).toMatchObject({ survey: 1, decoys: 1, asked: 200, rung: 'look' });
    expect(caseEvidence({ ...quiet, orders: { lamp: 'recent', z: 6.5 } }).rung).toBe('look');
  });

  test('a survey that runs says so; one that found nothing speaks against; one that found something is a second source', () => {
    expect(caseEvidence({ ...quiet, isAsking: true }).rung).toBe('asking');
    const nothing = caseEvidence({ ...quiet, surveys: survey(0) });
    expect(nothing).toMatchObject({ survey: 0.5, rung: 'look' });
    const found = caseEvidence({ ...quiet, surveys: survey(8) });
    expect(found.survey).toBeCloseTo(betOf(fisherOneSided({ answers: 12, yes: 8 }, { answers: 36, yes: 2 })));
    expect(found.product).toBeCloseTo(found.orders * found.survey);
    expect(found.rung).toBe('supported');
  });

  test('orders that weigh enough by themselves are not supported by a survey in which chance does as much', () => {
    const survey = surveyResults([{ asked: { answers: 12, yes: 3 }, controls: { answers: 36, yes: 4 } }]);
    const alone = caseEvidence({ ...quiet, orders: { lamp: 'recent', z: 8 }, surveys: survey });
    expect(alone.survey).toBeGreaterThan(1);
    expect(alone.product).toBeGreaterThan(alone.asked);
    expect(alone.rung).toBe('look');
    const decoys = { ratio: 2.5, strength: 'hint', hits: { ...noHits, offered: 1 }, ...unwritten } as const;
    expect(caseEvidence({ ...quiet, orders: { lamp: 'recent', z: 8 }, decoys }).rung).toBe('supported');
  });

  test('the more groups are asked about, the more is asked of each', () => {
    const one = { asked: { answers: 12, yes: 4 }, controls: { answers: 36, yes: 2 } };
    const none = { asked: { answers: 12, yes: 1 }, controls: { answers: 36, yes: 3 } };
    expect(surveyResults([one])[0]).toMatchObject({ isEvidence: true, askMore: false });
    const [among] = surveyResults([one, none, none, none, none]);
    expect(among).toMatchObject({ isEvidence: false, askMore: true });
  });

  test('decoys that were asked for by name stand above all; weak ones change no word', () => {
    const decoys = { ratio: 3000, strength: 'strong', hits: { ...noHits, named: 2 }, ...unwritten } as const;
    expect(caseEvidence({ ...quiet, decoys })).toMatchObject({ decoys: 3000, rung: 'named' });
    const rung = { ratio: 0.4, strength: 'none', hits: { ...noHits, silent: 3 }, ...unwritten } as const;
    expect(caseEvidence({ ...quiet, decoys: rung }).rung).toBe('look');
  });

  test('under innocence a bet wins nothing on average', () => {
    // All tables of 6 and 12 answers with 5 yes: each by its chance.
    const mean = Array.from({ length: 6 }, (_, yes) => {
      const chance = (here: number): number =>
        fisherOneSided({ answers: 6, yes: here }, { answers: 12, yes: 5 - here });
      const exactly = chance(yes) - (yes === 5 ? 0 : chance(yes + 1));
      return exactly * betOf(chance(yes));
    }).reduce((sum, one) => sum + one, 0);
    expect(mean).toBeLessThanOrEqual(1);
    expect(mean).toBeGreaterThan(0.5);
  });
});
