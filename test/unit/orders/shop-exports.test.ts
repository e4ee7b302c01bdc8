import { reveal } from '#kernel/masked';
import { importStream } from '#orders/intake/order-import';
import type { ImportSettings, StreamReport } from '#orders/intake/order-import';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { printBars } from '../../run/bars';
import { RecordingIntake } from './recording-intake';

/**
 * Exports modelled on those of shop systems, with people who do not exist. Each row of a table below is an order as it goes
 * in: number; name; last four digits of its numbers; items; amount and currency; time; status.
 */
interface Export {
  profile: string;
  rows: string[][];
  separator?: string;
  orders: string[];
  /** What the report says besides. */
  report?: Partial<StreamReport>;
}

const exportsOf: Record<string, Export> = {
  'Shopify: an item a row, the order in the first': {
    profile: 'shopify',
    rows: [
      'Name|Email|Financial Status|Fulfillment Status|Currency|Subtotal|Shipping|Total|Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem sku|Billing Name|Billing Country|Billing Phone|Shipping Name|Shipping Address1|Shipping City|Shipping Zip|Shipping Country|Shipping Phone|Notes|Cancelled at|Id|Tags|Source|Phone',
      "#2220|a@example.test|paid|unfulfilled|EUR|903.27|0.00|903.27|2024-01-25 13:23:17 +0100|1|Frame 596|180.33|G-596|Mara Test|TH|0909194127|Mara Test|1 Flat|Bangkok|'10250|TH|0909194127|||5935357034826|vip, new|web|",
      '#2220|a@example.test|||||||2024-01-25 13:23:17 +0100|2|Frame 117|180.33|B-117||||||||||||||',
      '#2221||refunded|fulfilled|EUR|10.00|0|10.00|2024-01-26 10:00:00 +0100|1|Case|10.00||Igor Test|US|+1 603-593-5739||||||||2024-01-27 10:00:00 +0100|||web|',
      '#2222||pending|fulfilled|EUR|10.00|0|10.00|2024-01-26 10:00:00 +0100|1|Case|10.00||Vera Test|AU|0427 259 636|Petr Test|||||+61 413 994 589||||||',
    ].map((line) => line.split('|')),
    orders: [
      '2220; Mara Test; 4127; 1 Frame 596 180.33 + 2 Frame 117 180.33; 903.27 EUR; 2024-01-25T12:23:17; open',
      '2221; Igor Test; 5739; 1 Case 10.00; 10.00 EUR; 2024-01-26T09:00:00; cancelled',
      '2222; Vera Test; 9636 4589; 1 Case 10.00; 10.00 EUR; 2024-01-26T09:00:00; closed',
    ],
    report: { repeated: 1 },
  },
  'WooCommerce: an item a row, all columns again': {
    profile: 'woocommerce',
    rows: [
      'order_number|order_date|status|payment_method_title|order_currency|order_total|customer_note|billing_first_name|billing_last_name|billing_country|billing_phone|billing_email|shipping_address_1|shipping_city|product_name|sku|quantity|item_total',
      '10001|2026-04-26 21:32:57|completed|Bank transfer|USD|855.25|Leave it at the door|Mara|Dina|US|+1-603-593-5739|a@example.test|1 Oak|Boston|Paint|p-65|2|432.32',
      '10001|2026-04-26 21:32:57|completed|Bank transfer|USD|||Mara|Dina|US|+1-603-593-5739|a@example.test|1 Oak|Boston|Food|p-34|1|422.93',
      '10002|2026-04-27 00:09:33|on-hold|Cash|USD|473.16||Igor|Boris|US|6035935740||||Boots|p-80|2|473.16',
    ].map((line) => line.split('|')),
    orders: [
      '10001; Mara Dina; 5739; 2 Paint =432.32 + 1 Food =422.93; 855.25 USD; 2026-04-26T18:32:57; closed',
      '10002; Igor Boris; 5740; 2 Boots =473.16; 473.16 USD; 2026-04-26T21:09:33; open',
    ],
  },
  'WooCommerce, saved again by a spreadsheet': {
    profile: 'woocommerce',
    rows: [
      'wc_order_id|order_key|status|currency|date_created|payment_method_title|order_total|billing_name|billing_email|billing_phone|billing_country|shipping_phone|notes|tags|source',
      '1|k_6618080000000|pending|PKR|2026-01-08 23:28:53 +0500|COD|3084.0|Mara Test|a@example.test|3174712926|PK|3174712926|||web',
      "5|k|completed|PKR|2026-01-01 23:27:23 +0500|COD|26148.4|Vera Test||'+92 03330821585|PK|'+92 03330821585|||web",
      '6|k|completed|PKR|2026-01-01 23:27:23 +0500|COD|100|Lost Digits||9.23343E+11|PK||||web',
      '7|k|pending|PKR|2026-01-01 23:27:23 +0500||8100|||||||| ',
    ].map((line) => line.split('|')),
    orders: [
      '1; Mara Test; 2926; ; 3084.0 PKR; 2026-01-08T18:28:53; open',
      '5; Vera Test; 1585; ; 26148.4 PKR; 2026-01-01T18:27:23; closed',
      '7; № 7; ; ; 8100 PKR; 2026-01-01T18:27:23; open',
    ],
    report: { rejectedBy: { 'phone-rounded': 1 }, noticedBy: { 'phone-missing': 1, 'name-missing': 1 } },
  },
  'Tilda: leads and orders': {
    profile: 'tilda',
    separator: ';',
    rows: [
      'Email|Name|Phone|Date|tranid|Phone2|Textarea|formid|formname|Stage|Сумма заказа|ID заказа|Способ оплаты|Статус оплаты|Служба доставки|Трек номер|Адрес доставки|Получатель доставки',
      '||+7 (928) 555-09-01|2023-10-17 15:24:35|7109242:5295893611||Диски R18|form6|Заявка|Входящие||||||||',
      'a@example.test|Иван Примеров|+7 (985) 555-31-04|2023-11-13 15:53:17|7109242:5431819951|||form5|Заказ|Входящие|54900|1234567890|Карта|Оплачено|СДЭК||Самара, ул. Мира, 1|Иван Примеров',
    ].map((line) => line.split('|')),
    orders: [
      '7109242-5295893611; № 7109242-5295893611; 0901; ; ; 2023-10-17T12:24:35; open',
      '1234567890; Иван Примеров; 3104; ; 54900; 2023-11-13T12:53:17; open',
    ],
  },
  'Wix: day and time apart': {
    profile: 'wix',
    rows: [
      'Order number|Date created|Time|Contact email|Note to seller|Item|Variant|SKU|Qty|Quantity refunded|Price|Delivery method|Recipient name|Recipient phone|Delivery country|Delivery city|Delivery address|Billing name|Billing phone|Billing country|Payment status|Payment method|Total|Currency|Fulfillment status',
      '10017|Jan 31, 2026|12:05:00 PM|a@example.test|Ring twice|Cup|Blue|c-1|2|0|15|Courier|Petr Test|+4915112345678|Germany|Berlin|Weg 1|Mara Test|015112345679|Germany|Paid|Card|45|EUR|Not fulfilled',
      '10017|Jan 31, 2026|12:05:00 PM|a@example.test|Ring twice|Plate|||1|0|15|Courier|Petr Test|+4915112345678|Germany|Berlin|Weg 1|Mara Test|015112345679|Germany|Paid|Card|45|EUR|Fulfilled',
    ].map((line) => line.split('|')),
    orders: ['10017; Mara Test; 5679 5678; 2 Cup 15 + 1 Plate 15; 45 EUR; 2026-01-31T09:05:00; closed'],
    report: { noticedBy: { 'status-unknown': 1 } },
  },
  'Amazon: tabs, and countries of their own': {
    profile: 'amazon',
    separator: '\t',
    rows: [
      'order-id|order-item-id|purchase-date|buyer-email|buyer-name|buyer-phone-number|sku|product-name|quantity-purchased|currency|item-price|ship-service-level|recipient-name|ship-address-1|ship-city|ship-postal-code|ship-country',
      '202-7259173-868432504|41891578672323|2013-05-22T19:29:22+00:00|a@example.test|Mara|7700371292|087614019697|Ginseng (500mg, 100 Capsules)|1|GBP|9.99|Standard|Fedor Test|23 Block|Jersey|JE2 4EA|JE',
      '202-7259173-868432504|41891578672324|2013-05-22T19:29:22+00:00|a@example.test|Mara|7700371292|087614019698|Balm|2|GBP|5.00|Standard|Fedor Test|23 Block|Jersey|JE2 4EA|JE',
    ].map((line) => line.split('|')),
    orders: [
      '202-7259173-868432504; Mara; 1292; 1 Ginseng (500mg, 100 Capsules) =9.99 + 2 Balm =5.00; GBP; 2013-05-22T19:29:22; open',
    ],
  },
  'Matrixify: rows of items, parcels and payments without a number': {
    profile: 'matrixify',
    rows: [
      'Name|Note|Created At|Cancelled At|Currency|Price: Total|Payment: Status|Customer: Email|Customer: Phone|Customer: First Name|Customer: Last Name|Billing: Country Code|Shipping: Phone|Shipping: Country Code|Top Row|Line: Type|Line: Title|Line: Name|Line: Quantity|Line: Price|Line: Total|Shipment: Tracking Number',
      '#1005|Ring first|2021-02-02T06:44:22-05:00||USD|74.5|paid|a@example.test|603-593-5739|Nick|Test|USA||USA|TRUE|Line Item||Cup|1|10|10|',
      '|||||||||||||||Line Item||Plate|2|10|20|',
      '|||||||||||||||Shipment||||||UPS-1',
      '#1006||2021-02-03T06:44:22-05:00|2021-02-04T06:44:22-05:00|USD|5|paid|||Ann|Test|USA|+16035935740|USA|TRUE|Line Item||Cup|1|5|5|',
    ].map((line) => line.split('|')),
    orders: [
      '1005; Nick Test; 5739; 1 Cup 10 + 2 Plate 10; 74.5 USD; 2021-02-02T11:44:22; open',
      '1006; Ann Test; 5740; 1 Cup 5; 5 USD; 2021-02-03T11:44:22; cancelled',
    ],
    report: { repeated: 2 },
  },
  '1C-Bitrix: all items in one cell, nobody to call': {
    profile: '1c-bitrix',
    separator: ';',
    rows: [
      'Номер заказа|Дата создания|Дата изменения|Сумма|Статус|Оплачен|Отменен|Позиции|Цена товара',
      '№101|01.07.2026 10:00:00|02.07.2026 10:00:00|1000 руб|Собирается|Да|Нет|[11] Футболка M (1 шт)|1000 руб',
      '№A2|02.07.2026 10:00:00|03.07.2026 10:00:00|2000 руб|Выполнен|Да|Нет|[12] Футболка L (1 шт) [13] Брюки (2 шт)|500 руб 750 руб',
      '№B1|03.07.2026 10:00:00|04.07.2026 11:00:00|3000 руб|Новый|Нет|Да|[13] Футболка S (1 шт)|3000 руб',
    ].map((line) => line.split('|')),
    orders: [
      '101; № 101; ; 1 Футболка M 1000; 1000 RUB; 2026-07-01T07:00:00; open',
      'A2; № A2; ; 1 Футболка L 500 + 2 Брюки 750; 2000 RUB; 2026-07-02T07:00:00; closed',
      'B1; № B1; ; 1 Футболка S 3000; 3000 RUB; 2026-07-03T07:00:00; cancelled',
    ],
    report: { noticedBy: { 'phone-missing': 3, 'name-missing': 3 } },
  },
  'InSales: an item a row': {
    profile: 'insales',
    separator: ';',
    rows: [
      '№ заказа|Дата создания|Статус заказа|Статус оплаты|ФИО|Телефон|Email|Название товара|Вариант|Артикул|Количество|Цена продажи|Сумма заказа|Способ доставки|Город|Адрес доставки|Комментарий покупателя|Комментарий менеджера',
      '1501|31.01.2026 12:00|Новый|Не оплачен|Анна Примерова|8 916 555-01-01||Чашка|Синяя|c-1|2|1 500,00|4 500,00|Курьер|Самара|ул. Мира, 1|Позвонить заранее|VIP',
      '1501|31.01.2026 12:00|Новый|Не оплачен|Анна Примерова|8 916 555-01-01||Блюдце||c-2|1|1 500,00|4 500,00|Курьер|Самара|ул. Мира, 1|Позвонить заранее|VIP',
    ].map((line) => line.split('|')),
    orders: [
      '1501; Анна Примерова; 0101; 2 Чашка 1500.00 + 1 Блюдце 1500.00; 4500.00; 2026-01-31T09:00:00; open',
    ],
  },
  'amoCRM: deals': {
    profile: 'amocrm',
    separator: ';',
    rows: [
      'ID|Название сделки|Компания|Основной контакт|Ответственный|Этап сделки|Бюджет|Дата создания сделки|Теги сделки|Рабочий телефон (контакт)|Мобильный телефон (контакт)|Рабочий email (контакт)',
      "7001|Сделка 1||Анна Примерова|Смирнова Ольга|Успешно реализовано|12 990|31.01.2026 12:00:00|опт|'79165550101|'79165550102|a@example.test",
      '7002|Сделка 2||Пётр Примеров|Кто-то Другой|Закрыто и не реализовано|0|31.01.2026 12:00:00||||',
    ].map((line) => line.split('|')),
    orders: [
      '7001; Анна Примерова; 0101 0102; ; 12990; 2026-01-31T09:00:00; closed; 101',
      '7002; Пётр Примеров; ; ; 0; 2026-01-31T09:00:00; cancelled',
    ],
    report: { noticedBy: { 'manager-unknown': 1, 'phone-missing': 1 } },
  },
  'MoySklad: a report with a title and totals': {
    profile: 'moysklad',
    separator: ';',
    rows: [
      'Заказы покупателей',
      'Период: 01.01.2026 - 31.01.2026',
      '№|Время|Контрагент|Телефон контрагента|Организация|Сумма|Валюта|Оплачено|Отгружено|Статус|Комментарий',
      '00017|31.01.2026 12:00|Анна Примерова|+7 916 555-01-01|ООО Ромашка|1 990,50|руб|0,00|0,00|Согласован|После шести',
      '00018|31.01.2026 12:00|ИП Примеров|89165550102, 89165550103|ООО Ромашка|990,00|руб|990,00|990,00|Отгружен|',
      '||||Итого:|2 980,50|||||',
    ].map((line) => line.split('|')),
    orders: [
      '00017; Анна Примерова; 0101; ; 1990.50 RUB; 2026-01-31T09:00:00; open',
      '00018; ИП Примеров; 0102 0103; ; 990.00 RUB; 2026-01-31T09:00:00; open',
    ],
    report: { skipped: 1 },
  },
  'a table that somebody keeps by hand, with units and short words in its header': {
    profile: 'plain',
    rows: [
      ['Заказы за ноябрь, тел. для справок 8 (495) 555-01-09'],
      [
        '№ п/п',
        'Заказ №',
        'Покупатель',
        'Моб. тел.',
        'Доп. тел.',
        'Позиция',
        'Кол-во, шт.',
        'Сумма, руб.',
        'Дата заказа',
      ],
      [
        '1',
        'ЧА-41',
        'Анна',
        '8 916 555-01-01',
        '8 916 555-01-02',
        'Чайник',
        '2',
        '4 390,00',
        '29.11.2026 14:05',
      ],
      ['2', 'ЧА-42', 'Борис', '', '8 916 555-01-04', 'Фильтр', '1', '90,00', '29.11.2026 15:10'],
    ],
    orders: [
      'CA-41; Анна; 0101 0102; 2 Чайник; 4390.00 RUB; 2026-11-29T11:05:00; open',
      'CA-42; Борис; 0104; 1 Фильтр; 90.00 RUB; 2026-11-29T12:10:00; open',
    ],
  },
  'a number beside an additional one, under a name that no table has': {
    profile: 'plain',
    rows: [
      ['Номер', 'Телефон для связи', 'Доп. тел.'],
      ['1', '8 916 555-01-01', '8 916 555-01-02'],
    ],
    orders: ['1; № 1; 0101 0102; ; ; ; open'],
    report: { noticedBy: { 'name-missing': 1 } },
  },
  'a German marketplace': {
    profile: 'plain',
    rows: [
      'Bestell-ID|Bestellstatus|Name des Empfängers|Telefonnummer des Empfängers|Versandadresse 1|Versandort|Versandland|Kaufdatum|Gesamteinzelhandelspreis',
      'PO-076-16690945449590755|Nicht versandt|Erika Muster|0151 12345678|Musterstr 1|Musterstadt|Germany|1. Dez. 2025, 12:32 Uhr CET(UTC+1)|16,66€',
    ].map((line) => line.split('|')),
    orders: ['PO-076-16690945449590755; Erika Muster; 5678; ; 16.66 EUR; 2025-12-01T11:32:00; open'],
  },
  'a plain file with a manager’s name': {
    profile: 'plain',
    separator: ';',
    rows: [
      'Номер заказа|Фамилия|Имя|Отчество|Телефон|Менеджер|Товары',
      'N3|Примерова|Анна|Ивановна|+79165550103|Ольга Смирнова|Чашка x2',
    ].map((line) => line.split('|')),
    orders: ['N3; Примерова Анна Ивановна; 0103; 2 Чашка; ; ; open; 101'],
  },
};

