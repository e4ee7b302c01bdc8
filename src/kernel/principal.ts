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

/** The actor of an audit entry: `manager:101`, `token:7`, `account:ivanova`. */
export function actorOf(principal: Principal): string {
  if (principal.role === 'manager') return `manager:${principal.manager.extension}`;
  const { by } = principal;
  return 'token' in by ? `token:${String(by.token)}` : `account:${by.login}`;
}

/** Tells credentials from each other: `token:7`, `account:3`. */
export function credentialName({ by }: Principal): string {
  return 'token' in by ? `token:${String(by.token)}` : `account:${String(by.account)}`;
}
