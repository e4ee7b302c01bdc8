import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Authorisation, OrderBook } from '#calls/engine/call-authority';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { AuditLog } from '#audit/audit-log';
import { endpointOf } from '../endpoint';
import { isOrderNumber } from '#kernel/order-number';
import type { AgiRequest } from './agi-request';
import { parseOrderQuestion } from './agi-request';

export interface OrderScriptParts {
  orders: Pick<OrderBook, 'authorise'>;
  /** Consulted before the order book, so that the dialplan cannot bypass a lock-out. */
  guard: Pick<GuessGuard, 'look'>;
  /** Written before a name is returned to the dialplan. */
  audit: AuditLog;
  clock: Clock;
  log: Log;
}

export interface OrderScriptSettings {
  /** Trust `&extension=` in the URL. */
  trustExtensionArgument: boolean;
  /** How long the database may take. */
  lookUpSeconds: number;
}

/** No order has this number. */
const noOrder = '';

/**
 * The variables for the dialplan, in the order in which they are set. All three are always set, so that no
 * old value remains.
 */
export type OrderVariables = readonly (readonly [OrderVariable, string])[];
export type OrderVariable = 'STAR7_STATUS' | 'STAR7_CUSTOMER' | 'STAR7_MANAGER';

/**
 * Looks up an order for the dialplan. The dialplan learns whether the requesting phone may call the order,
 * the customer's name and the manager's extension, and never a phone number.
 * @throws AgiError `agi-unknown-script`
 */
export async function runOrderScript(
  request: AgiRequest,
  { orders, guard, audit, clock, log }: OrderScriptParts,
  settings: OrderScriptSettings,
): Promise<OrderVariables> {
  const question = parseOrderQuestion(request.networkScript);
  const trusted = settings.trustExtensionArgument ? question.extension : null;
  const extension = trusted ?? endpointOf(request.channel) ?? '';
  // Text that cannot be an order number is looked up too, as a number that no order has, so that both take
  // equally long.
  const orderNumber = isOrderNumber(question.orderNumber) ? question.orderNumber : noOrder;
  const ask = (of: string) => () => orders.authorise({ extension, orderNumber: of, slot: 'main' });

  try {
    return await withDeadline(
      seen(extension, ask(orderNumber), ask(noOrder), guard, audit),
      settings.lookUpSeconds * 1000,
      clock,
    );
  } catch (error) {
    log.error('an order could not be looked up for the dialplan, which was told so', { error });
    return variables('unavailable');
  }
}

async function seen(
  extension: string,
  ask: () => Promise<Authorisation>,
  /** The same look-up for an order that does not exist: the locked-out extension may not be a manager's. */
  lookUpUnknownOrder: () => Promise<Authorisation>,
  guard: OrderScriptParts['guard'],
  audit: AuditLog,
): Promise<OrderVariables> {
  const look = await guard.look(extension, ask, ({ manager, order }) => manager !== null && order === null);
  const isLocked = !('answer' in look);
  const { manager, order } = isLocked ? { ...(await lookUpUnknownOrder()), order: null } : look.answer;
  const status = isLocked ? 'locked-out' : order === null ? 'refused' : 'open';
  await audit.append({
    // Without a manager, the extension is any text from the dialplan, possibly a caller's number.
    actor: manager === null ? 'agi' : `manager:${manager.extension}`,
    action: 'order.view',
    subject: order === null ? null : `order:${order.orderNumber}`,
    detail: { outcome: status === 'open' ? 'shown' : status, by: 'agi' },
  });
  if (manager === null || order === null) return variables(status);
  return variables(status, order.customerName, manager.extension);
}

function variables(
  status: 'open' | 'refused' | 'locked-out' | 'unavailable',
  customer = '',
  manager = '',
): OrderVariables {
  return [
    ['STAR7_STATUS', status],
    ['STAR7_CUSTOMER', customer],
    ['STAR7_MANAGER', manager],
  ];
}

/** The database did not answer in time. */
export class LookUpTimeout extends Error {
  override readonly name = 'LookUpTimeout';
  readonly slug = 'look-up-timed-out';

  constructor() {
    super('The database did not answer in time. Is it overloaded, or locked?');
  }
}

async function withDeadline<Value>(
  asked: Promise<Value>,
  milliseconds: number,
  clock: Clock,
): Promise<Value> {
  return await new Promise<Value>((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => reject(new LookUpTimeout()));
    asked.then(resolve, reject).finally(cancel);
  });
}