/** CSV of the rows, each as long as the longest. */
function csvOf({ rows, separator = ',' }: Export): string {
  const columns = Math.max(...rows.map((cells) => cells.length));
  const quoted = (cell: string): string => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows
    .map((cells) => [...cells, ...Array<string>(columns - cells.length).fill('')].map(quoted).join(separator))
    .join('\r\n');
}

async function load(
  text: string,
  rules: Pick<ImportSettings, 'choices'> = {},
): Promise<{ orders: IncomingOrder[]; report: StreamReport }> {
  const intake = new RecordingIntake();
  async function* chunks(): AsyncGenerator<Buffer> {
    await Promise.resolve();
    yield Buffer.from(text);
  }
  const nowhere = { add: () => Promise.resolve(), notice: () => Promise.resolve() };
  const settings = { region: 'RU', clock: 'Europe/Moscow', ...rules } as const;
  const report = await importStream(chunks(), settings, intake, nowhere);
  return { orders: intake.orders, report };
}

function lineOf(order: IncomingOrder): string {
  const { orderNumber, customerName, phones, details, amount, currency, placedAt, status, managerExtension } =
    order;
  const digits = [phones.main, phones.second, phones.recipient].flatMap((phone) =>
    phone ? [reveal(phone).slice(-4)] : [],
  );
  const items = (details?.items ?? []).map(({ title, quantity, price, total }) =>
    [quantity, title, price ?? (total === null ? null : `=${total}`)]
      .filter((part) => part !== null)
      .join(' '),
  );
  return [
    orderNumber,
    customerName ?? `№ ${orderNumber}`,
    digits.join(' '),
    items.join(' + '),
    [amount, currency].filter((part) => (part ?? null) !== null).join(' '),
    (placedAt ?? null) === null ? '' : new Date((placedAt ?? 0) / 1000).toISOString().slice(0, 19),
    status ?? 'open',
    ...(managerExtension === undefined ? [] : [managerExtension]),
  ].join('; ');
}

