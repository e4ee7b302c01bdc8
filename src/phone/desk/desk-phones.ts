import { randomBytes } from 'node:crypto';
import { clockRules } from '../model/desk/clock-rules';
import { deskCodecs, fileNameOf } from '../model/desk/desk-phone';
import { deskPhoneFile } from '../model/desk/desk-phone-file';
import type { DeskCodec, Make } from '../model/desk/desk-phone';
import type { DeskPhoneFile } from '../model/desk/desk-phone-file';
import type { EndpointDirectory } from '../model/endpoint-directory';
import type { PbxDeskPhones } from '../pbx-phones';
import type { DeskPhoneSite } from './desk-phone-settings';
import type { DeskPhoneStore, LivingDeskPhone } from './desk-phone-store';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { RefusedError } from '#kernel/refused-error';

export interface DeskPhonesParts {
  store: DeskPhoneStore;
  pbx: PbxDeskPhones;
  directory: EndpointDirectory;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  clock: Clock;
  log: Log;
  /** Null where the site sets up no desk phones; those that it has go on. */
  site: DeskPhoneSite | null;
  /** Of the site, a name of the IANA database. */
  timeZone: () => Promise<string>;
}

/** Why a desk phone ends. Stable: it is in the audit log. */
type DeskPhoneEnd =
  /** An administrator withdrew it, or another phone of the manager has taken its place. */
  | 'withdrawn'
  /** The manager left, was disabled, or has another extension. */
  | 'manager-gone';

/** A phone that the PBX has, or is to have. */
interface LivePhone extends LivingDeskPhone {
  /** This process has put it, as it is now. Else the PBX may have it with the options of an earlier release, or the manager's former name. */
  isCurrent: boolean;
}

/** A phone that may call no more, until audit log and database have its end. */
interface EndingPhone {
  extension: string;
  reason: DeskPhoneEnd;
  isAudited: boolean;
}

/** Who asks for a file, as far as it may be written down. */
export interface FileAsker {
  /** `clientNetwork` of the address. */
  network: string;
  /** What its User-Agent says it is. */
  client: Make | 'other';
}

/** How often managers and withdrawn phones are looked at: one query. */
const watchMs = 1_000;
/** How often links are looked at whose time is over. */
const expireEvery: Micros = 10_000_000;

const adminPasswordBytes = 12;
/** Without a PBX to ask. */
const always: readonly DeskCodec[] = ['alaw', 'ulaw'];

/**
 * Desk phones that are set up by a file: from the fetching of the file to their end. Each has an endpoint of its own with a random name and
 * a random password, which Star7 keeps sealed and puts into the PBX again each time that the PBX may have forgotten it. It is tied to
 * one extension by the directory, and ends with its manager, or when it is withdrawn.
 */
export class DeskPhones {
  readonly #live = new Map<string, LivePhone>();
  /** Endpoints that are being made: the PBX may have them before they are known here. */
  readonly #making = new Set<string>();
  readonly #ending = new Map<string, EndingPhone>();
  #cancel: () => void = () => undefined;
  #stopped = false;
  #loaded = false;
  #settled = false;
  #watching: Promise<void> | null = null;
  #expiredAt: Micros;

