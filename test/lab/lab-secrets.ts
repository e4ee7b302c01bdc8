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
}

export function labSecrets(file: string, extensions: readonly string[]): LabSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<LabSecrets>) : {};
  const secrets: LabSecrets = {
    ari: password(),
    ami: password(),
    database: password(),
    databaseOthers: password(),
    doctor: password(),
    phones: {},
    ...kept,
  };
  for (const extension of extensions) secrets.phones[extension] ??= password();
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Letters and digits only: it goes into configuration files, URLs and softphones' address lines. */
function password(): string {
  return randomBytes(16).toString('hex');
}
