import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A lab's passwords: random, made once for each lab directory, so that the database's stays valid. */
export interface LabSecrets {
  ari: string;
  ami: string;
  database: string;
  /** The database's other users'. */
  databaseOthers: string;
  /** The doctor's user of AMI, which is there only in tests of it. */
  doctor: string;
  phones: Record<string, string>;
  /** Of those who sign in in the browser, by login. */
  accounts: Record<string, string>;
}

/**
 * @param extensions whose phones have passwords
 * @param logins who has a password for the pages
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

/** Letters and digits only: it goes into configuration files, URLs and softphones' address lines. */
function password(): string {
  return randomBytes(16).toString('hex');
}

/** What a person types off a screen; without digits, so that it holds no extension. */
function passphrase(): string {
  const letters = Array.from(randomBytes(16), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}
