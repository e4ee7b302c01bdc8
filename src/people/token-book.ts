import type { Micros } from '#kernel/micros';
import type { Principal, TokenRole } from '#kernel/principal';

export interface TokenBook {
  /** @returns null for an unknown, revoked or expired token, or one of a disabled manager: nobody can tell which */
  authenticate(token: string): Promise<Principal | null>;
}

export type NewToken =
  | { role: 'manager'; extension: string; label: string; expiresAt?: Micros | null }
  | { role: Exclude<TokenRole, 'manager'>; label: string; expiresAt?: Micros | null };

/** A token as the list shows it; the token itself is nowhere. */
export interface TokenEntry {
  id: number;
  role: TokenRole;
  /** Null for a role that is bound to no manager. */
  extension: string | null;
  label: string;
  createdAt: Micros;
  /** To the minute. */
  lastUsedAt: Micros | null;
  expiresAt: Micros | null;
  revokedAt: Micros | null;
}

/** Tokens, as administrators keep them. */
export interface TokenKeeper {
  /** @returns the token, which is shown only here @throws slug `manager-unknown` */
  create(token: NewToken): Promise<{ id: number; token: string }>;
  /** Oldest first, revoked and expired ones too. */
  list(): Promise<TokenEntry[]>;
  /** Revoking twice is no fault. @throws slug `token-unknown` */
  revoke(id: number): Promise<void>;
}