  constructor(private readonly parts: DeskPhonesParts) {
    this.#expiredAt = parts.clock.now() - expireEvery;
    parts.pbx.onUp(() => this.#pbxCameUp());
  }

  /** To be called before the PBX is connected: its first events must find whose the phones are. */
  async start(): Promise<void> {
    await this.look();
    this.#later();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /**
   * The file of a link, once.
   * @param fileName what the phone asks for below the link
   * @returns null for an unknown link, one that was used, one whose time is over, and another file's name
   * @throws RefusedError `unavailable`
   */
  async fileOf(token: string, fileName: string, asker: FileAsker): Promise<DeskPhoneFile | null> {
    const { store, pbx, trail, site, timeZone, clock, log } = this.parts;
    const linked = site === null ? null : await this.#attempt(() => store.ofLink(token));
    if (site === null || linked === null) return null;
    if (fileName.toLowerCase() !== fileNameOf(linked.make, linked.mac)) return null;
    const subject = `manager:${linked.extension}`;
    // What may fail is done before the link is used.
    const zone = await this.#attempt(timeZone);
    const codecs = await this.#codecs();
    await trail.before({
      ...{ actor: 'system', action: 'desk-phone.fetch', subject },
      detail: { make: linked.make, network: asker.network, client: asker.client },
    });
    const endpoint = `${pbx.prefix}${randomBytes(16).toString('hex')}`;
    this.#making.add(endpoint);
    try {
      const phone = await this.#attempt(() => store.take(token, endpoint));
      if (phone === null) return null;
      const { password, ...living } = phone;
      // A phone that asks at once is let in at once; without a PBX now it is put there later.
      const isCurrent = await pbx.put(phone).then(
        () => true,
        (error: unknown) => {
          log.warn('a desk phone could not be put into the PBX; trying again', { error });
          return false;
        },
      );
      this.#adopt({ ...living, isCurrent });
      // The manager's phone before it ends.
      void this.look();
      return deskPhoneFile(linked.make, {
        ...{ endpoint, password, name: phone.name, language: phone.language, codecs },
        adminPassword: randomBytes(adminPasswordBytes).toString('hex'),
        server: site.server,
        clock: clockRules(zone, new Date(clock.now() / 1000).getUTCFullYear()),
      });
    } finally {
      this.#making.delete(endpoint);
    }
  }

  /** A link was shown to whoever listens on the way: it is good for nothing any more. @throws RefusedError `unavailable` */
  async spoil(token: string): Promise<void> {
    const { store, trail } = this.parts;
    const linked = await this.#attempt(() => store.ofLink(token));
    if (linked === null || !(await this.#attempt(() => store.endLink(token)))) return;
    const { extension, make } = linked;
    await trail.after({
      ...{ actor: 'system', action: 'desk-phone.expire', subject: `manager:${extension}` },
      detail: { make, reason: 'insecure' },
    });
  }

  /** Looks at what was changed elsewhere: phones that were withdrawn, managers who left, links whose time is over. Never rejects. */
  look(): Promise<void> {
    this.#watching ??= this.#look().finally(() => (this.#watching = null));
    return this.#watching;
  }

  async #look(): Promise<void> {
    const { clock, log } = this.parts;
    try {
      if (this.#live.size > 0 || this.#ending.size > 0 || !this.#loaded) await this.#lookAtPhones();
      await this.#settle();
      if (clock.now() - this.#expiredAt >= expireEvery) {
        this.#expiredAt = clock.now();
        await this.#expire();
      }
    } catch (error) {
      log.warn('desk phones could not be looked at; trying again', { error });
    }
  }

  async #lookAtPhones(): Promise<void> {
    const { store } = this.parts;
    const asked = [...this.#live.keys()];
    const living = new Map((await store.living()).map((phone) => [phone.endpoint, phone]));
    for (const phone of living.values()) {
      const isElsewhere = this.#making.has(phone.endpoint) || this.#ending.has(phone.endpoint);
      if (!isElsewhere) this.#adopt({ ...phone, isCurrent: false });
    }
    const gone = asked.filter((endpoint) => !living.has(endpoint));
    const stored = new Map((await store.all()).map(({ endpoint, extension }) => [endpoint, extension]));
    for (const endpoint of gone) {
      const extension = this.#live.get(endpoint)?.extension;
      const reason = stored.has(endpoint) ? 'manager-gone' : 'withdrawn';
      if (extension !== undefined) await this.#leave(endpoint, extension, reason);
    }
    for (const [endpoint, extension] of stored) {
      // Of a manager who left while Star7 was down.
      const isKnown = [living, this.#live, this.#making, this.#ending].some((some) => some.has(endpoint));
      if (!isKnown) await this.#leave(endpoint, extension, 'manager-gone');
    }
    for (const phone of living.values()) this.#renew(phone);
    for (const [endpoint, ending] of this.#ending) await this.#end(endpoint, ending);
    this.#loaded = true;
  }

  #later(): void {
    if (this.#stopped) return;
    this.#cancel = this.parts.clock.after(watchMs, () => void this.look().then(() => this.#later()));
  }

  #adopt(phone: LivePhone): void {
    if (this.#live.has(phone.endpoint)) return;
    this.#live.set(phone.endpoint, phone);
    this.parts.directory.addDesk(phone.endpoint, phone.extension);
    if (!phone.isCurrent) this.#settled = false;
  }

  /** What the PBX says of a manager follows the manager's name and language. */
  #renew(phone: LivingDeskPhone): void {
    const live = this.#live.get(phone.endpoint);
    if (live === undefined || (live.name === phone.name && live.language === phone.language)) return;
    Object.assign(live, phone, { isCurrent: false });
    this.#settled = false;
  }

  #pbxCameUp(): void {
    this.#settled = false;
    void this.look();
  }

  /** The PBX has all phones that live, as this process puts them, and no others of ours. */
  async #settle(): Promise<void> {
    const { pbx, store, log } = this.parts;
    if (this.#settled || !pbx.up) return;
    // What becomes known meanwhile has it done again.
    this.#settled = true;
    try {
      const known = await pbx.list();
      for (const phone of this.#live.values()) {
        if (known.has(phone.endpoint) && phone.isCurrent) continue;
        const password = await store.passwordOf(phone.endpoint);
        if (password === null) continue;
        const { endpoint, name, extension, language } = phone;
        phone.isCurrent = false;
        // An endpoint cannot be changed, only put anew. Its registration stays.
        if (known.has(endpoint)) await pbx.remove(endpoint);
        await pbx.put({ endpoint, password, name, extension, language });
        phone.isCurrent = true;
      }
      for (const endpoint of known) {
        if (!this.#live.has(endpoint) && !this.#making.has(endpoint)) await pbx.remove(endpoint);
      }
    } catch (error) {
      this.#settled = false;
      log.warn('desk phones could not be put into the PBX; trying again', { error });
    }
  }

  /** From now on it may not call, whatever becomes of audit log and database. */
  async #leave(endpoint: string, extension: string, reason: DeskPhoneEnd): Promise<void> {
    const { directory, pbx } = this.parts;
    this.#ending.set(endpoint, { extension, reason, isAudited: false });
    this.#live.delete(endpoint);
    directory.remove(endpoint);
    await pbx.remove(endpoint).catch(() => {
      this.#settled = false;
    });
  }

  /** @throws where audit log or database are away: it is tried again, and nothing is written twice */
  async #end(endpoint: string, ending: EndingPhone): Promise<void> {
    const { store, trail } = this.parts;
    const { extension, reason, isAudited } = ending;
    if (!isAudited) {
      const subject = `manager:${extension}`;
      await trail.before({ actor: 'system', action: 'desk-phone.end', subject, detail: { reason } });
      ending.isAudited = true;
    }
    await store.remove(endpoint);
    this.#ending.delete(endpoint);
  }

  async #expire(): Promise<void> {
    const { store, trail } = this.parts;
    for (const { extension, make } of await store.expire()) {
      await trail.after({
        ...{ actor: 'system', action: 'desk-phone.expire', subject: `manager:${extension}` },
        detail: { make, reason: 'time' },
      });
    }
  }

  async #codecs(): Promise<readonly DeskCodec[]> {
    try {
      const offered = await this.parts.pbx.codecs();
      return deskCodecs.filter((codec) => offered.includes(codec));
    } catch {
      return always;
    }
  }

  async #attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw new RefusedError('unavailable', { cause });
    }
  }
}
