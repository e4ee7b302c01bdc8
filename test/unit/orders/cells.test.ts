import { Random } from '#kernel/random';
import { habitOf, noHabit, readAmount, readCurrency } from '#orders/intake/cells/amount';
import { isBlank, readYesNo } from '#orders/intake/cells/cell-text';
import { readCountry } from '#orders/intake/cells/country';
import { readItemsCell } from '#orders/intake/cells/items-cell';
import {
  dateHabitOf,
  noDateHabit,
  readOffset,
  readOrderDate,
  statesNoDate,
} from '#orders/intake/cells/order-date';
import { dialledDigits, readOrderNumber } from '#orders/intake/cells/order-number-cell';
import { readStatus, strongest } from '#orders/intake/cells/order-status';

it('an amount as programs write it is read as every other', () => {
  const random = new Random(20261130);
  const cells = random.list(3000, () => {
    const whole = String(random.size(10 ** 11));
    const decimals = String(random.size(10 ** random.int(5)));
    return `${random.pick(['', '0', ''])}${whole}${random.pick(['', '.', ',', ' '])}${random.pick(['', decimals])}`;
  });
  const habits = [noHabit, { point: 3, comma: 0 }, { point: 0, comma: 3 }, { point: 3, comma: 3 }];
  for (const cell of cells) {
    const habit = random.pick(habits);
    const currency = random.pick([null, 'RUB', 'KWD']);
    // A plus before it is left out, but not seen at a glance.
    expect([cell, readAmount(cell, habit, currency)]).toEqual([
      cell,
      readAmount(`+${cell}`, habit, currency),
    ]);
  }
});

it('a blank cell is one of few words, whatever is around it', () => {
  for (const word of ['', '-', ' – ', 'null', 'N/A', '\\N', 'Нет ', 'NONE', "'"])
    expect([word, isBlank(word)]).toEqual([word, true]);
  for (const word of ['0', 'нету', 'nothing', '--', 'n/a!'])
    expect([word, isBlank(word)]).toEqual([word, false]);
});

