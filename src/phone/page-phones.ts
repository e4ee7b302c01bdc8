import type { EndpointDirectory } from './model/endpoint-directory';
import type { PhoneEnd } from './model/phone-end';
import type { PagePhoneStore } from './page-phone-store';
import type { PhoneCredentials } from './model/static-phone';
import type { PagePhone, PbxPhones } from './pbx-phones';
import { PhoneNotFreeError } from './pbx-phones';
import type { PhoneSupply } from './phone-supply';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Language } from '#kernel/language';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { RefusedError } from '#kernel/refused-error';

/** Who goes on duty. */
export interface DutyRequest {
  /** What the cookie holds. */
  session: string;
  extension: string;
  name: string;
  language: Language;
}

export interface PagePhonesParts {
  store: PagePhoneStore;
  pbx: PbxPhones;
  supply: PhoneSupply;
  directory: EndpointDirectory;
  trail: Pick<AuditTrail, 'before' | 'after'>;
  clock: Clock;
  log: Log;
  /** For how long a session may lie unused, seconds. */
  idleSeconds: () => Promise<number>;
  /** The extensions of managers who have answered a call that is up: who talks does not touch the page. */
  inCall: () => ReadonlySet<string>;
}

interface LivePhone {
  endpoint: string;
  extension: string;
  /**
   * To be put into the PBX again. Null of a phone that an earlier process made: what it registers with is known to its page and
   * the PBX alone. Null of one that is lent, too.
   */
  made: PagePhone | null;
  /** Whether the PBX has it, as far as is known since the connection came up. */
  atPbx: boolean;
  /** Closes its connection; null without one. */
  close: ((end: PhoneEnd) => void) | null;
}

/** How often the sessions are looked at: one query for all phones. */
const watchMs = 500;
/** How often a call is noted as a use of its session: sessions last a minute longer than their idle time. */
const useEvery: Micros = 10_000_000;
/** For how long the database may fail to say whether sessions last. */
const longestUnknown: Micros = 60_000_000;

/**
 * The phones in pages, from going on duty to the end. Each has an endpoint and a password of its own, 128 random bits each,
 * which live as long as the session and its duty: they are put into the PBX when they are made and each time that the PBX may
 * have forgotten them, and taken out when the manager goes off duty, signs out, is disabled, or goes on duty elsewhere.
 *
 * The password is kept in memory and stored nowhere. A Star7 that starts again knows whose the endpoints are that the PBX
 * still has; a call in a page outlives the restart. What the PBX has beyond that is left over from a crash, and is removed.
 *
 * A site without push configuration has endpoints of its own, of which each is lent to one page at a time.
 */
export class PagePhones {
  readonly #live = new Map<string, LivePhone>();
  /** Endpoints that are being made: the PBX may have them before the table does. */
  readonly #making = new Set<string>();
  /** Endpoints whose end is being written down: nobody gets one of them before that is done. */
  readonly #ending = new Set<string>();
  #cancel: () => void = () => undefined;
  #stopped = false;
  #loaded = false;
  #settled = false;
  #settling = false;
  #knownAt: Micros;
  #usedAt: Micros;

