import type { Command } from 'commander';
import { askMailDns } from './ask-mail-dns';
import { dkimKeyOf, writeDkimKey } from './dkim-key';
import { MailForgetting } from './mail-forgetting';
import { newToken } from './mail-intake';
import { mailSenderOf } from './mail-sender';
import { MailTest } from './mail-test';
import { secondsOf } from './seconds-option';
import { SqlMailTests } from './sql-mail-tests';
import { SqlMails } from './sql-mails';
import { mailAccountOf } from './provider/mail-account';
import type { MailAccount } from './provider/mail-account';
import { providerRecords } from './provider/model/provider-dns';
import { faultsOfDns, mailRecords, unansweredOf } from './model/mail-dns';
import type { DnsFault, DnsPart } from './model/mail-dns';
import { registerMailProgram } from './programs/mail-program-commands';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { actorOf, operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { commandTrail } from '#audit/command-trail';
import type { Config } from '#config/config';
import { loadConfig } from '#config/load-config';
import type { Database } from '#database/database';
import { RefusedError } from '#kernel/refused-error';
import { systemClock } from '#kernel/system-clock';
import type { OrderLooks } from '#orders/order-looks';

/** Looks orders up for the operator. */
export type LooksOf = (database: Database) => Pick<OrderLooks, 'findOrRefuse'>;

/** `mail dns`, `dkim-key`, `test`, `forget`, `program`. */
export function registerMail(program: Command, context: CliContext, looksOf: LooksOf): void {
  const mail = program
    .command('mail')
    .description('mails to customers: setting up and trying the way of a mail');
  registerMailProgram(mail, context);

  mail
    .command('dns')
    .option('--host <name>', 'of the machine with the mail server: mx.shop.example')
    .option('--check', 'ask what the domain name system says now')
    .description('the records of the mail domain, as a zone file has them')
    .action(async ({ host, check = false }: { host?: string; check?: boolean }) => {
      const { domain, dkim, account } = ownMail(context);
      const records =
        account === null
          ? mailRecords({ domain, mailHost: host ?? `mx.${domain}`, dkim })
          : providerRecords(domain, account.imap.host, account.address === null);
      const answers = check ? await askMailDns(domain, dkim?.selector ?? null) : null;
      const faults = answers === null ? [] : faultsOfDns(answers, dkim?.publicKey ?? null);
      const unanswered = check ? unansweredOf(answers, dkim !== null) : [];
      context.print({ records, ...(check && { faults, unanswered }) }, () =>
        [
          ...records.map(({ name, type, value }) => `${name}. 3600 IN ${type} ${value}`),
          ...(account === null ? [] : providerNotes(account)),
          ...(dkim === null && account === null
            ? ['; Star7 signs nothing: set STAR7_MAIL_DKIM_KEY_FILE, or have the mail server sign']
            : []),
          ...(check ? checkWords(faults, unanswered, answers !== null) : []),
        ].join('\n'),
      );
    });

  mail
    .command('dkim-key')
    .argument('<file>', 'that is written, mode 0600')
    .description('a new key that signs mails: set STAR7_MAIL_DKIM_KEY_FILE and STAR7_MAIL_DKIM_SELECTOR then')
    .action((file: string) => {
      try {
        writeDkimKey(file);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
        throw new CliError(
          exitCodes.badInput,
          code === 'EEXIST'
            ? 'The file is there already: a key is never overwritten.'
            : `The file cannot be written (${code}).`,
        );
      }
      context.print({ file }, () => 'Written. Publish it: star7 mail dns');
    });

  mail
    .command('test')
    .option('--seconds <number>', 'how long to wait', secondsOf, 60)
    .description('send a mail to an address of Star7 itself through the mail server, and say what came back')
    .action(async ({ seconds }: { seconds: number }) => {
      const { domain, dkim, config, account } = ownMail(context);
      const sender = mailSenderOf(config, domain, dkim);
      try {
        const result = await withDatabase(context, async (database) => {
          await commandTrail(database).before({
            ...{ actor: actorOf(context), action: 'mail.test', subject: null, detail: {} },
          });
          return new MailTest(new SqlMailTests(database), sender, systemClock).run(
            { token: newToken(), domain, fromName: config.STAR7_MAIL_FROM_NAME ?? '' },
            seconds,
          );
        });
        const { state, milliseconds, authentication, fault } = result;
        const words = {
          arrived: `It came back after ${String(milliseconds)} ms${authentication === '' ? '' : ` (${authentication})`}.`,
          lost: `The mail server took it, and in ${String(seconds)} s nothing came back: ${lostWords(account !== null)}`,
          refused: `The mail server did not take it: ${fault ?? 'other'}.`,
        };
        if (state !== 'arrived') throw new CliError(exitCodes.unreachable, words[state]);
        context.print(result, () => words.arrived);
      } finally {
        sender.close();
      }
    });

  mail
    .command('forget')
    .requiredOption('--order <number>', 'one of the orders of the customer who asks for it')
    .description('delete all mails of a customer, of all their orders; calls stay as they are')
    .action(async ({ order }: { order: string }) => {
      const deleted = await withDatabase(context, (database) => {
        const forgetting = new MailForgetting({
          store: new SqlMails(database, vaultOf(context), systemClock.now, 0),
          looks: looksOf(database),
          trail: commandTrail(database),
          feed: { publish: () => undefined },
          clock: systemClock,
        });
        return forgetting.forget(operatorOf(context), order).catch((error: unknown) => {
          if (!(error instanceof RefusedError) || error.slug !== 'order-refused') throw error;
          throw new CliError(exitCodes.notFound, 'No order has this number.');
        });
      });
      context.print({ orders: deleted }, () =>
        deleted.length === 0
          ? 'There was nothing to delete.'
          : `Deleted the mails of ${deleted.join(', ')}. Backups keep them until they age out.`,
      );
    });
}

/**
 * What a check says, as comments of a zone file: that all agrees only where all was answered.
 * @param wasAsked false for a name of examples and tests
 */
export function checkWords(
  faults: readonly DnsFault[],
  unanswered: readonly DnsPart[],
  wasAsked: boolean,
): string[] {
  if (!wasAsked) return ['; not asked: this domain is for examples and tests, and nobody publishes it'];
  const words = faults.map((fault) => `; ${fault}`);
  if (unanswered.length > 0) {
    words.push(`; no answer about ${unanswered.join(', ')}: nothing is known of these, ask once more`);
  }
  return words.length === 0 ? ['; the domain name system says so'] : words;
}

/** Where to look for a mail that did not come. */
function lostWords(isOfProvider: boolean): string {
  return isOfProvider
    ? 'see whether Star7 runs, whether mails to any name of the domain go to the account (catch-all), its spam folder, and star7 doctor.'
    : "see transport_maps, the port of LMTP, and the mail server's log.";
}

function providerNotes({ address }: MailAccount): string[] {
  return [
    "; MX and SPF are the provider's, and may have changed: its own pages go before this",
    address === null
      ? '; DKIM: turn it on at the provider for this domain, and publish the record that it shows'
      : `; mails are from ${address}: DKIM, SPF and DMARC are those of its domain`,
  ];
}

/** @throws CliError where the site has no mail; ConfigError */
function ownMail(context: CliContext) {
  const config: Config<'mail'> = loadConfig(context.environment, ['mail'], {
    STAR7_MAIL_DKIM_KEY_FILE: (settings) => dkimKeyOf(settings),
    STAR7_MAIL_IMAP_HOST: (settings) => mailAccountOf(settings),
  });
  const { STAR7_MAIL_DOMAIN: domain } = config;
  if (domain === undefined) {
    throw new CliError(exitCodes.usage, 'There is no mail: set STAR7_MAIL_DOMAIN and STAR7_MAIL_FROM_NAME.');
  }
  return { config, domain, dkim: dkimKeyOf(config), account: mailAccountOf(config) };
}
