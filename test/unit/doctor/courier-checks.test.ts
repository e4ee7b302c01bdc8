import { courierChecks } from '#doctor/checks/courier-checks';
import type { CourierFacts } from '#doctor/facts';
import { healthy } from './healthy-facts';

const good: CourierFacts = { active: 2, withoutPhone: 0, withoutPin: 0, hasNumber: true };
const slugsOf = (changes: Partial<CourierFacts>): string[] => {
  const database = { ...healthy.database, couriers: { ...good, ...changes } };
  return courierChecks({ ...healthy, database }).map(({ slug }) => slug);
};

test.each<[Partial<CourierFacts>, string[]]>([
  [{}, []],
  [{ hasNumber: false }, ['courier-number-missing']],
  [{ withoutPhone: 1 }, ['couriers-without-phone']],
  [{ withoutPin: 2 }, ['couriers-without-pin']],
  // A shop without couriers needs nothing.
  [{ active: 0, hasNumber: false }, []],
])('of %j: %j', (changes, slugs) => {
  expect(slugsOf(changes)).toEqual(slugs);
});
