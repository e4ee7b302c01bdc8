import type { CallEvent } from '#calls/model/call-event';
import { transition } from '#calls/model/call-engine';
import type { Call, CallPlan, Phase } from '#calls/model/call-state';
import { phases } from '#calls/model/call-state';
import type { OutboundStart } from '#calls/model/establish/outbound';
import { startOutbound } from '#calls/model/establish/outbound';
import { currentLegOf } from '#calls/model/legs';
import type { Step } from '#calls/model/steps';
import type { Manager } from '#people/model/manager';
import { mask } from '#kernel/masked';
import type { AuthorisedOrder } from '#calls/model/order-of-call';

export const plan: CallPlan = {
  node: 'main',
  managerRingSeconds: 25,
  customerRingSeconds: 40,
  maxCallSeconds: 3600,
  acceptSeconds: 15,
  authoriseSeconds: 5,
  connectSeconds: 5,
  announceSeconds: 20,
  clearSeconds: 10,
  trunks: ['first', 'second'],
  defaultDid: '74950000000',
  defaultLanguage: 'ru',
  shortCode: '*7',
  marksVoicemails: true,
  askSeconds: 15,
  keyPauseSeconds: 4,
  confirmSeconds: 30,
  queueNoticeSeconds: 30,
  holdSeconds: 300,
};

export const manager: Manager = {
  id: 1,
  extension: '101',
  name: 'Anna',
  language: 'en',
  did: null,
  shortCodeMode: 'keep',
  autoAnswer: false,
  pressToAccept: false,
  maxCallsHour: null,
  maxCallsDay: null,
};

export const order: AuthorisedOrder = {
  orderId: 11,
  orderNumber: '1001',
  customerName: 'Ivan',
  contactPointId: 21,
  slot: 'main',
  extension: null,
  number: mask('+79000000001'),
};

/** One second, in the machine's unit. */
export const second = 1_000_000;

export const callId = '019a0000-0000-7000-8000-000000000001';
export const phoneChannel = '1700000000.1';

export const shortCodeStart: OutboundStart = {
  id: callId,
  startKind: 'short-code',
  extension: '101',
  orderNumber: '1001',
  slot: 'main',
  at: 0,
  plan,
  phoneChannelId: phoneChannel,
  phone: 'ready',
};

export const clickStart: OutboundStart = { ...shortCodeStart, startKind: 'click', phoneChannelId: null };

/** Omits `at` from each member of the union: the driver counts the seconds. */
export type EventWithoutTime = CallEvent extends infer Event
  ? Event extends CallEvent
    ? Omit<Event, 'at'>
    : never
  : never;

export const events = {
  authorised: (changes: Partial<Manager> = {}): EventWithoutTime => ({
    type: 'authorised',
    manager: { ...manager, ...changes },
    order,
  }),
  refused: (): EventWithoutTime => ({ type: 'authorised', manager, order: null }),
  /** @param devices none: the PBX is asked for the phone by its name */
  devices: (...devices: string[]): EventWithoutTime => ({ type: 'devices-found', devices }),
};

/**
 * Drives one machine by hand, a second for each event. Legs are named by role: the channel that the call has for
 * that role at that moment is filled in.
 */
export class Driven {
  readonly steps: Step[];
  #at: number;

  constructor(start: OutboundStart) {
    this.steps = [startOutbound(start)];
    this.#at = start.at;
  }

  get call(): Call {
    return this.last.call;
  }

  get last(): Step {
    return this.steps[this.steps.length - 1]!;
  }

  get phase(): Phase {
    return this.call.phase;
  }

  /** Every effect so far, in order. */
  get effects() {
    return this.steps.flatMap((step) => step.effects);
  }

  /** Channels that were asked for, in order. */
  get made(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'make' ? [effect.channelId] : []));
  }

  get record() {
    return this.effects.flatMap((effect) => (effect.type === 'record' ? [effect.record] : []))[0];
  }

  /** The effects of the last step alone, without the timer. */
  get wants() {
    return this.last.effects.filter((effect) => effect.type !== 'set-timer');
  }

  /** A second after the one before it, or so much earlier than that as it is told late. */
  feed(event: EventWithoutTime, { lateBy = 0 } = {}): this {
    this.#at += second - lateBy;
    this.steps.push(transition(this.call, { ...event, at: this.#at }));
    return this;
  }

  ringing(role: 'manager' | 'customer'): this {
    return this.feed({ type: 'leg-ringing', channelId: this.#channel(role) });
  }

  answered(role: 'manager' | 'customer'): this {
    return this.feed({ type: 'leg-answered', channelId: this.#channel(role) });
  }

  ended(role: 'manager' | 'customer', cause = 16, sipCode: number | null = null): this {
    return this.feed({ type: 'leg-ended', channelId: this.#channel(role), cause, sipCode });
  }

  /** The phone that dialled is on the hook again. */
  phoneReleased(): this {
    return this.feed({ type: 'leg-ended', channelId: phoneChannel, cause: 16, sipCode: null });
  }

  failed(role: 'manager' | 'customer'): this {
    return this.feed({ type: 'leg-failed', channelId: this.#channel(role) });
  }

  lost(role: 'manager' | 'customer'): this {
    return this.feed({ type: 'leg-lost', channelId: this.#channel(role) });
  }

  announceFailed(): this {
    return this.feed({
      type: 'announce-failed',
      playbackId: `${callId}-p${String(this.call.announcements)}`,
    });
  }

  timeout(): this {
    return this.feed({ type: 'timeout', step: this.call.step });
  }

  announced(): this {
    return this.feed({ type: 'announced', playbackId: `${callId}-p${String(this.call.announcements)}` });
  }

  digit(digit: string): this {
    return this.feed({ type: 'digit', channelId: this.#channel('manager'), digit });
  }

  #channel(role: 'manager' | 'customer'): string {
    return currentLegOf(this.call, role)?.channelId ?? 'no-channel';
  }
}

/** The phases that only calls of callers and couriers go through: inbound.test.ts, courier.test.ts. */
type InboundPhase = 'identifying' | 'asking' | 'queueing' | 'calling-courier';
/** Phases with tests of their own: keying.test.ts, transfer.test.ts. */
type AsidePhase = 'keying' | 'holding' | 'consulting' | 'transferring' | 'conferring';
export type OutboundPhase = Exclude<Phase, InboundPhase | AsidePhase>;

/** The phases that a manager's call goes through. */
export const outboundPhases = phases.filter(
  (phase): phase is OutboundPhase =>
    !(
      [
        ...['identifying', 'asking', 'queueing', 'calling-courier'],
        ...['keying', 'holding', 'consulting', 'transferring', 'conferring'],
      ] as Phase[]
    ).includes(phase),
);

/** The shortest way into each phase. */
export const into: Record<OutboundPhase, () => Driven> = {
  authorising: () => new Driven(shortCodeStart),
  'calling-manager': () => new Driven(clickStart).feed(events.authorised()).feed(events.devices()),
  accepting: () =>
    new Driven(clickStart)
      .feed(events.authorised({ pressToAccept: true }))
      .feed(events.devices())
      .answered('manager'),
  'calling-customer': () => new Driven(shortCodeStart).feed(events.authorised()),
  connecting: () => into['calling-customer']().ringing('customer').answered('customer'),
  talking: () => into.connecting().feed({ type: 'bridged' }),
  announcing: () => into['calling-customer']().ringing('customer').ended('customer', 17, 486),
  clearing: () => into.talking().ended('customer'),
  ended: () => into.clearing().ended('manager'),
};
