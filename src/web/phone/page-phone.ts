import { echoCode } from '#phone/model/echo-code';
import { isPassing } from '#phone/model/phone-end';
import type { PhoneEnd } from '#phone/model/phone-end';
import { api, take } from '../api/client';
import { untilLoaded } from '../components/until-loaded';
import { AskedCalls } from './asked-calls';
import { nextLookMs, QualityWatch } from './call-quality';
import type { CallQuality } from './call-quality';
import { chooseDevice } from './devices';
import type { DeviceRole } from './devices';
import { Microphone, MicrophoneError } from './microphone';
import type { MicrophoneFault } from './microphone';
import { Ringer } from './ringer';
import type { EchoResult } from './echo-test';
import type { SipCall, SipPhone } from './sip-phone';
import { becomePhone, isPhoneElsewhere } from './tab-lock';

export type Duty =
  /** Calls ring at the desk phone. */
  | 'off'
  | 'starting'
  /** Calls ring here. */
  | 'ready'
  /** On duty, and the connection is lost: the phone tries again. */
  | 'reconnecting'
  /** Another tab, or another browser, is the phone. */
  | 'elsewhere';

export type PhoneFault =
  | { microphone: MicrophoneFault }
  | { end: PhoneEnd }
  /** A request of this page failed. */
  | { problem: unknown }
  /** The page was loaded again in mid-call. */
  | 'reloaded'
  /** The session had ended while nobody used the page, and with it the duty; that is on again. */
  | 'slept';

export interface PageCall {
  stage: 'ringing' | 'going' | 'talking';
  muted: boolean;
  /** The sound has no path now: another one is looked for. */
  lost: boolean;
  /** Null before the talk. */
  quality: CallQuality | null;
}

export interface PhoneState {
  duty: Duty;
  call: PageCall | null;
  fault: PhoneFault | null;
}

/** Kept by the tab for the same login, so that duty survives a reload, and a session that ended unused. */
const keptState = 'star7-phone';
/** `on-duty` and `in-call` before a reload; `slept` before signing in again. */
type Kept = 'on-duty' | 'in-call' | 'slept';
/** Milliseconds before a page goes on duty again whose phone was forgotten. */
const againMs = 1000;
/** A third of what they last: two requests may fail. */
const renewRelayMs = 20 * 60_000;
/** How often it is told to the server: it stands in the call's record. */
const reportedSeconds = 5;
const beginning = { muted: false, lost: false, quality: null };
/** Where nothing else can help. */
const mostRefusals = 5;

/** Loaded when somebody goes on duty, or might take over: it is as large as a third of the first page. */
const loadSipPhone = () => import('./sip-phone');
/** If it fails, it is loaded where it is needed. */
const beforehand = (): void => void loadSipPhone().catch(() => undefined);

/**
 * The phone of this page: microphone, ringing, and one call at a time. Which order and customer a call is about is told by the
 * live events, as of a desk phone; this knows the sound alone.
 *
 *     off ──go on duty──► starting ──registered──► ready ◄──► reconnecting
 *      ▲                      │                      │
 *      └──── off duty ────────┴──────────────────────┴── another tab or page ──► elsewhere
 */
