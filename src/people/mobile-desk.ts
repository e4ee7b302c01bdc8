import type { LiveAgents } from './agents';
import type { ManagerRoster } from './manager-roster';
import type { Mobiles } from './mobiles';
import { ownExtension } from './own-extension';
import type { AuditTrail } from '#audit/audit-trail';
import type { Masked } from '#kernel/masked';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { readMobile } from '#vault/typed-number';
import type { TypedNumberReader } from '#vault/typed-number';

/** Whether the number of a manager's own mobile is known. It is never shown. */
export interface MobileView {
  extension: string;
  hasMobile: boolean;
}

export interface MobileDeskParts {
  managers: Pick<ManagerRoster, 'find'>;
  mobiles: Mobiles;
  readNumber: TypedNumberReader;
  agents: Pick<LiveAgents, 'refresh'>;
  trail: Pick<AuditTrail, 'before'>;
}

/** The numbers of managers' own mobiles: written, and read by nobody but a call. Audited before, as secrets are. */
export class MobileDesk {
  constructor(private readonly parts: MobileDeskParts) {}

  /** @throws as of {@link set}, and RefusedError `role-forbidden` for all but managers */
  async setOwn(principal: Principal, typed: Masked | null): Promise<MobileView> {
    return this.set(principal, ownExtension(principal), typed);
  }

  /**
   * @param typed in any usual form; null removes the number
   * @throws RefusedError `invalid-input` for what is no number that may be called, `manager-unknown`, `unavailable`
   */
  async set(actor: Actor, extension: string, typed: Masked | null): Promise<MobileView> {
    const { managers, mobiles, agents, trail } = this.parts;
    const number = typed === null ? null : this.#read(typed);
    if ((await managers.find(extension)) === null) throw new RefusedError('manager-unknown');
    const hasMobile = number !== null;
    await trail.before({
      actor: actorOf(actor),
      action: 'manager.mobile',
      subject: `manager:${extension}`,
      detail: { known: hasMobile },
    });
    await mobiles.set(extension, number);
    await agents.refresh();
    return { extension, hasMobile };
  }

  /** @throws RefusedError `invalid-input` */
  #read(typed: Masked): Masked {
    const read = readMobile(this.parts.readNumber, typed);
    if ('number' in read) return read.number;
    throw new RefusedError('invalid-input', { faults: [{ field: 'number', ...read.fault }] });
  }
}