const compared = { orders: 0, right: 0 };
afterAll(() => {
  const { orders, right } = compared;
  printBars('Exports by the profile that they are told by', [
    {
      promised: 'order, name, numbers, items, amount, currency, time and status right in every row',
      found: `${String(right)} of ${String(orders)} orders of ${String(Object.keys(exportsOf).length)} exports`,
      isHeld: right === orders,
    },
  ]);
});

describe.each(Object.entries(exportsOf))('%s', (_name, each) => {
  it('goes in whole, row by row', async () => {
    const { orders, report } = await load(csvOf(each));
    const lines = orders.map(lineOf);
    compared.orders += each.orders.length;
    compared.right +=
      report.profile === each.profile ? each.orders.filter((line, nth) => line === lines[nth]).length : 0;
    expect(report.profile).toBe(each.profile);
    expect(lines).toEqual(each.orders);
    expect(report).toMatchObject(each.report ?? { rejected: 0, noticedBy: {} });
  });
});

it('what is left of an order besides is there for the call', async () => {
  const { orders } = await load(csvOf(exportsOf['InSales: an item a row']!));
  expect(orders[0]!.details).toMatchObject({
    items: [{ option: 'Синяя', sku: 'c-1' }, { option: null }],
    delivery: { method: 'Курьер', town: 'Самара', address: 'ул. Мира, 1' },
    payment: { state: 'Не оплачен' },
    comment: 'Позвонить заранее',
    notes: 'VIP',
  });
});