export class PagePhone {
  #state: PhoneState = { duty: 'off', call: null, fault: null };
  readonly #listeners = new Set<() => void>();
  readonly #ringer = new Ringer();
  readonly #asked = new AskedCalls();
  readonly #microphone = new Microphone(() => void this.#microphoneLost());
  #sip: SipPhone | null = null;
  #call: SipCall | null = null;
  #release: (() => void) | null = null;
  #unwatch: (() => void) | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #looks: ReturnType<typeof setTimeout> | undefined;
  #renewals: ReturnType<typeof setInterval> | undefined;
  /** Another one each time that this page ends to be the phone: what began before, and is waited for, is of no use then. */
  #turn = 0;
  #connecting: Promise<void> = Promise.resolve();
  /** What this page was before is being ended: else that would end what it becomes. */
  #ending: Promise<unknown> = Promise.resolve();
  #reopening: Promise<MediaStream | null> | null = null;
  #refusals = 0;
  #login = '';

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): PhoneState => this.#state;

  /**
   * The page was opened: on duty before a reload, or before the session ended unused, it is so again.
   * @param login whose page it is now @returns to be called when the page is left
   */
  open(login: string): () => void {
    this.#login = login;
    this.#goOn();
    const unload = (): void => {
      if (this.#sip === null) return;
      this.#keep(this.#call === null ? 'on-duty' : 'in-call');
      this.#leave();
      this.#set({ duty: 'off' });
    };
    // A browser may keep the page as it is, and show it again when the user goes back.
    const show = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) this.#goOn();
    };
    // A browser asks before it closes a page that talks.
    const ask = (event: BeforeUnloadEvent): void => {
      if (this.#call !== null) event.preventDefault();
    };
    const look = (): void => void this.look();
    const plugged = (): void => {
      if (this.#sip !== null && this.#microphone.stream === null) void this.#microphoneLost();
    };
    const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
    mediaDevices?.addEventListener('devicechange', plugged);
    const unlock = (): void => {
      if (this.#sip !== null) this.#ringer.unlock();
    };
    window.addEventListener('pagehide', unload);
    window.addEventListener('pageshow', show);
    window.addEventListener('beforeunload', ask);
    window.addEventListener('focus', look);
    // After a reload nobody has touched the page yet.
    window.addEventListener('pointerdown', unlock);
    window.addEventListener('keydown', unlock);
    return () => {
      mediaDevices?.removeEventListener('devicechange', plugged);
      window.removeEventListener('pagehide', unload);
      window.removeEventListener('pageshow', show);
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('focus', look);
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
      this.#leave();
      this.#set({ duty: 'off', fault: null });
    };
  }

  /** What was going on when the page was left goes on. */
  #goOn(): void {
    const kept = this.#kept();
    if (kept !== null) {
      if (kept !== 'on-duty') this.#set({ fault: kept === 'slept' ? 'slept' : 'reloaded' });
      void this.goOnDuty();
    } else void this.look();
  }

  #keep(state: Kept): void {
    sessionStorage.setItem(keptState, `${state} ${this.#login}`);
  }

  /** What was kept for this login; of another one nothing is of use. */
  #kept(): Kept | null {
    const [state, ...login] = (sessionStorage.getItem(keptState) ?? '').split(' ');
    sessionStorage.removeItem(keptState);
    return state !== '' && login.join(' ') === this.#login ? (state as Kept) : null;
  }

  /** Whether another tab is the phone may have changed. */
  async look(): Promise<void> {
    const { duty } = this.#state;
    if ((duty !== 'off' && duty !== 'elsewhere') || !('locks' in navigator)) return;
    const elsewhere = await isPhoneElsewhere();
    if (this.#state.duty !== duty) return;
    if (elsewhere) {
      this.#set({ duty: 'elsewhere' });
      // Whoever takes over wants to be rung within a second.
      beforehand();
    }
    // Another browser's phone is seen by its taking over alone.
    else if (duty === 'elsewhere' && this.#state.fault === null) this.#set({ duty: 'off' });
  }

  /** @param takeOver from another tab, whose call ends */
  async goOnDuty(takeOver = false): Promise<void> {
    const { duty } = this.#state;
    if (duty === 'starting' || this.#sip !== null) return;
    this.#ringer.unlock();
    this.#set({ duty: 'starting', ...(!isOfBefore(this.#state.fault) && { fault: null }) });
    beforehand();
    const turn = this.#turn;
    try {
      await this.#microphone.open();
      const release = await becomePhone(takeOver, () => this.#takenByTab());
      if (turn !== this.#turn) {
        release?.();
        return;
      }
      if (release === null) {
        this.#microphone.close();
        this.#set({ duty: 'elsewhere' });
        return;
      }
      this.#release = release;
      this.#unwatch = this.#asked.watch();
      await this.#ending.catch(() => undefined);
      if (turn === this.#turn) await this.#connect();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#leave();
      const fault = error instanceof MicrophoneError ? { microphone: error.fault } : { problem: error };
      this.#set({ duty: 'off', fault });
    }
  }

  async goOffDuty(): Promise<void> {
    this.#leave();
    this.#set({ duty: 'off', fault: null });
    // A phone that is being made is there afterwards.
    await Promise.allSettled([this.#connecting]);
    if (this.#state.duty !== 'off') return;
    try {
      this.#ending = take(api.DELETE('/api/phone'));
      await this.#ending;
    } catch (problem) {
      this.#set({ fault: { problem } });
    }
  }

  dismissFault(): void {
    this.#set({ fault: null });
  }

  async answer(): Promise<void> {
    const call = this.#call;
    if (call === null || this.#state.call?.stage !== 'ringing') return;
    this.#ringer.stop();
    this.#set({ call: { stage: 'going', ...beginning } });
    const stream = await this.#toSpeakBy();
    const { call: shown } = this.state();
    if (this.#call !== call || shown === null) return;
    if (stream === null) {
      // Without a microphone it rings on: the next one may be at hand.
      this.#set({ call: { ...shown, stage: 'ringing' } });
      this.#ringer.start();
      return;
    }
    this.#microphone.sound(!shown.muted);
    call.answer(stream);
  }

  decline(): void {
    if (this.#state.call?.stage === 'ringing') this.#call?.decline();
  }

  hangUp(): void {
    this.#call?.end();
  }

  mute(muted: boolean): void {
    const { call } = this.#state;
    if (call === null) return;
    this.#microphone.sound(!muted);
    this.#set({ call: { ...call, muted } });
  }

  press(keys: string): void {
    if (this.#state.call?.stage === 'talking') this.#call?.press(keys);
  }

  /** Dials as a desk phone does. @param orderNumber without the short code */
  async dial(orderNumber: string): Promise<void> {
    const stream = await this.#toSpeakBy();
    if (this.#sip === null || stream === null || this.#call !== null || this.#state.duty !== 'ready') return;
    this.#microphone.sound(true);
    this.#hold(this.#sip.dial(`*7${orderNumber}`, stream), 'going');
  }

  /**
   * Calls the echo extension of the exchange, which sends back what the microphone gives, and listens. No call of an order: it is not
   * shown as one, and nobody else learns of it. Meanwhile calls that come in find this phone busy.
   * @returns null where it cannot be called now: off duty, without a microphone, or in a call
   */
  async hearYourself(): Promise<EchoResult | null> {
    const [stream, { listenToEcho }] = await Promise.all([
      this.#toSpeakBy(),
      untilLoaded(() => import('./echo-test')),
    ]);
    if (this.#sip === null || stream === null || this.#call !== null || this.#state.duty !== 'ready')
      return null;
    this.#microphone.sound(true);
    const call = this.#sip.dial(echoCode, stream);
    this.#call = call;
    call.onEnd(() => {
      if (this.#call !== call) return;
      this.#call = null;
      this.#microphone.sound(false);
    });
    return await listenToEcho(call, (onLevel) => this.lookAtLevel(onLevel));
  }

  #connect(): Promise<void> {
    this.#connecting = this.#makePhone();
    return this.#connecting;
  }

  async #makePhone(): Promise<void> {
    const turn = this.#turn;
    const [{ SipPhone: Phone }, credentials] = await Promise.all([
      untilLoaded(loadSipPhone),
      take(api.POST('/api/phone')),
    ]);
    if (turn !== this.#turn) return;
    const sip = new Phone(credentials, {
      registered: () => {
        if (sip !== this.#sip) return;
        this.#refusals = 0;
        // The timer of a machine that slept stood still.
        if (this.#state.duty === 'reconnecting') this.#renewRelay(sip);
        this.#set({ duty: 'ready' });
      },
      disconnected: (end) => {
        if (sip === this.#sip) this.#disconnected(end);
      },
      refused: () => {
        if (sip === this.#sip) this.#disconnected('forgotten');
      },
      incoming: (call, id) => {
        if (sip === this.#sip) void this.#incoming(call, id);
      },
    });
    this.#sip = sip;
    clearInterval(this.#renewals);
    this.#renewals = setInterval(() => this.#renewRelay(sip), renewRelayMs);
    sip.start();
  }

  /** What a call begins with lasts for most of its hour; a call that is up finds another path by what is new. */
  #renewRelay(sip: SipPhone): void {
    if (sip.relay === null) return;
    const renew = async (): Promise<void> => {
      const { relay } = await take(api.POST('/api/phone/relay'));
      if (relay !== null && sip === this.#sip) sip.relay = relay;
    };
    void renew().catch(() => undefined);
  }

  #disconnected(end: PhoneEnd | null): void {
    if (isPassing(end)) {
      // JsSIP forgets the transaction, so that no answer and no end would come through: the call would keep all others out.
      if (this.#state.call?.stage !== 'talking') this.#call?.end();
      this.#set({ duty: 'reconnecting' });
      return;
    }
    const sip = this.#sip;
    this.#sip = null;
    clearInterval(this.#renewals);
    sip?.stop();
    if (end === 'forgotten' || end === 'not-on-duty') {
      this.#set({ duty: 'reconnecting' });
      this.#refusals += 1;
      if (this.#refusals <= mostRefusals) {
        this.#again = setTimeout(() => void this.#connectAgain(), againMs * this.#refusals);
        return;
      }
    }
    this.#leave();
    this.#set({ duty: end === 'taken-over' ? 'elsewhere' : 'off', fault: end === null ? null : { end } });
    if (end === 'session-ended') this.#keep('slept');
    // A session that is over leads to the sign-in page.
    void take(api.GET('/api/session')).catch(() => undefined);
  }

  async #connectAgain(): Promise<void> {
    const turn = this.#turn;
    try {
      await this.#connect();
    } catch (problem) {
      if (turn !== this.#turn) return;
      this.#leave();
      this.#set({ duty: 'off', fault: { problem } });
    }
  }

  async #takenByTab(): Promise<void> {
    this.#leave();
    this.#set({ duty: 'elsewhere', fault: null });
    // The BYE is on its way before the other tab has the phone.
    await Promise.resolve();
  }

  async #incoming(call: SipCall, id: string | null): Promise<void> {
    this.#hold(call, 'ringing');
    const asked = id !== null && (await this.#asked.has(id));
    // Answered or declined by hand meanwhile.
    if (this.#call !== call || this.#state.call?.stage !== 'ringing') return;
    if (asked) await this.answer();
    else this.#ringer.start();
  }

  #hold(call: SipCall, stage: PageCall['stage']): void {
    this.#call = call;
    this.#set({
      call: { stage, ...beginning },
      ...(isOfBefore(this.#state.fault) && { fault: null }),
    });
    call.onTalk(() => {
      const { call: shown } = this.#state;
      if (this.#call !== call || shown === null || shown.stage === 'talking') return;
      this.#set({ call: { ...shown, stage: 'talking' } });
      this.#watchQuality(call);
    });
    call.onPath((lost) => {
      const { call: shown } = this.#state;
      if (this.#call === call && shown !== null) this.#set({ call: { ...shown, lost } });
    });
    call.onEnd(() => {
      if (this.#call !== call) return;
      this.#call = null;
      clearTimeout(this.#looks);
      this.#ringer.stop();
      this.#microphone.sound(false);
      this.#set({ call: null });
    });
  }

  #watchQuality(call: SipCall): void {
    const watch = new QualityWatch();
    let seconds = 0;
    const look = async (): Promise<void> => {
      const totals = await call.totals().catch(() => null);
      const { call: shown } = this.#state;
      if (this.#call !== call) return;
      this.#looks = setTimeout(() => void look(), nextLookMs(totals?.said ?? null));
      if (totals === null || shown === null) return;
      const quality = watch.take({ ...totals, muted: shown.muted });
      seconds += 1;
      if (seconds % reportedSeconds === 0) tellQuality(watch, quality);
      const known = shown.quality;
      // Once a second is too often to draw what nobody can tell apart.
      if (known === null || quality.fault !== known.fault || rounded(quality.mos) !== rounded(known.mos))
        this.#set({ call: { ...shown, quality } });
    };
    this.#looks = setTimeout(() => void look(), nextLookMs(null));
  }

  /** Holds from now on, in a talk too. */
  async choose(role: DeviceRole, id: string): Promise<void> {
    chooseDevice(role, id);
    if (role === 'speaker') this.#call?.hearByChosen();
    else if (role === 'ring') this.#ringer.try();
    else if (this.#sip !== null) await this.#speakAnew(await (this.#reopening ??= this.#reopen()));
  }

  /** How loud the microphone is, muted or not. @param onLevel gets 0 to 1, several times a second @returns ends it */
  lookAtLevel(onLevel: (level: number) => void): () => void {
    return this.#microphone.look(onLevel);
  }

  /** The next device takes its place, in a call too. */
  async #microphoneLost(): Promise<void> {
    await this.#speakAnew(await this.#toSpeakBy());
  }

  async #speakAnew(stream: MediaStream | null): Promise<void> {
    if (stream === null) return;
    const { call, fault } = this.#state;
    if (fault !== null && typeof fault === 'object' && 'microphone' in fault) this.#set({ fault: null });
    this.#microphone.sound(call !== null && call.stage !== 'ringing' && !call.muted);
    try {
      await this.#call?.speakBy(stream);
    } catch {
      this.#set({ fault: { microphone: 'lost' } });
    }
  }

  /** The microphone, opened again where it was lost. @returns null where there is none: the page says so */
  async #toSpeakBy(): Promise<MediaStream | null> {
    return this.#microphone.stream ?? (await (this.#reopening ??= this.#reopen()));
  }

  async #reopen(): Promise<MediaStream | null> {
    const turn = this.#turn;
    try {
      return await this.#microphone.open();
    } catch {
      if (turn === this.#turn) this.#set({ fault: { microphone: 'lost' } });
      return null;
    } finally {
      this.#reopening = null;
    }
  }

  /** This page is no phone any more. */
  #leave(): void {
    clearTimeout(this.#again);
    clearInterval(this.#looks);
    clearInterval(this.#renewals);
    this.#turn += 1;
    this.#refusals = 0;
    const sip = this.#sip;
    this.#sip = null;
    sip?.stop();
    this.#call = null;
    this.#ringer.close();
    this.#microphone.close();
    this.#unwatch?.();
    this.#unwatch = null;
    this.#release?.();
    this.#release = null;
    this.#set({ call: null });
  }

  #set(change: Partial<PhoneState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Whether it is of what came before this duty, and worth reading while that begins. */
function isOfBefore(fault: PhoneFault | null): boolean {
  return fault === 'reloaded' || fault === 'slept';
}

function rounded(mos: number | null): string | null {
  return mos === null ? null : mos.toFixed(1);
}

/** One a page: whichever component shows it. */
export const pagePhone = new PagePhone();

/** One that does not arrive is missing in the record, and no more. */
function tellQuality({ report }: QualityWatch, { fault }: CallQuality): void {
  if (report !== null)
    void take(api.POST('/api/phone/quality', { body: { ...report, fault } })).catch(() => undefined);
}
