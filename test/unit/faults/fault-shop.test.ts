import { faultShop } from '../../faults/fault-shop';
import { sampleShop } from '../../lab/sample-shop';

test('the last seven digits identify every number, in both shops together', () => {
  const numbers = [...sampleShop().numbers, ...faultShop().numbers];
  expect(new Set(numbers.map((number) => number.slice(-7))).size).toBe(numbers.length);
});

test('every manager has one customer of each behaviour, with the number of that behaviour', () => {
  const { orders } = faultShop(20);
  const managers = new Set(orders.map(({ managerExtension }) => managerExtension));
  expect(managers.size).toBe(25);
  const kinds = orders.map(({ managerExtension, behaviour }) => `${managerExtension} ${behaviour}`);
  expect(new Set(kinds).size).toBe(orders.length);
  expect(orders.every(({ orderNumber, phone }) => phone.endsWith(orderNumber.slice(-2)))).toBe(true);
});
