import {
  isBlank,
  readAmount,
  readCurrency,
  readInstant,
  readOffset,
  readStatus,
} from '#orders/intake/cell-values';

describe('cells', () => {
  it.each([
    ['open', 'open'],
    [' Новый ', 'open'],
    ['В работе', 'open'],
    ['CLOSED', 'closed'],
    ['Выполнен', 'closed'],
    ['Завершён', 'closed'],
    ['Отменён', 'cancelled'],
    ['canceled', 'cancelled'],
    ['whatever', null],
    ['', null],
  ])('status %s is %s', (cell, status) => {
    expect(readStatus(cell)).toBe(status);
  });

  it.each([
    ['1990', '1990'],
    ['1990.5', '1990.5'],
    ['1990,50', '1990.50'],
    ['1 990,50', '1990.50'],
    ['1\u00a0990,50 ₽', '1990.50'],
    ['1,990.50', '1990.50'],
    ['1.990,50', '1990.50'],
    ['1,234,567', '1234567'],
    ['1.234.567,8', '1234567.8'],
    ['$1,990.50', '1990.50'],
    ['1990 руб.', '1990'],
    ['0', '0'],
    ['12.345', '12.345'],
    ['1,990', null],
    ['1,99,0', null],
    ['-5', null],
    ['1e3', null],
    ['12345678901234567', null],
    ['1.23456', null],
    ['ten', null],
    ['', null],
  ])('amount %s is %s', (cell, amount) => {
    expect(readAmount(cell)).toBe(amount);
  });

  it.each([
    ['RUB', 'RUB'],
    ['rub', 'RUB'],
    ['руб.', 'RUB'],
    ['₽', 'RUB'],
    ['RUR', 'RUB'],
    ['₸', 'KZT'],
    ['roubles', null],
    ['', null],
  ])('currency %s is %s', (cell, currency) => {
    expect(readCurrency(cell)).toBe(currency);
  });

  it.each<[string, number, string | null]>([
    ['2026-01-31', 0, '2026-01-31T00:00:00.000Z'],
    ['2026-01-31 12:30', 0, '2026-01-31T12:30:00.000Z'],
    ['2026-01-31T12:30:15', 180, '2026-01-31T09:30:15.000Z'],
    ['2026-01-31T12:30:15+05:00', 180, '2026-01-31T07:30:15.000Z'],
    ['2026-01-31T12:30:15.250Z', 180, '2026-01-31T12:30:15.250Z'],
    ['31.01.2026', 180, '2026-01-30T21:00:00.000Z'],
    ['31.01.2026 12:30:15', 0, '2026-01-31T12:30:15.000Z'],
    ['1.2.2026 9:05', 0, '2026-02-01T09:05:00.000Z'],
    ['30.02.2026', 0, null],
    ['2026-13-01', 0, null],
    ['2026-01-31 25:00', 0, null],
    ['01/31/2026', 0, null],
    ['46053', 0, null],
    ['0001-01-01', 0, null],
    ['yesterday', 0, null],
  ])('date %s at offset %s is %s', (cell, offset, expected) => {
    const at = readInstant(cell, offset);
    expect(at === null ? null : new Date(at / 1000).toISOString()).toBe(expected);
  });

  it('keeps microseconds', () => {
    expect(readInstant('2026-01-31T00:00:00.123456Z', 0)! % 1_000_000).toBe(123_456);
  });

  it('reads offsets', () => {
    expect(['+03:00', '-0330', 'Z', '+3', '+99:00', ''].map(readOffset)).toEqual([
      180,
      -210,
      0,
      null,
      null,
      null,
    ]);
  });

  it('knows how exports write nothing', () => {
    expect(['', ' ', '-', '—', 'NULL', '\\N', 'нет', 'n/a'].every(isBlank)).toBe(true);
    expect(['0', 'a', '--1'].some(isBlank)).toBe(false);
  });
});
