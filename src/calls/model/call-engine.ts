import type { CallEffect, CallEvent } from './call-event';
import type { Micros } from '#kernel/micros';
import type { Call, CallKind, Leg, Phase } from './call-state';
import { announcing, clearing, finishIfNoLegs, hangUpAll, isOfLastAnnouncement, onLegLost } from './ending';
import type { Establishing, EstablishingPhase } from './establish/establishing';
import { automatic } from './establish/automatic';
import { courier } from './establish/courier';
import { inbound } from './establish/inbound';
import { outbound } from './establish/outbound';
import { causes } from './hangup-cause';
import { keying, resumeKeying } from './keying';
import { conferring, resumeConferring } from './conferring';
import { consulting, resumeConsulting } from './consulting';
import { holding, resumeHolding } from './holding';
import { resumeTransferring, transferring } from './transferring';
import { answered } from './transfer-key';
import { withListener, withoutListener } from './listeners';
import { currentLegOf, hangUp, isLate, legAfter, legByChannel, rivalsOf, withLeg } from './legs';
import type { PhaseHandler, Step } from './steps';
import { ignore, revised, stay } from './steps';
import { connect } from './connect';
import { connecting, resumeTalking, talking } from './talking';

/*
 * The life of a call. `transition` only decides: effects are data, carried out by calls/engine.
 *
 *                     ┌─────────────┐
 *            start ──►│ authorising ├── refused, look-up failed, manager busy ─────────┐
 *                     │             ├── not registered ─────────────────────────────┐  │
 *                     └──┬───────┬──┘                                               │  │
 *        *7, keep channel│       │click, or *7 with call-back                       │  │
 *                        │  ┌────▼────────────┐                                     │  │
 *                        │  │ calling-manager ├── no answer, busy, rejected ────────┤  │
 *                        │  └────┬───────┬────┘                                     │  │
 *                        │       │  ┌────▼──────┐                                   │  │
 *                        │       │  │ accepting ├── 1 not pressed ──────────────────┤  │
 *                        │       │  └────┬──────┘                                   │  │
 *                     ┌──▼───────▼───────▼─┐                                        │  │
 *     next trunk ┌───►│  calling-customer  ├── busy, no answer, … ──────────────────┼──┤
 *                └────┤                    ├── the manager hung up ─────────────────┤  │
 *                     └─────────┬──────────┘                                        │  │
 *                     ┌─────────▼──────────┐                                        │  │
 *                     │     connecting     ├── either side gone ────────────────────┤  │
 *                     └─────────┬──────────┘                                        │  │
 *                     ┌─────────▼──────────┐                             ┌──────────┼──▼───────┐
 *                     │      talking       │◄─►keying (through connecting)│      announcing     │
 *                     └─────────┬──────────┘                             └──────────┼──────────┘
 *                               │ either side gone, or the longest time             │
 *                     ┌─────────▼───────────────────────────────────────────────────▼──┐
 *                     │                            clearing                            │
 *                     └─────────┬──────────────────────────────────────────────────────┘
 *                     ┌─────────▼──────────┐
 *                     │       ended        │   exactly one record
 *                     └────────────────────┘
 *
 * A caller (establish/inbound.ts) begins with `identifying`, may be asked for an order (`asking`), and waits (`queueing`) until a
 * manager is free. From `calling-manager` and `accepting` the caller comes back to `queueing` if the manager does not take
 * the call; the manager's answer leads to `connecting`.
 *
 * A courier (establish/courier.ts) calls in like any caller, or has the own mobile called first (`calling-courier`), and goes on
 * with `calling-customer`; a customer who calls while the order is on its way reaches the courier's mobile by
 * `calling-courier` and `accepting`, and `queueing` if the courier does not take the call.
 *
 * An automatic call (establish/automatic.ts) has no side of the shop: from `calling-customer` it goes on with `asking`, and never talks.
 *
 * A manager who calls from the own mobile (establish/dial-in.ts) begins with `identifying`, is asked for PIN and order (`asking`), and
 * goes on with `authorising` as a short code does.
 *
 * From `talking` the customer may be put on hold and passed on: transfer.ts has that part of the picture.
 *
 * Every phase but the last has a deadline. An event that a phase does not handle is ignored and logged.
 *
 * Kinds of calls differ until the answer: the phases above `connecting` are those of establish/outbound.ts, and other
 * kinds handle some of them in their own way. The later phases are shared, in talking.ts and ending.ts.
 */

/** How each kind of call is established. */
const establishingByKind: Readonly<Record<CallKind, Establishing>> = {
  ...{ outbound, inbound, courier, automatic },
};

/** Phases that all kinds share. */
const shared: Readonly<Record<Exclude<Phase, EstablishingPhase | 'ended'>, PhaseHandler>> = {
  connecting,
  talking,
  keying,
  holding,
  consulting,
  transferring,
  conferring,
  announcing,
  clearing,
};

/** One event, one step. Pure: the same call and event give the same step. */
export function transition(call: Call, event: CallEvent): Step {
  return revised(call, stepFor(call, event));
}

/**
 * Resumes a call of an earlier process, after its legs were checked: sets the deadline again and repeats requests that may
 * have been lost.
 */
