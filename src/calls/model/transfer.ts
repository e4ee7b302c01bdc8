import type { Micros } from '#kernel/micros';
import type { Announcement } from './announcement';
import type { CallEffect } from './call-event';
import { bridgeId, playbackId } from './call-state';
import type { Call, Leg } from './call-state';
import { connect } from './connect';
import { conclude, decision } from './ending';
import type { Farewell } from './ending';
import { displayOf, releaseAll, ringDevices } from './establish/manager-phone';
import { answeredLegOf, rivalGone, mobileLetGo } from './establish/own-mobile';
import { causes } from './hangup-cause';
import { currentLegOf, isUp, legOf, rivalsOf, withLeg } from './legs';
import type { PhaseEvent, Step } from './steps';
import { enter } from './steps';
import { talkSecondsLeft, withTalk } from './talk-time';
import type { Hold, Transfer, TransferPlan } from './transfer-facts';
import { say } from './verbs';

/*
 * Steps that the phases of a transfer share: holding.ts, consulting.ts, transferring.ts, conferring.ts.
 *
 *               ┌────────────────────────── back, with words if nobody took the customer ───┐
 *          ┌────▼────┐        ┌─────────┐ attended ┌────────────┐ both  ┌────────────┐      │
 *          │ talking ├───────►│ holding ├─────────►│ consulting ├──────►│ conferring ├──────┤
 *          └────▲────┘ parted └────┬────┘          └──┬──────┬──┘       └─────┬──────┘      │
 *               │             blind│   manager leaves │      └────────────────│─────────────┘
 *               │             ┌────▼─────────┐ early  │ manager leaves        │ manager leaves
 *               │             │ transferring │◄───────┘      │                │
 *               │             └────┬─────────┘               │                │
 *               └──────────────────┴─────────────────────────┴────────────────┘
 *                 the colleague is the call's manager from then on
 *
 * The customer is parted from the manager in `holding` before anything else: no tone of the keying, no ringing and nothing of
 * what manager and colleague say reaches them. One bridge is enough: whoever talks is in it, and the customer hears music
 * outside of it until they are added.
 */

/** Parts the two, and goes on from there. */
export function beginHold(call: Call, next: Partial<Pick<Hold, 'dialling' | 'then'>> = {}): Step {
  const stay = call.legs.filter((leg) => isUp(leg) && !leg.released).map(({ channelId }) => channelId);
  const hold: Hold = { stage: 'parting', dialling: null, digits: '', then: null, ...next };
  return enter({ ...call, hold, featureKeys: '' }, 'holding', call.plan.connectSeconds, [
    { type: 'part', bridgeId: bridgeId(call), stay },
  ]);
}

/** Begins what was asked for; the two are parted. */
export function beginTransfer(call: Call, plan: TransferPlan): Step {
  const [colleague, ...others] = plan.colleagues;
  if (colleague === undefined) return comeBackSaying(call, 'nobody-free');
  const transfer: Transfer = {
    ...{ kind: plan.kind, stage: 'calling', colleague, others },
    ...{ withOrder: plan.withOrder, isRecall: false },
  };
  const parted: Call = { ...call, hold: null, transfer, featureKeys: '' };
  return plan.kind === 'attended' ? callColleague(parted, 'consulting') : leaveCustomer(parted);
}

/** The manager's phone is free; whoever is called gets the customer. */
export function leaveCustomer(call: Call): Step {
  const gone = managersReleased(call);
  const ringing = currentLegOf(gone.call, 'colleague');
  const leaving = withTransfer(withConsulted(gone.call, call.extension), { kind: 'blind' });
  const next =
    ringing !== undefined && isUp(ringing)
      ? enter(leaving, 'transferring', secondsOf(leaving))
      : callColleague(leaving, 'transferring');
  return { ...next, effects: [...gone.effects, ...next.effects] };
}

function secondsOf({ transfer, plan }: Call): number {
  return transfer?.stage === 'accepting' ? plan.acceptSeconds : plan.managerRingSeconds;
}

function managersReleased(call: Call): Step {
  const managers = call.legs.filter(({ party, released }) => party === 'manager' && !released);
  return releaseAll(call, managers, causes.normalClearing);
}

// --------------------------------------------------------------------------------------- the colleague

/** Asks for the devices of the phone that is to be called; the manager hears ringing. */
export function callColleague(
  call: Call,
  phase: 'consulting' | 'transferring',
  { toBeFree = false } = {},
): Step {
  const { colleague } = transferOf(call);
  const calling = withTransfer(withConsulted(call, colleague.extension), { stage: 'calling' });
  const manager = currentLegOf(call, 'manager');
  const ringing: CallEffect[] =
    manager !== undefined && isUp(manager) ? [{ type: 'ring', channelId: manager.channelId }] : [];
  return enter(calling, phase, call.plan.managerRingSeconds, [
    ...ringing,
    { type: 'find-devices', phone: colleague.extension, toBeFree },
  ]);
}

