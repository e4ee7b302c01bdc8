import { randomInt } from 'node:crypto';
import type { LiveAgents } from './agents';
import type { ManagerRoster } from './manager-roster';
import type { Mobiles, MobileState } from './mobiles';
import { ownExtension } from './own-extension';
import { wrongPassword } from './session-desk';
import type { SignInLimiter } from './sign-in-limiter';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Language } from '#kernel/language';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Actor, Principal } from '#kernel/principal';
import { RefusedError } from '#kernel/refused-error';
import { newPin } from '#vault/pin';
import { readMobile } from '#vault/typed-number';
import type { TypedNumberReader } from '#vault/typed-number';

export interface MobileView extends MobileState {
  extension: string;
}

/** A call that says a code to whoever answers. */
export interface CodeCall {
  /** E.164. */
  number: Masked;
  code: string;
  language: Language;
  /** The company's number that is shown, digits; null for the site's. */
  did: string | null;
}

/** Calls a number and says a code. */
export interface CodeCaller {
  /**
   * Resolves when the number is being called.
   * @throws RefusedError `destination` for a number that may not be called, `call-unavailable` without a PBX
   */
  call(call: CodeCall): Promise<void>;
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

  /**
   * @param typed in any usual form; null removes the number, and the PIN with it
   * @param isProved whether the number counts as confirmed, because whoever writes it vouches for it
   * @throws RefusedError `invalid-input` for what is no number that may be called, `manager-unknown`, `unavailable`
   */
  async set(actor: Actor, extension: string, typed: Masked | null, isProved = false): Promise<MobileView> {
    const { managers, mobiles, agents } = this.parts;
    const number = typed === null ? null : this.#read(typed);
    if ((await managers.find(extension)) === null) throw new RefusedError('manager-unknown');
    await this.#audit(actor, extension, { known: number !== null });
    await mobiles.set(extension, number, isProved);
    await agents.refresh();
    return this.view(extension);
  }

  /** @throws RefusedError; slug `manager-unknown` */
  async view(extension: string): Promise<MobileView> {
    return { extension, ...(await this.parts.mobiles.stateOf(extension)) };
  }

  async #audit(actor: Actor, extension: string, detail: { known: boolean }): Promise<void> {
    await this.parts.trail.before({
      ...{ actor: actorOf(actor), action: 'manager.mobile', subject: `manager:${extension}`, detail },
    });
  }

  /** @throws RefusedError `invalid-input` */
  #read(typed: Masked): Masked {
    const read = readMobile(this.parts.readNumber, typed);
    if ('number' in read) return read.number;
    throw new RefusedError('invalid-input', { faults: [{ field: 'number', ...read.fault }] });
  }
}

/** With the company's number that managers call from their mobiles, digits; null if none is for that. */
export interface OwnMobileView extends MobileView {
  companyNumber: string | null;
}

export interface OwnMobileDeskParts extends MobileDeskParts {
  desk: MobileDesk;
  caller: CodeCaller;
  /** The company's number that is for managers, digits; null if none is. Never throws. */
  companyNumber: () => Promise<string | null>;
  /** Each counts calls that say a code: so many for one manager and one address. */
  limiters: readonly SignInLimiter[];
  /** Whether this is the password of the login. @throws RefusedError `too-many-sign-ins` */
  isPassword: (login: string, typed: string, address: string) => Promise<boolean>;
  passwords: { hash(password: string): Promise<string> };
  clock: Pick<Clock, 'now'>;
}

/** Somebody who is signed in types the password once more. */
export interface TypedPassword {
  password: string;
  /** Where the request came from: a wrong password counts as a failed sign-in. */
  address: string;
}

interface Waiting {
  code: string;
  number: Masked;
  until: Micros;
  misses: number;
}

/** How long a code is valid: for a call that is missed, and another one. */
const codeSeconds = 600;
const confirmedFirst = 'must be confirmed first';
/** Wrong codes. */
const mostMisses = 3;

/**
 * Managers on their own mobile. A number is theirs once they type the code that a call to it said: nobody's phone rings because
 * somebody typed a wrong number, or another's. Number and PIN need the password, so that a page left open does not do for them.
 * Codes are in memory alone: after a restart the mobile is called again.
 */
export class OwnMobileDesk {
  readonly #waiting = new Map<string, Waiting>();

  constructor(private readonly parts: OwnMobileDeskParts) {}

  /** @throws RefusedError `role-forbidden` for all but managers; slug `manager-unknown` */
  async own(principal: Principal): Promise<OwnMobileView> {
    const { desk, companyNumber } = this.parts;
    return { ...(await desk.view(ownExtension(principal))), companyNumber: await companyNumber() };
  }

