import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A lab's passwords: random, made once for each lab directory, so that the database's stays valid. */
export interface LabSecrets {
  ari: string;
  ami: string;
  database: string;
  phones: Record<string, string>;
}

export function labSecrets(file: string, extensions: readonly string[]): LabSecrets {
  const secrets: LabSecrets = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as LabSecrets)
    : { ari: password(), ami: password(), database: password(), phones: {} };
  for (const extension of extensions) secrets.phones[extension] ??= password();
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** Letters and digits only: it goes into configuration files, URLs and softphones' address lines. */
function password(): string {
  return randomBytes(16).toString('hex');
}
