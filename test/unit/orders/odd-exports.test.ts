import { reveal } from '#kernel/masked';
import { importStream } from '#orders/intake/order-import';
import type { StreamReport } from '#orders/intake/order-import';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { RecordingIntake } from './recording-intake';
import { zipOf } from './workbook';

/*
 * Files as people and programs leave them: copied out of messengers, printed and saved again, glued together, written by 1C. Each goes
 * in right, or is said.
 */

async function load(file: string | Buffer): Promise<{ orders: IncomingOrder[]; report: StreamReport }> {
  const intake = new RecordingIntake();
  async function* chunks(): AsyncGenerator<Buffer> {
    await Promise.resolve();
    yield Buffer.from(file);
  }
  const nowhere = { add: () => Promise.resolve(), notice: () => Promise.resolve() };
  const report = await importStream(chunks(), { region: 'RU', clock: 'Europe/Moscow' }, intake, nowhere);
  return { orders: intake.orders, report };
}

/** Number, name, last four digits of the numbers, amount with currency. */
function lineOf({ orderNumber, customerName, phones, amount, currency }: IncomingOrder): string {
  const digits = [phones.main, phones.second, phones.recipient].flatMap((phone) =>
    phone ? [reveal(phone).slice(-4)] : [],
  );
  const money = [amount, currency].filter((part) => (part ?? '') !== '').join(' ');
  return [orderNumber, customerName ?? '', digits.join(' '), money].join('; ');
}

const header = 'Номер;Клиент;Телефон;Сумма';
const phone = '89165550101';

test.each<[string, string, string[], Partial<StreamReport>]>([
  [
    'characters of no width',
    `${header}\n\u200b1\u200b;Ан\u200bна;\u202a+79165550101\u202c;\u200b1 200\u200b,50\n\u2060\u200b;\u200b;;\n`,
    ['1; Анна; 0101; 1200.50'],
    { rejected: 0, rows: 1 },
  ],
  [
    'two files in one, with the mark and the header of the second',
    `\ufeff${header}\n1;Анна;${phone};100\n\ufeff${header}\n2;Борис;89165550102;200\n`,
    ['1; Анна; 0101; 100', '2; Борис; 0102; 200'],
    { rejected: 0, skipped: 1, noticedBy: { 'header-again': 1 } },
  ],
  [
    'formulas that keep zeros',
    `${header}\n="0042";="Анна";="89165550101";="1200"\n`,
    ['0042; Анна; 0101; 1200'],
    { rejected: 0 },
  ],
  [
    'spaces beside quotes',
    '"order_number", "customer_name" , "phone", "amount"\n"1", "Anna, X" , "89165550101", 12\n 2, "Ромашка" ООО,89165550102,12\n',
    ['1; Anna, X; 0101; 12', '2; "Ромашка" ООО; 0102; 12'],
    { rejected: 0 },
  ],
  [
    'two numbers with nothing but words between',
    [
      header,
      '1;А;89165550101 (муж) 89165550102 жена;',
      '2;Б;+79165550103+79165550104;',
      '3;В;8 916 555 01 05  8-916-555-01-06;',
      '4;Г;8916555010789165550108;',
    ].join('\n'),
    ['1; А; 0101 0102; ', '2; Б; 0103 0104; ', '3; В; 0105 0106; '],
    { rejectedBy: { 'phone-too-long': 1 } },
  ],
  [
    'roubles and kopecks',
    `${header}\n1;А;${phone};1 200 руб. 50 коп.\n2;Б;${phone};1200 р. 5 коп\n`,
    ['1; А; 0101; 1200.50 RUB', '2; Б; 0101; 1200.05 RUB'],
    { noticedBy: {} },
  ],
  [
    'numbers of orders as spreadsheets and 1C write them',
    [
      header,
      `1,024;А;${phone};`,
      `"12,345.00";Б;${phone};`,
      `Заказ покупателя ЦБ-000123 от 31.01.2026 12:00:00;В;${phone};`,
      `Заказ №1007 от 31.01.26;Г;${phone};`,
    ].join('\n'),
    ['1024; А; 0101; ', '12345; Б; 0101; ', 'CB-000123; В; 0101; ', '1007; Г; 0101; '],
    { rejected: 0 },
  ],
])('%s', async (_name, file, lines, expected) => {
  const { orders, report } = await load(file);
  expect(orders.map(lineOf)).toEqual(lines);
  expect(report).toMatchObject(expected);
});

test('customers who share a number of an order in one file are reported', async () => {
  const { report } = await load(`${header}\nCup;Анна;${phone};\nCup;Борис;89165550102;\n`);
  expect(report).toMatchObject({ noticedBy: { 'rows-differ': 1 } });
  const same = await load(`${header}\n1;Анна П;${phone};\n1;П Анна;89165550102;\n`);
  expect(same.report.noticedBy).toEqual({});
});

