import type { Principal } from '#kernel/principal';

export interface TokenBook {
  /** @returns null for an unknown, revoked or expired token, or one of a disabled manager: nobody can tell which */
  authenticate(token: string): Promise<Principal | null>;
}
