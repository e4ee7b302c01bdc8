import type { GuessGuard } from '#calls/engine/guess-guard';
import type { Authorisation, OrderBook } from '#calls/engine/call-authority';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { within } from '#kernel/within';
import type { AuditLog } from '#audit/audit-log';
import type { PhoneEndpoints } from '#phone/model/endpoint-directory';
import { endpointOf } from '../endpoint';
import type { AgiRequest } from './agi-request';
import { parseOrderQuestion } from './agi-request';

export interface OrderScriptParts {
  orders: Pick<OrderBook, 'authorise'>;
  /** Asked before the order book: the dialplan must not get round a lock-out. */
  guard: Pick<GuessGuard, 'look'>;
  /** Written before the dialplan gets a name. */
  audit: AuditLog;
  /** Which endpoint is whose phone. */
  endpoints: Pick<PhoneEndpoints, 'extensionOf'>;
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

/** What the dialplan gets, in the order in which it is set. All three are always set, so none keeps an old value. */
export type OrderVariables = readonly (readonly [OrderVariable, string])[];
export type OrderVariable = 'STAR7_STATUS' | 'STAR7_CUSTOMER' | 'STAR7_MANAGER';

/**
 * Looks up an order for the dialplan. The dialplan gets whether the calling phone may call the order, the customer's
 * name and the manager's extension; never a number.
 * @throws AgiError `agi-unknown-script`
 */
export async function runOrderScript(
  request: AgiRequest,
  { orders, guard, audit, endpoints, clock, log }: OrderScriptParts,
  settings: OrderScriptSettings,
): Promise<OrderVariables> {
  const question = parseOrderQuestion(request.networkScript);
  const trusted = settings.trustExtensionArgument ? question.extension : null;
  const extension = trusted ?? endpoints.extensionOf(endpointOf(request.channel) ?? '');
  const ask = (of: string) => () => orders.authorise({ extension, orderNumber: of, slot: 'main' });

  try {
    const answer = seen(extension, ask(question.orderNumber), ask(noOrder), guard, audit);
    return await within(clock, settings.lookUpSeconds * 1000, answer, () => {
      throw new LookUpTimeout();
    });
  } catch (error) {
    log.error('an order could not be looked up for the dialplan; STAR7_STATUS says so', { error });
    return variables('unavailable');
  }
}

async function seen(
  extension: string,
  ask: () => Promise<Authorisation>,
  /** The same for an order number that does not exist: a locked-out extension may belong to no manager. */
  lookUpUnknownOrder: () => Promise<Authorisation>,
  guard: OrderScriptParts['guard'],
  audit: AuditLog,
): Promise<OrderVariables> {
  const look = await guard.look(extension, ask, ({ manager, order }) => manager !== null && order === null);
  const isLocked = !('answer' in look);
  const { manager, order } = isLocked ? { ...(await lookUpUnknownOrder()), order: null } : look.answer;
  const status = isLocked ? 'locked-out' : order === null ? 'refused' : 'open';
  await audit.append({
    // An extension that is no manager's came from the dialplan and may be anything, even a caller's number.
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
    super('The database did not respond in time. Is it overloaded or locked?');
  }
}
