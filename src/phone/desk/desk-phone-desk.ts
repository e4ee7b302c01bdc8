import { randomBytes } from 'node:crypto';
import { readMac } from '../model/desk/desk-phone';
import type { Make } from '../model/desk/desk-phone';
import type { DeskPhoneEntry, DeskPhoneStore } from './desk-phone-store';
import type { DeskPhoneSite } from './desk-phone-settings';
import type { AuditTrail } from '#audit/audit-trail';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Actor } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';

/** A link as it is shown: once. */
export interface MadeLink {
  /** Below the address of the pages; the phone asks for its file there. */
  path: string;
  /** The whole address, where the site has set one; else null. */
  url: string | null;
  expiresAt: Micros;
}

export interface DeskPhoneDeskParts {
  store: Pick<DeskPhoneStore, 'addLink' | 'withdraw' | 'list'>;
  /** Null where the site sets up no desk phones. */
  site: DeskPhoneSite | null;
  trail: Pick<AuditTrail, 'before'>;
  clock: { now(): Micros };
  /** Looks at what was changed. */
  changed: () => void;
}

/** In the link, after which nothing is guessed: 256 bits. */
const tokenBytes = 32;

/** Where phones fetch their files. */
export const filesPath = '/phone-files';

/** Links to the files of desk phones, and the phones that were set up by them. Audited before: a link lets a secret out. */
export class DeskPhoneDesk {
  constructor(private readonly parts: DeskPhoneDeskParts) {}

  /** Whether the site sets up desk phones. */
  get isOn(): boolean {
    return this.parts.site !== null;
  }

  /**
   * A link to the file of one phone, in place of one that the manager may have. The phone before works until the file is fetched.
   * @throws RefusedError `invalid-input`, `desk-phones-off`, `unavailable`; slug `manager-unknown`
   */
  async link(
    actor: Actor,
    { extension, make, mac }: { extension: string; make: Make; mac: string },
  ): Promise<MadeLink> {
    const { store, site, trail, clock } = this.parts;
    if (site === null) throw new RefusedError('desk-phones-off');
    const digits = readMac(mac);
    if (digits === null)
      throw new RefusedError('invalid-input', {
        faults: [
          {
            field: 'mac',
            code: 'mac-invalid',
            detail: 'must be the MAC address on the phone: 12 digits from 0 to 9 and a to f',
          },
        ],
      });
    const token = randomBytes(tokenBytes).toString('base64url');
    const expiresAt = clock.now() + site.linkMinutes * 60_000_000;
    await trail.before({
      ...{
        actor: actorOf(actor),
        action: 'desk-phone.link',
        subject: `manager:${extension}`,
        detail: { make },
      },
    });
    await store.addLink({ extension, make, mac: digits, token, expiresAt });
    const path = `${filesPath}/${token}/`;
    return { path, url: site.linkUrl === null ? null : `${site.linkUrl}${path}`, expiresAt };
  }

  /**
   * Takes phone and link from the manager: within a second the phone is registered no longer.
   * @returns whether there were any @throws RefusedError `unavailable`; slug `manager-unknown`
   */
  async withdraw(actor: Actor, extension: string): Promise<boolean> {
    const { store, trail, changed } = this.parts;
    await trail.before({
      ...{ actor: actorOf(actor), action: 'desk-phone.withdraw', subject: `manager:${extension}` },
    });
    const had = await store.withdraw(extension);
    changed();
    return had;
  }

  async list(): Promise<readonly DeskPhoneEntry[]> {
    return this.parts.store.list();
  }
}