test('items of one cell in a list, in JSON, and with units', async () => {
  const rows = [
    'Номер;Телефон;Товары',
    `1;${phone};Чайник x 2, Фильтр x 1`,
    `2;${phone};Чай, зелёный`,
    `3;${phone};"[{""name"":""Чайник"",""quantity"":2,""price"":1500},{""name"":""Фильтр"",""qty"":1}]"`,
    `4;${phone};"[{""a"":1}]"`,
  ];
  const { orders } = await load(rows.join('\n'));
  const items = orders.map(({ details }) =>
    (details?.items ?? []).map(({ title, quantity, price }) => [title, quantity, price]),
  );
  expect(items).toEqual([
    [
      ['Чайник', '2', null],
      ['Фильтр', '1', null],
    ],
    [['Чай, зелёный', null, null]],
    [
      ['Чайник', '2', '1500'],
      ['Фильтр', '1', null],
    ],
    [['[{"a":1}]', null, null]],
  ]);
  const counted = await load(
    `Номер;Телефон;Товар;Количество;Скидка\n1;${phone};Чай;2 шт.;-10\n2;${phone};Чай;1,000;10%\n`,
  );
  const rest = counted.orders.map(({ details }) => [details?.items[0]?.quantity, details?.totals.discount]);
  expect(rest).toEqual([
    ['2', '10'],
    ['1', null],
  ]);
  // Said, since it could be a thousand.
  expect(counted.report.noticedBy).toMatchObject({ 'amount-ambiguous': 1, 'number-invalid': 1 });
});

test.each([
  ['31.01.2026 в 12:00'],
  ['суббота, 31 января 2026 г., 12:00'],
  ['Sat Jan 31 12:00:00 2026'],
  ['Saturday 31 January 2026 12:00 PM'],
  ['20260131120000'],
  ['20260131T1200'],
])('the moment %j', async (cell) => {
  const { orders } = await load(`Номер;Телефон;Дата заказа\n1;${phone};"${cell}"\n`);
  expect(orders[0]?.placedAt).toBe(Date.UTC(2026, 0, 31, 9) * 1000);
});

test.each([
  ['pending payment', 'open'],
  ['В резерве', 'open'],
  ['Ждёт клиента', 'open'],
  ['Передан в службу доставки', 'open'],
  ['Отменён клиентом', 'cancelled'],
])('the word %j of a shop is %s', async (word, status) => {
  const { orders } = await load(`Номер;Телефон;Статус\n1;${phone};${word}\n`);
  expect(orders[0]?.status).toBe(status);
});

test('columns as further systems name them', async () => {
  const ecwid =
    'order_number,date_created,billing_name,shipping_phone,order_total,product_name,quantity,price\nXJ12H,2026-01-31 12:00,Анна,89165550101,1200,Чашка,2,600\n';
  const { orders } = await load(ecwid);
  expect(orders.map(lineOf)).toEqual(['XJ12H; Анна; 0101; 1200']);
  expect(orders[0]?.details?.items).toMatchObject([{ title: 'Чашка', quantity: '2', price: '600' }]);
  const retail =
    'Номер заказа;Дата и время оформления;ФИО;Телефон;Сумма документа;Комментарий оператора\n7;31.01.2026 12:00;Анна;89165550101;12,50;VIP\n';
  const [order] = (await load(retail)).orders;
  expect(order).toMatchObject({ amount: '12.50', placedAt: Date.UTC(2026, 0, 31, 9) * 1000 });
  expect(order?.details?.notes).toBe('VIP');
});

test.each<[string, string, string]>([
  ['a table of HTML', '\ufeff\n<meta http-equiv="x"><table><tr><td>Номер</td></tr></table>', 'a web page'],
  ['JSON', '[{"order_number":"1","phone":"89165550101"}]', 'JSON'],
  ['a text document', '{\\rtf1\\ansi Номер}', 'a text document (RTF)'],
])('%s is refused by its name', async (_name, file, kind) => {
  await expect(load(file)).rejects.toMatchObject({ slug: 'file-not-a-table', details: { kind } });
});

describe('spreadsheets', () => {
  const xml = '<?xml version="1.0"?>';
  const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const number = (value: string, style = 0): string => `<c s="${String(style)}"><v>${value}</v></c>`;
  const row = (...cells: string[]): string => `<row>${cells.join('')}</row>`;

  function book(rows: string, state = 'visible'): Buffer {
    return zipOf({
      'xl/workbook.xml': `${xml}<workbook><sheets><sheet name="A" sheetId="1" state="${state}" r:id="r1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `${xml}<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      'xl/styles.xml': `${xml}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    });
  }

  const head = row(...['Номер', 'Клиент', 'Телефон', 'Дата заказа', 'Время'].map(text));
  const one = row(
    number('42', 3),
    text('Анна_x000D_\n_x041F_.'),
    number('79165550101'),
    number('46053', 1),
    number('0.5', 2),
  );

  it('show zeros of a format, times of day, and characters by their numbers', async () => {
    const { orders } = await load(book(head + one));
    expect(orders.map(lineOf)).toEqual(['00042; Анна П.; 0101; ']);
    expect(orders[0]?.placedAt).toBe(Date.UTC(2026, 0, 31, 9) * 1000);
    // Releases before have kept it by what the cell holds.
    expect(orders[0]?.earlierNumber).toEqual({ orderNumber: '42' });
  });

  it('are refused with what to do where every sheet is hidden', async () => {
    await expect(load(book(head + one, 'hidden'))).rejects.toMatchObject({
      slug: 'file-empty',
      message: expect.stringContaining('hidden') as string,
    });
  });
});
