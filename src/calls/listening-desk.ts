import type { CallControl, ListenResult } from './engine/call-control';
import type { Listener, ListeningMode } from './model/listening-facts';
import type { CallView } from './model/call-view';
import { listenEntryOf } from './listening-audit';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import type { ListeningPolicy } from '#settings/model/setting-rules';

export interface ListeningDeskParts {
  control: Pick<CallControl, 'live' | 'listen' | 'endListening' | 'listeningTo'>;
  /** Whether supervisors may listen. */
  policy: () => Promise<ListeningPolicy>;
  trail: Pick<AuditTrail, 'before' | 'beforeRepeated'>;
}

type Refusal = 'listening-off' | 'no-own-phone' | Exclude<ListenResult, 'started' | 'changed'>;

function isAmong(listeners: readonly Listener[], principal: Principal): boolean {
  return listeners.some(({ actor }) => actor === actorOf(principal));
}

/**
 * Supervisors take part in conversations: they listen, whisper to the manager, or join. Written to the audit log before the
 * supervisor's phone rings, and each refusal before it is said; changes and the end once they are done.
 */
export class ListeningDesk {
  constructor(private readonly parts: ListeningDeskParts) {}

  /**
   * Rings the supervisor's phone and has them take part; whoever takes part already does so in another way from now on.
   * @throws RefusedError `role-forbidden`, `call-not-found`, `listening-off`, `no-own-phone`, `not-talking`, `own-call`,
   * `call-listened`, `phone-busy`, `phone-unreachable`, `unavailable`
   */
  async listen(principal: Principal, id: string, mode: ListeningMode): Promise<void> {
    const { control, trail } = this.parts;
    const call = this.#findOrRefuse(principal, id);
    const policy = await this.#policy();
    const announced = policy === 'announced';
    const phone = 'account' in principal.by ? (principal.by.phone ?? null) : null;
    const refuse = async (refusal: Refusal): Promise<never> => {
      await trail.beforeRepeated(listenEntryOf(principal, call, { mode, announced, refusal }));
      throw new RefusedError(refusal);
    };
    if (policy === 'off') return refuse('listening-off');
    if (phone === null || !('account' in principal.by)) return refuse('no-own-phone');
    const { name, login } = principal.by;
    // Whoever takes part already only changes how, which is written once it is done.
    if (
      !control.listeningTo().some(({ callId, listeners }) => callId === id && isAmong(listeners, principal))
    )
      await trail.before(listenEntryOf(principal, call, { mode, announced, refusal: null }));
    const result = control.listen({
      ...{ callId: id, actor: actorOf(principal), name: name ?? login, extension: phone, mode, announced },
    });
    if (result !== 'started' && result !== 'changed') await refuse(result);
  }

  /** @throws RefusedError `role-forbidden`, `call-not-found`, `not-listening` */
  leave(principal: Principal, id: string): void {
    const call = this.#findOrRefuse(principal, id);
    if (!this.parts.control.endListening(call.id, actorOf(principal)))
      throw new RefusedError('not-listening');
  }

  #findOrRefuse({ role }: Principal, id: string): CallView {
    if (role !== 'supervisor' && role !== 'administrator') throw new RefusedError('role-forbidden');
    const call = this.parts.control.live(id);
    if (call === null) throw new RefusedError('call-not-found');
    return call;
  }

  async #policy(): Promise<ListeningPolicy> {
    try {
      return await this.parts.policy();
    } catch (cause) {
      throw new RefusedError('unavailable', { cause });
    }
  }
}
