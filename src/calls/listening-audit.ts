import type { ListeningNote } from './engine/listenings';
import type { AuditEntry } from '#audit/audit-log';
import type { Actor } from '#kernel/principal';
import { actorOf } from '#kernel/principal';

/** A supervisor who takes part in a call changes how, or ends it: whose call, and for how long. */
export function auditEntryOf({ what, call, listener, at, interrupted }: ListeningNote): AuditEntry {
  const { actor, mode, announced, answeredAt } = listener;
  const seconds = answeredAt === null ? 0 : Math.max(0, Math.round((at - answeredAt) / 1_000_000));
  return {
    actor,
    action: what === 'mode' ? 'call.listen-mode' : 'call.listen-end',
    subject: `call:${call.id}`,
    detail: {
      ...{ manager: call.extension, mode, announced },
      ...(what === 'end' && { seconds }),
      ...(interrupted && { interrupted }),
    },
  };
}

/** A supervisor asks to take part. @param refusal why not; null: is let in */
export function listenEntryOf(
  actor: Actor,
  call: { id: string; managerExtension: string },
  detail: { mode: string; announced: boolean; refusal: string | null },
): AuditEntry {
  const { mode, announced, refusal } = detail;
  return {
    actor: actorOf(actor),
    action: refusal === null ? 'call.listen' : 'call.listen-refused',
    subject: `call:${call.id}`,
    detail: { manager: call.managerExtension, mode, announced, ...(refusal !== null && { refusal }) },
  };
}
