import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reveal } from '#kernel/masked';
import { currencyOfHeader } from '#orders/intake/cells/amount';
import { ImportError } from '#orders/intake/import-error';
import { importOrders } from '#orders/intake/order-import';
import type { ImportProgress, ImportReport } from '#orders/intake/order-import';
import type { ReadSettings } from '#orders/intake/order-reader';
import type { SiteFieldKind } from '#orders/model/site-fields';
import { explain } from '#orders/intake/reject-file';
import { RecordingIntake } from './recording-intake';

const header = 'order_number,customer_name,phone,manager_extension';
let directory: string;
let path: string;
let intake: RecordingIntake;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'star7-import-'));
  path = join(directory, 'orders.csv');
  intake = new RecordingIntake();
});
afterEach(() => rmSync(directory, { recursive: true }));

function load(text: string | Buffer, rules: Partial<ReadSettings> = {}): Promise<ImportReport> {
  writeFileSync(path, text);
  return importOrders({ path, region: 'RU', ...rules }, intake);
}

/** The lines and reasons of the rejects file. */
function rejects(): string[] {
  return readFileSync(`${path}.rejects.csv`, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .filter((line) => line.split(',')[1] === 'rejected')
    .map((line) =>
      line
        .split(',')
        .filter((_cell, nth) => nth === 0 || nth === 2)
        .join(' '),
    );
}

/** Lines, codes and cells of what was noticed of orders that went in. */
function notices(): string[] {
  return readFileSync(`${path}.rejects.csv`, 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => line.split(',')[1] === 'noticed')
    .map((line) =>
      line
        .split(',')
        .filter((_cell, nth) => [0, 2, 4].includes(nth))
        .join(' ')
        .trimEnd(),
    );
}

describe('import', () => {
  it('hands orders over, with numbers behind their masks', async () => {
    const report = await load(`${header}\n1001,Анна,8 900 555-00-01,101\n1002,Boris,+79005550002,102\n`);
    expect(report).toMatchObject({ rows: 2, added: 2, rejected: 0, rejectsPath: null });
    expect(existsSync(`${path}.rejects.csv`)).toBe(false);
    expect(
      intake.orders.map((order) => [order.orderNumber, order.customerName, order.managerExtension]),
    ).toEqual([
      ['1001', 'Анна', '101'],
      ['1002', 'Boris', '102'],
    ]);
    expect(
      intake.orders.map((order) => reveal(order.phones.main!) === `+7900555000${order.orderNumber.at(-1)}`),
    ).toEqual([true, true]);
    expect(JSON.stringify(intake.orders)).not.toContain('555');
  });

  it('states what the file states, and nothing of columns that it lacks', async () => {
    await load(`${header}\n1001,Anna,+79005550001,101\n`);
    expect(Object.keys(intake.orders[0]!).sort()).toEqual([
      'customerName',
      'managerExtension',
      'onlyIfSame',
      'orderNumber',
      'phones',
    ]);
    expect(Object.keys(intake.orders[0]!.phones)).toEqual(['main']);
  });

  it('reads every column, and clears what has an empty cell', async () => {
    await load(
      `${header},email,amount,currency,placed_at,status,phone2,phone3\n` +
        '1001,Anna,+79005550001,101,a@example.test,"1 990,50",руб.,31.01.2026 12:00,Выполнен,+79005550002,+79005550003\n' +
        '1002,Boris,+79005550001,101,,,,,,-,\n',
    );
    const [full, bare] = intake.orders;
    expect(full).toMatchObject({ amount: '1990.50', currency: 'RUB', status: 'closed' });
    expect(full!.placedAt).toBe(Date.UTC(2026, 0, 31, 12) * 1000);
    expect(reveal(full!.phones.second!) === '+79005550002').toBe(true);
    expect(reveal(full!.phones.recipient!) === '+79005550003').toBe(true);
    expect(reveal(full!.email!) === 'a@example.test').toBe(true);
    expect(bare).toMatchObject({ amount: null, currency: null, placedAt: null, email: null });
    expect(bare!.phones).toMatchObject({ second: null, recipient: null });
    expect('status' in bare!).toBe(false);
  });

  it('detects separator, names and encoding: a Russian spreadsheet', async () => {
    const text =
      '\ufeffsep=;\r\n№ заказа;ФИО;Телефон;Добавочный;Комментарий\r\n1001;Анна;8(900)555-00-01;101;"не\nзвонить"\r\n';
    const report = await load(text);
    expect(report).toMatchObject({ added: 1, columnsIgnored: 0, rejected: 0, profile: 'plain' });
    expect(intake.orders[0]!.customerName).toBe('Анна');
  });

  it('leaves bad rows out, each with its line and reason, and takes all others', async () => {
    const rows: Array<[string, string]> = [
      ['1001,Anna,+79005550001,101', ''],
      [',Anna,+79005550001,101', 'order-number-empty'],
      ['1.23457E+12,Anna,+79005550001,101', 'order-number-rounded'],
      ['ЗАК,Anna,+79005550001,101', 'order-number-invalid'],
      [`${'1'.repeat(33)},Anna,+79005550001,101`, 'order-number-invalid'],
      [`1003,${'x'.repeat(201)},+79005550001,101`, 'customer-name-too-long'],
      ['1005,Anna,12345,101', 'phone-invalid-for-region'],
      ['1006,Anna,call me,101', 'phone-not-a-number'],
      ['1009,Anna,+79005550001', 'column-count'],
      ['1010,Petrova, Anna,+79005550001,101', 'column-count'],
      ['1011,"Anna,+79005550001,101', 'malformed-quotes'],
      ['1012,"An"na,+79005550001,101', 'malformed-quotes'],
      ['79005550001,Anna,+79005550001,101', 'order-number-is-phone'],
      ['9005550001,Anna,8 900 555 00 01,101', 'order-number-is-phone'],
      ['79005550001-1,Anna,8 900 555 00 01,101', 'order-number-is-phone'],
      ['A79005550001,Anna,8 900 555 00 01,101', 'order-number-is-phone'],
      ['555-00-01,Anna,8 900 555 00 01,101', 'order-number-is-phone'],
      ['2026-5550001,Anna,8 900 555 00 01,101', 'order-number-is-phone'],
      ['9OO555OOOl,Anna,8 900 555 00 01,101', 'order-number-is-phone'],
      ['1013,Anna,+79005550001,101,,', ''],
      ['2026112500017,Anna,+79005550001,101', ''],
      ['1014,Anna,+79005550001,101', ''],
    ];
    const report = await load([header, ...rows.map(([row]) => row)].join('\n'));
    const expected = rows.flatMap(([, reason], index) => (reason === '' ? [] : [`${index + 2} ${reason}`]));
    const byLine = (one: string, other: string): number => parseInt(one) - parseInt(other);
    expect(rejects().sort(byLine)).toEqual(expected);
    expect(report).toMatchObject({ rows: rows.length, added: 4, rejected: expected.length });
    expect(report.rejectedBy).toMatchObject({ 'order-number-invalid': 2, 'column-count': 2 });
    expect(intake.orders.map((order) => order.orderNumber)).toEqual([
      '1001',
      '1013',
      '2026112500017',
      '1014',
    ]);
  });

  it('fills fields of the site by their kinds, and lists each value that does not fit once', async () => {
    const field = (id: string, kind: SiteFieldKind) => ({ id, name: id, kind, choices: [], managers: true });
    const report = await load(
      `${header},Gift,Floor,Gone\n` +
        '1,Anna,+79005550001,101,да,5,x\n' +
        '2,Anna,+79005550002,101,maybe,50002,x\n' +
        '3,Anna,+79005550003,101,maybe,,x\n',
      {
        fields: [field('gift', 'yes-no'), field('floor', 'number')],
        choices: { plain: { gift: 'field:gift', floor: 'field:floor', gone: 'field:gone' } },
      },
    );
    expect(intake.orders.map(({ details }) => details?.fields)).toEqual([
      { gift: 'yes', floor: '5' },
      undefined,
      undefined,
    ]);
    // The floor is the end of the customer's number.
    expect(notices()).toEqual(['3 field-unfit maybe', '3 field-unfit […]']);
    expect(report.words).toEqual([
      { code: 'field-unfit', word: 'maybe', rows: 2 },
      { code: 'field-unfit', word: '[…]', rows: 1 },
    ]);
  });

  it('reads 1,200 of a field of the site as its column writes numbers, and not at all where that does not tell', async () => {
    const field = { id: 'weight', name: 'weight', kind: 'number' as const, choices: [], managers: true };
    const rules = { fields: [field], choices: { plain: { weight: 'field:weight' as const } } };
    const rows = (...weights: string[]): string =>
      weights
        .map((weight, nth) => `${String(nth)},Anna,+7900555000${String(nth)},101,"${weight}"\n`)
        .join('');
    const read = () => intake.orders.map(({ details }) => details?.fields?.['weight']);
    await load(`${header},weight\n${rows('1,200', '0.5')}`, rules);
    expect(read()).toEqual(['1200', '0.5']);
    intake = new RecordingIntake();
    await load(`${header},weight\n${rows('1,200', '0,5')}`, rules);
    expect(read()).toEqual(['1.2', '0.5']);
    intake = new RecordingIntake();
    await load(`${header},weight\n${rows('1,200', '7')}`, rules);
    expect(read()).toEqual([undefined, '7']);
    expect(notices()).toEqual(['2 field-unfit "1']);
  });

  it('takes no address of Star7’s own mail domain for a customer’s', async () => {
    const text =
      `${header},email\n` +
      '1,Anna,+79005550001,101,r.aaaabbbbccccdddd@Mail.shop.example\n' +
      '2,Anna,+79005550001,101,x@sub.mail.shop.example\n' +
      '3,Anna,+79005550001,101,anna@shop.example\n';
    await load(text, { ownMailDomain: 'mail.shop.example' });
    expect(notices()).toEqual(['2 email-own-domain', '3 email-own-domain']);
    expect(intake.orders.map(({ email }) => email === null)).toEqual([true, true, false]);
    // The control: a site without mail.
    await load(text);
    expect(intake.orders.slice(3).map(({ email }) => email === null)).toEqual([false, false, false]);
  });

  it('keeps an order of which an optional cell cannot be read, and lists the cell', async () => {
    const report = await load(
      `${header},email,amount,currency,placed_at,status,phone2,phone3\n` +
        '1,Anna,+79005550001,101,nobody,,,,,,\n' +
        '2,Anna,+79005550001,101,,"1,99,0",,,,,\n' +
        '3,Anna,+79005550001,101,,,roubles,,,,\n' +
        '4,Anna,+79005550001,101,,,,03/04/2026,,,\n' +
        '5,Anna,+79005550001,101,,,,,lost,,\n' +
        '6,Anna,+79005550001,101,,,,,,12,\n' +
        '7,Anna,+79005550001,999,,,,,,,\n' +
        '8,Anna,+79005550001,101,,9005550002,,,,,\n' +
        '9,Anna,+79005550001,101,,9005550002.00,,,,,\n' +
        '10,Anna,+79005550001,101,,5550001,,,,,\n' +
        '11,,,101,,,,yesterday,,,\n' +
        '12,Anna,+79005550001,101,,,,,lost,,\n',
    );
    expect(notices()).toEqual([
      '2 email-not-an-address',
      '3 amount-invalid "1',
      '4 currency-invalid roubles',
      '5 placed-at-ambiguous 03/04/2026',
      '6 status-unknown lost',
      '7 phone2-invalid-for-region',
      '8 manager-unknown 999',
      '9 amount-is-phone',
      '10 amount-is-phone',
      '11 amount-is-phone',
      '12 placed-at-invalid yesterday',
      '12 phone-missing',
      '12 name-missing',
    ]);
    expect(report).toMatchObject({ added: 12, rejected: 0, noticedBy: { 'status-unknown': 2 }, pooled: 1 });
    expect(report.words).toEqual([
      { code: 'status-unknown', word: 'lost', rows: 2 },
      { code: 'manager-unknown', word: '999', rows: 1 },
    ]);
    expect(intake.orders.some(({ amount }) => (amount ?? null) !== null)).toBe(false);
  });

  it('rejects what would show a manager the number or the address', async () => {
    const report = await load(
      `${header},email,phone2\n` +
        '5550002,Anna,+79005550001,101,,+79005550002\n' +
        'anna77-example.test,Anna,+79005550001,101,anna77@example.test,\n',
    );
    expect(rejects()).toEqual(['2 order-number-is-phone', '3 order-number-is-address']);
    expect(report.added).toBe(0);
  });

  it('repeats nothing of a rejected row in the list, which its owner alone can read', async () => {
    const row = '1005,Anna Petrova,+790055500012345,101';
    await load(`${header}\n${row}\n`);
    const text = readFileSync(`${path}.rejects.csv`, 'utf8');
    for (const cell of row.split(',').slice(1)) expect(text.includes(cell)).toBe(false);
    expect(text.includes('5550001')).toBe(false);
    expect(statSync(`${path}.rejects.csv`).mode & 0o077).toBe(0);
    // The control: the list does tell something.
    expect(rejects()).toEqual(['2 phone-invalid-for-region']);
  });

  it('removes the list of an earlier import that had rejects', async () => {
    await load(`${header}\n1001,Anna,12,101\n`);
    expect(rejects()).toHaveLength(1);
    await load(`${header}\n1001,Anna,+79005550001,101\n`);
    expect(existsSync(`${path}.rejects.csv`)).toBe(false);
  });

  it('takes numbers out of names, which managers see', async () => {
    const report = await load(
      `${header}\n1001,Anna 8 900 555-00-01,+79005550001,101\n1002,+79005550002,+79005550002,101\n1003,"A\r\nB: c",+79005550003,101\n`,
    );
    expect(intake.orders.map((order) => order.customerName)).toEqual(['Anna', '№ 1002', 'A B: c']);
    expect(report.namesCleaned).toBe(2);
  });

  it('takes out of a name what only its own row gives away', async () => {
    const report = await load(
      `${header},email,phone2\n` +
        '1001,Anna заказ 5550001,+79005550001,101,,\n' +
        '1002,Anna 50001,+79005550002,101,,+79005550001\n' +
        '1003,Anna anna77,+79005550003,101,anna77@example.test,\n' +
        '1004,Anna заказ 559999,+79005550003,101,,\n',
    );
    expect(intake.orders.map((order) => order.customerName)).toEqual([
      'Anna заказ',
      'Anna',
      'Anna',
      'Anna заказ 559999',
    ]);
    expect(report.namesCleaned).toBe(3);
  });

  it('lets no row of an order clear what another says, and puts their items together', async () => {
    const report = await load(
      `${header},amount,status,Lineitem name,Lineitem quantity\n` +
        '1001,Anna,+79005550001,101,5990.00,closed,Shirt,1\n1001,,,,,,Shirt,1\n1001,Anna,+79005550001,101,,,Hat,2\n',
    );
    expect(report).toMatchObject({ rows: 3, added: 1, repeated: 2, rejected: 0 });
    expect(intake.orders).toMatchObject([{ customerName: 'Anna', amount: '5990.00', status: 'closed' }]);
    expect(
      intake.orders[0]!.details!.items.map(({ title, quantity }) => `${title} ${quantity ?? ''}`),
    ).toEqual(['Shirt 1', 'Shirt 1', 'Hat 2']);
  });

  it('goes on with an order that an earlier batch has', async () => {
    const rows = Array.from({ length: 1100 }, (_each, index) => `${index},Anna,+79005550001,101,Shirt`);
    const report = await load(`${header},item_title\n${rows.join('\n')}\n7,,,,Hat\n`);
    expect(report).toMatchObject({ rows: 1101, added: 1100, repeated: 1, noticedBy: {} });
    expect(intake.orders.at(-1)).toMatchObject({ orderNumber: '7', continues: true });
  });

  it('writes nothing in a dry run, and reports the same', async () => {
    writeFileSync(path, `${header},status\n1001,Anna,+79005550001,101,lost\n1002,Anna,12,101,new\n`);
    const dry = await importOrders({ path, region: 'RU', dryRun: true }, intake);
    expect(intake.batches).toEqual([]);
    expect(dry).toEqual({ ...(await importOrders({ path, region: 'RU' }, intake)), dryRun: true });
  });

  it('lets the last of several rows of one order count', async () => {
    const report = await load(`${header}\n1001,Anna,+79005550001,101\n1001,Boris,+79005550002,101\n`);
    expect(report).toMatchObject({ rows: 2, added: 1, repeated: 1 });
    expect(intake.orders.map((order) => order.customerName)).toEqual(['Boris']);
  });

  it('lists orders that the intake refuses', async () => {
    intake.clashing.add('1002');
    const report = await load(`${header}\n1001,Anna,+79005550001,101\n1002,Anna,+79005550001,102\n`);
    expect(report).toMatchObject({ added: 1, rejected: 1 });
    expect(rejects()).toEqual(['3 order-number-clash']);
  });

  it('reads the currency that the name of the column states, where nothing else does', async () => {
    const units: Array<[string, string | undefined]> = [
      ['Сумма, руб.', 'RUB'],
      ['Сумма (₽)', 'RUB'],
      ['Сумма, р.', 'RUB'],
      ['Сумма, rub', 'RUB'],
      ['Сумма ₽', 'RUB'],
      ['Сумма, €', 'EUR'],
      ['Сумма, $', 'USD'],
      ['Сумма, ₴', 'UAH'],
      ['Сумма, ₸', 'KZT'],
      ['Сумма, Br', 'BYN'],
      ['Сумма', undefined],
    ];
    for (const [column, currency] of units) {
      await load(
        `${header.replaceAll(',', ';')};"${column}"\n` +
          '1001;Anna;+79005550001;101;1990\n1002;Anna;+79005550001;101;20 €\n',
      );
      const [stated, other] = intake.batches.at(-1)!;
      expect([column, stated!.amount, stated!.currency]).toEqual([column, '1990', currency]);
      expect(other!.currency).toBe('EUR');
    }
    for (const name of ['Общая сумма', 'Total all', 'Сумма (с доставкой)'])
      expect(currencyOfHeader(name)).toBeNull();
  });

  it('puts a prefix before numbers, of the request or kept of the profile, and reads the number alone as before', async () => {
    const rows = `${header}\n#1001,Anna,+79005550001,101\n1002.0,Anna,+79005550001,101\nЦБ-3,Anna,+79005550001,101\n`;
    writeFileSync(
      path,
      `${rows}+7 916 123-45-67,Anna,+79005550001,101\n,Anna,+79005550001,101\n2E+12,Anna,+79005550001,101\n`,
    );
    const prefixes = { plain: 'B-', shopify: 'S-' };
    const report = await importOrders({ path, region: 'RU', prefixes }, intake);
    expect(report.prefix).toBe('B-');
    expect(intake.orders.map(({ orderNumber, statedNumber = null }) => [orderNumber, statedNumber])).toEqual([
      ['B-1001', null],
      ['B-1002', null],
      ['B-CB-3', 'B-ЦБ-3'],
    ]);
    expect(rejects().sort()).toEqual([
      '5 order-number-is-phone',
      '6 order-number-empty',
      '7 order-number-rounded',
    ]);
    for (const [prefix, number] of [
      ['C.', 'C.1001'],
      ['', '1001'],
    ]) {
      await importOrders({ path, region: 'RU', prefixes, prefix }, intake);
      expect(intake.batches.at(-1)?.[0]?.orderNumber).toBe(number);
    }
  });

  it('keeps orders out that are known as others, with what goes on with them far below, unless told', async () => {
    const rows = Array.from({ length: 1100 }, (_each, index) => `${index},Anna,+79005550001,101,Shirt`);
    writeFileSync(path, `${header},item_title\n${rows.join('\n')}\n7,,,,Hat\n8,,,,Hat\n`);
    intake.others.add('7');
    const report = await importOrders({ path, region: 'RU' }, intake);
    expect(report).toMatchObject({ added: 1099, rejected: 2, rejectedBy: { 'another-order': 2 } });
    expect(rejects()).toEqual(['9 another-order', '1102 another-order']);
    expect(intake.orders.at(-1)).toMatchObject({ orderNumber: '8', continues: true });
    const told = await importOrders({ path, region: 'RU', sameShop: true }, intake);
    expect(told).toMatchObject({ added: 1100, rejected: 0 });
  });

  it('writes in batches, and tells how far it is', async () => {
    const rows = Array.from({ length: 2500 }, (_each, index) => `${index},Anna,+79005550001,101`);
    writeFileSync(path, [header, ...rows].join('\n'));
    const seen: ImportProgress[] = [];
    await importOrders({ path, region: 'RU', onProgress: (progress) => seen.push(progress) }, intake);
    expect(intake.batches.map((batch) => batch.length)).toEqual([1000, 1000, 500]);
    expect(intake.orders.map((order) => order.orderNumber)).toEqual(rows.map((_row, index) => String(index)));
    const size = statSync(path).size;
    expect(seen.at(-1)).toEqual({
      ...{ rows: 2500, bytes: size, totalBytes: size },
      ...{ added: 2500, changed: 0, unchanged: 0, rejected: 0 },
    });
  });

  it('stops where the intake fails, with its error, and has not lost what was written', async () => {
    const rows = Array.from({ length: 5500 }, (_each, index) => `${index},Anna,+79005550001,101`);
    intake.failAtBatch = 2;
    await expect(load([header, ...rows].join('\n'))).rejects.toThrow('the database went away');
    expect(intake.batches).toHaveLength(2);
  });

  it.each([
    ['', 'file-empty'],
    ['\n\n', 'file-empty'],
    ['order_number,customer_name\n1,2\n', 'header-incomplete'],
    ['%PDF-1.7\n', 'file-not-a-table'],
    ['+79005550001,Anna\n', 'header-incomplete'],
  ])('refuses a file as a whole, case %#', async (text, slug) => {
    await expect(load(text)).rejects.toMatchObject({ slug });
    expect(intake.batches).toHaveLength(0);
  });

  it('refuses what is no file', async () => {
    await expect(importOrders({ path: join(directory, 'none'), region: 'RU' }, intake)).rejects.toMatchObject(
      {
        slug: 'file-missing',
      },
    );
    await expect(importOrders({ path: directory, region: 'RU' }, intake)).rejects.toBeInstanceOf(ImportError);
  });

  it('imports nothing from a header alone', async () => {
    for (const text of [header, `${header}\n`, `${header}\r\n\r\n`]) {
      expect(await load(text)).toMatchObject({ rows: 0, added: 0 });
    }
  });

  it('counts lines as editors do, whatever stands above the header', async () => {
    await load(`\n\n${header}\n1001,Anna,12,101\n`);
    expect(rejects()).toEqual(['4 phone-invalid-for-region']);
  });

  it('explains every reason', () => {
    for (const fault of [
      'phone-rounded',
      'phone2-has-extension',
      'phone3-unknown-country-code',
      'email-too-long',
    ] as const) {
      expect(explain(fault)).toMatch(/^(The .* \(\w+\)) /);
    }
    expect(explain('amount-invalid')).toContain('cannot be read');
    expect(explain('order-number-is-phone')).toContain('number the order otherwise');
    expect(explain('order-number-is-address')).toContain('number the order otherwise');
  });
});
