import type { CallId, Ender, Micros } from '../core/call-record';
import type { Disposition } from '../core/disposition';
import type { QueuePart } from '../core/outcome';
import type { CallView } from './call-view';

/** A slice of a list, newest or lowest first; `next` goes into the next request, null at the end (keyset paging). */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

export interface PageRequest {
  limit: number;
  /** `next` of the page before; absent for the first. */
  after?: string;
}

/**
 * One employee, as calls belong to one. An extension is handed on, so it alone is not enough; and a call that is up, or
 * whose look-up failed, is known by its extension alone: it is the manager's if it began in their time.
 */
export interface ManagerIdentity {
  id: number;
  extension: string;
  /** When the extension became theirs. */
  since: Micros;
}

/** Whether a call is this manager's, rather than of whoever had the extension before. */
export function isCallOf(
  { id, extension, since }: ManagerIdentity,
  call: Pick<CallView, 'managerId' | 'managerExtension' | 'requestedAt'>,
): boolean {
  if (call.managerExtension !== extension) return false;
  return call.managerId === null ? call.requestedAt >= since : call.managerId === id;
}

export interface CallFilter {
  /** One manager's own list. */
  manager?: ManagerIdentity;
  /** Calls of an extension, whosever it was. */
  managerExtension?: string;
  /** For a manager's own list a refused order matches nothing: the list is no oracle. */
  orderNumber?: string;
  disposition?: Disposition;
  hungUpBy?: Ender;
  from?: Micros;
  to?: Micros;
}

/** The records of calls, finished or not. */
export interface CallLog {
  find(id: CallId): Promise<CallView | null>;
  /** Newest first. */
  list(filter: CallFilter, page: PageRequest): Promise<Page<CallView>>;
}

export const orderStatuses = ['open', 'closed', 'cancelled'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** An order as its manager may see it. No number, no address; only which slots are filled. */
export interface OrderView {
  orderNumber: string;
  customerName: string;
  managerExtension: string;
  status: OrderStatus;
  /** Decimal text, so that no cent is lost; null where the shop gave none. */
  amount: string | null;
  /** ISO 4217. */
  currency: string | null;
  placedAt: Micros | null;
  slots: string[];
  /** Where it stands in its manager's queue. */
  queue: QueuePart;
  /** When it is to be called; of one that is done, since when. */
  dueAt: Micros;
  /** Slug of what its last call came to; null before the first. */
  lastOutcome: string | null;
  lastOutcomeAt: Micros | null;
  /** The customer is not to be called. */
  doNotCall: boolean;
}

export interface OrderFilter {
  managerExtension?: string;
  status?: OrderStatus;
}

export interface OrderList {
  /** By order number, ascending. */
  list(filter: OrderFilter, page: PageRequest): Promise<Page<OrderView>>;
  /** @param managerExtension finds this manager's alone; somebody else's is then like an unknown one, in time too */
  find(orderNumber: string, managerExtension?: string): Promise<OrderView | null>;
}

/** Roles of bearer tokens, and of those who sign in with a password. */
export const tokenRoles = ['manager', 'service', 'supervisor'] as const;
export const accountRoles = ['manager', 'supervisor', 'administrator'] as const;
export type TokenRole = (typeof tokenRoles)[number];
export type AccountRole = (typeof accountRoles)[number];

/** By what somebody was let in. */
export type Credential =
  | { token: number }
  | {
      account: number;
      login: string;
      /** Whether they may take the list of calls away as a file. */
      mayExport: boolean;
    };

/**
 * Whoever asks, and what they may do. `manager`: one employee, their own orders and calls. `service`: the shop's program,
 * which may start calls for any manager. `supervisor`: sees and hangs up every call, starts none. `administrator`: what a
 * supervisor may, and managers, accounts, imports and settings.
 */
export type Principal =
  | { role: 'manager'; manager: ManagerIdentity; by: Credential }
  | { role: 'service' | 'supervisor' | 'administrator'; by: Credential };

export interface TokenBook {
  /** @returns null for an unknown, revoked or expired token, or one of a disabled manager: nobody can tell which */
  authenticate(token: string): Promise<Principal | null>;
}

/** What people and programs did. Append-only; holds no number. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
}

export interface AuditEntry {
  /** `manager:101`, `token:7`, `cli:root`, `system`. */
  actor: string;
  /** A verb with its object: `call.start`, `order.view`, `manager.disable`, `keys.rotate`. */
  action: string;
  /** `order:1001`, `call:<id>`, `manager:101`; null where the action has no object. */
  subject: string | null;
  detail?: Record<string, string | number | boolean | null>;
}
