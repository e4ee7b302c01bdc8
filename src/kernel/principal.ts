import type { Micros } from './micros';

/**
 * Identifies the employee that a call belongs to. An extension passes from one employee to the next, so it is
 * not enough by itself; but a live call, or a call whose look-up failed, has only an extension: it belongs to
 * the manager if it began at or after `since`.
 */
export interface ManagerIdentity {
  id: number;
  extension: string;
  /** When the extension was assigned to this manager. */
  since: Micros;
}

/** Roles of bearer tokens, and of accounts that sign in with a password. */
export const tokenRoles = ['manager', 'service', 'supervisor', 'shop'] as const;
export const accountRoles = ['manager', 'supervisor', 'administrator'] as const;
export type TokenRole = (typeof tokenRoles)[number];
export type AccountRole = (typeof accountRoles)[number];

/** The credential that a request was authenticated with. */
export type Credential =
  | { token: number }
  /** The token of the manager's own mail program. */
  | { program: number }
  /** No request, but a call in which the manager's phone takes part. */
  | { call: string }
  | {
      account: number;
      login: string;
      /** Whether the account may export the list of calls as a file. */
      mayExport: boolean;
      /** The person's. */
      name?: string;
      /** The extension of the own phone, of whoever is no manager; null without one. */
      phone?: string | null;
    };

/**
 * The authenticated caller of the API and their rights. `manager`: one employee, with their own orders and
 * calls. `service`: the shop's program, which may start calls for any manager. `supervisor`: sees and may
 * hang up every call, starts none. `administrator`: the rights of a supervisor, plus managers, accounts,
 * imports and settings. `shop`: a program of the shop that states orders and reads nothing.
 */
export type Principal =
  | { role: 'manager'; manager: ManagerIdentity; by: Credential }
  | { role: 'service' | 'supervisor' | 'administrator' | 'shop'; by: Credential };

/** A person at the prompt of the machine that Star7 runs on, who may do everything. */
export interface Operator {
  role: 'operator';
  /** The login there: `root`. */
  user: string;
}

/** Who has a use case do something: whom a credential let in, or the machine's operator. */
export type Actor = Principal | Operator;

/** The actor of an audit entry: `manager:101`, `token:7`, `account:ivanova`, `cli:root`. */
export function actorOf(actor: Actor): string {
  if (actor.role === 'operator') return `cli:${actor.user}`.slice(0, 100);
  if (actor.role === 'manager') return `manager:${actor.manager.extension}`;
  const { by } = actor;
  if ('token' in by) return `token:${String(by.token)}`;
  if ('program' in by) return `program:${String(by.program)}`;
  return 'call' in by ? `call:${by.call}` : `account:${by.login}`;
}

/** A unique name of the credential: `token:7`, `account:3`. */
export function credentialName({ by }: Principal): string {
  if ('token' in by) return `token:${String(by.token)}`;
  if ('program' in by) return `program:${String(by.program)}`;
  return 'call' in by ? `call:${by.call}` : `account:${String(by.account)}`;
}
