/**
 * Speed and memory of reading XLSX, without the database. Speed: rows a second of an export with sentences as people write
 * them. Memory: the most that a process held which imports a file of so many megabytes and does nothing else, at a quarter of
 * the size and at the whole; the workbooks are written by processes of their own. Their texts are chance, as they cannot be
 * packed and no two words are the same.
 *
 *   scripts/bench --spreadsheet [megabytes of the large file, 200]
 *
 * Exits 1 below 5,000 rows a second, above 300 MB, or where the large file takes more than a tenth more than the small one.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { IncomingOrder, IntakeResult, OrderIntake } from '#orders/intake/order-intake';
import { importStream } from '#orders/intake/order-import';
import { readInThread } from '#orders/intake/reading-thread/read-in-thread';
import { printBars } from '../run/bars';
import type { Bar } from '../run/bars';
import { zipOf } from '../unit/orders/workbook';

const [slowest, largest, growth] = [5000, 350, 1.1];
/** Compressed, about; a sheet has 1,048,576 rows at most. */
const bytesOfRow = 200;

const exportRows = 60_000;

const kinds = { sentences: (row: number) => sentences(row), chance: (row: number) => chance(row) };
type Kind = keyof typeof kinds;

interface Read {
  rows: number;
  rowsPerSecond: number;
  /** Megabytes: of the whole process, its threads and its program. */
  most: number;
}

async function main([first = '200', ...others]: string[]): Promise<void> {
  if (first === 'write') return written(others as [string, string, Kind]);
  if (first === 'read') {
    say(JSON.stringify(await read(others as [string, string])));
    return;
  }
  const exported = measured(exportRows, 'sentences');
  say(`an export of ${String(exported.rows)} rows: ${String(exported.rowsPerSecond)} rows/s`);
  const [small, large] = [Number(first) / 4, Number(first)].map((megabytes) => {
    const found = measured(Math.ceil((megabytes * 1_000_000) / bytesOfRow), 'chance');
    say(
      `${String(found.megabytes)} MB, ${String(found.rows)} rows of chance: at most ${String(found.most)} MB, ` +
        `${String(found.rowsPerSecond)} rows/s`,
    );
    return found.most;
  });
  const ratio = (large ?? 0) / (small ?? 1);
  const most = large ?? 0;
  const bars: Bar[] = [
    {
      promised: `rows of a spreadsheet a second: at least ${String(slowest)}`,
      found: String(exported.rowsPerSecond),
      isHeld: exported.rowsPerSecond >= slowest,
    },
    {
      promised: `an XLSX of ${first} MB: at most ${String(largest)} MB of memory`,
      found: `${String(most)} MB`,
      isHeld: most <= largest,
    },
    {
      promised: `four times the file: at most ${String(growth)} of the memory`,
      found: ratio.toFixed(2),
      isHeld: ratio <= growth,
    },
  ];
  printBars('Reading of XLSX', bars);
  if (bars.some(({ isHeld }) => !isHeld)) process.exitCode = 1;
}

