import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { IncomingOrder } from '#orders/intake/order-intake';
import { importStream } from '#orders/intake/order-import';
import type { StreamReport } from '#orders/intake/order-import';
import { SealedSpool } from '#orders/intake/spreadsheet/sealed-spool';
import { SharedStrings } from '#orders/intake/spreadsheet/shared-strings';
import { reveal } from '#kernel/masked';
import { RecordingIntake } from './recording-intake';
import { workbookOf, zipOf } from './workbook';

const header = ['Номер заказа', 'Имя', 'Телефон', 'Сумма', 'Дата'];

async function load(file: Buffer, size = 1000): Promise<{ orders: IncomingOrder[]; report: StreamReport }> {
  const intake = new RecordingIntake();
  async function* chunks(): AsyncGenerator<Buffer> {
    await Promise.resolve();
    for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
  }
  const nowhere = { add: () => Promise.resolve(), notice: () => Promise.resolve() };
  const report = await importStream(chunks(), { region: 'RU', clock: 'Europe/Moscow' }, intake, nowhere);
  return { orders: intake.orders, report };
}

describe('a spreadsheet', () => {
  it('is read as it stands: texts, numbers, dates, and what formulas came to', async () => {
    const { orders, report } = await load(
      workbookOf([
        ['Отчёт за январь'],
        [],
        header,
        [1001, 'Анна & Ко', 79165550101, 1990.5, { date: 46_053.5 }],
        [],
        ['ЦБ-2', { formula: 'A1', value: 'Boris' }, '8 (916) 555-01-02', '1 990,50', '31.01.2026 12:00'],
        [1003.0, 'Vera', { formula: 'HYPERLINK("tel:1")', value: '+79165550103' }, 10, null],
        ['Итого', null, null, 3991],
      ]),
    );
    expect(report).toMatchObject({ rows: 4, added: 3, skipped: 1, rejected: 0 });
    expect(orders).toMatchObject([
      {
        orderNumber: '1001',
        customerName: 'Анна & Ко',
        amount: '1990.5',
        placedAt: Date.UTC(2026, 0, 31, 9) * 1000,
      },
      {
        orderNumber: 'CB-2',
        customerName: 'Boris',
        amount: '1990.50',
        placedAt: Date.UTC(2026, 0, 31, 9) * 1000,
      },
      { orderNumber: '1003', placedAt: null },
    ]);
    expect(orders.map(({ phones }, nth) => reveal(phones.main!) === `+7916555010${String(nth + 1)}`)).toEqual(
      [true, true, true],
    );
  });

  it('of which the first sheet with orders is read says that another one has orders', async () => {
    const texts = (...row: string[]): string =>
      `<row>${row.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`;
    const sheets = {
      1: texts('Сводка', 'за январь'),
      2: texts('Номер', 'Телефон') + texts('1', '89165550101'),
      3: texts('Номер', 'Телефон') + texts('2', '89165550102'),
    };
    const ids = Object.keys(sheets);
    const { orders, report } = await load(
      workbookOf([], {
        'xl/workbook.xml': `<workbook><sheets>${ids.map((id) => `<sheet name="S${id}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships>${ids.map((id) => `<Relationship Id="rId${id}" Target="worksheets/sheet${id}.xml"/>`).join('')}</Relationships>`,
        ...Object.fromEntries(
          Object.entries(sheets).map(([id, rows]) => [
            `xl/worksheets/sheet${id}.xml`,
            `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
          ]),
        ),
      }),
    );
    expect(orders.map(({ orderNumber }) => orderNumber)).toEqual(['1']);
    expect(report).toMatchObject({ added: 1, noticedBy: { 'sheet-left-out': 1 } });
  });

  it('with a number that was rounded before it was saved is refused with that reason', async () => {
    const { report } = await load(workbookOf([header, [1, 'Anna', 79165500000, 1, null]]));
    expect(report.rejectedBy).toEqual({ 'phone-rounded': 1 });
  });

  it('reads texts of several parts, without what tells how a word is said; hidden sheets are not read', async () => {
    const strings =
      '<sst><si><t>order_number</t></si><si><t>phone</t></si><si><r><t>89165</t></r><r><t xml:space="preserve">550101</t></r><rPh><t>9</t></rPh></si></sst>';
    const hidden =
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>order_number</t></is></c></row></sheetData></worksheet>';
    const { orders } = await load(
      workbookOf(
        [
          ['order_number', 'phone'],
          [7, 'x'],
        ],
        {
          'xl/sharedStrings.xml': strings,
          'xl/workbook.xml':
            '<x:workbook xmlns:x="u"><x:sheets><x:sheet state="hidden" r:id="rId2"/><x:sheet r:id="rId1"/></x:sheets></x:workbook>',
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
          'xl/worksheets/sheet2.xml': hidden,
        },
      ),
    );
    expect(
      orders.map(({ orderNumber, phones }) => [orderNumber, reveal(phones.main!).endsWith('550101')]),
    ).toEqual([['7', true]]);
  });

  const rows = [header, [1, 'Anna', '+79165550101', 1, null]];
  it.each<[string, Buffer, string]>([
    ['no archive', Buffer.from('PK\x03\x04 and nothing else'), 'spreadsheet-unreadable'],
    ['cut', workbookOf(rows).subarray(0, 900), 'spreadsheet-unreadable'],
    [
      'without sheets',
      zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/_rels/workbook.xml.rels': '<r/>' }),
      'spreadsheet-unreadable',
    ],
    [
      'broken XML',
      workbookOf(rows, { 'xl/worksheets/sheet1.xml': '<worksheet><row></worksheet>' }),
      'spreadsheet-unreadable',
    ],
    [
      'an entity of its own',
      workbookOf(rows, {
        'xl/sharedStrings.xml':
          '<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>',
      }),
      'spreadsheet-unreadable',
    ],
    ['empty', workbookOf([]), 'file-empty'],
    [
      'an OpenDocument',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }),
      'file-not-a-table',
    ],
    ...['<c t="str"><v>', '<c t="', '<!--'].map((opened): [string, Buffer, string] => [
      `long without an end, behind ${opened}`,
      workbookOf([], {
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${opened}${'0'.repeat(3_000_000)}`,
      }),
      'spreadsheet-unreadable',
    ]),
    [
      'a bomb',
      workbookOf(rows, { 'xl/sharedStrings.xml': Buffer.alloc(200_000_000, '<si><t>0</t></si>') }),
      'spreadsheet-bomb',
    ],
  ])('that is %s is refused as a whole', async (_what, file, slug) => {
    await expect(load(file)).rejects.toMatchObject({ slug });
  });

  it('a row that is longer than a line may be is left out, and said to be, and no more of it is kept', async () => {
    const texts = (...row: string[]): string =>
      `<row>${row.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`;
    const long = 'text '.repeat(7000);
    const pieces = `<row><c t="str"><v>3</v></c><c t="str"><v>${'<![CDATA[text ]]>'.repeat(20_000)}</v></c></row>`;
    const shared = `<row><c t="str"><v>4</v></c>${'<c t="s"><v>0</v></c>'.repeat(900)}</row>`;
    const { orders, report } = await load(
      workbookOf([[long]], {
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${[
          texts('order_number', 'phone', 'comment', 'notes'),
          texts('1', '89165550101', 'short', long),
          texts('2', '89165550102', long, long),
          pieces,
          shared,
          texts('5', '89165550105', 'short'),
        ].join('')}</sheetData></worksheet>`,
      }),
      100_000,
    );
    expect(orders.map(({ orderNumber }) => orderNumber)).toEqual(['1', '5']);
    expect(report).toMatchObject({ rows: 5, rejected: 3, rejectedBy: { 'line-too-long': 3 } });
  });

  it('leaves no file behind, and nothing readable while it is there', async () => {
    const left = (): string[] => readdirSync(tmpdir()).filter((name) => /^star7-[0-9a-f]{24}$/.test(name));
    const before = left().length;
    await load(workbookOf(rows));
    const spool = await SealedSpool.create();
    await spool.append(Buffer.from('number +79165550101'));
    expect((await spool.read(7, 12)).toString()).toBe('+79165550101');
    expect(left().length).toBe(before);
    await spool.close();
  });

  it('has its texts by number, however many there are', async () => {
    const spool = await SealedSpool.create();
    const strings = new SharedStrings(spool);
    const count = 300_000;
    for (let index = 0; index < count; index += 1) await strings.add(`text ${String(index)}`);
    await strings.end();
    for (const index of [0, 511, 512, 150_001, count - 1])
      expect(strings.get(index)).toBe(`text ${String(index)}`);
    expect([strings.get(count), strings.get(-1), strings.get(0.5)]).toEqual(['', '', '']);
    await spool.close();
  });
});
