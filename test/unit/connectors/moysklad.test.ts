import { reveal } from '#kernel/masked';
import { anyOrder } from '../../fakes/fake-shop';
import { moyskladDialect, moyskladKeys } from '../../fakes/moysklad-dialect';
import { connectorContract } from './connector-contract';
import { connectorOf } from './sync-rig';

/* The contract of the kind `moysklad`. */

const contract = connectorContract({
  ...{ kind: 'moysklad', dialect: moyskladDialect, keys: moyskladKeys, pageSize: 100 },
  limit: { requests: 11, windowMs: 3000 },
  order: {
    currency: 'RUB',
    details: {
      items: [{ sku: 'A-0', price: '100.00' }],
      delivery: { address: 'ул. Лесная, 5', zip: '101000' },
      payment: { state: 'unpaid' },
    },
  },
  comment: { sent: 'Звоните на +7 916 555-01-07 после шести', taken: 'Звоните на […] после шести' },
  own: { gift: 'Подарочная упаковка', floor: 'Этаж', day: 'Желаемый день' },
  refused: 'Передумали',
  told: (id) => [
    { id, status: 'cancelled' },
    { id, text: 'Star7: Отказ <по телефону>' },
  ],
});

test('numbers in fields of the account’s own are the customer’s other ones', async () => {
  const { fake, rig } = contract();
  fake.place(anyOrder(1));
  await rig.work(await rig.begin());
  const phones = Object.values(rig.intake.orders.get('1000')!.phones).map((phone) => phone && reveal(phone));
  expect(phones).toContain('+79165550180');
});

test('webhooks of other things leave nothing', () => {
  const said = (type: string) =>
    JSON.stringify({
      events: [
        { meta: { type, href: 'https://x/entity/customerorder/34efe2ee-015e-11e6-9464-000000001000' } },
      ],
    });
  const kinds = ['customerorder', 'product'].map(
    (type) =>
      connectorOf('moysklad').verify?.({ body: Buffer.from(said(type)), header: () => '' }, {} as never, 0)
        .kind,
  );
  expect(kinds).toEqual(['hint', 'nothing']);
});
