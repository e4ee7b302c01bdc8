import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** Mails are read and written by people. @throws RefusedError `role-forbidden` for programs */
export function refusePrograms({ role }: Principal): void {
  if (role === 'service' || role === 'shop') throw new RefusedError('role-forbidden');
}