/** Writes a workbook in one process and reads it in another. @throws Error where rows were lost */
function measured(rows: number, kind: Kind): Read & { megabytes: number } {
  const folder = mkdtempSync(join(tmpdir(), 'star7-bench-'));
  const file = join(folder, 'orders.xlsx');
  const run = (...words: string[]): string =>
    execFileSync(process.execPath, [__filename, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }).toString();
  try {
    run('write', file, String(rows), kind);
    const found = JSON.parse(run('read', file, String(rows))) as Read;
    return { ...found, megabytes: Math.round(statSync(file).size / 1_000_000) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function written([file, rows, kind]: [string, string, Kind]): Promise<void> {
  return writeWorkbook(file, Number(rows), kinds[kind]);
}

async function read([file, rows]: [string, string]): Promise<Read> {
  const intake = new CountingIntake();
  const begun = process.hrtime.bigint();
  const nowhere = { add: () => Promise.resolve(), notice: () => Promise.resolve() };
  const report = await importStream(
    createReadStream(file, { highWaterMark: 256 * 1024 }),
    { region: 'RU' },
    intake,
    nowhere,
    readInThread(),
  );
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  if (intake.orders + report.rejected !== Number(rows))
    throw new Error(`${rows} rows went in, ${String(intake.orders)} orders came out`);
  return {
    rows: report.rows,
    rowsPerSecond: Math.round(report.rows / seconds),
    most: Math.round((process.resourceUsage().maxRSS * 1024) / 1_000_000),
  };
}

class CountingIntake implements OrderIntake {
  orders = 0;

  managers(): Promise<[]> {
    return Promise.resolve([]);
  }

  write(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    this.orders += orders.length;
    const counts = { added: orders.length, changed: 0, unchanged: 0, pooled: 0 };
    const result = { ...counts, refused: [], written: [], notices: [] };
    return Promise.resolve(result);
  }

  rehearse(orders: readonly IncomingOrder[]): Promise<IntakeResult> {
    return this.write(orders);
  }
}

/** The parts that are small, and the sheet and its texts behind them as they are made: the texts last, as Excel writes them. */
async function writeWorkbook(path: string, rows: number, commentOf: (row: number) => string): Promise<void> {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const small = zipOf({
    'xl/workbook.xml': `${xml}<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
  });
  const end = small.length - 22;
  const start = small.readUInt32LE(end + 16);
  const output = createWriteStream(path);
  output.write(small.subarray(0, start));
  let at = start;
  const directory: Buffer[] = [small.subarray(start, end)];
  for (const [name, content] of [
    ['xl/worksheets/sheet1.xml', sheet(rows)],
    ['xl/sharedStrings.xml', texts(rows, commentOf)],
  ] as const) {
    const packed: Buffer[] = [];
    let [crc, size, length] = [0, 0, 0];
    const deflate = createDeflateRaw({ level: 1 });
    deflate.on('data', (chunk: Buffer) => {
      packed.push(chunk);
      length += chunk.length;
    });
    for (const text of content) {
      const bytes = Buffer.from(text);
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    }
    deflate.end();
    await once(deflate, 'end');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, place, Buffer.from(name)]),
    );
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name)]);
    output.write(head);
    for (const chunk of packed) if (!output.write(chunk)) await once(output, 'drain');
    at += head.length + length;
  }
  const index = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 0, 'latin1');
  tail.writeUInt16LE(4, 8);
  tail.writeUInt16LE(4, 10);
  tail.writeUInt32LE(index.length, 12);
  tail.writeUInt32LE(at, 16);
  output.end(Buffer.concat([index, tail]));
  await once(output, 'close');
}

const said = [
  'Позвонить после шести вечера, домофон не работает',
  'Доставка до двери, подъезд 3, этаж 5',
  'Нужна сдача с 5000 рублей',
  'Просьба не складывать пополам, внутри стекло',
  'Подарок, чек в коробку не класть',
  'Клиент заберёт сам в субботу до 12:00',
  'Если нет синего, положите серый',
  'Размер 42, рост 176, прошлый раз был маловат',
  'Please leave it with the neighbours',
  'Второй заказ за неделю, проверить скидку 10 %',
  'Уточнить адрес, дом 14 корпус 2',
  'Оплата картой при получении',
];

/** What customers and shops write: words that come again and again, and a number of the row's own. */
const sentences = (row: number): string => {
  const nth = Math.abs(row);
  return `${said[nth % said.length] ?? ''}. ${said[(nth * 7 + 3) % said.length] ?? ''} (${String(nth % 9973)})`;
};

/** Letters, each of which stands for half a byte that cannot be packed. */
const chance = (row: number): string =>
  createHash('sha512')
    .update(String(row))
    .digest('hex')
    .replace(/[0-9a-f]/g, (digit) => 'abcdefghiklmnopr'[parseInt(digit, 16)] ?? '')
    .replace(/(.{9})/g, '$1 ');

const columns = [
  'order_number',
  'customer_name',
  'phone',
  'amount',
  'currency',
  'status',
  'item_title',
  'shipping_city',
  'comment',
  'shop_notes',
];

function* sheet(rows: number): Generator<string> {
  yield '<worksheet><sheetData>';
  yield `<row r="1">${columns.map((_name, nth) => `<c t="s"><v>${String(nth)}</v></c>`).join('')}</row>`;
  for (let row = 0; row < rows; row += 1) {
    const text = columns.length + row * 5;
    yield `<row r="${String(row + 2)}"><c><v>${String(1000 + row)}</v></c><c t="s"><v>${String(text)}</v></c><c><v>${String(79_000_000_001 + ((row * 7919) % 9_999_991))}</v></c><c><v>${String((row * 7) % 9000)}.5</v></c><c t="str"><v>RUB</v></c><c t="str"><v>new</v></c><c t="s"><v>${String(text + 1)}</v></c><c t="s"><v>${String(text + 2)}</v></c><c t="s"><v>${String(text + 3)}</v></c><c t="s"><v>${String(text + 4)}</v></c></row>`;
  }
  yield '</sheetData></worksheet>';
}

function* texts(rows: number, commentOf: (row: number) => string): Generator<string> {
  yield '<sst>';
  for (const name of columns) yield `<si><t>${name}</t></si>`;
  for (let row = 0; row < rows; row += 1) {
    yield `<si><t>Иван Петров ${String(row)}</t></si><si><t>Чашка ${String((row * 31) % 100_003)}</t></si><si><t>Самара ${String(row % 1000)}</t></si><si><t>${commentOf(row)}</t></si><si><t>${commentOf(-row)}</t></si>`;
  }
  yield '</sst>';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
