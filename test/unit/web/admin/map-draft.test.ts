import {
  emptyMap,
  listDraft,
  mapIn,
  mapText,
  splitAddress,
  withFound,
  withList,
  withPointers,
} from '../../../../src/web/pages/admin/map-draft';
import { graphMap, restMap, timeMap } from '../../../fakes/rest-dialect';

/* The form of a map of the kind `rest`: what it shows of a map, and what it makes of what was entered. */

test('a list is shown apart, and put together again as it was', () => {
  expect(listDraft(restMap)).toEqual({
    address: '/api/orders',
    sinceParam: 'changed_since',
    pageParam: 'page',
    paging: 'page',
  });
  const path = '/v2/orders?fields=a%20b&flag&from={since}&skip={offset}';
  const map = { ...restMap, list: { ...restMap.list, path } };
  const draft = listDraft(map);
  expect(draft).toEqual({
    address: '/v2/orders?fields=a%20b&flag',
    sinceParam: 'from',
    pageParam: 'skip',
    paging: 'offset',
  });
  expect(withList(map, draft!)).toEqual({ ...map, one: restMap.one });
  expect(withList(map, { ...draft!, paging: 'token' })).toMatchObject({
    list: { path: '/v2/orders?fields=a%20b&flag&from={since}&skip={page}' },
    pages: 'token',
  });
});

test('a request that no form can show is left to its text', () => {
  for (const map of [graphMap, timeMap, { ...restMap, list: { ...restMap.list, path: '/orders/{since}' } }])
    expect(listDraft(map)).toBeNull();
});

test('the address of one order follows that of the list until somebody changes it', () => {
  const list = {
    address: '/api/orders?limit=50',
    sinceParam: 'since',
    pageParam: 'page',
    paging: 'page',
  } as const;
  const drawn = withList(emptyMap, list);
  expect(drawn.one.path).toBe('/api/orders/{id}');
  expect(withList(drawn, { ...list, address: '/orders/' }).one.path).toBe('/orders/{id}');
  const own = { ...drawn, one: { ...drawn.one, path: '/order?id={id}' } };
  expect(withList(own, { ...list, address: '/orders' }).one.path).toBe('/order?id={id}');
});

test.each([
  ['https://shop.example/api/orders?limit=5', '', 'https://shop.example', '/api/orders?limit=5'],
  ['https://shop.example/v2/orders', 'https://shop.example/v2/', 'https://shop.example/v2/', '/orders'],
  ['https://other.example/orders', 'https://shop.example', 'https://other.example', '/orders'],
  ['/api/orders', 'https://shop.example', 'https://shop.example', '/api/orders'],
  ['https://', '', '', 'https://'],
])('%s beside the shop %j', (pasted, known, shop, path) => {
  expect(splitAddress(pasted, known)).toEqual({ shop, path });
});

test('what was found fills an empty map, and overwrites no field that was chosen', () => {
  const guess = {
    ...{ id: '/id', changedAt: '/at', nextToken: null, items: '/lines', itemFields: {} },
    fields: { order_number: ['/number'] },
  };
  const report = {
    fault: null,
    sample: { lists: ['/data'], orders: '/data', count: 1, fields: [], around: [] },
    guess,
    one: { fault: null, order: '/order' },
  };
  expect(withFound(emptyMap, report)).toMatchObject({
    orders: '/data',
    order: '/order',
    fields: guess.fields,
  });
  const chosen = { ...emptyMap, fields: { order_number: ['/own'] } };
  expect(withFound(chosen, report)).toMatchObject({ orders: '/data', id: '', fields: chosen.fields });
});

test('fields without a source are none', () => {
  expect(withPointers({ phone: ['/a'] }, 'phone', [''])).toEqual({});
  expect(withPointers({ phone: ['/a'] }, 'status', ['/b', ''])).toEqual({ phone: ['/a'], status: ['/b'] });
});

test('a map is read out of its text; what is none is not', () => {
  expect(mapIn(mapText(restMap))).toEqual(restMap);
  expect(mapIn('  ')).toEqual(emptyMap);
  for (const text of ['{', '7 8', '{"list":{}}', '{"fields":{"phone":"/p"}}']) expect(mapIn(text)).toBeNull();
});
