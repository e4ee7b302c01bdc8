import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';

/** What signs mails that go out (RFC 6376). */
export interface DkimKey {
  domain: string;
  /** Names the key in the domain name system. */
  selector: string;
  privateKey: KeyObject;
  /** SubjectPublicKeyInfo in base64, as the domain name system has it. */
  publicKey: string;
}

/** RFC 8301, section 3.2: verifiers refuse less than 1024, and signers are to have 2048. */
const fewestBits = 2048;

/** @returns null where another program signs @throws SettingError as {@link readDkimKey} */
export function dkimKeyOf(config: Config<'mail'>): DkimKey | null {
  const { STAR7_MAIL_DOMAIN: domain, STAR7_MAIL_DKIM_SELECTOR: selector } = config;
  const { STAR7_MAIL_DKIM_KEY_FILE: file } = config;
  return domain === undefined || selector === undefined || file === undefined
    ? null
    : readDkimKey(file, { domain, selector });
}

/**
 * @param file PEM, for its owner alone
 * @throws SettingError in words that tell nothing of the key
 */
export function readDkimKey(
  file: string,
  { domain, selector }: Pick<DkimKey, 'domain' | 'selector'>,
): DkimKey {
  const key = privateKeyIn(file);
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < fewestBits) {
    throw new SettingError(
      `is no RSA key of ${String(fewestBits)} bits or more: star7 mail dkim-key makes one`,
    );
  }
  return {
    ...{ domain, selector },
    privateKey: key,
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

/** Writes a new key, mode 0600. @throws where the file is there already, or cannot be written */
export function writeDkimKey(file: string): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: fewestBits });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
}

function privateKeyIn(file: string): KeyObject {
  let text: string;
  try {
    if ((statSync(file).mode & 0o077) !== 0) {
      throw new SettingError('is open to others than its owner: chmod 600');
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof SettingError) throw error;
    throw new SettingError(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  try {
    return createPrivateKey(text);
  } catch {
    // What the library says may quote the file.
    throw new SettingError('is no private key in PEM');
  }
}
