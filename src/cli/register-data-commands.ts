import type { Command } from 'commander';
import type { CliContext } from './cli-context';
import { registerAccount } from '#people/account-commands';
import { registerAudit } from '#audit/audit-commands';
import { registerBackup } from '#backup/backup-commands';
import { registerConnectors } from '#connectors/connector-commands';
import { shopKeys } from '#connectors/connector-rotation';
import { registerMail } from '#mail/mail-commands';
import { sealedMails } from '#mail/mail-rotation';
import { registerCourier } from '#couriers/courier-commands';
import { registerDid } from '#dids/did-commands';
import { registerImport } from '#orders/intake/import-command';
import { registerJournal } from '#calls/journal-command';
import { registerKeys } from '#orders/contacts/keys-commands';
import { decoyNumbers } from '#leaks/decoys/decoy-rotation';
import { registerLeaks } from '#leaks/leak-commands';
import { systemClock } from '#kernel/system-clock';
import { registerManager } from '#people/manager-commands';
import type { PhoneStates } from '#people/manager-commands';
import { SqlAgents } from '#people/sql-agents';
import { registerMigrate } from './migrate-command';
import { SqlOrderIntake } from '#orders/intake/sql-order-intake';
import { registerOrder } from '#orders/order-commands';
import { unlockCommand, unlockCourierCommand } from '#calls/unlock-command';
import { registerToken } from '#people/token-commands';
import { registerWebhooks } from '#webhooks/webhook-commands';

/** All commands that work without a running Star7. */
export function registerDataCommands(program: Command, context: CliContext, phoneStates?: PhoneStates): void {
  registerMigrate(program, context);
  registerKeys(program, context, (database, keys) => ({
    shopKeys: shopKeys(database, keys),
    decoyNumbers: decoyNumbers(database, keys),
    mails: sealedMails(database, keys),
  }));
  registerBackup(program, context);
  registerImport(program, context);
  registerManager(program, context, phoneStates).addCommand(unlockCommand(context));
  registerAccount(program, context);
  registerDid(program, context, (database) => ({ list: () => new SqlAgents(database).read() }));
  registerCourier(program, context).addCommand(unlockCourierCommand(context));
  registerConnectors(program, context);
  registerMail(program, context);
  registerOrder(program, context);
  registerLeaks(program, context, (database, vault) => new SqlOrderIntake(database, vault, systemClock.now));
  registerToken(program, context);
  registerWebhooks(program, context);
  registerAudit(program, context);
  registerJournal(program, context);
}
