import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** @throws RefusedError `role-forbidden` for all but managers */
export function ownExtension(principal: Principal): string {
  if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
  return principal.manager.extension;
}
