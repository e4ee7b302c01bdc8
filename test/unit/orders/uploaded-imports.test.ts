import type { ImportEntry, Upload } from '#orders/intake/order-imports';
import { readOrders } from '#orders/intake/order-reader';
import { UploadedImports } from '#orders/intake/uploaded-imports';
import { mostRejects } from '#orders/intake/ledger-rejects';
import { everythingSaid } from '../log/everything-said';
import { FakeClock } from '../kernel/fake-clock';
import { MemoryImportLedger } from './memory-import-ledger';
import { MemoryOrderRules } from './memory-order-rules';
import { MemoryLog } from '../log/memory-log';
import { RecordingIntake } from './recording-intake';
import { workbookOf } from './workbook';

const header = 'order_number,customer_name,phone,manager_extension\n';
const row = (n: number, manager = '101'): string => `${n},Customer ${n},+79161234567,${manager}\n`;
const rows = (count: number, from = 1): string =>
  Array.from({ length: count }, (_, index) => row(from + index)).join('');

/** An upload that a test sends piece by piece. */
class Sender implements AsyncIterable<Buffer> {
  readonly #pieces: (Buffer | Error | null)[] = [];
  #wake: () => void = () => undefined;
  /** Pieces that were taken. */
  taken = 0;

  send(...texts: (string | Buffer)[]): this {
    this.#pieces.push(...texts.map((text) => Buffer.from(text)));
    this.#wake();
    return this;
  }

  end(): this {
    this.#pieces.push(null);
    this.#wake();
    return this;
  }

  breakOff(): this {
    this.#pieces.push(new Error('aborted'));
    this.#wake();
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else if (piece === null) return;
      else if (piece instanceof Error) throw piece;
      else {
        this.taken += 1;
        yield piece;
      }
    }
  }
}

class Rig {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly intake = new RecordingIntake();
  readonly ledger = new MemoryImportLedger();
  readonly imports: UploadedImports;

  constructor(largestBytes = 100_000_000) {
    const { intake, ledger, clock, log } = this;
    this.imports = new UploadedImports(
      { read: readOrders, intake, ledger, rules: new MemoryOrderRules(), region: 'RU', clock, log },
      { largestBytes, silenceSeconds: 60 },
    );
  }

  take(chunks: AsyncIterable<Buffer>, others: Partial<Upload> = {}): Promise<ImportEntry> {
    const begun = (): Promise<void> => Promise.resolve();
    const mayGoOn = new AbortController().signal;
    return this.imports.take({ chunks, dryRun: false, begun, mayGoOn, ...others }, 1);
  }

  /** Before each batch. */
  whenWriting(happens: () => void): void {
    const write = this.intake.write.bind(this.intake);
    jest.spyOn(this.intake, 'write').mockImplementation((orders) => {
      happens();
      return write(orders);
    });
  }

  async rejects(id: number): Promise<unknown[]> {
    const all = [];
    for await (const each of this.imports.rejects(id)) all.push(each);
    return all;
  }

  /** Lets what is waiting go on until this is so. */
  async until(isSo: () => boolean): Promise<void> {
    for (let turns = 0; turns < 1000 && !isSo(); turns += 1) await this.clock.pass(0);
    expect(isSo()).toBe(true);
    // What follows from it takes its turns too.
    for (let turns = 0; turns < 20; turns += 1) await this.clock.pass(0);
  }
}

