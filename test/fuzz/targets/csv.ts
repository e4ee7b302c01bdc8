import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ListedManager } from '#orders/intake/manager-directory';
import type { IncomingOrder, IntakeResult, OrderIntake } from '#orders/intake/order-intake';
import { reveal } from '#kernel/masked';
import { isOrderNumber } from '#kernel/order-number';
import { ImportError } from '#orders/intake/import-error';
import { importOrders } from '#orders/intake/order-import';
import type { ImportReport } from '#orders/intake/order-import';
import { canaryAddress, canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { workbookOf } from '../../unit/orders/workbook';
import { bytesOf, mutatedBytes, mutatedText, nastyWords } from '../mutation';
import type { Random } from '#kernel/random';
import { SaidLog, textOf } from '../said-log';

/** The bytes of a file. */
type File = string;

const headers = [
  'order_number,customer_name,phone,manager_extension',
  'order_number,customer_name,phone,manager_extension,email,amount,currency,placed_at,status,phone2,phone3,do_not_call,time_zone',
  '№ заказа;ФИО;Телефон;Добавочный;Комментарий;E-mail;Сумма;Дата;Статус',
  'customer\torder\tphone\tmanager\tphone2',
  'order|name|tel|ext',
];
const cells: Readonly<Record<string, readonly string[]>> = {
  order: [
    '1001',
    '1002',
    'A-17.b',
    '79165550173',
    '8-916-555-01-73',
    '5550173-1',
    'A79165550173',
    '',
    '1'.repeat(33),
    'ё',
  ],
  name: [
    'Анна',
    'Boris "Bob" O\'Neil',
    'ТОО "Ромашка"',
    `Anna ${canaryNumbers[0]}`,
    `Anna <${canaryAddress}>`,
    'Анна 8;916;555;01;73',
    'Анна восемь девятьсот шестнадцать пятьсот пятьдесят пять',
    `Anna ${canaryAddress.replace('@', '[at]')}`,
    'заказ 5550173',
    '',
    ...canaryWords,
  ],
  phone: [
    ...canaryWords,
    '123',
    '+7 999',
    `${canaryNumbers[0]}, ${canaryNumbers[1]}`,
    `${canaryNumbers[0]} доб. 12`,
    '',
  ],
  extension: ['101', '102', '103', '', ' 101 '],
  email: [canaryAddress, 'a@b', 'a@@b.c', '', '-', `${'a'.repeat(70)}@example.test`],
  amount: ['1 990,50', '1990.00', '1,990', "1'990.5 руб.", '-5', '1e9', ''],
  date: ['31.01.2026 12:00', '2026-01-31T12:00:00+03:00', '30.02.2026', '01/02/2026', '9999-12-31', ''],
  word: ['Выполнен', 'open', 'RUB', 'да', 'Europe/Moscow', 'Mars/Base', '-', 'null', ''],
};
const kinds = Object.keys(cells);
/** The columns of the header that has all of them. */
const order = [
  'order',
  'name',
  'phone',
  'extension',
  'email',
  'amount',
  'word',
  'date',
  'word',
  'phone',
  'phone',
  'word',
  'word',
];
const words = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  '"\n',
  ',"',
  '","',
  'sep=;\n',
  '\ufeff',
  ...canaryWords,
];

function generate(random: Random): File {
  const header = random.pick(headers);
  const separator = /[,;\t|]/.exec(header)?.[0] ?? ',';
  const columns = header.split(separator).length;
  const end = random.pick(['\n', '\r\n']);
  const rows = random.list(random.size(12), () => row(random, columns, separator));
  if (random.chance(0.04))
    return workbook(
      random,
      [header, ...rows].map((line) => line.split(separator)),
    );
  let text = `${random.chance(0.1) ? `sep=${separator}${end}` : ''}${[header, ...rows].join(end)}${random.chance(0.8) ? end : ''}`;
  if (random.chance(0.3)) text = mutatedText(random, text, words);
  if (random.chance(0.01)) text += random.pick(words).repeat(random.size(20_000));
  let bytes = encoded(random, text);
  if (random.chance(0.2)) bytes = mutatedBytes(random, bytes, words);
  return bytes;
}