it('no text of an order has a number or an address, and the report has none either', async () => {
  const header =
    'order_number,customer_name,phone,email,item_title,comment,address,tags,tracking,status,amount,+79165550101';
  const row =
    '1,Anna,89165550101,anna@example.test,Cup for 8 916 555 01 01,"call 8 (495) 555-01-02 or @anna_1",Mira 1 tel 89165550103,"89165550101,vip",89165550101,89165550101,anna@example.test,x';
  const { orders, report } = await load(`${header}\n${row}\n`);
  const shown = JSON.stringify([orders, report]);
  expect(/555|example|anna_1/.test(shown)).toBe(false);
  // The control: what is there besides is shown.
  expect(orders[0]!.details).toMatchObject({
    items: [{ title: 'Cup for […]' }],
    tags: ['[…]', 'vip'],
    delivery: { tracking: '[…]' },
  });
  expect(report.words).toMatchObject([{ code: 'status-unknown', rows: 1 }]);
});

it('columns of the shop’s own are shown as an administrator chose, without numbers', async () => {
  const rows = [
    'order_number,phone,Gift wrap,Gift wrap,Loyalty,Packer',
    '1,89165550101,,red paper,gold,Ivan',
    '1,89165550101,,,platinum,Ivan 89165550102',
  ];
  const text = `${rows.join('\n')}\n`;
  const choices = { plain: { giftwrap: 'custom', loyalty: 'custom', packer: 'ignore' } };
  const { orders } = await load(text, { choices });
  expect(orders[0]!.details?.custom).toEqual([
    { name: 'Gift wrap', value: 'red paper' },
    { name: 'Loyalty', value: 'platinum' },
  ]);
  const packer = { plain: { packer: 'custom' } };
  expect((await load(text, { choices: packer })).orders[0]!.details?.custom).toEqual([
    { name: 'Packer', value: 'Ivan […]' },
  ]);
  expect((await load(text)).orders[0]!.details).toBeUndefined();
});

