import { Argument } from 'commander';
import type { Command } from 'commander';
import type { CallView } from '#calls/model/call-view';
import type { OrderView } from './order-view';
import { callJson } from '#calls/call-json';
import { orderJson } from './order-json';
import { SqlDoNotCall } from './sql-do-not-call';
import { SqlAuditLog } from '#audit/sql-audit-log';
import { SqlCallLog } from '#calls/sql-call-log';
import { SqlOrderList } from './sql-order-list';
import { systemClock } from '#kernel/system-clock';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { textTable, textTime } from '#cli/text-table';
import { actorOf, withDatabase } from '#cli/with-store';

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
        const order = await new SqlOrderList(database, systemClock.now).find(orderNumber);
        // What was asked for is not repeated: it may be a telephone number.
        await new SqlAuditLog(database, systemClock.now).append({
          actor: actorOf(context),
          action: 'order.view',
          subject: order ? `order:${order.orderNumber}` : null,
          detail: { outcome: order ? 'shown' : 'refused' },
        });
        const wishes = order && (await new SqlDoNotCall(database).of(order.orderNumber));
        if (!order || !wishes) throw unknownOrder();
        const calls = await new SqlCallLog(database).list({ orderNumber }, { limit: callsShown });
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
        const customers = new SqlDoNotCall(database);
        if ((await customers.of(orderNumber)) === null) throw unknownOrder();
        const doNotCall = state === 'on';
        // Written down first: nothing is changed that is not.
        await new SqlAuditLog(database, systemClock.now).append({
          actor: actorOf(context),
          action: 'customer.do-not-call',
          subject: `order:${orderNumber}`,
          detail: { doNotCall },
        });
        await customers.set(orderNumber, doNotCall);
        context.print({ orderNumber, doNotCall }, () =>
          doNotCall ? 'the customer will not be called again' : 'the customer may be called',
        );
      });
    });
}

function unknownOrder(): CliError {
  return new CliError(exitCodes.notFound, 'No order has this number.');
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
    `slots      ${order.slots.join(', ') || 'none'}`,
    `calls      ${order.doNotCall ? 'not to be called' : `in the time zone ${order.timeZone ?? 'set as default'}`}`,
    '',
    textTable(
      ['asked for', 'by', 'slot', 'outcome', 'talked', 'ended by'],
      order.calls.map((call) => [
        textTime(call.requestedAt),
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
