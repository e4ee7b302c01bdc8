import type { Command } from 'commander';
import type { PhoneStates } from '#people/manager-commands';
import type { IntakeOf } from '#orders/intake/order-intake';
import type { CliContext } from './cli-context';

interface CommandGroup {
  /** The first words of its commands. */
  words: readonly string[];
  register: (program: Command, context: CliContext, phoneStates?: PhoneStates) => Promise<unknown>;
}

/**
 * All commands, in the order of the help. Each group is loaded when one of its commands is asked for: to load all of them
 * takes most of a second.
 */
const groups: readonly CommandGroup[] = [
  {
    words: ['serve'],
    register: async (program, context) => (await import('#cli/serve')).registerServe(program, context),
  },
  {
    words: ['call', 'hang-up', 'calls'],
    register: async (program, context) =>
      (await import('#calls/call-commands')).registerCallCommands(program, context),
  },
  {
    words: ['migrate'],
    register: async (program, context) =>
      (await import('#cli/migrate-command')).registerMigrate(program, context),
  },
  {
    words: ['keys'],
    register: async (program, context) => {
      const { registerKeys } = await import('#orders/contacts/keys-commands');
      const { shopKeys } = await import('#connectors/connector-rotation');
      const { decoyNumbers } = await import('#leaks/decoys/decoy-rotation');
      const { sealedMails } = await import('#mail/mail-rotation');
      registerKeys(program, context, (database, keys) => ({
        shopKeys: shopKeys(database, keys),
        decoyNumbers: decoyNumbers(database, keys),
        mails: sealedMails(database, keys),
      }));
    },
  },
  {
    words: ['backup', 'restore'],
    register: async (program, context) =>
      (await import('#backup/backup-commands')).registerBackup(program, context),
  },
  {
    words: ['import'],
    register: async (program, context) =>
      (await import('#orders/intake/import-command')).registerImport(program, context),
  },
  {
    words: ['manager'],
    register: async (program, context, phoneStates) => {
      const { registerManager } = await import('#people/manager-commands');
      const { unlockCommand } = await import('#calls/unlock-command');
      registerManager(program, context, phoneStates).addCommand(unlockCommand(context));
    },
  },
  {
    words: ['phone'],
    register: async (program, context) => {
      const { registerPhone } = await import('#phone/desk/desk-phone-commands');
      const { registerStaticPhones } = await import('#phone/static-phone-commands');
      const { staticPhoneSections } = await import('#pbx/asterisk/ari-static-phones');
      registerStaticPhones(registerPhone(program, context), context, staticPhoneSections);
    },
  },
  {
    words: ['account'],
    register: async (program, context) =>
      (await import('#people/account-commands')).registerAccount(
        program,
        context,
        (await import('#reveal/remove-named')).removeNamed,
      ),
  },
  {
    words: ['did'],
    register: async (program, context) => {
      const { registerDid } = await import('#dids/did-commands');
      const { SqlAgents } = await import('#people/sql-agents');
      registerDid(program, context, (database) => ({ list: () => new SqlAgents(database).read() }));
    },
  },
  {
    words: ['courier'],
    register: async (program, context) => {
      const { registerCourier } = await import('#couriers/courier-commands');
      const { unlockCourierCommand } = await import('#calls/unlock-command');
      registerCourier(program, context).addCommand(unlockCourierCommand(context));
    },
  },
  {
    words: ['connectors'],
    register: async (program, context) => {
      const { registerConnectors } = await import('#connectors/connector-commands');
      registerConnectors(program, context, await intakeOf());
    },
  },
  {
    words: ['mail'],
    register: async (program, context) => {
      const { registerMail } = await import('#mail/mail-commands');
      const { noGuard, OrderLooks } = await import('#orders/order-looks');
      const { SqlOrderList } = await import('#orders/sql-order-list');
      const { commandTrail } = await import('#audit/command-trail');
      const { systemClock } = await import('#kernel/system-clock');
      registerMail(
        program,
        context,
        (database) =>
          new OrderLooks(new SqlOrderList(database, systemClock.now), noGuard, commandTrail(database)),
      );
    },
  },
  {
    words: ['sms'],
    register: async (program, context) =>
      (await import('#mail/sms/sms-commands')).registerSms(program, context),
  },
  {
    words: ['reveal'],
    register: async (program, context) =>
      (await import('#reveal/reveal-commands')).registerReveal(program, context),
  },
  {
    words: ['order'],
    register: async (program, context) =>
      (await import('#orders/order-commands')).registerOrder(program, context),
  },
  {
    words: ['leaks'],
    register: async (program, context) => {
      const { registerLeaks } = await import('#leaks/leak-commands');
      registerLeaks(program, context, await intakeOf());
    },
  },
  {
    words: ['token'],
    register: async (program, context) =>
      (await import('#people/token-commands')).registerToken(program, context),
  },
  {
    words: ['webhooks'],
    register: async (program, context) =>
      (await import('#webhooks/webhook-commands')).registerWebhooks(program, context),
  },
  {
    words: ['audit'],
    register: async (program, context) =>
      (await import('#audit/audit-commands')).registerAudit(program, context),
  },
  {
    words: ['journal'],
    register: async (program, context) =>
      (await import('#calls/journal-command')).registerJournal(program, context),
  },
  {
    words: ['doctor'],
    register: async (program, context) =>
      (await import('#doctor/doctor-command')).registerDoctor(program, context),
  },
];

/** Loaded with those commands alone that write orders, or try to. */
async function intakeOf(): Promise<IntakeOf> {
  const { SqlOrderIntake } = await import('#orders/intake/sql-order-intake');
  const { systemClock } = await import('#kernel/system-clock');
  return (database, vault) => new SqlOrderIntake(database, vault, systemClock.now);
}

/**
 * Registers the commands that these words ask for; all of them where that is not clear, for the help and for mistyped ones.
 * @param words what follows the program's name
 */
export async function registerCommands(
  program: Command,
  context: CliContext,
  words: readonly string[],
  phoneStates?: PhoneStates,
): Promise<void> {
  const first = words.find((word) => !word.startsWith('-'));
  const asked = groups.filter((group) => first !== undefined && group.words.includes(first));
  for (const group of asked.length > 0 ? asked : groups) await group.register(program, context, phoneStates);
}