describe('a file', () => {
  test('is read as it comes; its counts, rejects and end stand in the ledger', async () => {
    const rig = new Rig();
    const text = header + rows(3) + row(4, '999') + '5,,+79161234567,101\n' + 'x\n';
    const sender = new Sender().send(text.slice(0, 50), text.slice(50)).end();
    const entry = await rig.take(sender);
    expect(entry).toMatchObject({
      ...{ id: 1, state: 'done', fault: null, bytes: text.length },
      ...{ rowsRead: 6, added: 5, changed: 0, unchanged: 0, rejected: 1 },
    });
    const noticed = { rejected: false, cell: null, column: null };
    expect(await rig.rejects(1)).toMatchObject([
      {
        line: 7,
        reason: 'column-count',
        rejected: true,
        explanation: expect.stringContaining('cells') as unknown,
      },
      { ...noticed, line: 5, reason: 'manager-unknown', column: 'manager_extension', cell: '999' },
      { ...noticed, line: 6, reason: 'name-missing' },
    ]);
    expect(entry.findings).toMatchObject({ profile: 'plain', pooled: 1, noticed: { 'name-missing': 1 } });
    expect(rig.clock.waiting).toBe(0);
  });

  test('tells how far it is once a second', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header);
    const taking = rig.take(sender);
    await rig.until(() => sender.taken === 1);
    for (let second = 0; second < 3; second += 1) {
      await rig.clock.pass(500);
      sender.send(rows(10, second * 20 + 1));
      await rig.until(() => sender.taken === second * 2 + 2);
      await rig.clock.pass(500);
      sender.send(rows(10, second * 20 + 11));
      await rig.until(() => sender.taken === second * 2 + 3);
    }
    sender.end();
    expect(await taking).toMatchObject({ state: 'done', rowsRead: 60, added: 60 });
    expect(rig.ledger.told.map(({ rowsRead }) => rowsRead)).toEqual([20, 40, 60]);
  });

  test.each([
    ['', 'file-empty'],
    ['\n\n', 'file-empty'],
    ['a,b,c\n1,2,3\n', 'header-incomplete'],
    [header.replace('phone', 'town'), 'header-incomplete'],
    [Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 0xff]), 'file-not-a-table'],
    [Buffer.from([0xff, 8, 0, 0, 1, 0, 0, 0, 0xff]), 'encoding-unknown'],
    [Buffer.alloc(300_000, 'x'), 'header-incomplete'],
  ])('that is none fails with its fault: %#', async (text, fault) => {
    const rig = new Rig();
    expect(await rig.take(new Sender().send(text).end())).toMatchObject({ state: 'failed', fault, added: 0 });
    expect(rig.log.lines).toEqual([]);
    expect(rig.clock.waiting).toBe(0);
  });

  test('in Windows-1251 and UTF-16 is read; what breaks its own encoding is left out row by row', async () => {
    const rig = new Rig();
    const cyrillic = Buffer.from([0xc8, 0xe2, 0xe0, 0xed]);
    const windows = Buffer.concat([Buffer.from(`${header}1,`), cyrillic, Buffer.from(',+79161234567,101\n')]);
    expect(await rig.take(new Sender().send(windows).end())).toMatchObject({ state: 'done', added: 1 });
    const utf16 = Buffer.from(`\ufeff${header}2,Иван,+79161234567,101\n`, 'utf16le');
    expect(await rig.take(new Sender().send(utf16).end())).toMatchObject({ state: 'done', added: 1 });
    const mixed = new Sender()
      .send(`${header}3,Иван,+79161234567,101\n`, '4,', cyrillic, ',+79161234567,101\n')
      .end();
    const last = await rig.take(mixed);
    expect(last).toMatchObject({ state: 'done', added: 1, rejected: 1 });
    expect(await rig.rejects(last.id)).toEqual([
      expect.objectContaining({ line: 3, reason: 'bad-encoding' }),
    ]);
    expect(rig.intake.orders.map(({ customerName }) => customerName)).toEqual(['Иван', 'Иван', 'Иван']);
  });

  test('that failed is read to its end all the same: its sender listens to no answer before', async () => {
    const rig = new Rig();
    const sender = new Sender().send('a,b\n', rows(1), rows(1)).end();
    expect(await rig.take(sender)).toMatchObject({ state: 'failed', fault: 'header-incomplete' });
    expect(sender.taken).toBe(3);
  });

  test('keeps a hundred thousand of its rejects, and counts on', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header);
    for (let n = 0; n < 101; n += 1) sender.send('x\n'.repeat(1000));
    expect(await rig.take(sender.end())).toMatchObject({ state: 'done', rejected: 101_000 });
    expect(await rig.rejects(1)).toHaveLength(mostRejects);
  });
});

