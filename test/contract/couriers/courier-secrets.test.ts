import { SqlCourierSecrets } from '#couriers/sql-courier-secrets';
import { SqlCouriers } from '#couriers/sql-couriers';
import { CourierVault } from '#vault/courier-vault';
import { createTestDatabase } from '../database/test-database';
import type { TestDatabase } from '../database/test-database';

/* Who is signed in on the page of couriers. */

let test: TestDatabase;
let couriers: SqlCouriers;
let secrets: SqlCourierSecrets;

beforeEach(async () => {
  test = await createTestDatabase();
  const now = (): number => Date.UTC(2026, 10, 25, 12) * 1000;
  couriers = new SqlCouriers(test.database, new CourierVault(test.keys), now);
  secrets = new SqlCourierSecrets(test.database, now);
  for (const number of ['17', '18']) await couriers.add({ number, name: `Courier ${number}` });
});
afterEach(() => test.drop());

async function signedIn(number: string): Promise<string> {
  const { code } = await secrets.issueCode(number);
  return (await secrets.redeem(code))!.session;
}

it.each([
  ['a new code', () => secrets.issueCode('17')],
  ['a new PIN', () => couriers.setPin('17', 'hash')],
])('%s signs the courier out, whose phone may be lost, and nobody else', async (_what, happens) => {
  const [lost, other] = [await signedIn('17'), await signedIn('18')];
  expect(await secrets.findSession(lost)).not.toBeNull();
  await happens();
  expect(await secrets.findSession(lost)).toBeNull();
  expect(await secrets.findSession(other)).not.toBeNull();
});
