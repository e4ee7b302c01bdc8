import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { mask, reveal } from '#kernel/masked';
import { BlindIndex, indexBytes } from '#vault/blind-index';
import { Cipher } from '#vault/cipher';
import type { Place } from '#vault/cipher';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import { VaultError } from '#vault/vault-error';

let directory: string;
let keys: LiveKeys;
let cipher: Cipher;
let index: BlindIndex;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'star7-keys-'));
  const file = new KeyFile(join(directory, 'keys.json'));
  file.create(new Date());
  keys = new LiveKeys(file);
  cipher = new Cipher(keys);
  index = new BlindIndex(keys);
});
afterEach(() => rmSync(directory, { recursive: true }));

const place = (change: Partial<Place> = {}): Place => ({
  table: 'contact_points',
  column: 'phone',
  rowId: 7,
  ...change,
});
const places = fc.record({
  table: fc.constantFrom('contact_points', 'contact_point', 's'),
  column: fc.constantFrom('phone', 'email', 's_phone'),
  rowId: fc.nat(),
});

function slugOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof VaultError ? error.slug : 'another error';
  }
  return 'none';
}

describe('cipher', () => {
  it('opens what it sealed, in the same place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), places, (text, where) => {
        return reveal(cipher.open(cipher.seal(mask(text), where), where)) === text;
      }),
    );
  });

  it('opens in no other place', () => {
    fc.assert(
      fc.property(fc.string(), places, places, (text, sealedAt, openedAt) => {
        // Compared by their JSON: fast-check also makes objects without a prototype.
        fc.pre(JSON.stringify(sealedAt) !== JSON.stringify(openedAt));
        const sealed = cipher.seal(mask(text), sealedAt);
        return slugOf(() => cipher.open(sealed, openedAt)) === 'sealed-text-damaged';
      }),
    );
  });

  it('detects each flipped bit, each truncation and each addition', () => {
    const sealed = cipher.seal(mask('+79005550001'), place());
    for (let bit = 0; bit < sealed.ciphertext.length * 8; bit += 1) {
      const ciphertext = Buffer.from(sealed.ciphertext);
      ciphertext[bit >> 3]! ^= 1 << (bit & 7);
      expect(slugOf(() => cipher.open({ ...sealed, ciphertext }, place()))).toBe('sealed-text-damaged');
    }
    for (let length = 0; length < sealed.ciphertext.length; length += 1) {
      const ciphertext = sealed.ciphertext.subarray(0, length);
      expect(slugOf(() => cipher.open({ ...sealed, ciphertext }, place()))).toBe('sealed-text-damaged');
    }
    const longer = Buffer.concat([sealed.ciphertext, Buffer.from([0])]);
    expect(slugOf(() => cipher.open({ ...sealed, ciphertext: longer }, place()))).toBe('sealed-text-damaged');
    for (const nonce of [Buffer.alloc(0), Buffer.alloc(12), Buffer.alloc(16)]) {
      expect(slugOf(() => cipher.open({ ...sealed, nonce }, place()))).toBe('sealed-text-damaged');
    }
  });

  it('does not open swapped rows of two customers', () => {
    const a = cipher.seal(mask('+79005550001'), place({ rowId: 1 }));
    const b = cipher.seal(mask('+79005550002'), place({ rowId: 2 }));
    expect(slugOf(() => cipher.open(a, place({ rowId: 2 })))).toBe('sealed-text-damaged');
    expect(slugOf(() => cipher.open(b, place({ rowId: 1 })))).toBe('sealed-text-damaged');
    expect(slugOf(() => cipher.open({ ...a, ciphertext: b.ciphertext }, place({ rowId: 1 })))).toBe(
      'sealed-text-damaged',
    );
  });

  it('never uses a nonce twice, over several batches', () => {
    const nonces = Array.from({ length: 2000 }, () => cipher.seal(mask('1'), place()).nonce.toString('hex'));
    expect(new Set(nonces).size).toBe(2000);
    expect(nonces.every((nonce) => nonce.length === 24)).toBe(true);
  });

  it('opens texts of an earlier key, and not under the version of another key', () => {
    const sealed = cipher.seal(mask('+79005550001'), place());
    keys.addVersion(new Date());
    expect(cipher.seal(mask('1'), place()).keyVersion).toBe(2);
    expect(reveal(cipher.open(sealed, place())) === '+79005550001').toBe(true);
    expect(slugOf(() => cipher.open({ ...sealed, keyVersion: 2 }, place()))).toBe('sealed-text-damaged');
    expect(slugOf(() => cipher.open({ ...sealed, keyVersion: 3 }, place()))).toBe('key-version-unknown');
  });

  it('has no plain text in stored data or errors', () => {
    const number = '+79005550001';
    const sealed = cipher.seal(mask(number), place());
    expect(sealed.ciphertext.includes(number)).toBe(false);
    expect(sealed.ciphertext.includes(number.slice(-7))).toBe(false);
    try {
      cipher.open(sealed, place({ rowId: 8 }));
    } catch (error) {
      const shown = inspect(error, { depth: 9, showHidden: true });
      expect(shown).toContain('contact_points');
      expect(shown.includes(number)).toBe(false);
      expect(shown.includes(sealed.ciphertext.toString('hex'))).toBe(false);
    }
  });
});

describe('blind index', () => {
  it('is equal only for the same number, kind and key', () => {
    const number = mask('+79005550001');
    const first = index.of('phone', number);
    expect(first.hash).toHaveLength(indexBytes);
    expect(index.of('phone', mask('+79005550001')).hash.equals(first.hash)).toBe(true);
    expect(index.of('phone', mask('+79005550002')).hash.equals(first.hash)).toBe(false);
    expect(index.of('email', number).hash.equals(first.hash)).toBe(false);
    keys.addVersion(new Date());
    expect(index.of('phone', number).hash.equals(first.hash)).toBe(false);
  });

  it('offers a hash for each key, the current one first', () => {
    const number = mask('+79005550001');
    const first = index.of('phone', number);
    keys.addVersion(new Date());
    const candidates = index.candidates('phone', number);
    expect(candidates.map(({ keyVersion }) => keyVersion)).toEqual([2, 1]);
    expect(candidates[1]!.hash.equals(first.hash)).toBe(true);
  });

  it('treats mailboxes that differ only in case as one', () => {
    const one = index.of('email', mask('Anna@example.test')).hash;
    expect(index.of('email', mask('anna@example.test')).hash.equals(one)).toBe(true);
  });
});
