import type { Command } from 'commander';
import type { CallView } from '../../calls/call-view';
import type { OrderView } from '../../calls/queries';
import { callJson } from '../../http/call-json';
import { orderJson } from '../../http/order-json';
import { SqlCallLog } from '../../store/sql-call-log';
import { SqlOrderList } from '../../store/sql-order-list';
import type { CliContext } from '../cli-context';
import { CliError } from '../cli-error';
import { exitCodes } from '../exit-codes';
import { textTable, textTime } from './text-table';
import { withDatabase } from './with-store';

/** Of an order, newest first. */
const callsShown = 20;

/** `order show`. Nothing here reads a contact point: which slots are filled is all that it can say. */
export function registerOrder(program: Command, context: CliContext): void {
  program
    .command('order')
    .description('orders')
    .command('show')
    .argument('<order>', 'order number')
    .description('show an order, which of its slots are filled, and its calls; never a number')
    .action(async (orderNumber: string) => {
      await withDatabase(context, async (database) => {
        const order = await new SqlOrderList(database).find(orderNumber);
        // What was asked for is not repeated: it may be a telephone number.
        if (!order) throw new CliError(exitCodes.notFound, 'There is no order of that number.');
        const calls = await new SqlCallLog(database).list({ orderNumber }, { limit: callsShown });
        // As the REST interface writes them.
        context.print({ ...orderJson(order), calls: calls.rows.map(callJson) }, () =>
          orderText({ ...order, calls: calls.rows }),
        );
      });
    });
}

function orderText(order: OrderView & { calls: readonly CallView[] }): string {
  const amount = order.amount === null ? '-' : `${order.amount} ${order.currency ?? ''}`.trimEnd();
  return [
    `order      ${order.orderNumber}`,
    `customer   ${order.customerName}`,
    `manager    ${order.managerExtension}`,
    `status     ${order.status}`,
    `amount     ${amount}`,
    `placed     ${textTime(order.placedAt)}`,
    `slots      ${order.slots.join(', ') || 'none'}`,
    '',
    textTable(
      ['asked for', 'by', 'slot', 'outcome', 'talked', 'ended by'],
      order.calls.map((call) => [
        textTime(call.requestedAt),
        call.managerExtension,
        call.slot,
        call.disposition ?? 'under way',
        `${call.talkSeconds} s`,
        call.hungUpBy ?? '-',
      ]),
      'no calls',
    ),
  ].join('\n');
}