it('what is more than an order holds is reported', async () => {
  const four = '89165550101, 89165550102, 89165550103, 89165550104';
  const items = Array.from({ length: 201 }, (_each, nth) => `1,,,Cup ${String(nth)}`);
  const { orders, report } = await load(
    ['order_number,phone,comment,item_title', `1,"${four}",${'long '.repeat(1000)},Cup`, ...items, ''].join(
      '\n',
    ),
  );
  expect(orders[0]!.details?.items).toHaveLength(200);
  expect(report).toMatchObject({
    rejected: 0,
    noticedBy: { 'number-left-over': 1, 'text-cut': 1, 'items-left-over': 1 },
  });
});

it('sums, codes and links show nobody’s number, also where the order itself states none', async () => {
  const header =
    'order_number,phone,item_title,item_quantity,item_price,shipping_total,tracking,sku,product url,image';
  const shop = 'https://shop.example.test';
  const rows = [
    `1,,Cup,9165550101,9165550102.00,9165550103,916.555.01.04,8916555-01-05/1,${shop}/?tel=89165550106,${shop}/x?to=anna%2540example.test`,
    `2,89165550107,Cup,2,1990,300,80111122223333,4600000000017,${shop}/?p=ODkxNjU1NTAxMDc,${shop}/%EF%BC%99%31%36555%30%31%30%37.png`,
    `3,,Cup,2,1990.00,300,RA123456789RU,OO7120 712010,${shop}/p/9165550108?route=product&product_id=9161234,${shop}/@maker/a@2x.png?v=1732875600`,
  ];
  const { orders } = await load([header, ...rows, ''].join('\n'));
  const shown = orders.map(({ details }) => {
    const [item] = details?.items ?? [];
    const { quantity, price, sku, link, picture } = item!;
    return [quantity, price, details?.totals.delivery, details?.delivery.tracking, sku, link, picture];
  });
  expect(shown).toEqual([
    [null, null, null, '[…]', '[…]', null, null],
    ['2', '1990', '300', '80111122223333', '4600000000017', null, null],
    [
      ...['2', '1990.00', '300', 'RA123456789RU', 'OO7120 712010'],
      ...[`${shop}/p/9165550108?route=product&product_id=9161234`, `${shop}/@maker/a@2x.png?v=1732875600`],
    ],
  ]);
});

