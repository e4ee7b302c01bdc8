import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { BackupSeal, sealBytes } from '#vault/backup-seal';
import type { Keyring } from '#vault/keyring';
import { BackupError, systemCode } from './backup-error';
import { damaged, EntryReader, parseHeader } from './backup-format';
import type { BackupEntry, BackupHeader } from './backup-format';

const hashBytes = 32;
const trailerBytes = hashBytes + sealBytes;
/** The header lists migrations; this is enough for far more than there will be. */
const longestHeader = 64 * 1024;
const blockBytes = 256 * 1024;

/** A backup that is open for reading. It stays the same file even if its name is reused meanwhile. */
export class BackupFile {
  private constructor(
    readonly path: string,
    readonly header: BackupHeader,
    private readonly file: FileHandle,
    private readonly bodyAt: number,
    private readonly bodyEnd: number,
  ) {}

  /** @throws BackupError `backup-missing`, `backup-unreadable`, `backup-damaged` */
  static async open(path: string): Promise<BackupFile> {
    const file = await openFile(path);
    try {
      const { size } = await file.stat();
      const beginning = await readAt(file, 0, Math.min(size, longestHeader));
      const lineEnd = beginning.indexOf('\n');
      const bodyEnd = size - trailerBytes;
      if (lineEnd < 0 || lineEnd + 1 > bodyEnd) throw damaged();
      const header = parseHeader(beginning.toString('utf8', 0, lineEnd));
      return new BackupFile(path, header, file, lineEnd + 1, bodyEnd);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Reads the whole file once and checks checksum and seal.
   * @param keyring null checks only the checksum, which does not detect deliberate changes
   * @throws BackupError `backup-damaged`, `backup-keys-wrong`; VaultError `key-version-unknown`
   */
  async verify(keyring: Keyring | null): Promise<void> {
    const { keyVersion, check } = this.header.seal;
    const seal = keyring === null ? null : new BackupSeal(keyring, keyVersion);
    if (seal !== null && seal.check !== check) {
      throw new BackupError(
        'backup-keys-wrong',
        `The backup was sealed with another key ${String(keyVersion)} than that of the key file: the key file does not belong to this backup, and its numbers could not be decrypted. Restore the matching key file.`,
      );
    }
    const hash = createHash('sha256');
    const mac = seal?.begin();
    for await (const block of this.#blocks(0)) {
      hash.update(block);
      mac?.update(block);
    }
    const trailer = await readAt(this.file, this.bodyEnd, trailerBytes);
    if (!hash.digest().equals(trailer.subarray(0, hashBytes))) throw damaged();
    if (mac && !BackupSeal.matches(mac.digest(), trailer.subarray(hashBytes))) throw damaged();
  }

  /** The entries of the body, in order; ends after `end`. @throws BackupError `backup-damaged` */
  async *entries(): AsyncGenerator<BackupEntry> {
    const reader = new EntryReader();
    const body = Readable.from(this.#blocks(this.bodyAt), { objectMode: false });
    const unzipped = body.pipe(createGunzip());
    body.on('error', (error) => unzipped.destroy(error));
    let isOver = false;
    for await (const line of linesOf(unzipped)) {
      if (isOver) throw damaged();
      const entry = reader.read(line);
      isOver = entry.kind === 'end';
      yield entry;
    }
    if (!isOver) throw damaged();
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async *#blocks(from: number): AsyncGenerator<Buffer> {
    for (let at = from; at < this.bodyEnd; at += blockBytes) {
      yield await readAt(this.file, at, Math.min(blockBytes, this.bodyEnd - at));
    }
  }
}

async function* linesOf(bytes: AsyncIterable<unknown>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const chunk of bytes) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (systemCode(error).startsWith('Z_')) throw damaged();
    throw error;
  }
  if (rest !== '') throw damaged();
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') throw new BackupError('backup-missing', `There is no file ${path}.`);
    throw new BackupError('backup-unreadable', `The backup ${path} cannot be read (${code}).`);
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, at + read).catch((error: unknown) => {
      throw new BackupError('backup-unreadable', `The backup cannot be read (${systemCode(error)}).`);
    });
    if (bytesRead === 0) throw damaged();
    read += bytesRead;
  }
  return bytes;
}