export function ringColleague(
  call: Call,
  event: Extract<PhaseEvent, { type: 'devices-found' }>,
  phase: 'consulting' | 'transferring',
): Step {
  const { colleague, isRecall } = transferOf(call);
  const ringSeconds = call.plan.managerRingSeconds;
  const rung = ringDevices(call, event, {
    ...{ party: isRecall ? 'manager' : 'colleague', extension: colleague.extension, did: colleague.did },
    ...{ autoAnswer: colleague.autoAnswer, display: displayOf(call), ringSeconds },
  });
  return enter(rung.call, phase, ringSeconds, rung.effects);
}

/** Asks for a 1, since voicemail may have answered. Repeated until the deadline, which a repetition does not move. */
export function beginAcceptingTransfer(call: Call, phase: 'consulting' | 'transferring'): Step {
  const asked = askToTake(withTransfer(call, { stage: 'accepting' }));
  return enter(asked.call, phase, call.plan.acceptSeconds, asked.effects);
}

/** At the mobile of whoever is called nobody pressed 1; their phone of the shop rings on. Null if it does not. */
export function nobodyAtColleaguesMobile(call: Call, phase: 'consulting' | 'transferring'): Step | null {
  const { stage, isRecall } = transferOf(call);
  const left = stage === 'accepting' ? mobileLetGo(call, isRecall ? 'manager' : 'colleague') : null;
  if (left === null) return null;
  const calling = withTransfer(left.call, { stage: 'calling' });
  return enter(calling, phase, call.plan.managerRingSeconds, left.effects);
}

export function askToTake(call: Call): Step {
  const party = transferOf(call).isRecall ? 'manager' : 'colleague';
  return say(call, answeredLegOf(call, party) ?? legOf(call, party), 'press-1-to-take');
}

/**
 * Another device than the one that is asked for a 1 has ended, or that one has, and others ring on. Null if nobody is asked, or
 * nobody else rings.
 */
export function mobileOrRivalGone(call: Call, leg: Leg, phase: 'consulting' | 'transferring'): Step | null {
  if (transferOf(call).stage !== 'accepting') return null;
  const rival = rivalGone(call, leg);
  if (rival !== null || rivalsOf(call, leg).length === 0) return rival;
  const left = withLeg(withTransfer(call, { stage: 'calling' }), { ...leg, released: true });
  return enter(left, phase, call.plan.managerRingSeconds);
}

/** Nothing is said to the colleague any more. */
export function hushed(call: Call): CallEffect[] {
  return transferOf(call).stage === 'accepting'
    ? [{ type: 'hush', playbackId: playbackId(call.id, call.announcements) }]
    : [];
}

/** The colleague's phones are hung up, and whoever is next is called; null if there is nobody. */
export function callNext(call: Call, phase: 'consulting' | 'transferring'): Step | null {
  const { others } = transferOf(call);
  const [colleague, ...rest] = others;
  if (colleague === undefined) return null;
  const freed = withoutColleague(call);
  const called = withTransfer(freed.call, { colleague, others: rest, isSecondCall: false });
  // Was free when all of them were chosen, which can be minutes ago.
  const next = callColleague(called, phase, { toBeFree: true });
  return { ...next, effects: [...freed.effects, ...next.effects] };
}

export function withoutColleague(call: Call): Step {
  const phones = call.legs.filter(({ party, released }) => party === 'colleague' && !released);
  return releaseAll(call, phones, causes.noAnswer);
}

// --------------------------------------------------------------------------------- back to the customer

/** Joins manager and customer again; whoever was called is hung up. */
export function comeBack(call: Call, before: readonly CallEffect[] = []): Step {
  const freed = withoutColleague(call);
  const joining = connect(freed.call);
  return {
    call: cleared(joining.call),
    effects: [...before, ...freed.effects, ...joining.effects],
  };
}

/** As {@link comeBack}, but a manager who has hung up is called again. */
export function comeBackIfUp(call: Call, at: Micros): Step {
  return isManagerUp(call) ? comeBack(call) : recall(call, at);
}

/** So long at most, if the end of what is said is not reported. */
const wordsSeconds = 8;

/** As {@link comeBack}, once the manager has heard why. */
export function comeBackSaying(call: Call, why: Announcement): Step {
  const freed = withoutColleague(call);
  const hold: Hold = { stage: 'returning', dialling: null, digits: '', then: null };
  const said = say({ ...freed.call, hold, transfer: null }, legOf(call, 'manager'), why);
  return enter(said.call, 'holding', wordsSeconds, [...freed.effects, ...said.effects]);
}