describe('the words of statuses', () => {
  it.each([
    [
      'open',
      'open;new;paid;Paid ;unfulfilled;on-hold;failed;wc-processing;wc-on_hold;partially_refunded;authorized;' +
        'Payment accepted;holded;draft;Новый;Новое;Оплачен;Собирается;Доставляется;Отгружен;Согласован;В работе;' +
        'Не обработан;Ожидает оплаты;Принят, ожидается оплата;Передан в доставку;В пути;Готов к выдаче;Дозвон;' +
        'Недозвон;Входящие;N;Nicht versandt',
    ],
    [
      'closed',
      'closed;complete;Completed ;fulfilled;wc-completed;Доставлен;Выполнен;Завершён;Сделка успешна;' +
        'Успешно реализовано;Вручен;F',
    ],
    [
      'cancelled',
      'canceled;cancelled;refunded;voided;trash;Отменён;Сделка провалена;Закрыто и не реализовано;Канцелирано;Возврат',
    ],
  ])('%s', (status, words) => {
    for (const word of words.split(';'))
      expect(`${word}: ${String(readStatus(word))}`).toBe(`${word}: ${status}`);
  });

  it.each([
    [
      'WooCommerce',
      'pending;processing;on-hold;failed;checkout-draft;wc-pending',
      'completed',
      'cancelled;refunded;trash',
    ],
    [
      'Shopify',
      'authorized;partially_paid;partially_refunded;unpaid;unfulfilled;partial;in_progress;on_hold;scheduled;attempted_delivery',
      'fulfilled',
      'voided;refunded;restocked',
    ],
    [
      'PrestaShop',
      'Awaiting bank wire payment;Remote payment accepted;Processing in progress;Payment error;On backorder (not paid);Платёж принят;В процессе подготовки',
      'Delivered',
      'Canceled',
    ],
    [
      'OpenCart',
      'Processed;Canceled Reversal;Ожидание;Неудавшийся',
      'Complete;Сделка завершена',
      'Denied;Reversed;Полный возврат;Анулирован',
    ],
    ['InSales', 'accepted;approved;dispatched;Согласован', 'delivered', 'declined;returned'],
    ['MoySklad', 'Новый;Подтвержден;Собран;Отгружен;Частично отгружен;Не отгружен', 'Доставлен', 'Отменен'],
    [
      'amoCRM',
      'Неразобранное;Первичный контакт;Принимают решение;Согласование договора;Offer made',
      'Успешно реализовано;Closed - won',
      'Закрыто и не реализовано;Closed - lost',
    ],
    [
      'Bitrix',
      'N;P;NEW;PREPAYMENT_INVOICE;EXECUTING;Подготовка документов;Финальный счёт;Оплачен, формируется к отправке',
      'F;WON;Сделка успешна',
      'LOSE;APOLOGY;Сделка провалена',
    ],
    [
      '1C',
      'Не согласован;К обеспечению;К выполнению / В резерве;Ожидается аванс (до обеспечения);Готов к закрытию;К отгрузке',
      'Закрыт;Выполнен',
      'Отменён',
    ],
    [
      'Ozon',
      'awaiting_packaging;awaiting_deliver;delivering;Ожидают сборки;Доставляются',
      'delivered;Доставлены',
      'Отменены',
    ],
    [
      'Wildberries',
      'confirm;waiting;sorted;ready_for_pickup;На сборке',
      'sold;receive;Выкуплен',
      'cancel;declined_by_client;defect;reject',
    ],
    [
      'RetailCRM and CDEK',
      'Наличие подтверждено;Ждем предоплату;Укомплектован;Не вручен;Выдан на доставку',
      'Вручен;Выполнен',
      'Купил в другом месте',
    ],
    [
      'Amazon',
      'Unshipped;PartiallyShipped;Shipping',
      'Shipped - Delivered to Buyer',
      'Unfulfillable;Shipped - Returned to Seller',
    ],
    [
      'persons',
      'Оплачен онлайн;Заказ принят;Order shipped;Самовывоз;Return requested',
      'Заказ выполнен;Получен клиентом',
      'Заказ отменён;Отмена клиентом;Cancelled by seller;Returned to sender',
    ],
  ])('as %s writes them', (_system, open, closed, cancelled) => {
    for (const [status, words] of Object.entries({ open, closed, cancelled }))
      for (const word of words.split(';'))
        expect(`${word}: ${String(readStatus(word))}`).toBe(`${word}: ${status}`);
  });

  it('are the site’s before Star7’s', () => {
    expect([readStatus('whatever'), readStatus('0'), readStatus('')]).toEqual([null, null, null]);
    // Of the shop, of a payment, of a parcel: what ends an order does so by a word that means nothing else.
    for (const word of [
      'Order received',
      'Заказ получен',
      'success',
      'not_accepted',
      'Забран',
      'Нет в наличии',
    ])
      expect([word, readStatus(word)]).toEqual([word, null]);
    expect(readStatus('Shipped - Picked Up')).toBe('open');
    expect(readStatus('На ПВЗ', new Map([['на пвз', 'closed']]))).toBe('closed');
    expect(readStatus('new', new Map([['new', 'closed']]))).toBe('closed');
  });

  it('of several columns, what ends an order counts', () => {
    expect(strongest([])).toBe(null);
    expect(strongest(['closed', 'open'])).toBe('closed');
    expect(strongest(['open', 'cancelled', 'closed'])).toBe('cancelled');
  });
});

/** The amounts of a column, read as `1990.50 USD`. */
function column(cells: readonly string[], currency: string | null = null): string[] {
  const habit = cells.reduce((told, cell) => habitOf(cell, told), noHabit);
  return cells.map((cell) => {
    const read = readAmount(cell, habit, currency);
    return read === null ? 'none' : [read.amount, ...read.currencies.slice(0, 1)].join(' ');
  });
}

