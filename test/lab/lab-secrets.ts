import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * A lab's passwords: random, created once for each lab directory, so that the database password stays valid.
 */
export interface LabSecrets {
  ari: string;
  ami: string;
  database: string;
  /** The password of the database's other users. */
  databaseOthers: string;
  /** The password of the doctor's AMI user, which exists only in the doctor's tests. */
  doctor: string;
  phones: Record<string, string>;
  /** Passwords for the pages, by login. */
  accounts: Record<string, string>;
}

/**
 * @param extensions of phones that get passwords
 * @param logins that get passwords for the pages
 */
export function labSecrets(
  file: string,
  extensions: readonly string[],
  logins: readonly string[] = [],
): LabSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LabSecrets>) : {};
  const secrets: LabSecrets = {
    ari: password(),
    ami: password(),
    database: password(),
    databaseOthers: password(),
    doctor: password(),
    phones: {},
    accounts: {},
    ...kept,
  };
  for (const extension of extensions) secrets.phones[extension] ??= password();
  for (const login of logins) secrets.accounts[login] ??= passphrase();
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/**
 * Letters and digits only: the password appears in configuration files, URLs and softphones' address lines.
 */
function password(): string {
  return randomBytes(16).toString('hex');
}

/** A passphrase that a person types from a screen; without digits, so that it contains no extension. */
function passphrase(): string {
  const letters = Array.from(randomBytes(16), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}