/** Nobody took the customer: back to the manager, whose phone is called again if it has been hung up. */
export function comeBackOrRecall(call: Call, why: Announcement, at: Micros): Step {
  return isManagerUp(call) ? comeBackSaying(call, why) : recall(call, at);
}

/** Calls the manager's phone for the customer, who waits. */
export function recall(call: Call, at: Micros): Step {
  const { manager } = call;
  if (manager === null) return lose(call, at);
  const freed = withoutColleague(call);
  const gone = managersReleased(freed.call);
  const transfer: Transfer = {
    ...{ kind: 'blind', stage: 'calling', colleague: manager, others: [], withOrder: false, isRecall: true },
  };
  const next = callColleague({ ...gone.call, hold: null, transfer }, 'transferring');
  return { ...next, effects: [...freed.effects, ...gone.effects, ...next.effects] };
}

/**
 * Nobody is left who could take the customer. Nothing is promised: whether somebody calls back is for people to say, on whose
 * list of missed calls it is.
 */
export function lose(call: Call, at: Micros): Step {
  return conclude(call, at, decision('answered', 'system', causes.noAnswer), {
    announcement: 'caller-not-taken',
    cause: causes.normalClearing,
    to: 'customer',
  });
}

// ----------------------------------------------------------------------------------------- handing over

/**
 * The customer is the colleague's from now on, in lists and events as in the record; the manager's phone is free.
 * @returns the legs and the effects; the caller joins them, or leaves them joined
 */
export function handOver(call: Call, at: Micros): Step {
  const { colleague, withOrder } = transferOf(call);
  const leg = legOf(call, 'colleague');
  const gone = managersReleased(call);
  const taken: Leg = { ...(gone.call.legs[leg.id - 1] ?? leg), party: 'manager' };
  const from = withConsulted(withLeg(gone.call, taken), call.extension);
  const goes = withOrder && call.order !== null;
  return {
    call: withTalk(
      { ...from, manager: colleague, extension: colleague.extension, featureKeys: '' },
      taken,
      at,
      goes ? 'going' : 'stayed',
    ),
    effects: goes ? [...gone.effects, { type: 'hand-order', to: colleague }] : gone.effects,
  };
}

/** The colleague has the customer, who is joined with them. */
export function handOverAndConnect(call: Call, at: Micros): Step {
  const handed = handOver(call, at);
  const joining = connect(handed.call);
  return { call: cleared(joining.call), effects: [...hushed(call), ...handed.effects, ...joining.effects] };
}

/** The colleague has the customer, and hears them already. */
export function handOverAndTalk(call: Call, at: Micros): Step {
  const handed = handOver(call, at);
  return enter(cleared(handed.call), 'talking', talkSecondsLeft(call, at), handed.effects);
}

// --------------------------------------------------------------------------------------- the customer

const customerGone: Farewell = {
  announcement: 'customer-hung-up',
  cause: causes.normalClearing,
  to: 'manager',
};

/** The customer has hung up while the manager was away: the manager hears so, and everybody else is hung up. */
export function onCustomerGone(
  call: Call,
  event: Extract<PhaseEvent, { type: 'leg-ended' | 'leg-failed' }>,
): Step {
  return conclude(
    call,
    event.at,
    decision(
      'answered',
      'customer',
      event.type === 'leg-ended' ? event.cause : null,
      event.type === 'leg-ended' ? event.sipCode : null,
    ),
    customerGone,
  );
}

// ----------------------------------------------------------------------------------------------- facts

/** @throws RangeError outside of the phases of a transfer, which the phases prevent */
export function transferOf({ transfer }: Call): Transfer {
  if (transfer === null) throw new RangeError('nobody is called for a customer');
  return transfer;
}

export function withTransfer(call: Call, changes: Partial<Transfer>): Call {
  return { ...call, transfer: { ...transferOf(call), ...changes } };
}

export function cleared(call: Call): Call {
  return { ...call, hold: null, transfer: null };
}

export function withConsulted(call: Call, extension: string): Call {
  return call.consulted.includes(extension) ? call : { ...call, consulted: [...call.consulted, extension] };
}

/** How the manager is told that a colleague did not take the customer, by what the phone did. */
export const colleagueWords = {
  busy: 'colleague-busy',
  rejected: 'colleague-busy',
  unreachable: 'colleague-unreachable',
} as const satisfies Readonly<Record<string, Announcement>>;

export function isManagerUp(call: Call): boolean {
  const manager = currentLegOf(call, 'manager');
  return manager !== undefined && isUp(manager);
}