describe('amounts', () => {
  it.each([
    ['1990', '1990'],
    ['1990.5', '1990.5'],
    ['1990,50', '1990.50'],
    ['1 990,50', '1990.50'],
    ['1\u00a0990,50 ₽', '1990.50 RUB'],
    ['1,990.50', '1990.50'],
    ['1.990,50', '1990.50'],
    ['1,234,567', '1234567'],
    ['1.234.567,8', '1234567.8'],
    ['12,34,567.50', '1234567.50'],
    ["1'990.50", '1990.50'],
    ['$1,990.50', '1990.50 USD'],
    ['1990 руб.', '1990 RUB'],
    ['12 990 р.', '12990 RUB'],
    ['USD 1990', '1990 USD'],
    ['1990.00 RUB', '1990.00 RUB'],
    ['₴1990', '1990 UAH'],
    ['1990 грн', '1990 UAH'],
    ['1990 тг', '1990 KZT'],
    ['£19.99', '19.99 GBP'],
    ['15,00€', '15.00 EUR'],
    ['R$ 10,00', '10.00 BRL'],
    ['10 BYN', '10 BYN'],
    ['1990.', '1990'],
    ['1990,-', '1990'],
    ['1e3', '1000'],
    ['1.99E+03', '1990'],
    ['1990.4999999999998', '1990.5'],
    ['0', '0'],
    ['0.125', '0.125'],
    ['1,99,0', 'none'],
    ['-5', 'none'],
    ['от 1990', 'none'],
    ['12345678901', 'none'],
    ['ten', 'none'],
    ['', 'none'],
  ])('%s is %s', (cell, amount) => {
    expect(column([cell])).toEqual([amount]);
  });

  it('with three digits behind a mark are decided by their column', () => {
    expect(column(['1.990', '12.990'])).toEqual(['1990', '12990']);
    expect(column(['1,990', '12,990'])).toEqual(['1990', '12990']);
    expect(column(['1.990', '12.99'])).toEqual(['1.990', '12.99']);
    expect(column(['1,990', '12,99'])).toEqual(['1.990', '12.99']);
    expect(column(['1,990', '12.99'])).toEqual(['1990', '12.99']);
    expect(column(['1.990', '12,99'])).toEqual(['1990', '12.99']);
    expect(column(['1.990', '12.5', '7,5'])).toEqual(['1990', '12.5', '7.5']);
    expect(column(['1.990'], 'KWD')).toEqual(['1.990']);
  });

  it.each([
    ['RUB', 'RUB'],
    ['rub', 'RUB'],
    ['руб.', 'RUB'],
    ['₽', 'RUB'],
    ['RUR', 'RUB'],
    ['₸', 'KZT'],
    ['roubles', null],
    ['XYZ', null],
    ['', null],
  ])('currency %s is %s', (cell, currency) => {
    expect(readCurrency(cell)).toBe(currency);
  });
});

const shop = 'Europe/Moscow';

function dateOf(cell: string, clock: string | number = shop, habit = noDateHabit): string | null {
  const at = readOrderDate(cell, clock, habit);
  return at === null ? null : new Date(at / 1000).toISOString();
}

