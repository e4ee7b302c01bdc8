import { outgoingChecks } from '#doctor/checks/outgoing-checks';
import type { ShopFacts, WebhookFacts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

const [webhook] = healthy.database.webhooks;
const [shop] = healthy.database.shops;

function findings(changes: { webhook?: Partial<WebhookFacts>; shop?: Partial<ShopFacts> }) {
  return outgoingChecks({
    ...healthy,
    database: {
      ...healthy.database,
      webhooks: [{ ...webhook, ...changes.webhook }],
      shops: [{ ...shop, ...changes.shop }],
    },
  });
}

test.each<[Partial<WebhookFacts>, string[]]>([
  [{}, []],
  [{ dead: 3 }, ['medium webhook-dead']],
  [{ failingSeconds: 3599 }, []],
  [{ failingSeconds: 3600 }, ['medium webhook-failing']],
  [{ failingSeconds: 10, refused: true }, ['medium webhook-address-refused']],
  // One finding for one cause.
  [{ failingSeconds: 7200, refused: true }, ['medium webhook-address-refused']],
  [{ enabled: false, held: 2, failingSeconds: 7200 }, ['low webhook-held']],
  [{ enabled: false, dead: 1 }, ['medium webhook-dead']],
])('an address %j: %j', (changes, found) => {
  expect(brief(findings({ webhook: changes }))).toEqual(found);
});

test.each<[Partial<ShopFacts>, string[]]>([
  [{}, []],
  [{ fault: 'shop-unreachable', failingSeconds: 600 }, []],
  [{ fault: 'shop-unreachable', failingSeconds: 7200 }, ['medium shop-failing']],
  // Waiting does not help here.
  [{ fault: 'shop-refuses-keys', failingSeconds: 5 }, ['high shop-failing']],
  [{ rejects: 4 }, ['low shop-orders-refused']],
  // Nothing is fetched out of it on purpose.
  [{ enabled: false, fault: 'shop-refuses-keys', failingSeconds: 90_000, rejects: 1 }, []],
])('a shop %j: %j', (changes, found) => {
  expect(brief(findings({ shop: changes }))).toEqual(found);
});

test('says which, for how long, and nothing before the tables are there', () => {
  expect(findings({ shop: { fault: 'shop-failed', failingSeconds: 3 * 86_400 } })[0]).toMatchObject({
    subject: 'Shop',
    what: 'Orders could not be fetched for 3 days: shop-failed.',
  });
  expect(findings({ webhook: { dead: 2 } })[0]).toMatchObject({ subject: 'messages to shop.example' });
  expect(outgoingChecks({ ...healthy, database: null })).toEqual([]);
});
