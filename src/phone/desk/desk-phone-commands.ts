import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { makes } from '../model/desk/desk-phone';
import type { Make } from '../model/desk/desk-phone';
import { DeskPhoneDesk } from './desk-phone-desk';
import { deskPhoneSite } from './desk-phone-settings';
import { SqlDeskPhoneStore } from './sql-desk-phone-store';
import { commandTrail } from '#audit/command-trail';
import { CliError } from '#cli/cli-error';
import type { CliContext } from '#cli/cli-context';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { loadConfig } from '#config/load-config';
import type { Database } from '#database/database';
import { isoTime } from '#kernel/iso-time';
import { RefusedError } from '#kernel/refused-error';
import { systemClock } from '#kernel/system-clock';
import { isExtension } from '#people/model/manager';
import { DeskPhoneVault } from '#vault/desk-phone-vault';

/** `phone link`, `phone list`, `phone withdraw`. @returns the command, for more below it */
export function registerPhone(program: Command, context: CliContext): Command {
  const phone = program
    .command('phone')
    .description('desk phones outside that Star7 sets up, and endpoints for pages');

  phone
    .command('link')
    .argument('<extension>', "the manager's", extensionArgument)
    .addOption(new Option('--make <make>', 'who made the phone').choices(makes).makeOptionMandatory())
    .requiredOption('--mac <address>', 'MAC address, as on the phone')
    .description('make a link by which a phone gets its settings, once; it is shown only here')
    .action(async (extension: string, { make, mac }: { make: Make; mac: string }) => {
      const site = deskPhoneSite(loadConfig(context.environment, ['deskPhones']));
      if (site !== null && site.linkUrl === null)
        throw new CliError(
          exitCodes.usage,
          'Set STAR7_DESK_PHONE_LINK_URL to the https address at which phones reach Star7, or make the link in the page.',
        );
      await withDatabase(context, async (database) => {
        const { url, expiresAt } = await explained(
          deskOf(context, database).link(operatorOf(context), { extension, make, mac }),
        );
        context.print(
          { extension, make, url, expiresAt: isoTime(expiresAt) },
          () => `${url ?? ''}\ngood for one phone, once, until ${isoTime(expiresAt)}`,
        );
      });
    });

  phone
    .command('list')
    .description('list the phones, and the links that wait for theirs')
    .action(async () => {
      await withDatabase(context, async (database) => {
        const phones = await deskOf(context, database).list();
        context.print(
          phones.map((entry) => ({
            ...entry,
            createdAt: isoTime(entry.createdAt),
            linkExpiresAt: isoTextOrNull(entry.linkExpiresAt),
            fetchedAt: isoTextOrNull(entry.fetchedAt),
          })),
          () =>
            textTable(
              ['extension', 'make', 'MAC', 'set up', 'link until'],
              phones.map((entry) => [
                entry.extension,
                entry.make,
                entry.mac,
                textTime(entry.fetchedAt),
                textTime(entry.linkExpiresAt),
              ]),
              'no phones; make a link with: star7 phone link 101 --make yealink --mac 80:5e:c0:12:34:56',
            ),
        );
      });
    });

  phone
    .command('withdraw')
    .argument('<extension>', "the manager's", extensionArgument)
    .description('take the phone, and a link to one, from a manager')
    .action(async (extension: string) => {
      await withDatabase(context, async (database) => {
        const withdrawn = await explained(deskOf(context, database).withdraw(operatorOf(context), extension));
        context.print({ extension, withdrawn }, () =>
          withdrawn ? `withdrew the desk phone of manager ${extension}` : `manager ${extension} has none`,
        );
      });
    });

  return phone;
}

function deskOf(context: CliContext, database: Database): DeskPhoneDesk {
  const config = loadConfig(context.environment, ['deskPhones', 'journal']);
  return new DeskPhoneDesk({
    store: new SqlDeskPhoneStore(
      database,
      new DeskPhoneVault(vaultOf(context).keys),
      config.STAR7_NODE,
      systemClock.now,
    ),
    site: deskPhoneSite(config),
    trail: commandTrail(database),
    clock: systemClock,
    // A running Star7 sees it within a second.
    changed: () => undefined,
  });
}

/** @throws CliError in words */
async function explained<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.slug === 'manager-unknown')
      throw new CliError(
        exitCodes.notFound,
        'No active manager has this extension. See: star7 manager list.',
      );
    if (error.slug === 'desk-phones-off')
      throw new CliError(
        exitCodes.usage,
        'Set STAR7_DESK_PHONE_SERVER to the name and port at which phones reach Asterisk by TLS.',
      );
    const [fault] = error.faults;
    if (fault === undefined) throw error;
    throw new CliError(exitCodes.usage, `--${fault.field} ${fault.detail}.`);
  }
}

function extensionArgument(text: string): string {
  if (!isExtension(text)) throw new InvalidArgumentError('Give the extension of a manager: 101.');
  return text;
}