describe('dates', () => {
  it.each([
    '2026-01-31 12:00',
    '2026-01-31 12:00:00',
    '2026-01-31T09:00:00Z',
    '2026-01-31 12:00:00 +0300',
    '2026-01-31 09:00:00 UTC',
    '2026-01-31T09:00:00.000Z',
    '31.01.2026 12:00',
    '31.01.2026 12:00:00',
    '31.01.26 12:00',
    '1/31/2026 12:00',
    '31/01/2026 12:00',
    '12:00:00 31.01.2026',
    '46053.5',
    '1769850000',
    '1769850000000',
    '2026/01/31 12:00',
    '31-01-2026 12:00:00',
    '2026-01-31 12:00 PM',
    'Jan 31, 2026 12:00 pm',
    '2026-01-31 12:00:00 MSK',
    'Sat, 31 Jan 2026 12:00:00 +0300',
    '2026-01-31T12:00:00+03',
    '2026-01-31T12:00:00+03:00[Europe/Moscow]',
    '31.01.2026, 12:00',
    '2026-01-31  12:00',
    '31.01.2026 12:00 (МСК)',
    '31 янв. 2026 г. 12:00',
    '31. Jan. 2026, 10:00 Uhr CET(UTC+1)',
    '31 January 2026 12:00',
    '20260131T120000',
    '20260131T090000Z',
    '2026.01.31 12:00',
    '2026-01-31T12:00:00,000',
    '2026-01-31 12:00 Europe/Moscow',
    '2026-01-31T10:00[Europe/Berlin]',
    'Sat Jan 31 2026 12:00:00 GMT+0300 (Moscow Standard Time)',
    'Sat Jan 31 12:00:00 MSK 2026',
    'Sat Jan 31 12:00:00 2026',
    '31/Jan/2026:12:00:00 +0300',
    '2026-Jan-31 12:00',
    '31-янв-26 12:00',
    'суббота, 31 января 2026 г., 12:00',
    '31 января 2026 года, 12 ч. 00 мин.',
    '31.01.2026г 12:00',
    '31.01.2026 в 12:00',
    '31.01.2026\u00a012:00',
    '31.01.2026 12.00',
    '31.01.2026 / 12:00',
    '31 01 2026 12:00',
    '1/31/2026 12:00 p.m.',
    '1/31/26, 12:00 PM',
    'January 31st, 2026 12:00',
    '46053,5',
    '1769850000.0',
    '/Date(1769850000000)/',
    "'31.01.2026 12:00",
  ])('%s is noon in Moscow', (cell) => {
    expect(dateOf(cell)).toBe('2026-01-31T09:00:00.000Z');
  });

  it.each([
    '2026-01-31',
    '31.01.2026',
    '31.1.26',
    '31/01/2026',
    '01/31/2026',
    'Jan 31, 2026',
    '31 января 2026',
    '31 янв. 2026 г.',
    '46053',
    '20260131',
    '31-01-2026',
  ])('%s is the beginning of the shop’s day', (cell) => {
    expect(dateOf(cell)).toBe('2026-01-30T21:00:00.000Z');
  });

  it.each<[string, number, string | null]>([
    ['2026-01-31T12:30:15.250Z', 180, '2026-01-31T12:30:15.250Z'],
    ['1.2.2026 9:05', 0, '2026-02-01T09:05:00.000Z'],
    ['May 8, 2023', 0, '2023-05-08T00:00:00.000Z'],
    ['8 мая 2023', 0, '2023-05-08T00:00:00.000Z'],
    ['31 авг. 2026', 0, '2026-08-31T00:00:00.000Z'],
    ['31 авг 2026 г. 9:05', 0, '2026-08-31T09:05:00.000Z'],
    ['2026-01-31+03:00', 0, '2026-01-30T21:00:00.000Z'],
    ['1769850000.25', 0, '2026-01-31T09:00:00.250Z'],
    ['2026-01-31 12:00 Mars/Base', 0, null],
    ['31.01.2026 25.00', 0, null],
    ['31.01.2026 12:00-14:00', 0, null],
    ['31.01.2026 10:00 - 18:00', 0, null],
    ['31.01.2026 10-18', 0, null],
    ['2026-01-31 12:00-05:00', 0, '2026-01-31T17:00:00.000Z'],
    ['2026-01-31 12:00-13:00', 0, null],
    ['12:30 AM 31.01.2026', 0, '2026-01-31T00:30:00.000Z'],
    ['30.02.2026', 0, null],
    ['2026-13-01', 0, null],
    ['2026-01-31 25:00', 0, null],
    ['0001-01-01', 0, null],
    ['yesterday', 0, null],
    ['79165550101', 0, null],
  ])('%s at offset %s is %s', (cell, offset, expected) => {
    expect(dateOf(cell, offset)).toBe(expected);
  });

  it('with slashes are decided by their column', () => {
    const told = (cells: string[]) => cells.reduce((habit, cell) => dateHabitOf(cell, habit), noDateHabit);
    expect(dateOf('03/04/2026', 0)).toBe(null);
    expect(dateOf('03/04/2026', 0, told(['03/04/2026', '25/04/2026']))).toBe('2026-04-03T00:00:00.000Z');
    expect(dateOf('03/04/2026', 0, told(['04/25/2026']))).toBe('2026-03-04T00:00:00.000Z');
    expect(dateOf('03/04/2026', 0, told(['25/04/2026', '04/25/2026']))).toBe(null);
  });

  it('take the shop’s summer time', () => {
    expect(dateOf('2026-07-01 12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(dateOf('2026-03-29 01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(dateOf('2026-03-29 03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(dateOf('2026-10-25 03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('have their time from a column beside', () => {
    expect(readOrderDate('31.01.2026', 0, noDateHabit, '9:05')).toBe(Date.UTC(2026, 0, 31, 9, 5) * 1000);
    expect(readOrderDate('31.01.2026 8:00', 0, noDateHabit, '9:05')).toBe(Date.UTC(2026, 0, 31, 8) * 1000);
  });

  it('keep microseconds, and know none', () => {
    expect(readOrderDate('2026-01-31T00:00:00.123456Z', 0)! % 1_000_000).toBe(123_456);
    expect(['0000-00-00 00:00:00', '00.00.0000'].every(statesNoDate)).toBe(true);
    expect(statesNoDate('2026-01-01')).toBe(false);
  });

  it('reads offsets', () => {
    expect(['+03:00', '-0330', 'Z', '+3', '+99:00', ''].map(readOffset)).toEqual([
      180,
      -210,
      0,
      180,
      null,
      null,
    ]);
  });
});

describe('order numbers', () => {
  it.each([
    ['1001', '1001', null, null],
    ['#1001', '1001', null, null],
    ['№1002', '1002', null, null],
    ['№ A2', 'A2', null, '2'],
    ['No. 17', '17', null, null],
    [" '1004 ", '1004', null, null],
    ['1003.0', '1003', null, null],
    ['1 006', '1006', null, null],
    ['ЦБ-000123', 'CB-000123', 'ЦБ-000123', '000123'],
    ['2026/0012', '2026-0012', '2026/0012', '20260012'],
    ['818396:72', '818396-72', '818396:72', '81839672'],
    ['PO-076-166', 'PO-076-166', null, '076166'],
  ])('%s is kept as %s', (cell, number, stated, dialled) => {
    expect(readOrderNumber(cell)).toMatchObject({ number, stated });
    expect(dialledDigits(number)).toBe(dialled);
  });

  it.each([
    ['1,024', '1024', { number: '1-024', stated: '1,024' }],
    ['№ 12,345.00', '12345', { number: '12-345.00', stated: '12,345.00' }],
    ['5,000', '5000', { number: '5', stated: null }],
    [
      'Заказ ЦБ-7 от 31.01.2026',
      'CB-7',
      { number: 'ZakazCB-7ot31.01.2026', stated: 'Заказ ЦБ-7 от 31.01.2026' },
    ],
  ])(
    '%s is kept as %s, and an order that is known by what releases before have read is found',
    (cell, number, earlier) => {
      expect(readOrderNumber(cell)).toMatchObject({ number, earlier });
      const [prefixed] = [readOrderNumber(cell, { prefix: 'B-' })];
      expect(prefixed).toMatchObject({ number: `B-${number}`, earlier: { number: `B-${earlier.number}` } });
    },
  );

  it('zeros of a format alone were none before', () => {
    const earlier = { number: '42', stated: null };
    expect(readOrderNumber('00042', { isPadded: true })).toMatchObject({ number: '00042', earlier });
    expect(['00042', '1003.0', '#1', 'A-1'].map((cell) => readOrderNumber(cell))).toEqual(
      Array.from(
        { length: 4 },
        () => expect.not.objectContaining({ earlier: expect.anything() as object }) as object,
      ),
    );
  });

  it.each([
    ['', 'order-number-empty'],
    [' # ', 'order-number-empty'],
    ['1.23457E+12', 'order-number-rounded'],
    ['1,2E+5', 'order-number-rounded'],
    ['заказ', 'order-number-invalid'],
    ['1'.repeat(33), 'order-number-invalid'],
  ])('%s is none', (cell, fault) => {
    expect(readOrderNumber(cell)).toEqual({ fault });
  });
});

describe('items in one cell', () => {
  const read = (cell: string, prices = '') =>
    readItemsCell(cell, prices, noHabit).map(({ title, sku, quantity, price, total }) =>
      [title, sku, quantity, price, total].map((part) => part ?? '').join('|'),
    );

  it.each([
    ['[11] Рубашка, синяя M (1 шт)', '1000 руб', ['Рубашка, синяя M|11|1|1000|']],
    ['[12] Рубашка (1 шт) [13] Брюки (2 шт)', '500 руб 750 руб', ['Рубашка|12|1|500|', 'Брюки|13|2|750|']],
    ['Диск (R18) - 4x2500 = 10000', '', ['Диск (R18)||4|2500|10000']],
    ['Чашка x2\nБлюдце', '', ['Чашка||2||', 'Блюдце||||']],
    ['3 x Cup; Plate (2 pcs)', '', ['Cup||3||', 'Plate||2||']],
  ])('%s', (cell, prices, items) => {
    expect(read(cell, prices)).toEqual(items);
  });
});

it('countries are read by code and by name', () => {
  expect(
    ['TH', 'USA', 'Germany', 'Россия', 'Deutschland', 'Україна', 'рф', 'Atlantis', ''].map(readCountry),
  ).toEqual(['TH', 'US', 'DE', 'RU', 'DE', 'UA', 'RU', null, null]);
});

it('knows how exports write nothing, yes and no', () => {
  expect(['', ' ', '-', '—', 'NULL', '\\N', 'нет', 'n/a'].every(isBlank)).toBe(true);
  expect(['0', 'a', '--1'].some(isBlank)).toBe(false);
  expect(['да', 'Yes', '1', 'no', '0', '', 'maybe'].map(readYesNo)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    null,
  ]);
});
