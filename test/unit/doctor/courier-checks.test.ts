import { courierChecks } from '#doctor/checks/courier-checks';
import type { CourierFacts, DidFacts } from '#doctor/facts';
import { healthy } from './healthy-facts';

type Changes = Partial<CourierFacts> & { dids?: readonly DidFacts[] };
const good: CourierFacts = { active: 2, withoutPhone: 0, withoutPin: 0 };
const forCustomers: readonly DidFacts[] = [{ did: '74950000017', isForCouriers: false }];
const slugsOf = ({ dids = healthy.database.dids, ...changes }: Changes): string[] => {
  const database = { ...healthy.database, dids, couriers: { ...good, ...changes } };
  return courierChecks({ ...healthy, database }).map(({ slug }) => slug);
};

test.each<[Changes, string[]]>([
  [{}, []],
  [{ dids: forCustomers }, ['courier-number-missing']],
  [{ withoutPhone: 1 }, ['couriers-without-phone']],
  [{ withoutPin: 2 }, ['couriers-without-pin']],
  // A shop without couriers needs nothing.
  [{ active: 0, dids: [] }, []],
])('of %j: %j', (changes, slugs) => {
  expect(slugsOf(changes)).toEqual(slugs);
});