  constructor(private readonly parts: PagePhonesParts) {
    this.#knownAt = parts.clock.now();
    this.#usedAt = this.#knownAt;
    parts.pbx.onUp(() => this.#pbxCameUp());
  }

  /** To be called before the PBX is connected: its first events must find whose the phones are. */
  async start(): Promise<void> {
    await this.#load();
    this.#later();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /**
   * Makes a phone for this session, in place of any that its manager has.
   * @throws RefusedError `unavailable`, `call-unavailable` while the PBX is away, `page-phones-in-use`
   */
  async begin({ session, ...manager }: DutyRequest): Promise<PhoneCredentials> {
    const { extension } = manager;
    const { store, supply, directory, trail } = this.parts;
    await trail.before({
      actor: `manager:${extension}`,
      action: 'phone.begin',
      subject: `manager:${extension}`,
    });
    const phone = await this.#take(manager);
    const { endpoint, password } = phone;
    try {
      const former = await this.#attempt('unavailable', () => store.add({ endpoint, extension }, session));
      directory.add(endpoint, extension);
      const made = supply.isStatic ? null : phone;
      this.#live.set(endpoint, { endpoint, extension, made, atPbx: true, close: null });
      const others = former.filter((each) => each !== endpoint);
      await Promise.all(others.map((each) => this.#end(each, 'taken-over')));
    } catch (error) {
      void this.#removeAtPbx(endpoint);
      throw error;
    } finally {
      this.#making.delete(endpoint);
    }
    return { endpoint, password };
  }

  /**
   * A phone that the PBX lets register, and that is nobody else's: it is in {@link #making} from now on.
   * @throws RefusedError `call-unavailable`, `page-phones-in-use`
   */
  async #take(manager: Omit<DutyRequest, 'session'>): Promise<PagePhone> {
    const { supply, pbx, log } = this.parts;
    const tried = new Map<string, PhoneNotFreeError>();
    const isTaken = (endpoint: string): boolean =>
      [tried, this.#live, this.#making, this.#ending].some((endpoints) => endpoints.has(endpoint));
    for (;;) {
      const credentials = supply.next(manager.extension, isTaken);
      if (credentials === null) break;
      const phone: PagePhone = { ...credentials, ...manager };
      this.#making.add(phone.endpoint);
      try {
        await pbx.put(phone);
        return phone;
      } catch (cause) {
        this.#making.delete(phone.endpoint);
        if (!(cause instanceof PhoneNotFreeError)) {
          void this.#removeAtPbx(phone.endpoint);
          throw new RefusedError('call-unavailable', { cause });
        }
        tried.set(phone.endpoint, cause);
      }
    }
    const missing = [...tried.values()].filter(({ reason }) => reason === 'missing');
    if (missing.length > 0)
      log.warn('the PBX lacks endpoints of STAR7_STATIC_PHONES', { count: missing.length });
    const own = await this.#takeOwn(manager);
    if (own !== null) return own;
    throw new RefusedError(missing.length > 0 ? 'call-unavailable' : 'page-phones-in-use');
  }

  /** Where all are lent, a manager who goes on duty in another page has the same one there. */
  async #takeOwn(manager: Omit<DutyRequest, 'session'>): Promise<PagePhone | null> {
    const own = [...this.#live.values()].find(({ extension }) => extension === manager.extension);
    const credentials = own === undefined ? null : this.parts.supply.again(own.endpoint);
    if (credentials === null) return null;
    const { endpoint } = credentials;
    this.#making.add(endpoint);
    await this.#end(endpoint, 'taken-over');
    return { ...credentials, ...manager };
  }

  /** The endpoint of this session's phone; null if it is not on duty. @throws RefusedError `unavailable` */
  async endpointOf(session: string): Promise<string | null> {
    const phone = await this.#attempt('unavailable', () => this.parts.store.ofSession(session));
    return phone?.endpoint ?? null;
  }

  /** Not on duty is no fault. @throws RefusedError `unavailable` */
  async endOf(session: string): Promise<void> {
    const phone = await this.#attempt('unavailable', () => this.parts.store.ofSession(session));
    if (phone !== null) await this.#end(phone.endpoint, 'off-duty');
  }

  /**
   * A page connects. @param close called once at most
   * @returns its endpoint, or why it may not connect
   * @throws RefusedError `unavailable`
   */
  async connect(
    session: string,
    close: (end: PhoneEnd) => void,
  ): Promise<{ endpoint: string; extension: string } | PhoneEnd> {
    const stored = await this.#attempt('unavailable', () => this.parts.store.ofSession(session));
    const phone = this.#live.get(stored?.endpoint ?? '');
    if (phone === undefined) return 'not-on-duty';
    // What is not in the PBX yet would be refused there, and the page would give up.
    if (!this.parts.pbx.up || !phone.atPbx) return 'pbx-away';
    phone.close?.('replaced');
    phone.close = close;
    return { endpoint: phone.endpoint, extension: phone.extension };
  }

  /** The page has registered at the PBX: it can be rung. @param close as given to {@link connect} */
  registered(endpoint: string, close: (end: PhoneEnd) => void): void {
    if (this.#live.get(endpoint)?.close === close) this.parts.directory.reachable(endpoint);
  }

  /** A connection is gone. @param close as given to {@link connect} */
  disconnected(endpoint: string, close: (end: PhoneEnd) => void): void {
    const phone = this.#live.get(endpoint);
    if (phone?.close !== close) return;
    phone.close = null;
    this.parts.directory.unreachable(endpoint);
  }

  async #load(): Promise<void> {
    const { store, directory, log } = this.parts;
    try {
      for (const { endpoint, extension } of await store.all()) {
        if (this.#live.has(endpoint)) continue;
        directory.add(endpoint, extension);
        this.#live.set(endpoint, { endpoint, extension, made: null, atPbx: false, close: null });
      }
      this.#loaded = true;
    } catch (error) {
      log.warn('the phones in pages could not be read; trying again', { error });
    }
  }

  #later(): void {
    if (!this.#stopped) this.#cancel = this.parts.clock.after(watchMs, () => void this.#watch());
  }

  async #watch(): Promise<void> {
    if (!this.#loaded) await this.#load();
    if (!this.#settled && this.parts.pbx.up) await this.#settle();
    if (this.#live.size > 0) await this.#endThoseSignedOut();
    else this.#knownAt = this.parts.clock.now();
    this.#later();
  }

  async #endThoseSignedOut(): Promise<void> {
    const { store, clock, idleSeconds } = this.parts;
    // Those made while the question is on its way are not in its answer.
    const asked = [...this.#live.values()];
    try {
      const living = await store.living(await idleSeconds());
      this.#knownAt = clock.now();
      await Promise.all(
        asked
          .filter(({ endpoint }) => !living.has(endpoint))
          .map((phone) => this.#endIfSame(phone, 'session-ended')),
      );
      await this.#noteCalls(living);
    } catch {
      if (clock.now() - this.#knownAt < longestUnknown) return;
      await Promise.all(asked.map((phone) => this.#endIfSame(phone, 'session-unknown')));
    }
  }

  /** A call is a use of its session: a talk may be longer than the idle time. */
  async #noteCalls(living: ReadonlySet<string>): Promise<void> {
    const { store, clock, inCall } = this.parts;
    if (clock.now() - this.#usedAt < useEvery) return;
    this.#usedAt = clock.now();
    const talking = inCall();
    const used = [...this.#live.values()].filter(
      ({ endpoint, extension }) => living.has(endpoint) && talking.has(extension),
    );
    if (used.length > 0) await store.noteUse(used.map(({ endpoint }) => endpoint));
  }

  #pbxCameUp(): void {
    this.#settled = false;
    for (const phone of this.#live.values()) phone.atPbx = false;
    void this.#settle();
  }

  /** The PBX has all phones that live, and no others of ours. What fails is tried again. */
  async #settle(): Promise<void> {
    if (this.#settling || !this.#loaded) return;
    this.#settling = true;
    const { pbx, log } = this.parts;
    try {
      const known = await pbx.list();
      for (const phone of this.#live.values()) {
        if (known.has(phone.endpoint)) phone.atPbx = true;
        else if (phone.made === null) await this.#end(phone.endpoint, 'forgotten');
        else {
          await pbx.put(phone.made);
          phone.atPbx = true;
        }
      }
      for (const endpoint of known) {
        if (!this.#live.has(endpoint) && !this.#making.has(endpoint)) await pbx.remove(endpoint);
      }
      this.#settled = true;
    } catch (error) {
      log.warn('the phones in pages could not be put into the PBX; trying again', { error });
    } finally {
      this.#settling = false;
    }
  }

  /** Meanwhile an endpoint that is lent may be another page's. */
  async #endIfSame(phone: LivePhone, reason: PhoneEnd): Promise<void> {
    if (this.#live.get(phone.endpoint) === phone) await this.#end(phone.endpoint, reason);
  }

  async #end(endpoint: string, reason: PhoneEnd): Promise<void> {
    if (this.#ending.has(endpoint)) return;
    const { directory, store, supply, trail, log } = this.parts;
    const phone = this.#live.get(endpoint);
    this.#ending.add(endpoint);
    this.#live.delete(endpoint);
    directory.remove(endpoint);
    phone?.close?.(reason);
    await Promise.all([
      this.#removeAtPbx(endpoint),
      store.remove(endpoint).catch((error: unknown) => {
        log.warn('a phone in a page has ended, and its row is still there', { error });
      }),
    ]);
    if (phone !== undefined) supply.returned(endpoint, phone.extension);
    this.#ending.delete(endpoint);
    if (phone === undefined) return;
    await trail.after({
      actor: reason === 'off-duty' || reason === 'taken-over' ? `manager:${phone.extension}` : 'system',
      action: 'phone.end',
      subject: `manager:${phone.extension}`,
      detail: { reason },
    });
  }

  /** Without a connection it is done when that comes up again. */
  async #removeAtPbx(endpoint: string): Promise<void> {
    try {
      await this.parts.pbx.remove(endpoint);
    } catch {
      this.#settled = false;
    }
  }

  async #attempt<Result>(
    slug: 'unavailable' | 'call-unavailable',
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw new RefusedError(slug, { cause });
    }
  }
}
