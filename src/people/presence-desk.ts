import type { LiveAgents, Presence } from './agents';
import type { ManagerRoster } from './manager-roster';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

export interface PresenceDeskParts {
  managers: Pick<ManagerRoster, 'find' | 'setAway'>;
  agents: Pick<LiveAgents, 'refresh'>;
  trail: Pick<AuditTrail, 'after'>;
}

/**
 * Whether managers take the calls that come in. It says nothing of the calls that they make. Audited once done: it is undone
 * as easily.
 */
export class PresenceDesk {
  constructor(private readonly parts: PresenceDeskParts) {}

  /** One's own. @throws RefusedError `role-forbidden` for all but managers; slug `manager-unknown` */
  async own(principal: Principal): Promise<Presence> {
    const extension = ownExtension(principal);
    const manager = await this.parts.managers.find(extension);
    if (manager === null) throw new RefusedError('manager-unknown');
    return { extension, awaySince: manager.awaySince };
  }

  /** @throws RefusedError `role-forbidden` for all but managers; slug `manager-unknown` */
  async setOwn(principal: Principal, away: boolean): Promise<Presence> {
    return this.set(principal, ownExtension(principal), away);
  }

  /**
   * What is so already stays as it is, with its time, and leaves no row in the audit log.
   * @throws slug `manager-unknown`
   */
  async set(actor: Actor, extension: string, away: boolean): Promise<Presence> {
    const { managers, agents, trail } = this.parts;
    const { changed, awaySince } = await managers.setAway(extension, away);
    if (changed) {
      await trail.after({
        actor: actorOf(actor),
        action: away ? 'manager.away' : 'manager.back',
        subject: `manager:${extension}`,
      });
      await agents.refresh();
    }
    return { extension, awaySince };
  }
}

function ownExtension(principal: Principal): string {
  if (principal.role !== 'manager') throw new RefusedError('role-forbidden');
  return principal.manager.extension;
}
