import type { LiveAgents, Presence } from './agents';
import type { ManagerRoster } from './manager-roster';
import { isBreakEnd } from './model/presence';
import type { Break } from './model/presence';
import { ownExtension } from './own-extension';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import { isoTime } from '#kernel/iso-time';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError, refuseFaults } from '#kernel/refused-error';

export interface PresenceDeskParts {
  managers: Pick<ManagerRoster, 'find' | 'setAway' | 'endBreaks'>;
  agents: Pick<LiveAgents, 'refresh'>;
  trail: Pick<AuditTrail, 'after'>;
  clock: Pick<Clock, 'now'>;
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
    const { awaySince, awayReason, awayUntil } = manager;
    return { extension, awaySince, awayReason, awayUntil };
  }

  /** @throws as of {@link set}, and RefusedError `role-forbidden` for all but managers */
  async setOwn(principal: Principal, away: Break | null): Promise<Presence> {
    return this.set(principal, ownExtension(principal), away);
  }

  /**
   * What is so already stays as it is, with its time, and leaves no row in the audit log.
   * @param away null: takes calls
   * @throws RefusedError `invalid-input` for an end that is past or too far; slug `manager-unknown`
   */
  async set(actor: Actor, extension: string, away: Break | null): Promise<Presence> {
    const { managers, agents, trail, clock } = this.parts;
    const until = away?.until ?? null;
    if (until !== null && !isBreakEnd(until, clock.now()))
      refuseFaults([
        until <= clock.now()
          ? { field: 'until', code: 'time-past', detail: 'must be in the future' }
          : { field: 'until', code: 'time-too-far', detail: 'must be within 31 days' },
      ]);
    const { changed, ...presence } = await managers.setAway(extension, away);
    if (changed) {
      const { awayReason, awayUntil } = presence;
      const detail = {
        ...(awayReason !== null && { reason: awayReason }),
        ...(awayUntil !== null && { until: isoTime(awayUntil) }),
      };
      await trail.after({
        actor: actorOf(actor),
        action: away === null ? 'manager.back' : 'manager.away',
        subject: `manager:${extension}`,
        ...(Object.keys(detail).length > 0 && { detail }),
      });
      await agents.refresh();
    }
    return { extension, ...presence };
  }

  /** Ends the breaks whose time is over. */
  async endBreaks(): Promise<void> {
    const { managers, agents, trail } = this.parts;
    const back = await managers.endBreaks();
    if (back.length === 0) return;
    for (const extension of back)
      await trail.after({
        actor: 'system',
        action: 'manager.back',
        subject: `manager:${extension}`,
        detail: { reason: 'time' },
      });
    await agents.refresh();
  }
}
