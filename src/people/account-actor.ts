import type { Account } from './accounts';

/** The actor of an audit entry, for whoever is not through with signing in: as {@link actorOf} names them later. */
export function accountActor({ login, role }: Pick<Account, 'login' | 'role'>): string {
  return role === 'manager' ? `manager:${login}` : accountSubject({ login });
}

/** The subject of an audit entry about an account. */
export function accountSubject({ login }: Pick<Account, 'login'>): string {
  return `account:${login}`;
}
