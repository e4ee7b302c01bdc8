import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Snapshot } from '#database/snapshot';
import type { BackupSeal } from '#vault/backup-seal';
import { BackupError, systemCode } from './backup-error';
import { endLine, headerLine, rowLine, rowsLine, tableLine } from './backup-format';

/** Characters per chunk for gzip. */
const chunkLength = 64 * 1024;

/** The source of a backup. */
export type BackupSource = Pick<Snapshot, 'migrations' | 'tables' | 'rows'>;

export interface BackupReport {
  path: string;
  bytes: number;
  tables: number;
  rows: number;
}

export interface BackupOrder {
  path: string;
  createdAt: Date;
  /** Version of Star7. */
  star7: string;
  seal: BackupSeal;
  onProgress?: (rows: number) => void;
}

/**
 * Writes the snapshot into one file, mode 0600, row by row, so that memory use does not depend on the size.
 * The file gets its name only when it is complete and synced to disk.
 * @throws BackupError `backup-exists`, `backup-unwritable`; StoreError where the database fails
 */
export async function writeBackup(snapshot: BackupSource, order: BackupOrder): Promise<BackupReport> {
  const { path } = order;
  const partial = join(dirname(path), `.${basename(path)}.partial`);
  if (await exists(path)) {
    throw new BackupError('backup-exists', `The file ${path} already exists and was not changed.`);
  }
  const file = await fromSystem(path, async () => {
    // A leftover of a killed backup.
    await rm(partial, { force: true });
    return open(partial, 'wx', 0o600);
  });
  let isWhole = false;
  try {
    const report = await writeInto(file, snapshot, order);
    await fromSystem(path, async () => {
      await file.sync();
      await rename(partial, path);
      await syncFolder(dirname(path));
    });
    isWhole = true;
    return report;
  } finally {
    await file.close();
    if (!isWhole) await rm(partial, { force: true });
  }
}

async function writeInto(
  file: FileHandle,
  snapshot: BackupSource,
  { path, createdAt, star7, seal, onProgress }: BackupOrder,
): Promise<BackupReport> {
  const hash = createHash('sha256');
  const mac = seal.begin();
  const report: BackupReport = { path, bytes: 0, tables: 0, rows: 0 };

  const put = async (bytes: Buffer): Promise<void> => {
    for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
    report.bytes += bytes.length;
  };
  const putSealed = async (bytes: Buffer): Promise<void> => {
    hash.update(bytes);
    mac.update(bytes);
    await fromSystem(path, () => put(bytes));
  };

  const migrations = await snapshot.migrations();
  const header = { createdAt: createdAt.toISOString(), star7, migrations };
  await putSealed(
    Buffer.from(headerLine({ ...header, seal: { keyVersion: seal.keyVersion, check: seal.check } })),
  );
  await pipeline(
    Readable.from(inChunks(lines(snapshot, report, onProgress))),
    createGzip(),
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        putSealed(chunk).then(() => done(), done);
      },
    }),
  );
  await fromSystem(path, () => put(Buffer.concat([hash.digest(), mac.digest()])));
  return report;
}

async function* lines(
  snapshot: BackupSource,
  report: BackupReport,
  onProgress: (rows: number) => void = () => undefined,
): AsyncGenerator<string> {
  for (const table of await snapshot.tables()) {
    yield tableLine(table);
    let count = 0;
    for await (const row of snapshot.rows(table)) {
      count += 1;
      report.rows += 1;
      if (report.rows % 1000 === 0) onProgress(report.rows);
      yield rowLine(row);
    }
    yield rowsLine(count);
    report.tables += 1;
  }
  yield endLine(report.tables);
}

async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < chunkLength) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Makes the name durable: that needs a sync of the folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function fromSystem<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new BackupError(
      'backup-unwritable',
      `The backup ${path} cannot be written (${systemCode(error)}); the partial file was removed. Its folder must exist, be writable and have free space.`,
    );
  }
}
