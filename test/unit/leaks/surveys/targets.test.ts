import { script } from '#leaks/model/surveys/questions';
import { posteriorOf, surveyTargets } from '#leaks/model/surveys/targets';
import { historyOf, madeLog } from '../made-shop';

const gone = (customer: number): boolean => customer % 6 === 2 && customer % 4 < 2;
/** Half of the customers of 103 stop in week 52 of 60. */
const log = madeLog({ keeps: ({ customer, week }) => week < 52 || !gone(customer) });
const one = { id: 7, kind: 'manager', group: '103', lamp: 'recent' } as const;

/** Orders of a customer in the last eight weeks, in the year before, and weeks since the last before. */
function silence(customer: number): { orders: number; before: number } {
  const rows = log.day.subarray(log.first[customer], log.first[customer + 1]);
  return {
    orders: rows.filter((day) => day >= 52 * 7).length,
    before: rows.filter((day) => day < 52 * 7).length,
  };
}

test('the likeliest are asked: most of them have left, where half of the group has; controls are as silent, of others', () => {
  const targets = surveyTargets(historyOf(log), [one]);
  const asked = targets.filter(({ isControl }) => !isControl);
  const controls = targets.filter(({ isControl }) => isControl);
  expect(asked.every(({ customer }) => customer % 6 === 2)).toBe(true);
  expect(controls.every(({ customer }) => customer % 6 !== 2)).toBe(true);
  // Half of the group has left; of the twenty likeliest three quarters.
  expect(asked.slice(0, 20).filter(({ customer }) => gone(customer)).length).toBeGreaterThan(13);
  expect(asked.map(({ posterior }) => posterior)).toEqual(
    asked.map(({ posterior }) => posterior).sort((a, b) => b - a),
  );
  expect(asked.every(({ posterior }) => posterior > 0.2 && posterior < 1)).toBe(true);
  // Each control is beside the customer whom it stands for, and has ordered as often in these weeks.
  expect(controls.length).toBeGreaterThanOrEqual(asked.length);
  expect(controls.length).toBeLessThanOrEqual(3 * asked.length);
  let before = targets[0]!;
  for (const target of targets) {
    if (!target.isControl) before = target;
    else expect(silence(target.customer).orders).toBe(silence(before.customer).orders);
  }
  expect(new Set(targets.map(({ customer }) => customer)).size).toBe(targets.length);
  expect(surveyTargets(historyOf(log), [one])).toEqual(targets);
});

test('customers of a group that has a case itself are no controls', () => {
  const both = surveyTargets(historyOf(log), [one, { ...one, id: 8, group: '104' }]);
  const controls = both.filter(({ isControl }) => isControl);
  expect(controls.length).toBeGreaterThan(20);
  expect(controls.filter(({ customer }) => [2, 3].includes(customer % 6))).toEqual([]);
});

test('a group that is not there any more has nobody to ask', () => {
  expect(surveyTargets(historyOf(log), [{ ...one, group: '999' }])).toEqual([]);
  expect(surveyTargets(historyOf(log), [{ ...one, kind: 'region', group: 'UTC' }])).toEqual([]);
  expect(surveyTargets(historyOf(madeLog({ weeks: 8 })), [one])).toEqual([]);
});

test('a posterior is Bayes’ rule: nothing known leaves the share of leavers', () => {
  expect(posteriorOf(0)).toBeCloseTo(0.2);
  // f1 / f0 = 4.
  expect(posteriorOf(Math.log(0.8 + 0.2 * 4))).toBeCloseTo((0.2 * 4) / (0.8 + 0.2 * 4));
});

test('the script names no manager and says nothing of a suspicion', () => {
  for (const texts of Object.values(script)) {
    expect(Object.values(texts).join(' ')).not.toMatch(
      /manager|менеджер|leak|утеч|stole|украл|former|бывш|suspect|подозр/i,
    );
  }
});
