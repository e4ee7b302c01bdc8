import path from 'node:path';
import { reveal } from '#kernel/masked';
import { ImportError } from '#orders/intake/import-error';
import { keptDetails } from '#orders/intake/kept-details';
import { importStream } from '#orders/intake/order-import';
import type { ImportSettings, StreamReport } from '#orders/intake/order-import';
import { readOrders } from '#orders/intake/order-reader';
import type { ReadOrders } from '#orders/intake/order-reader';
import { readInThread } from '#orders/intake/reading-thread/read-in-thread';
import type { RowFault, RowNotice } from '#orders/intake/row-notice';
import { csvLine, exportRows } from '../../bench/shop-export';
import { RecordingIntake } from './recording-intake';
import { workbookOf } from './workbook';

const inThread = readInThread(path.join(__dirname, 'reading-worker-entry.js'));
const settings: ImportSettings = {
  region: 'RU',
  clock: 'Europe/Moscow',
  aliases: { 'o.smirnova@example.test': '101' },
  statuses: new Map([['у курьера', 'open']]),
};

/** Everything that an import writes, lists and reports. */
interface Taken {
  report: StreamReport;
  batches: unknown[];
  listed: unknown[];
}

async function taken(chunks: readonly Buffer[], read: ReadOrders, changes = {}): Promise<Taken> {
  const intake = new RecordingIntake();
  intake.others.add('100007');
  const listed: unknown[] = [];
  const rejects = {
    add: (line: number, fault: RowFault) => Promise.resolve(void listed.push([line, fault])),
    notice: (line: number, notice: RowNotice) => Promise.resolve(void listed.push([line, notice])),
  };
  const report = await importStream(arriving(chunks), { ...settings, ...changes }, intake, rejects, read);
  const batches = intake.batches.map((orders) =>
    orders.map(({ phones, email, details, keptDetails: kept, ...order }) => ({
      ...order,
      details: kept ?? (details && keptDetails(details)),
      phones: Object.fromEntries(
        Object.entries(phones).map(([slot, phone]) => [slot, phone && reveal(phone)]),
      ),
      email: email && reveal(email),
    })),
  );
  return { report, batches, listed };
}

async function* arriving(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** In pieces of a size that ends in the middle of letters. */
function inPieces(bytes: Buffer, size = 16_001): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_each, nth) =>
    bytes.subarray(nth * size, (nth + 1) * size),
  );
}

/** A shop's export with everything that is reported of one. */
function exported(count: number): Buffer {
  const [header = [], ...rows] = exportRows(count);
  const broken = [
    [...(rows[3] ?? [])],
    ['', ...(rows[4] ?? []).slice(1)],
    (rows[5] ?? []).map((cell, at) => (at === 2 ? 'У курьера' : at === 5 ? 'Кто-то' : cell)),
    (rows[6] ?? []).map((cell, at) => (at === 7 ? '+7 900 12' : at === 11 ? 'много' : cell)),
    ['Итого', ...Array.from({ length: header.length - 1 }, () => '')],
  ];
  const lines = [header, ...rows.slice(0, 1200), ...broken, ...rows.slice(1200)].map(csvLine);
  return Buffer.from(`${lines.join('')}100001;"nobody closes this\n`);
}

describe('an import that is read in a thread of its own', () => {
  it('writes, lists and reports what one that is read here does', async () => {
    const file = inPieces(exported(2500));

    const here = await taken(file, readOrders);
    const there = await taken(file, inThread);

    expect(there).toEqual(here);
    expect(here.report.added).toBe(2499);
    expect(here.report.rejectedBy).toMatchObject({ 'another-order': 1, 'malformed-quotes': 1 });
    expect(JSON.stringify(here.batches)).toContain('+7900');
  });

  it('reads a spreadsheet, with the settings of the administrator', async () => {
    const rows = Array.from(exportRows(40), (cells) => [...cells]);
    const file = inPieces(workbookOf(rows), 1000);
    const changes = { prefix: 'B-', sameShop: true, profile: 'insales' };

    const there = await taken(file, inThread, changes);

    expect(there).toEqual(await taken(file, readOrders, changes));
    expect(there.report).toMatchObject({ rows: 40, prefix: 'B-', added: 40 });
  });

  it('throws what is wrong with the file', async () => {
    const wrong = [Buffer.from('name,town\nAnna,Perm\n')];

    const there = await caught(taken(wrong, inThread));

    expect(there).toBeInstanceOf(ImportError);
    const { slug, message, details } = await caught(taken(wrong, readOrders));
    expect(there).toMatchObject({ slug, message, details });
  });

  it('throws what ended the file before its end', async () => {
    const brokenOff = new Error('the connection is gone');
    async function* input(): AsyncGenerator<Buffer> {
      yield exported(1100);
      await Promise.resolve();
      throw brokenOff;
    }
    const importing = importStream(input(), settings, new RecordingIntake(), nowhere, inThread);

    await expect(importing).rejects.toBe(brokenOff);
  });

  it('ends, and reads no further, when orders cannot be written', async () => {
    const intake = new RecordingIntake();
    intake.failAtBatch = 1;
    let isClosed = false;
    async function* input(): AsyncGenerator<Buffer> {
      try {
        yield await Promise.resolve(exported(5000));
        for (;;) yield Buffer.from(' \n');
      } finally {
        isClosed = true;
      }
    }

    await expect(importStream(input(), settings, intake, nowhere, inThread)).rejects.toThrow('went away');

    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(true);
    expect(intake.batches).toHaveLength(1);
  });

  it('ends if the thread hangs, and reads no further', async () => {
    const hanging = readInThread(path.join(__dirname, 'hanging-worker-entry.js'), { silenceMs: 100 });

    await expect(taken([exported(10)], hanging)).rejects.toThrow('hangs');
  });

  it('a thread that waits for its file does not hang', async () => {
    async function* input(): AsyncGenerator<Buffer> {
      await new Promise((resolve) => setTimeout(resolve, 4000));
      yield exported(10);
    }
    const patient = readInThread(path.join(__dirname, 'reading-worker-entry.js'), { silenceMs: 1500 });
    const importing = importStream(input(), settings, new RecordingIntake(), nowhere, patient);

    await expect(importing).resolves.toMatchObject({ added: 10 });
  });

  it('ends its import alone if the thread needs too much memory', async () => {
    const greedy = readInThread(path.join(__dirname, 'greedy-worker-entry.js'), { keptMegabytes: 16 });

    const error = await caught(taken([exported(10)], greedy));

    expect(error).toMatchObject({ slug: 'memory-exhausted', details: { megabytes: 16 } });
  });

  it('says so if the thread cannot be started', async () => {
    const lost = readInThread(path.join(__dirname, 'no-such-entry.js'));

    await expect(taken([exported(10)], lost)).rejects.toThrow(/no-such-entry/);
  });
});

const nowhere = { add: () => Promise.resolve(), notice: () => Promise.resolve() };

function caught(work: Promise<unknown>): Promise<ImportError> {
  return work.then(
    () => Promise.reject(new Error('It went well.')),
    (error: unknown) => error as ImportError,
  );
}
