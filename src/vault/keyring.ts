import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { VaultError } from './vault-error';

/** Bytes in each key: AES-256, and HMAC-SHA256 with a key as long as its output (RFC 2104, section 3). */
const keyBytes = 32;

const format = 'star7-keys-1';

interface KeyPair {
  version: number;
  createdAt: string;
  encryption: KeyObject;
  index: KeyObject;
}

/**
 * The versions of the two keys: one encrypts, the other makes the keyed hash. They are generated separately,
 * so that one reveals nothing about the other.
 *
 * Immutable. Keys are `KeyObject`s, which print their type and never their bytes.
 */
export class Keyring {
  readonly #pairs: ReadonlyMap<number, KeyPair>;
  /** The version that new data is written with: the highest. */
  readonly current: number;
  /** All versions, ascending. */
  readonly versions: readonly number[];

  private constructor(pairs: readonly KeyPair[]) {
    this.#pairs = new Map(pairs.map((pair) => [pair.version, pair]));
    this.versions = [...this.#pairs.keys()].sort((a, b) => a - b);
    this.current = Math.max(...this.versions);
  }

  /** Creates a keyring with one new version, numbered 1. */
  static create(now: Date): Keyring {
    return new Keyring([freshPair(1, now)]);
  }

  /**
   * Reads what {@link serialise} wrote.
   * @throws VaultError `key-file-damaged`, naming the fault but no value
   */
  static parse(text: string): Keyring {
    let stored: unknown;
    try {
      stored = JSON.parse(text);
    } catch {
      // The parser's message quotes the text, which consists of keys.
      throw damaged('it is not JSON');
    }
    if (!isObject(stored) || stored.format !== format) throw damaged(`"format" is not "${format}"`);
    if (!Array.isArray(stored.keys) || stored.keys.length === 0) throw damaged('it holds no keys');
    const pairs = stored.keys.map((entry, index) => parsePair(entry, index));
    if (new Set(pairs.map((pair) => pair.version)).size !== pairs.length) {
      throw damaged('a version occurs twice');
    }
    return new Keyring(pairs);
  }

  /** When a version was created, ISO 8601; null for an unknown version. */
  createdAt(version: number): string | null {
    return this.#pairs.get(version)?.createdAt ?? null;
  }

  has(version: number): boolean {
    return this.#pairs.has(version);
  }

  /** @throws VaultError `key-version-unknown` */
  encryptionKey(version: number): KeyObject {
    return this.#pair(version).encryption;
  }

  /** @throws VaultError `key-version-unknown` */
  indexKey(version: number): KeyObject {
    return this.#pair(version).index;
  }

  /** Returns this keyring with one more, new version. */
  withNextVersion(now: Date): Keyring {
    return new Keyring([...this.#pairs.values(), freshPair(this.current + 1, now)]);
  }

  /** The text of a key file. Secret. */
  serialise(): string {
    const keys = this.versions.map((version) => {
      const pair = this.#pair(version);
      return {
        version,
        createdAt: pair.createdAt,
        encryption: pair.encryption.export().toString('base64'),
        index: pair.index.export().toString('base64'),
      };
    });
    return `${JSON.stringify({ format, keys }, null, 2)}\n`;
  }

  #pair(version: number): KeyPair {
    const pair = this.#pairs.get(version);
    if (!pair) {
      throw new VaultError(
        'key-version-unknown',
        `The key file lacks version ${version}, with which a row was encrypted. Restore the key file that has it.`,
        { version },
      );
    }
    return pair;
  }
}

function freshPair(version: number, now: Date): KeyPair {
  return {
    version,
    createdAt: now.toISOString(),
    encryption: createSecretKey(randomBytes(keyBytes)),
    index: createSecretKey(randomBytes(keyBytes)),
  };
}

function parsePair(entry: unknown, index: number): KeyPair {
  const where = `entry ${index + 1} of "keys"`;
  if (!isObject(entry)) throw damaged(`${where} is not an object`);
  const { version, createdAt } = entry;
  // The column is SMALLINT UNSIGNED.
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > 65_535) {
    throw damaged(`${where} has no version from 1 to 65535`);
  }
  if (typeof createdAt !== 'string') throw damaged(`${where} has no createdAt`);
  return {
    version,
    createdAt,
    encryption: parseKey(entry.encryption, `"encryption" of ${where}`),
    index: parseKey(entry.index, `"index" of ${where}`),
  };
}

function parseKey(text: unknown, where: string): KeyObject {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : null;
  if (bytes?.length !== keyBytes) throw damaged(`${where} is not ${keyBytes} bytes in base64`);
  return createSecretKey(bytes);
}

function damaged(fault: string): VaultError {
  return new VaultError(
    'key-file-damaged',
    `The key file cannot be used: ${fault}. Restore it from its backup.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