describe('an upload', () => {
  test('that breaks off is interrupted; what was written stays written', async () => {
    const rig = new Rig();
    const entry = await rig.take(new Sender().send(header, rows(1500)).breakOff());
    expect(entry).toMatchObject({
      ...{ state: 'interrupted', fault: 'upload-broken-off' },
      ...{ rowsRead: 1500, added: 1000 },
    });
    expect(rig.intake.orders).toHaveLength(1000);
  });

  test('whose sender may send no more is interrupted; what was written stays written', async () => {
    const rig = new Rig();
    const ended = new AbortController();
    const sender = new Sender().send(header, rows(1500));
    rig.whenWriting(() => ended.abort());
    expect(await rig.take(sender, { mayGoOn: ended.signal })).toMatchObject({
      state: 'interrupted',
      fault: 'access-ended',
      added: 1000,
    });
    expect(rig.intake.orders).toHaveLength(1000);
    expect(rig.clock.waiting).toBe(0);
    // Before it began, too.
    const late = new Sender().send(header, rows(1)).end();
    expect(await rig.take(late, { mayGoOn: ended.signal })).toMatchObject({
      ...{ state: 'interrupted', fault: 'access-ended', rowsRead: 0 },
    });
    expect(late.taken).toBe(0);
  });

  test('is announced before anything of it is read; where that fails, nothing is', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header, rows(1)).end();
    const takenThen: number[] = [];
    const begun = (): Promise<void> => {
      takenThen.push(sender.taken);
      return Promise.resolve();
    };
    expect(await rig.take(sender, { begun })).toMatchObject({ state: 'done', added: 1 });
    expect(takenThen).toEqual([0]);

    const unread = new Sender().send(header, rows(1)).end();
    const failing = rig.take(unread, { begun: () => Promise.reject(new Error('not written down')) });
    await expect(failing).rejects.toThrow('not written down');
    expect(unread.taken).toBe(0);
    expect(rig.ledger.entries[1]).toMatchObject({ state: 'failed', fault: 'unavailable', rowsRead: 0 });
    expect(rig.imports.isTaking).toBe(false);
  });

  test('that falls silent is given up after a minute', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header, rows(2));
    const taking = rig.take(sender);
    await rig.until(() => sender.taken === 2);
    await rig.clock.pass(59_999);
    expect(rig.ledger.entries[0]).toMatchObject({ state: 'running' });
    await rig.clock.pass(1);
    expect(await taking).toMatchObject({ state: 'interrupted', fault: 'upload-silent' });
    expect(rig.clock.waiting).toBe(0);
  });

  test('that is longer than allowed fails, and is read no further', async () => {
    const rig = new Rig(100);
    const sender = new Sender().send(header, rows(50), rows(50), rows(50));
    expect(await rig.take(sender)).toMatchObject({ state: 'failed', fault: 'file-too-large' });
    expect(sender.taken).toBe(2);
  });

  test('ends with Star7', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header);
    const taking = rig.take(sender);
    await rig.until(() => sender.taken === 1);
    rig.imports.stop();
    expect(await taking).toMatchObject({ state: 'interrupted', fault: 'stopping' });
    expect(rig.clock.waiting).toBe(0);
    const late = new Sender().send(header);
    await expect(rig.take(late)).rejects.toMatchObject({ slug: 'stopping' });
    expect(late.taken).toBe(0);
  });

  test.each([
    ['Star7 stops', 'stopping', (rig: Rig) => rig.imports.stop()],
    ['the session ends', 'access-ended', (_rig: Rig, access: AbortController) => access.abort()],
  ] as const)('that was sent to its end is written no further when %s', async (_what, fault, ends) => {
    const rig = new Rig();
    const access = new AbortController();
    rig.whenWriting(() => ends(rig, access));
    const workbook = workbookOf(
      (header + rows(5000))
        .trim()
        .split('\n')
        .map((line) => line.split(',')),
    );
    const entry = await rig.take(new Sender().send(workbook).end(), { mayGoOn: access.signal });
    expect(entry).toMatchObject({ state: 'interrupted', fault });
    expect(entry.added).toBe(rig.intake.orders.length);
    expect(entry.added).toBeLessThan(5000);
  });

  test('waits for no other: one at a time, and the next after it', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header);
    const taking = rig.take(sender);
    await expect(rig.take(new Sender())).rejects.toMatchObject({ slug: 'import-running' });
    sender.end();
    await taking;
    expect(await rig.take(new Sender().send(header, rows(1)).end())).toMatchObject({ id: 2, added: 1 });
  });
});

describe('a database that fails', () => {
  test('fails the import; what was written before stays', async () => {
    const rig = new Rig();
    rig.intake.failAtBatch = 1;
    const entry = await rig.take(new Sender().send(header, rows(5000)).end());
    expect(entry).toMatchObject({ state: 'failed', fault: 'internal', added: 1000 });
    expect(rig.log.lines).toHaveLength(1);
    expect(everythingSaid(rig.log)).not.toContain('79161234567');
  });

  test('before the beginning is no import, and the next is taken', async () => {
    const rig = new Rig();
    rig.ledger.failWith(new Error('down'));
    await expect(rig.take(new Sender().send(header).end())).rejects.toThrow('down');
    rig.ledger.failWith(null);
    expect(await rig.take(new Sender().send(header).end())).toMatchObject({ state: 'done' });
  });

  test('at the end leaves it running in the ledger, until the next begins', async () => {
    const rig = new Rig();
    const sender = new Sender().send(header);
    const taking = rig.take(sender);
    await rig.until(() => sender.taken === 1);
    rig.ledger.failWith(new Error('down'));
    sender.end();
    await expect(taking).rejects.toThrow('down');
    rig.ledger.failWith(null);
    expect(rig.ledger.entries[0]?.state).toBe('running');
    await rig.take(new Sender().send(header).end());
    expect(rig.ledger.entries[0]).toMatchObject({ state: 'interrupted', fault: 'process-ended' });
  });
});
