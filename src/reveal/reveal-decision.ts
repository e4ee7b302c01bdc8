import { revealState } from './model/reveal-request';
import type { RevealRequest, RevealStore } from './reveal-store';
import type { AuditEntry } from '#audit/audit-log';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { Alerts } from '#log/alerts';

export interface DecisionParts {
  store: Pick<RevealStore, 'find' | 'decide'>;
  trail: Pick<AuditTrail, 'before'>;
  alerts: Alerts;
  clock: Pick<Clock, 'now'>;
}

/**
 * Decides about a request, by whoever may. What was approved can be refused as long as nobody has looked.
 * @throws RefusedError `reveal-decided`, `unavailable`
 */
export async function decided(
  { store, trail, alerts, clock }: DecisionParts,
  actor: Actor,
  request: RevealRequest,
  approved: boolean,
): Promise<RevealRequest> {
  const now = clock.now();
  const state = revealState(request, now);
  if (state !== 'asked' && (approved || state !== 'approved')) throw new RefusedError('reveal-decided');
  await trail.before(revealRow(actor, approved ? 'reveal.approve' : 'reveal.refuse', request));
  if (!(await store.decide(request.id, approved, actorOf(actor), now))) {
    throw new RefusedError('reveal-decided');
  }
  if (approved) alerts.raise({ event: 'reveal-approved', actor: actorOf(actor) });
  return found(store, request.id);
}

/** @throws RefusedError `reveal-unknown` */
export async function found(store: Pick<RevealStore, 'find'>, id: number): Promise<RevealRequest> {
  const request = await store.find(id);
  if (request === null) throw new RefusedError('reveal-unknown');
  return request;
}

/** A row of the audit log about a request: what it is about, never what it would show. */
export function revealRow(
  actor: Actor,
  action: string,
  { id, orderNumber, what, mailId }: RevealRequest,
  more: Readonly<Record<string, string>> = {},
): AuditEntry {
  return {
    ...{ actor: actorOf(actor), action, subject: `order:${orderNumber}` },
    detail: { reveal: id, what, ...(mailId !== null && { mail: mailId }), ...more },
  };
}
