import type { LiveAgents } from './agents';
import type { ManagerRoster } from './manager-roster';
import type { DeviceKind, Reach } from './model/reach';
import { reachText } from './model/reach';
import { ownExtension } from './own-extension';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** Where a manager's calls ring: what was chosen, and what that means now. */
export interface ReachView {
  extension: string;
  devices: Reach;
  /** What rings now; empty: the manager cannot be reached. */
  rings: readonly DeviceKind[];
}

export interface ReachDeskParts {
  managers: Pick<ManagerRoster, 'find' | 'setReach'>;
  agents: Pick<LiveAgents, 'refresh'>;
  trail: Pick<AuditTrail, 'after'>;
  /** The devices that ring now for this extension. */
  ringing: (extension: string) => readonly DeviceKind[];
}

/** Where managers' calls ring. Audited once done: it is undone as easily. */
export class ReachDesk {
  constructor(private readonly parts: ReachDeskParts) {}

  /** One's own. @throws RefusedError `role-forbidden` for all but managers; slug `manager-unknown` */
  async own(principal: Principal): Promise<ReachView> {
    const extension = ownExtension(principal);
    const manager = await this.parts.managers.find(extension);
    if (manager === null) throw new RefusedError('manager-unknown');
    return this.#view(extension, manager.reach);
  }

  /** @throws RefusedError `role-forbidden` for all but managers; slug `manager-unknown` */
  async setOwn(principal: Principal, devices: Reach): Promise<ReachView> {
    return this.set(principal, ownExtension(principal), devices);
  }

  /** From the next call on. What is so already leaves no row in the audit log. @throws slug `manager-unknown` */
  async set(actor: Actor, extension: string, devices: Reach): Promise<ReachView> {
    const { managers, agents, trail } = this.parts;
    const { changed } = await managers.setReach(extension, devices);
    if (changed) {
      await trail.after({
        actor: actorOf(actor),
        action: 'manager.reach',
        subject: `manager:${extension}`,
        detail: { devices: reachText(devices) ?? 'automatic' },
      });
      await agents.refresh();
    }
    return this.#view(extension, devices);
  }

  #view(extension: string, devices: Reach): ReachView {
    return { extension, devices, rings: this.parts.ringing(extension) };
  }
}
