import { createCipheriv, randomBytes } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const blockBytes = 16;

/**
 * A file that must be read in any order, kept on disk while that lasts: encrypted (AES-256 in counter mode) with a key
 * that memory alone has, and without a name from the moment it is opened. So no number of it is at rest anywhere, and
 * nothing is left when the process ends, however it does.
 */
export class SealedSpool {
  #length = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly key: Buffer,
  ) {}

  /** @throws what the file system throws */
  static async create(): Promise<SealedSpool> {
    const name = path.join(tmpdir(), `star7-${randomBytes(12).toString('hex')}`);
    const file = await open(name, 'wx+', 0o600);
    await unlink(name);
    return new SealedSpool(file, randomBytes(32));
  }

  get length(): number {
    return this.#length;
  }

  /** Adds to the end. @returns where it begins */
  async append(bytes: Buffer): Promise<number> {
    const at = this.#length;
    this.#length += bytes.length;
    const sealed = this.#apply(bytes, at);
    let written = 0;
    while (written < sealed.length) {
      written += (await this.file.write(sealed, written, sealed.length - written, at + written)).bytesWritten;
    }
    return at;
  }

  async read(at: number, length: number): Promise<Buffer> {
    const sealed = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.file.read(sealed, 0, length, at);
    return this.#apply(sealed.subarray(0, bytesRead), at);
  }

  /** For small pieces, which the system has in memory. */
  readNow(at: number, length: number): Buffer {
    const sealed = Buffer.allocUnsafe(length);
    const bytesRead = readSync(this.file.fd, sealed, 0, length, at);
    return this.#apply(sealed.subarray(0, bytesRead), at);
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  /** Counter mode: the same for sealing and opening, from any place. */
  #apply(bytes: Buffer, at: number): Buffer {
    const counter = Buffer.alloc(blockBytes);
    counter.writeBigUInt64BE(BigInt(Math.floor(at / blockBytes)), 8);
    const cipher = createCipheriv('aes-256-ctr', this.key, counter);
    const skipped = at % blockBytes;
    if (skipped > 0) cipher.update(Buffer.alloc(skipped));
    return cipher.update(bytes);
  }
}
