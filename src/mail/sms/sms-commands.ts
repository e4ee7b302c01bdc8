import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { newToken } from '../mail-intake';
import { secondsOf } from '../seconds-option';
import { SqlMails } from '../sql-mails';
import { bindOnce } from '../smpp/bind-once';
import { smsAccountOf } from './sms-account';
import type { SmsAccount } from './sms-account';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { actorOf, vaultOf, withDatabase } from '#cli/with-store';
import type { Config } from '#config/config';
import { loadConfig } from '#config/load-config';
import type { Database } from '#database/database';
import { isOrderNumber } from '#kernel/order-number';
import { systemClock } from '#kernel/system-clock';

const words = {
  unreachable:
    'The provider cannot be reached: see STAR7_SMS_SMPP_HOST, STAR7_SMS_SMPP_PORT and the firewall.',
  certificate:
    'The certificate of the provider is not trusted: see STAR7_SMS_SMPP_CA_FILE, and whether the port speaks TLS.',
  'credentials-refused':
    'The provider refuses the account: see STAR7_SMS_SMPP_SYSTEM_ID and STAR7_SMS_SMPP_PASSWORD, and whether the provider knows the address of this machine.',
  'bind-refused':
    'The provider refuses the connection. Ask it whether the account may receive and send (bind_transceiver), and how many connections it may have.',
} as const;

/** `sms test`. */
export function registerSms(program: Command, context: CliContext): void {
  const sms = program.command('sms').description('SMS to customers: trying the connection to the provider');

  sms
    .command('test')
    .option(
      '--order <number>',
      'send an SMS to the customer of this order, through the running Star7',
      numberOf,
    )
    .option('--seconds <number>', 'how long to wait for its delivery', secondsOf, 60)
    .description('sign in at the provider as Star7 does, and say what it answers')
    .action(async ({ order, seconds }: { order?: string; seconds: number }) => {
      const account = ownSms(context);
      const result = await bindOnce(account.server, account.credentials, systemClock);
      if (result.fault !== null) throw new CliError(exitCodes.unreachable, words[result.fault]);
      if (order === undefined) {
        const { isBound, milliseconds } = result;
        context.print({ bound: isBound, milliseconds }, () =>
          isBound
            ? `The provider accepts the account, and answers after ${String(milliseconds)} ms.`
            : 'The provider has a connection of this account already, that of the running Star7: it accepts no second one.',
        );
        return;
      }
      const state = await withDatabase(context, (database) =>
        sendTo(order, { account, database, context, seconds }),
      );
      if (state !== 'delivered') {
        throw new CliError(
          exitCodes.unreachable,
          `In ${String(seconds)} s it was not delivered: ${state}. See the thread of the order.`,
        );
      }
      context.print({ state }, () => 'The telephone has it.');
    });
}

/** @returns how far it got */
async function sendTo(
  orderNumber: string,
  parts: { account: SmsAccount; database: Database; context: CliContext; seconds: number },
): Promise<string> {
  const { account, database, context, seconds } = parts;
  const store = new SqlMails(database, vaultOf(context), systemClock.now, 0);
  const now = systemClock.now();
  const exists = await database.query("SELECT 1 FROM orders WHERE order_number = ? AND status = 'open'", [
    orderNumber,
  ]);
  if (exists.length === 0) throw new CliError(exitCodes.notFound, 'No open order has this number.');
  const actor = actorOf(context);
  const subject = `order:${orderNumber}`;
  await commandTrail(database).before({ actor, action: 'sms.test', subject, detail: {} });
  const order = await store.orderOfNumber(orderNumber, newToken(), now);
  const { id } = (await store.write(order, {
    ...{ token: newToken(), at: now, kind: 'automatic', author: actor, subject: '', text: 'Star7' },
    ...{ hidden: 0, once: null, sms: { parts: 1, sender: account.sender } },
  })) as { id: number };
  let state = 'queued';
  while (systemClock.now() < now + seconds * 1_000_000) {
    state = (await store.find(orderNumber, id))?.state ?? 'deleted';
    if (state === 'delivered' || state === 'failed' || state === 'deleted') return state;
    await new Promise<void>((resolve) => void systemClock.after(250, resolve));
  }
  return state;
}

function numberOf(text: string): string {
  if (!isOrderNumber(text)) throw new InvalidArgumentError('Give the number of an order.');
  return text;
}

/** @throws CliError where the site has no SMS; ConfigError */
function ownSms(context: CliContext): SmsAccount {
  const config: Config<'sms'> = loadConfig(context.environment, ['sms'], {
    STAR7_SMS_SMPP_TLS: (settings) => smsAccountOf(settings),
  });
  const account = smsAccountOf(config);
  if (account === null) {
    throw new CliError(
      exitCodes.usage,
      'There is no SMS: set STAR7_SMS_SMPP_HOST and the account (docs/sms.md).',
    );
  }
  return account;
}