it('a column of contacts that is taken for that of order numbers brings no order in', async () => {
  const contacts = ['+79165550101', '8 (916) 555-01-02', 'anna7@example.test', '№ anna_7@example.test'];
  const numbers = ['818396:72', '202-7259173-8684325', '2026-11-0123', 'ЦБ-1234567890'];
  const rows = [
    'order_number,customer_name,phone',
    ...[...contacts, ...numbers].map((each) => `${each},Anna,`),
  ];
  const { orders, report } = await load(rows.join('\n'));
  expect(orders.map(({ orderNumber }) => orderNumber)).toEqual([
    ...['818396-72', '202-7259173-8684325', '2026-11-0123', 'CB-1234567890'],
  ]);
  expect(report.rejectedBy).toEqual({ 'order-number-is-phone': 2, 'order-number-is-address': 2 });
});

it('articles, flats and days are no numbers of anybody, and a customer’s own number goes all the same', async () => {
  const header = 'order_number,phone,item_title,address,delivery_time';
  const rows = [
    '1,89165550101,Frame AN4281 121585,"1206/370 Mill Lane",2013-05-24T22:59:59+00:00',
    '2,89165550101,Frame A9165550101,"916/555 Mill Lane, 8 916 555-01-02",2013-05-24',
    '3,89165550103,Target Line L OO7120 712010,"1 Mill Lane",2013-05-24',
    '4,89165550104,Target Line L OO8916 5550104,"1 Mill Lane",2013-05-24',
  ];
  const { orders } = await load([header, ...rows, ''].join('\n'));
  expect(
    orders.map(({ details }) => [
      details?.items[0]?.title,
      details?.delivery.address,
      details?.delivery.wished,
    ]),
  ).toEqual([
    ['Frame AN4281 121585', '1206/370 Mill Lane', '2013-05-24 22:59'],
    ['Frame A[…]', '916/555 Mill Lane, […]', '2013-05-24'],
    ['Target Line L OO7120 712010', '1 Mill Lane', '2013-05-24'],
    ['Target Line L […]', '1 Mill Lane', '2013-05-24'],
  ]);
});
