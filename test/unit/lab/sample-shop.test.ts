import { parsePhoneNumberWithError } from 'libphonenumber-js/max';

import { carrierBehaviours } from '../../lab/carrier-behaviours';
import { NumberSearch } from '../../lab/number-search';
import { orderThat, sampleShop, wellKnownOrders } from '../../lab/sample-shop';

describe('sample shop', () => {
  const shop = sampleShop();

  it('has at least 200 orders of five managers', () => {
    expect(shop.orders.length).toBeGreaterThanOrEqual(200);
    expect([...new Set(shop.orders.map(({ managerExtension }) => managerExtension))].sort()).toEqual([
      '101',
      '102',
      '103',
      '104',
      '105',
    ]);
  });

  it('is the same for every call', () => {
    expect(sampleShop().csv).toBe(shop.csv);
  });

  it('has numbers that libphonenumber accepts as Russian mobiles', () => {
    for (const number of shop.numbers) {
      const parsed = parsePhoneNumberWithError(number);
      expect([number, parsed.isValid(), parsed.country, parsed.number]).toEqual([number, true, 'RU', number]);
    }
  });

  it('has numbers with different last seven digits', () => {
    const tails = shop.numbers.map((number) => number.slice(-7));
    expect(new Set(tails).size).toBe(shop.numbers.length);
    expect(() => new NumberSearch(shop.numbers)).not.toThrow();
  });

  it('writes every number into its CSV, and none elsewhere by coincidence', () => {
    const found = new NumberSearch(shop.numbers).in(Buffer.from(shop.csv));
    expect(new Set(found.map(({ number }) => number))).toEqual(new Set(shop.numbers));
    const withoutPhones = shop.orders
      .map(({ phone: _, phone2: __, ...rest }) => JSON.stringify(rest))
      .join('\n');
    expect(new NumberSearch(shop.numbers).in(Buffer.from(withoutPhones))).toEqual([]);
  });

  it('gives manager 101 an open order for each behaviour of the carrier', () => {
    for (const { name, code } of carrierBehaviours) {
      expect(orderThat(name, shop).phone.slice(-2)).toBe(code);
    }
  });

  it('has the fixed orders of the demo', () => {
    const known = (number: string) => shop.orders.find(({ orderNumber }) => orderNumber === number);
    expect(known(wellKnownOrders.answers)).toMatchObject({
      managerExtension: '101',
      status: 'open',
      behaviour: 'answers',
    });
    expect(known(wellKnownOrders.busy)).toMatchObject({
      managerExtension: '101',
      status: 'open',
      behaviour: 'busy',
    });
    expect(known(wellKnownOrders.someoneElses)).toMatchObject({ managerExtension: '102', status: 'open' });
    expect(known(wellKnownOrders.closed)).toMatchObject({ managerExtension: '101', status: 'closed' });
  });

  it('has Russian and English names', () => {
    expect(shop.orders.some(({ customerName }) => /[а-я]/.test(customerName))).toBe(true);
    expect(shop.orders.some(({ customerName }) => /^[A-Za-z' -]+$/.test(customerName))).toBe(true);
  });
});
