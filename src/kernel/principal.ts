import type { Micros } from './micros';

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
  return 'token' in by ? `token:${String(by.token)}` : `account:${by.login}`;
}

/** Tells credentials from each other: `token:7`, `account:3`. */
export function credentialName({ by }: Principal): string {
  return 'token' in by ? `token:${String(by.token)}` : `account:${String(by.account)}`;
}
