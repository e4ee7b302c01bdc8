import { guessMap } from '#connectors/model/map-guess';
import { holderOf, sampleOf } from '#connectors/model/shop-sample';
import type { SampleField } from '#connectors/model/shop-sample';

/* What an administrator sees of a shop's answer to draw a map, and what its names suggest. */

const order = {
  id: 31,
  number: 'A-1001',
  status: 'paid',
  total: '1990.50',
  created_at: '2026-07-01T12:30:00+03:00',
  updated_at: 1_782_900_000,
  paid: true,
  customer: {
    name: 'Анна Крылова',
    phone: '+7 916 555-01-07',
    email: 'anna@shop.example',
    other: '8 (916) 555-01-08',
    remark: 'звоните на 89165550109 или anna2@shop.example',
    code: 9_165_550_110,
  },
  shipping: { city: 'Тверь', address: 'ул. Мира, 5', zip: null },
  access_token: 'c0de-of-the-shop',
  pay_link: 'https://pay.example/c0de',
  lines: [
    { title: 'Чайник', quantity: 2, price: '500.00', gift: null },
    { title: 'Кружка', quantity: 1, price: '990.50', gift: 'да' },
  ],
  contacts: [{ kind: 'tel', value: '+79165550111' }],
  '+79165550112': 'whose number it is',
  'anna3@shop.example': 'whose address it is',
};
const answer = {
  data: { orders: [order, { ...order, id: 32 }], tags: [{ id: 1 }] },
  meta: { next_cursor: 'abc' },
};

function byPointer(fields: readonly SampleField[]): Record<string, string> {
  return Object.fromEntries(
    fields.map(({ list, pointer, kind, example }) => [
      `${list === null ? '' : `${list}:`}${pointer}`,
      example === null ? kind : `${kind} ${example}`,
    ]),
  );
}

it('fields are shown by what they hold; numbers, addresses and secrets by their kind alone', () => {
  const { fields, ...found } = sampleOf(answer, null);
  expect(found).toEqual({
    lists: ['/data/orders', '/data/tags'],
    ...{ orders: '/data/orders', count: 2 },
    around: expect.arrayContaining([
      { pointer: '/meta/next_cursor', list: null, kind: 'text', example: 'abc' },
    ]) as unknown,
  });
  expect(byPointer(fields)).toEqual({
    '/id': 'number 31',
    '/number': 'text A-1001',
    '/status': 'text paid',
    '/total': 'number 1990.50',
    '/created_at': 'time 2026-07-01T12:30:00+03:00',
    '/updated_at': 'time',
    '/paid': 'yes-no true',
    '/customer/name': 'text Анна Крылова',
    '/customer/phone': 'phone',
    '/customer/email': 'email',
    '/customer/other': 'phone',
    '/customer/remark': 'text звоните на или',
    '/customer/code': 'phone',
    '/shipping/city': 'text Тверь',
    '/shipping/address': 'address',
    '/shipping/zip': 'empty',
    '/access_token': 'secret',
    '/pay_link': 'link',
    '/lines': 'list',
    '/lines:/title': 'text Чайник',
    '/lines:/quantity': 'number 2',
    '/lines:/price': 'number 500.00',
    '/lines:/gift': 'text да',
    '/lines/0/title': 'text Чайник',
    '/lines/0/quantity': 'number 2',
    '/lines/0/price': 'number 500.00',
    '/lines/0/gift': 'empty',
    '/contacts': 'list',
    '/contacts:/kind': 'text tel',
    '/contacts:/value': 'phone',
    '/contacts/0/kind': 'text tel',
    '/contacts/0/value': 'phone',
  });
});

it('nothing of a number or an address is in it, also in names of fields, around the orders and in long texts', () => {
  const long = { note: `${'слово '.repeat(9)}89165550113 и ещё`, cut: `${'x '.repeat(27)}9165550114` };
  const said = JSON.stringify([
    sampleOf(answer, null),
    sampleOf([{ ...order, ...long }], ''),
    sampleOf({ orders: [], 'call +79165550115': {}, hint: 'mail me: anna4@shop.example' }, '/orders'),
  ]);
  expect(said.replace(/[\s()-]/g, '')).not.toMatch(/916555|55501\d\d|@|c0de|Мира/);
  // Control: the answers have them.
  expect(JSON.stringify(answer).replace(/[\s()-]/g, '')).toMatch(/916555.*@/);
});

it('names of fields suggest a map; a shop whose names tell nothing is read by what the fields hold', () => {
  expect(guessMap(sampleOf(answer, null))).toEqual({
    id: '/id',
    changedAt: '/updated_at',
    nextToken: '/meta/next_cursor',
    fields: {
      order_number: ['/number'],
      customer_name: ['/customer/name'],
      phone: ['/customer/phone'],
      email: ['/customer/email'],
      status: ['/status'],
      amount: ['/total'],
      placed_at: ['/created_at'],
      delivery_address: ['/shipping/address'],
      delivery_town: ['/shipping/city'],
      delivery_zip: ['/shipping/zip'],
      payment_state: ['/paid'],
    },
    items: '/lines',
    itemFields: { item_title: ['/title'], item_quantity: ['/quantity'], item_price: ['/price'] },
  });
  const foreign = { ключ: 'Z-1', кто: { связь: '+79165550107' }, когда: '2026-07-01' };
  expect(guessMap(sampleOf([foreign], null))).toMatchObject({
    ...{ id: null, changedAt: '/когда', items: null },
    fields: { phone: ['/кто/связь'] },
  });
});

it('the order in an answer is found by its id', () => {
  expect(holderOf({ id: '7', name: 'x' }, '/id', '7')).toBe('');
  expect(holderOf({ data: { order: { id: 7 } } }, '/id', '7')).toBe('/data/order');
  expect(holderOf({ data: { id: 8 } }, '/id', '7')).toBeNull();
});

it.each([null, 'text', 7, {}, [], [1, 2], { orders: 'none' }, { a: [[{ id: 1 }]] }])(
  'what is no list of orders is none: %j',
  (odd) => {
    const { fields, count } = sampleOf(odd, null);
    expect([fields, count]).toEqual([[], 0]);
  },
);
