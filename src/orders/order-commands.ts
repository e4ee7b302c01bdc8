import { Argument } from 'commander';
import type { Command } from 'commander';
import type { CallView } from '#calls/model/call-view';
import type { OrderView } from './order-view';
import { callJson } from '#calls/call-json';
import { orderJson } from './order-json';
import { ConsentDesk } from './call-consents';
import type { ConsentOnRecord } from './call-consents';
import { setDoNotCall } from './do-not-call';
import { viewOrder } from './order-desk';
import { noGuard, OrderLooks } from './order-looks';
import { SqlCallConsents } from './sql-call-consents';
import { SqlDoNotCall } from './sql-do-not-call';
import { SqlOrderList } from './sql-order-list';
import { commandTrail } from '#audit/command-trail';
import { storedCalls } from '#calls/stored-calls';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { textTable, textTime } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';
import { RefusedError } from '#kernel/refused-error';

/** Of an order, newest first. */
const callsShown = 20;

/** `order`. Nothing here reads a contact point: which slots are filled is all that it can say. */
export function registerOrder(program: Command, context: CliContext): void {
  const commands = program.command('order').description('orders');

  commands
    .command('show')
    .argument('<order>', 'order number')
    .description('show an order, its filled slots and its calls; never a number')
    .action(async (orderNumber: string) => {
      await withDatabase(context, async (database) => {
        const trail = commandTrail(database);
        const looks = new OrderLooks(new SqlOrderList(database, systemClock.now), noGuard, trail);
        const order = await viewOrder({ looks, trail }, operatorOf(context), orderNumber).catch(orUnknown);
        const wishes = await new SqlDoNotCall(database).of(order.orderNumber);
        if (wishes === null) throw unknownOrder();
        const calls = await storedCalls(database).list({ orderNumber }, { limit: callsShown });
        // As the REST interface writes them.
        context.print({ ...orderJson(order), ...wishes, calls: calls.rows.map(callJson) }, () =>
          orderText({ ...order, ...wishes, calls: calls.rows }),
        );
      });
    });

  commands
    .command('do-not-call')
    .argument('<order>', 'order number')
    .addArgument(new Argument('<state>').choices(['on', 'off']))
    .description('forbid or allow calls to the customer of this order, for all their orders')
    .action(async (orderNumber: string, state: 'on' | 'off') => {
      await withDatabase(context, async (database) => {
        const doNotCall = state === 'on';
        await setDoNotCall(operatorOf(context), orderNumber, doNotCall, {
          wishes: new SqlDoNotCall(database),
          trail: commandTrail(database),
        }).catch(orUnknown);
        context.print({ orderNumber, doNotCall }, () =>
          doNotCall ? 'the customer will not be called again' : 'the customer may be called',
        );
      });
    });

  commands
    .command('automatic-calls')
    .argument('<order>', 'order number')
    .option('--agreed <day>', 'on which the customer agreed to automatic calls: 2026-03-01')
    .option('--source <text>', 'by what: "tick box of the order form"')
    .option('--withdraw', 'the customer does not want them any more')
    .description("whether an order's customer has agreed to automatic calls; without options only shows it")
    .action(async (orderNumber: string, options: { agreed?: string; source?: string; withdraw?: true }) => {
      const { agreed, source, withdraw = false } = options;
      if ((agreed === undefined) !== (source === undefined) || (withdraw && agreed !== undefined)) {
        throw new CliError(exitCodes.usage, 'Give --agreed and --source together, or --withdraw alone.');
      }
      await withDatabase(context, async (database) => {
        const desk = new ConsentDesk({
          consents: new SqlCallConsents(database, systemClock.now),
          ...{ trail: commandTrail(database), clock: systemClock },
        });
        const stated = agreed !== undefined && source !== undefined ? { agreedOn: agreed, source } : null;
        const consent = await (
          stated !== null || withdraw
            ? desk.state(operatorOf(context), orderNumber, stated)
            : desk.of(orderNumber)
        ).catch(orUnknown);
        context.print({ orderNumber, consent }, () => consentText(consent));
      });
    });
}

function consentText(consent: ConsentOnRecord | null): string {
  if (consent === null) return 'no consent to automatic calls is on record';
  const { agreedOn, source, withdrawnAt } = consent;
  const agreed = `agreed to automatic calls on ${agreedOn}, by ${source}`;
  return withdrawnAt === null ? agreed : `${agreed}; withdrawn on ${textTime(withdrawnAt)}`;
}

function orUnknown(error: unknown): never {
  throw error instanceof RefusedError && error.slug === 'order-refused' ? unknownOrder() : error;
}

/** What was asked for is not repeated: it may be a telephone number. */
function unknownOrder(): CliError {
  return new CliError(exitCodes.notFound, 'No order has this number.');
}

function missedText({ missed }: OrderView): string {
  if (missed === null) return 'no call';
  const { calls, since, disposition } = missed;
  return `${String(calls)} ${calls === 1 ? 'call' : 'calls'} since ${textTime(since)}, ${disposition}`;
}

function orderText(
  order: OrderView & { doNotCall: boolean; timeZone: string | null; calls: readonly CallView[] },
): string {
  const amount = order.amount === null ? '-' : `${order.amount} ${order.currency ?? ''}`.trimEnd();
  return [
    `order      ${order.orderNumber}`,
    `customer   ${order.customerName}`,
    `manager    ${order.managerExtension}`,
    `status     ${order.status}`,
    `amount     ${amount}`,
    `placed     ${textTime(order.placedAt)}`,
    `missed     ${missedText(order)}`,
    `slots      ${order.slots.join(', ') || 'none'}`,
    `calls      ${order.doNotCall ? 'not to be called' : `in the time zone ${order.timeZone ?? 'set as default'}`}`,
    '',
    textTable(
      ['asked for', 'from', 'by', 'slot', 'outcome', 'talked', 'ended by'],
      order.calls.map((call) => [
        textTime(call.requestedAt),
        call.direction === 'inbound' ? 'customer' : 'shop',
        call.managerExtension,
        call.slot,
        call.refusal ?? call.disposition ?? 'under way',
        `${call.talkSeconds} s`,
        call.hungUpBy ?? '-',
      ]),
      'no calls',
    ),
  ].join('\n');
}