  /** @throws as of {@link MobileDesk.set}; RefusedError `role-forbidden`, `too-many-sign-ins`, `invalid-input` (field `password`) */
  async set(principal: Principal, typed: Masked, password: TypedPassword): Promise<MobileView> {
    const extension = ownExtension(principal);
    await this.#refuseWrong(principal, password);
    this.#waiting.delete(extension);
    return this.parts.desk.set(principal, extension, typed);
  }

  /** Without the password: it opens nothing. @throws as of {@link MobileDesk.set}; RefusedError `role-forbidden` */
  async remove(principal: Principal): Promise<MobileView> {
    const extension = ownExtension(principal);
    this.#waiting.delete(extension);
    return this.parts.desk.set(principal, extension, null);
  }

  /**
   * Calls the number that waits to be confirmed, and says a code.
   * @throws RefusedError `role-forbidden`, `invalid-input` (field `number`: none waits), `too-many-sign-ins`, `destination`,
   * `call-unavailable`, `unavailable`
   */
  async callWithCode(principal: Principal, address: string): Promise<void> {
    const { mobiles, managers, caller, trail, clock } = this.parts;
    const extension = ownExtension(principal);
    const [number, manager] = await Promise.all([mobiles.waitingOf(extension), managers.find(extension)]);
    if (number === null || manager === null) {
      throw refusedNumber('must be written first, and not be confirmed yet');
    }
    this.#countCall(extension, address);
    await trail.before(entry(principal, 'manager.mobile-call', extension));
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const until = clock.now() + codeSeconds * 1_000_000;
    this.#waiting.set(extension, { code, number, until, misses: 0 });
    await caller.call({ number, code, language: manager.language, did: manager.did });
  }

  /**
   * @param code as the call said it
   * @throws RefusedError `role-forbidden`, `invalid-input` (field `code`), `unavailable`
   */
  async confirm(principal: Principal, code: string): Promise<MobileView> {
    const { mobiles, desk, agents, trail, clock } = this.parts;
    const extension = ownExtension(principal);
    const waiting = this.#waiting.get(extension);
    if (waiting === undefined || waiting.until < clock.now()) throw wrongCode();
    if (waiting.code !== code.replace(/\s/g, '')) {
      waiting.misses += 1;
      if (waiting.misses >= mostMisses) this.#waiting.delete(extension);
      throw wrongCode();
    }
    this.#waiting.delete(extension);
    await trail.before(entry(principal, 'manager.mobile-confirmed', extension));
    if (!(await mobiles.prove(extension, waiting.number))) throw wrongCode();
    await agents.refresh();
    return desk.view(extension);
  }

  /**
   * @returns a new PIN, which is shown only here
   * @throws RefusedError `role-forbidden`, `too-many-sign-ins`, `invalid-input` (field `password`, or `number`: none is
   * confirmed), `unavailable`
   */
  async newPin(principal: Principal, password: TypedPassword): Promise<string> {
    const { mobiles, passwords, trail } = this.parts;
    const extension = ownExtension(principal);
    await this.#refuseWrong(principal, password);
    if (!(await mobiles.stateOf(extension)).hasMobile) throw refusedNumber(confirmedFirst);
    const pin = newPin();
    const hash = await passwords.hash(pin);
    await trail.before(entry(principal, 'manager.pin', extension));
    // Removed meanwhile.
    if (!(await mobiles.setPin(extension, hash))) throw refusedNumber(confirmedFirst);
    return pin;
  }

  /** @throws RefusedError `too-many-sign-ins`; then nothing is counted */
  #countCall(extension: string, address: string): void {
    const attempts = this.parts.limiters.map((limiter) => limiter.begin(extension, address));
    const waits = attempts.flatMap((attempt) => ('waitSeconds' in attempt ? [attempt.waitSeconds] : []));
    if (waits.length === 0) return;
    for (const attempt of attempts) if ('takeBack' in attempt) attempt.takeBack();
    throw new RefusedError('too-many-sign-ins', { retryAfterSeconds: Math.max(...waits) });
  }

  /** A token has no password, and so writes no number. */
  async #refuseWrong({ by }: Principal, { password, address }: TypedPassword): Promise<void> {
    if (!('login' in by)) throw new RefusedError('role-forbidden');
    if (!(await this.parts.isPassword(by.login, password, address)))
      throw new RefusedError('invalid-input', { faults: [wrongPassword('password')] });
  }
}

function entry(actor: Actor, action: string, extension: string) {
  return { actor: actorOf(actor), action, subject: `manager:${extension}` };
}

function refusedNumber(detail: string): RefusedError {
  return new RefusedError('invalid-input', { faults: [{ field: 'number', code: 'mobile-unknown', detail }] });
}

function wrongCode(): RefusedError {
  const detail = 'must be the code that the call said, within ten minutes; after three wrong ones call again';
  return new RefusedError('invalid-input', { faults: [{ field: 'code', code: 'wrong', detail }] });
}
