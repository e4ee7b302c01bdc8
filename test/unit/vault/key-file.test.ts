import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { credentialName, KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import { VaultError } from '#vault/vault-error';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'star7-keys-'));
  path = join(directory, 'keys.json');
});
afterEach(() => rmSync(directory, { recursive: true }));

function slugOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof VaultError) return error.slug;
    throw error;
  }
  return 'none';
}

/** All keys in the file, to search for in places that must not contain any. */
function keyTexts(): string[] {
  const stored = JSON.parse(readFileSync(path, 'utf8')) as {
    keys: Array<{ encryption: string; index: string }>;
  };
  return stored.keys.flatMap((key) => [key.encryption, key.index]);
}

describe('key file', () => {
  it('is created with one version, private to its owner, whatever the umask', () => {
    const before = process.umask(0);
    try {
      new KeyFile(path).create(new Date(0));
    } finally {
      process.umask(before);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const keyring = new KeyFile(path).read();
    expect(keyring.versions).toEqual([1]);
    expect(keyring.createdAt(1)).toBe('1970-01-01T00:00:00.000Z');
    expect(readdirSync(directory)).toEqual(['keys.json']);
  });

  it('has different keys for encryption and for the hash, and different ones in every file', () => {
    new KeyFile(path).create(new Date());
    const first = keyTexts();
    rmSync(path);
    new KeyFile(path).create(new Date());
    expect(new Set([...first, ...keyTexts()]).size).toBe(4);
  });

  it('is never overwritten', () => {
    new KeyFile(path).create(new Date());
    const before = readFileSync(path, 'utf8');
    expect(slugOf(() => new KeyFile(path).create(new Date()))).toBe('key-file-exists');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(directory)).toEqual(['keys.json']);
  });

  it.each([0o640, 0o644, 0o604, 0o660, 0o602, 0o777])('is refused with mode %o', (mode) => {
    new KeyFile(path).create(new Date());
    chmodSync(path, mode);
    expect(slugOf(() => new KeyFile(path).read())).toBe('key-file-exposed');
    expect(() => new KeyFile(path).read()).toThrow('chmod 600');
  });

  it.each([0o600, 0o400])('is read with mode %o', (mode) => {
    new KeyFile(path).create(new Date());
    chmodSync(path, mode);
    expect(new KeyFile(path).read().current).toBe(1);
  });

  it.each([
    ['empty', ''],
    ['no JSON', '{"format": "star7-keys-1", "keys": [{"encryption": "c2VjcmV0LXNlY3JldA=='],
    ['another format', '{"format":"x","keys":[]}'],
    ['without keys', '{"format":"star7-keys-1","keys":[]}'],
    ['a list', '[]'],
    ['a short key', keyFileText([{ version: 1, encryption: 'c2VjcmV0LXNlY3JldA==' }])],
    ['version 0', keyFileText([{ version: 0 }])],
    ['a version that does not fit the column', keyFileText([{ version: 65_536 }])],
    ['a version twice', keyFileText([{ version: 1 }, { version: 1 }])],
  ])('is refused when %s, without quoting it', (_case, text) => {
    writeFileSync(path, text, { mode: 0o600 });
    expect(slugOf(() => new KeyFile(path).read())).toBe('key-file-damaged');
    try {
      new KeyFile(path).read();
    } catch (error) {
      expect(inspect(error, { depth: 9 })).not.toContain('c2VjcmV0');
    }
  });

  it('explains what to do where it is missing', () => {
    expect(slugOf(() => new KeyFile(path).read())).toBe('key-file-missing');
    expect(() => new KeyFile(path).read()).toThrow('star7 keys init');
    expect(slugOf(() => new KeyFile(join(directory, 'no', 'such')).create(new Date()))).toBe(
      'key-file-unwritable',
    );
  });

  it("is found by the configuration, else among systemd's credentials", () => {
    expect(KeyFile.locate(path, { CREDENTIALS_DIRECTORY: '/elsewhere' }).path).toBe(path);
    expect(KeyFile.locate(null, { CREDENTIALS_DIRECTORY: directory }).path).toBe(
      join(directory, credentialName),
    );
    expect(slugOf(() => KeyFile.locate(null, {}))).toBe('key-file-unset');
  });

  it('accepts group bits on a credential, where they are the mask of an ACL, and never changes it', () => {
    new KeyFile(path).create(new Date());
    const credentials = join(directory, 'credentials');
    mkdirSync(credentials);
    const credential = join(credentials, credentialName);
    writeFileSync(credential, readFileSync(path), { mode: 0o440 });
    const file = KeyFile.locate(null, { CREDENTIALS_DIRECTORY: credentials });
    const keyring = file.read();
    expect(slugOf(() => file.replace(keyring))).toBe('key-file-unwritable');
    chmodSync(credential, 0o444);
    expect(slugOf(() => file.read())).toBe('key-file-exposed');
  });
});

describe('live keys', () => {
  it('find a version that another process adds, once a row needs it', () => {
    new KeyFile(path).create(new Date());
    const here = new LiveKeys(new KeyFile(path));
    const elsewhere = new LiveKeys(new KeyFile(path));
    elsewhere.addVersion(new Date());
    expect(here.keyring.versions).toEqual([1]);
    expect(here.knowing(1).versions).toEqual([1]);
    expect(here.knowing(2).versions).toEqual([1, 2]);
    expect(here.keyring.current).toBe(2);
  });

  it('keep every earlier version, and leave a single file', () => {
    new KeyFile(path).create(new Date());
    const before = keyTexts();
    const keys = new LiveKeys(new KeyFile(path));
    keys.addVersion(new Date());
    keys.addVersion(new Date());
    expect(keys.keyring.versions).toEqual([1, 2, 3]);
    expect(keyTexts().slice(0, 2)).toEqual(before);
    expect(new Set(keyTexts()).size).toBe(6);
    expect(readdirSync(directory)).toEqual(['keys.json']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('stay in use when the file is lost at run time', () => {
    new KeyFile(path).create(new Date());
    const keys = new LiveKeys(new KeyFile(path));
    rmSync(path);
    expect(existsSync(path)).toBe(false);
    expect(slugOf(() => keys.refresh())).toBe('key-file-missing');
    expect(keys.keyring.current).toBe(1);
  });

  it('show no key in print or JSON', () => {
    new KeyFile(path).create(new Date());
    const keys = new LiveKeys(new KeyFile(path));
    const shown = [
      inspect(keys, { depth: 9, showHidden: true }),
      JSON.stringify(keys),
      JSON.stringify(keys.keyring),
      inspect(keys.keyring.encryptionKey(1), { depth: 9 }),
    ].join('\n');
    for (const text of keyTexts()) {
      expect(shown.includes(text)).toBe(false);
      expect(shown.includes(Buffer.from(text, 'base64').toString('hex'))).toBe(false);
    }
    // The control: the same search finds the keys where they are.
    expect(keyTexts().every((text) => keys.keyring.serialise().includes(text))).toBe(true);
  });
});

function keyFileText(entries: Array<Record<string, unknown>>): string {
  const key = Buffer.alloc(32).toString('base64');
  const keys = entries.map((entry) => ({ createdAt: '', encryption: key, index: key, ...entry }));
  return JSON.stringify({ format: 'star7-keys-1', keys });
}
