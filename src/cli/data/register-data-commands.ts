import type { Command } from 'commander';
import type { CliContext } from '../cli-context';
import { registerAccount } from './account-commands';
import { registerAudit } from './audit-commands';
import { registerBackup } from './backup-commands';
import { registerImport } from './import-command';
import { registerJournal } from './journal-command';
import { registerKeys } from './keys-commands';
import { registerManager } from './manager-commands';
import type { PhoneStates } from './manager-commands';
import { registerMigrate } from './migrate-command';
import { registerOrder } from './order-commands';
import { registerToken } from './token-commands';

/** Every command that works without a running Star7. */
export function registerDataCommands(program: Command, context: CliContext, phoneStates?: PhoneStates): void {
  registerMigrate(program, context);
  registerKeys(program, context);
  registerBackup(program, context);
  registerImport(program, context);
  registerManager(program, context, phoneStates);
  registerAccount(program, context);
  registerOrder(program, context);
  registerToken(program, context);
  registerAudit(program, context);
  registerJournal(program, context);
}
