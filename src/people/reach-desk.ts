import type { LiveAgents } from './agents';
import type { ManagerEntry, ManagerRoster } from './manager-roster';
import type { DeviceKind, Reach } from './model/reach';
import { reachText } from './model/reach';
import { ownExtension } from './own-extension';
import type { AuditTrail } from '#audit/audit-trail';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError, refuseFaults } from '#kernel/refused-error';

/** Where a manager's calls ring: what was chosen, and what that means now. */
export interface ReachView {
  extension: string;
  devices: Reach;
  /** What rings now; empty: the manager cannot be reached. */
  rings: readonly DeviceKind[];
  /** The number of the own mobile is known. It is never shown. */
  hasMobile: boolean;
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
    return this.#view(await this.#known(extension));
  }

  /** @throws RefusedError `role-forbidden` for all but managers; slug `manager-unknown` */
  async setOwn(principal: Principal, devices: Reach): Promise<ReachView> {
    return this.set(principal, ownExtension(principal), devices);
  }

  /**
   * From the next call on. What is so already leaves no row in the audit log.
   * @throws RefusedError `invalid-input` for a mobile without a number; slug `manager-unknown`
   */
  async set(actor: Actor, extension: string, devices: Reach): Promise<ReachView> {
    const { managers, agents, trail } = this.parts;
    const { hasMobile } = await this.#known(extension);
    if (devices?.includes('mobile') === true && !hasMobile)
      refuseFaults([
        { field: 'devices', code: 'mobile-unknown', detail: 'has the mobile, whose number is not known yet' },
      ]);
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
    return this.#view({ extension, reach: devices, hasMobile });
  }

  /** @throws RefusedError `manager-unknown` */
  async #known(extension: string): Promise<ManagerEntry> {
    const manager = await this.parts.managers.find(extension);
    if (manager === null) throw new RefusedError('manager-unknown');
    return manager;
  }

  #view({ extension, reach, hasMobile }: Pick<ManagerEntry, 'extension' | 'reach' | 'hasMobile'>): ReachView {
    return { extension, devices: reach, rings: this.parts.ringing(extension), hasMobile };
  }
}
