import type { CallId, LegTimes, StartKind } from './call-record';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { Call, CallPlan, Decision, Phase, PhoneState } from './call-state';
import type { NewLeg } from './legs';
import { withNewLeg } from './legs';
import type { Manager } from '#people/model/manager';
import type { OrderFacts } from './order-of-call';

/** A call as releases up to 0.2.0 wrote it down: with one leg for each of two roles. An update finds such notes once. */
export interface TwoRoleNote {
  id: CallId;
  phase: Phase;
  step: number;
  /** Notes of 0.2.0 have none. */
  revision?: number;
  /** `call-back` from the moment at which the phone that dialled was hung up. */
  startKind: StartKind;
  extension: string;
  slot: Slot;
  requestedAt: Micros;
  phone: PhoneState;
  manager: Manager | null;
  order: OrderFacts | null;
  legs: { manager: RoleLeg; customer: RoleLeg };
  /** The phone's own channel that is being hung up before the phone is called back. */
  dialledFrom: string | null;
  /** Which of the trunks is in use. */
  trunkIndex: number;
  announcements: number;
  clearAttempts: number;
  bridgedAt: Micros | null;
  unbridgedAt: Micros | null;
  outcome: Decision | null;
  managerCause: number;
  endedAt: Micros | null;
}

interface RoleLeg extends LegTimes {
  state: 'absent' | 'requested' | 'ringing' | 'answered' | 'ended';
  /** Null while absent. */
  channelId: string | null;
}

/** The call that such a note is of. */
export function callFromTwoRoles(note: TwoRoleNote, plan: CallPlan): Call {
  const { legs, dialledFrom, trunkIndex, outcome, managerCause, startKind, order, ...rest } = note;
  const call: Call = {
    ...rest,
    revision: note.revision ?? 0,
    kind: 'outbound',
    direction: 'outbound',
    startKind: startKind === 'click' ? 'click' : 'short-code',
    order: order === null ? null : { ...order, number: null, extension: null },
    orderNumberAsAsked: order?.orderNumber ?? '',
    inbound: null,
    courier: null,
    questionnaire: null,
    dialIn: null,
    mobile: null,
    keying: null,
    keyed: null,
    hold: null,
    transfer: null,
    talks: [],
    consulted: [],
    arrived: [],
    featureKeys: '',
    featureKeysAt: 0,
    hearing: null,
    listeners: [],
    voicemail: false,
    legs: [],
    decision: outcome,
    farewellCause: managerCause,
    farewellTo: null,
    plan,
    recovered: true,
  };
  const { extension } = note;
  const trunk = plan.trunks[trunkIndex];
  const found: NewLeg[] = [];
  if (startKind === 'call-back') found.push(releasedPhone(dialledFrom, extension));
  const origin = startKind === 'short-code' ? 'arrived' : 'made';
  found.push(...legFrom(legs.manager, { party: 'manager', origin, extension }));
  found.push(
    ...legFrom(legs.customer, {
      party: 'customer',
      origin: 'made',
      attempt: trunkIndex,
      ...(trunk !== undefined && { trunk }),
    }),
  );
  return found.reduce(withNewLeg, call);
}

/** @param channelId null once it is gone: then nothing is known of it but that it was there */
function releasedPhone(channelId: string | null, extension: string): NewLeg {
  return {
    ...{ party: 'manager', origin: 'arrived', extension, released: true, startedAt: null },
    ...(channelId === null ? { state: 'ended', channelId: '' } : { state: 'ringing', channelId }),
  };
}

function legFrom(
  { state, channelId, ...times }: RoleLeg,
  whose: Pick<NewLeg, 'party' | 'origin' | 'extension' | 'attempt' | 'trunk'>,
): NewLeg[] {
  return state === 'absent' || channelId === null ? [] : [{ ...whose, ...times, state, channelId }];
}
