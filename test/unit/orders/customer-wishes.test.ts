import { readHeader } from '#orders/intake/csv-header';
import { readRow } from '#orders/intake/order-row';

const header = 'order_number;customer_name;phone;manager_extension;Не звонить;Часовой пояс';
const rules = {
  layout: readHeader(header),
  region: 'RU' as const,
  offsetMinutes: 0,
  extensions: new Set(['101']),
};
const read = (doNotCall: string, timeZone: string) =>
  readRow(['1', 'Ivan', '8 900 555-00-01', '101', doNotCall, timeZone], rules);

test.each([
  ['да', 'Asia/Omsk', { doNotCall: true, timeZone: 'Asia/Omsk' }],
  ['1', ' Europe/Moscow ', { doNotCall: true, timeZone: 'Europe/Moscow' }],
  // Nothing in a file takes a customer's wish back.
  ['нет', '', { timeZone: null }],
  ['0', '-', { timeZone: null }],
  ['', 'UTC', { timeZone: 'UTC' }],
])('%p, %p', (doNotCall, timeZone, expected) => {
  const row = read(doNotCall, timeZone);
  const { doNotCall: wish, timeZone: zone } = 'order' in row ? row.order : {};
  expect({ ...(wish !== undefined && { doNotCall: wish }), timeZone: zone }).toEqual(expected);
});

test.each([
  ['maybe', '', 'do-not-call-invalid'],
  ['', 'Omsk', 'time-zone-unknown'],
  ['', '+06:00', 'time-zone-unknown'],
])('%p, %p is a fault', (doNotCall, timeZone, fault) => {
  expect(read(doNotCall, timeZone)).toEqual({ fault });
});

test('a file without the columns states neither', () => {
  const layout = readHeader('order_number;customer_name;phone;manager_extension');
  const row = readRow(['1', 'Ivan', '8 900 555-00-01', '101'], { ...rules, layout });
  expect('order' in row && ('doNotCall' in row.order || 'timeZone' in row.order)).toBe(false);
});
