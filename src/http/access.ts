import { mayRestore } from '#kernel/roles';
import type { Principal } from '#kernel/principal';
import { Problem } from './problem';

// Doors of the API: routes behind them are refused before anything of their body is read. Who may do what: src/kernel/roles.ts.

/** @throws Problem `role-forbidden` for all but supervisors and administrators */
export function requireSupervisor({ role }: Principal): void {
  if (!mayRestore({ role })) throw new Problem('role-forbidden');
}

/** @throws Problem `role-forbidden` for the shop's programs: they may state orders, and read nothing */
export function refuseShop({ role }: Principal): void {
  if (role === 'shop') throw new Problem('role-forbidden');
}

/** @throws Problem `role-forbidden` for everybody but the shop's programs */
export function requireShop({ role }: Principal): void {
  if (role !== 'shop') throw new Problem('role-forbidden');
}

/** @throws Problem `role-forbidden` for everybody but administrators */
export function requireAdministrator(principal: Principal): void {
  if (principal.role !== 'administrator') throw new Problem('role-forbidden');
}
