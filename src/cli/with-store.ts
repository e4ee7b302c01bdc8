import { userInfo } from 'node:os';
import { loadConfig } from '#config/load-config';
import { ContactVault } from '#vault/contact-vault';
import { Database } from '#database/database';
import type { DatabaseOptions } from '#database/database';
import { KeyFile } from '#vault/key-file';
import { LiveKeys } from '#vault/live-keys';
import { actorOf as auditActorOf } from '#kernel/principal';
import type { Operator } from '#kernel/principal';
import type { CliContext } from './cli-context';

/** Runs a command with the configured database, and closes it in any case. */
export async function withDatabase<Result>(
  context: CliContext,
  work: (database: Database) => Promise<Result>,
  options: DatabaseOptions = {},
): Promise<Result> {
  const database = Database.connect(loadConfig(context.environment, ['database']).STAR7_DATABASE_URL, {
    connections: 4,
    ...options,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

export function keyFileOf(context: CliContext): KeyFile {
  const { STAR7_KEY_FILE } = loadConfig(context.environment, ['keys']);
  return KeyFile.locate(STAR7_KEY_FILE ?? null, context.environment);
}

export function vaultOf(context: CliContext): ContactVault {
  return new ContactVault(new LiveKeys(keyFileOf(context)));
}

/** Who is at the prompt. */
export function operatorOf(context: CliContext): Operator {
  return { role: 'operator', user: context.environment.SUDO_USER ?? userInfo().username };
}

/** The same, as the audit log has it. */
export function actorOf(context: CliContext): string {
  return auditActorOf(operatorOf(context));
}