/** The same rows as a spreadsheet has them, whole or damaged. */
function workbook(random: Random, rows: string[][]): File {
  const broken = random.chance(0.3)
    ? mutatedText(random, '<worksheet><sheetData><row><c><v>1</v></c></row>', words)
    : null;
  const file = workbookOf(rows, broken === null ? {} : { 'xl/worksheets/sheet1.xml': broken }).toString(
    'latin1',
  );
  return random.chance(0.4) ? mutatedBytes(random, file, words) : file;
}

function row(random: Random, columns: number, separator: string): string {
  const usual = ['1001', 'Анна', random.pick(canaryNumbers), '101'];
  const count = random.chance(0.9) ? columns : random.size(20);
  return random
    .list(count, () => '')
    .map((_, column) => {
      let cell = random.chance(0.6)
        ? (usual[column] ?? '')
        : random.pick(cells[order[column] ?? random.pick(kinds)] ?? nastyWords);
      if (random.chance(0.1)) cell = mutatedText(random, cell, words);
      const quoted = random.chance(0.15) || (cell.includes(separator) && random.chance(0.9));
      return quoted ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join(separator);
}

function encoded(random: Random, text: string): string {
  switch (random.int(12)) {
    case 0:
      return `\xff\xfe${Buffer.from(text, 'utf16le').toString('latin1')}`;
    case 1:
      return `\xfe\xff${Buffer.from(text, 'utf16le').swap16().toString('latin1')}`;
    case 2:
      return bytesOf(`\ufeff${text}`);
    case 3:
    case 4:
      // Windows-1251, as far as the alphabet: U+0410 is 0xc0.
      return text.replace(/[\u0100-\uffff]/g, (character) => {
        const code = character.charCodeAt(0) - 0x410 + 0xc0;
        return code > 0x7f && code < 0x100 ? String.fromCharCode(code) : '?';
      });
    default:
      return bytesOf(text);
  }
}

/** Accepts every order and outputs what a manager would see of it. */
class TellingIntake implements OrderIntake {
  rows = 0;

  constructor(private readonly said: SaidLog) {}

  managers(): Promise<readonly ListedManager[]> {
    return Promise.resolve(
      ['101', '102', '103'].map((extension) => ({ extension, name: `Manager ${extension}` })),
    );
  }

  rehearse(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    return this.write(orders);
  }

  async write(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    await Promise.resolve();
    const result: IntakeResult = {
      ...{ added: 0, changed: 0, unchanged: 0, pooled: 0 },
      ...{ refused: [], written: [], notices: [] },
    };
    for (const [position, incoming] of orders.entries()) {
      // What an order may be known by already is looked up and not kept.
      const { orderNumber, statedNumber = '', ...rest } = incoming;
      delete rest.earlierNumber;
      must(isOrderNumber(orderNumber), 'an order has a number that is none');
      must(
        ['101', '102', '103', undefined].includes(incoming.managerExtension),
        'an order has an extension that is none',
      );
      must(/^[^\p{Cc}]{1,200}$/u.test(incoming.customerName ?? '-'), 'an order has a name that is none');
      must(
        (incoming.amount ?? null) === null || /^\d{1,15}(\.\d{1,4})?$/.test(incoming.amount ?? ''),
        'an order has no amount',
      );
      must(
        (incoming.placedAt ?? null) === null || Number.isSafeInteger(incoming.placedAt),
        'an order has a date that is none',
      );
      const digits = `${orderNumber}${statedNumber}`.replace(/[^0-9]/g, '');
      must(
        Object.values(incoming.phones).every((each) => !each || !digits.includes(reveal(each).slice(-7))),
        'an order number has a phone of its row',
      );
      // Shops may use any other order numbers, even other customers' phone numbers; and so articles.
      const items = (rest.details?.items ?? []).map((item) => ({ ...item, sku: null }));
      this.said.also(
        textOf({
          ...rest,
          customerName: rest.customerName?.replace(`№ ${orderNumber}`, '№'),
          details: rest.details && { ...rest.details, items },
        }),
      );
      if (incoming.managerExtension === '103') result.refused.push({ position, fault: 'order-number-clash' });
      else if (incoming.continues !== true) result.added += 1;
    }
    this.rows += result.added;
    return result;
  }
}

class CsvRig {
  readonly said = new SaidLog();
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'star7-fuzz-csv-'));
  readonly #file = path.join(this.#folder, 'orders.csv');

  async run(file: File): Promise<string[]> {
    writeFileSync(this.#file, file, 'latin1');
    const intake = new TellingIntake(this.said);
    const rejects = `${this.#file}.rejects.csv`;
    let report: ImportReport;
    try {
      report = await importOrders({ path: this.#file, region: 'RU' }, intake);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      this.said.also(`${error.message} ${textOf(error.details)}`);
      return [error.slug.startsWith('spreadsheet') ? 'no-spreadsheet' : 'no-header'];
    }
    this.said.also(textOf({ ...report, rejectsPath: null }));
    const { rows, added, rejected, repeated, skipped, rejectsPath } = report;
    must(rows <= added + rejected + repeated + skipped, 'rows are lost');
    must(added === intake.rows, 'rows are counted that were not handed over');
    if (rejectsPath !== null) {
      must(rejectsPath === rejects, 'rejects lie elsewhere');
      const listed = readFileSync(rejects, 'utf8');
      must(
        listed.split('\n').filter((line) => line.includes(',rejected,')).length >= rejected,
        'rejects are not listed one by one',
      );
      this.said.also(listed);
    }
    return [
      ...(added > 0 ? ['imported'] : []),
      ...(rejected > 0 ? ['rejected'] : []),
      ...(report.namesCleaned > 0 ? ['name-cleaned'] : []),
      ...(report.rejectedBy['malformed-quotes'] === undefined ? [] : ['malformed-quotes']),
      ...(report.rejectedBy['order-number-is-phone'] === undefined ? [] : ['order-number-is-phone']),
    ];
  }

  close(): Promise<void> {
    rmSync(this.#folder, { recursive: true });
    return Promise.resolve();
  }
}

const head = `${headers[0] ?? ''}\n`;
const longLine = (count: number): string => '""'.repeat(count);

export const csv: FuzzTarget<File> = {
  name: 'csv',
  generate,
  growing: {
    'many rows': (size) => head + '1001,Anna,+79165550173,101\n'.repeat(size),
    'a quote that is never closed': (size) => `${head}"${'a,b,c,d\n'.repeat(size)}`,
    'a quote opened in every line': (size) => head + '"a,b,c,d\n'.repeat(size),
    'three quotes in every line': (size) => head + '"a"",b"",c,d\n'.repeat(size),
    'long lines of quotes': (size) => head + `"${longLine(1000)}x\n`.repeat(size / 50),
    'a long header': (size) => `${'order_number,'.repeat(size)}\n`,
    'a long line': (size) => `${head}${'x'.repeat(size * 10)}\n`,
    'empty lines': (size) => head + '\n'.repeat(size * 10),
    'a long name': (size) => `${head}1001,${'1 ('.repeat(Math.min(size, 8000))},+79165550173,101\n`,
    'a long amount': (size) =>
      `order_number,customer_name,phone,manager_extension,amount\n1001,A,+79165550173,101,${"1'".repeat(size)}\n`,
    'white space': (size) => ' \t'.repeat(size * 10),
  },
  open: () => {
    const rig = new CsvRig();
    return Promise.resolve({
      run: (file) => rig.run(file),
      said: () => rig.said.take(),
      close: () => rig.close(),
    });
  },
};
