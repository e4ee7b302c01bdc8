import type { AuditTrail } from '#audit/audit-trail';
import { guardedMobile } from './engine/dial-in-gate';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';

interface Forgiving<Whose> {
  forgive(whose: Whose): Promise<void>;
}

/**
 * Lifts the lock-out that follows too many wrong order numbers; a running Star7 goes by it at the manager's next attempt.
 * Audited first: the lock-out is what stands against guessing.
 * @param extension null for every lock-out, also that of all managers together
 * @throws RefusedError `unavailable`
 */
export async function liftLockOut(
  actor: Actor,
  extension: string | null,
  {
    stores,
    trail,
  }: { stores: Record<'desk' | 'mobile', Forgiving<string | null>>; trail: Pick<AuditTrail, 'before'> },
): Promise<void> {
  await trail.before({
    actor: actorOf(actor),
    action: 'manager.unlock',
    subject: extension === null ? null : `manager:${extension}`,
  });
  await stores.desk.forgive(extension);
  await stores.mobile.forgive(extension === null ? null : guardedMobile(extension));
}

/** The same for couriers, all at once: their lock-outs are short, and few. */
export async function liftCourierLockOut(
  actor: Actor,
  { store, trail }: { store: Forgiving<null>; trail: Pick<AuditTrail, 'before'> },
): Promise<void> {
  await trail.before({ actor: actorOf(actor), action: 'courier.unlock', subject: null });
  await store.forgive(null);
}