export function resumeCall(before: Call, at: Micros): Step {
  // Whoever listened heard nothing more from then on: the PBX is freed of their legs as of any that no call has.
  const call = before.listeners.reduce((left, { id }) => withoutListener(left, id, at).call, before);
  const step = resumption(call, at);
  const { manager } = call;
  const again: CallEffect[] =
    manager !== null && call.talks.at(-1)?.order === 'going' ? [{ type: 'hand-order', to: manager }] : [];
  // The devices that another one of the manager's was faster than: whoever answers there would hear nobody.
  const left = call.legs
    .filter(({ released }) => released)
    .flatMap((leg) => hangUp(leg, causes.answeredElsewhere));
  const first = [...again, ...left];
  return revised(call, first.length === 0 ? step : { call: step.call, effects: [...first, ...step.effects] });
}

function resumption(call: Call, at: Micros): Step {
  const { phase } = call;
  switch (phase) {
    case 'connecting':
      return connect(call);
    case 'talking':
      return resumeTalking(call, at);
    case 'keying':
      return resumeKeying(call);
    case 'holding':
      return resumeHolding(call, at);
    case 'consulting':
      return resumeConsulting(call);
    case 'transferring':
      return resumeTransferring(call);
    case 'conferring':
      return resumeConferring(call, at);
    case 'announcing':
    case 'clearing':
      return hangUpAll(call, at);
    case 'ended':
      return ignore(call);
    default:
      return establishingByKind[call.kind].resume(call, phase, at);
  }
}

function stepFor(call: Call, event: CallEvent): Step {
  const { phase } = call;
  if (phase === 'ended') return ignore(call);
  if (event.type === 'listener-changed') return withListener(call, event.listener);
  if (event.type === 'listener-left') return withoutListener(call, event.id, event.at);
  if (event.type === 'voicemail-marked')
    return call.bridgedAt === null || call.voicemail === event.voicemail
      ? ignore(call)
      : stay({ ...call, voicemail: event.voicemail });
  const handle = isEstablishing(phase) ? establishingByKind[call.kind].phases[phase] : shared[phase];
  if (handle === undefined) return ignore(call);
  if (isAnswerToPhone(event)) {
    // A colleague may have the customer meanwhile.
    const isManagers = currentLegOf(call, 'manager')?.channelId === event.asker;
    const step = isManagers ? handle(call, event) : ignore(call);
    return step.ignored ? answered(call, event.asker, false) : step;
  }
  if (event.type === 'order-handed') return stay(withOrderHanded(call, event.isHanded));
  if (!('channelId' in event)) return isStale(call, event) ? ignore(call) : handle(call, event);

  const leg = legByChannel(call, event.channelId);
  if (leg === undefined || isLate(leg, event)) return ignore(call);
  const after = legAfter(leg, event);
  const updated = after === leg ? call : withLeg(call, after);
  if (after.released)
    return isEstablishing(phase)
      ? establishingByKind[call.kind].onReleased(updated, event.at)
      : finishIfNoLegs(updated, event.at);
  if (event.type === 'leg-lost' && isOfTransfer(phase, after))
    return handle(updated, {
      ...event,
      type: 'leg-ended',
      cause: causes.networkOutOfOrder,
      sipCode: null,
      leg: after,
    });
  if (event.type === 'leg-lost')
    return rivalsOf(updated, after).length > 0
      ? stay(withLeg(updated, { ...after, released: true }))
      : ((isEstablishing(phase) ? establishingByKind[call.kind].onLost?.(updated, after, event.at) : null) ??
          onLegLost(updated, event.at));
  const step = handle(updated, { ...event, leg: after });
  if (step.ignored && event.type === 'transfer-asked') return answered(call, event.channelId, false);
  // The phase ignores the event, but the leg has changed: keep its times for the record.
  return step.ignored && updated !== call ? stay(updated) : step;
}

/** Whether somebody of the shop is lost while others can go on with the customer. */
function isOfTransfer(phase: Phase, { party }: Leg): boolean {
  return (
    party !== 'customer' && (phase === 'consulting' || phase === 'transferring' || phase === 'conferring')
  );
}

/** Who can be called is known, and a phone waits for that, whatever has become of the call. */
function isAnswerToPhone(
  event: CallEvent,
): event is Extract<CallEvent, { type: 'colleague-found' | 'colleague-refused' }> & { asker: string } {
  return (
    (event.type === 'colleague-found' || event.type === 'colleague-refused') && event.asker !== undefined
  );
}

function withOrderHanded(call: Call, isHanded: boolean): Call {
  const talks = call.talks.map((talk) =>
    talk.order === 'going' ? { ...talk, order: isHanded ? ('went' as const) : ('stayed' as const) } : talk,
  );
  return { ...call, talks };
}

function isEstablishing(phase: Phase): phase is EstablishingPhase {
  return !(phase in shared) && phase !== 'ended';
}

/** Whether the event belongs to a deadline, a request or an announcement that has been replaced. */
function isStale(call: Call, event: Exclude<CallEvent, { channelId: string }>): boolean {
  switch (event.type) {
    case 'timeout':
      return event.step !== call.step;
    case 'identify-failed':
    case 'proved':
    case 'not-proved':
    case 'manager-answer':
    case 'devices-found':
    case 'keying-requested':
    case 'colleague-found':
    case 'colleague-refused':
    case 'parted':
    case 'part-failed':
    case 'dialling':
    case 'number-checked':
    case 'number-saved':
    case 'answers-kept':
      return event.step !== undefined && event.step !== call.step;
    case 'announced':
    case 'announce-failed':
      return !isOfLastAnnouncement(call, event.playbackId);
    default:
      return false;
  }
}
