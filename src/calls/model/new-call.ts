import type { Call } from './call-state';
import { causes } from './hangup-cause';

/** What a call begins with; nothing has happened in it yet. */
export type CallStart = Pick<
  Call,
  | 'id'
  | 'phase'
  | 'kind'
  | 'direction'
  | 'startKind'
  | 'extension'
  | 'orderNumberAsAsked'
  | 'slot'
  | 'requestedAt'
  | 'plan'
  | 'phone'
  | 'inbound'
> &
  Partial<Pick<Call, 'courier' | 'questionnaire'>>;

/** Every call has the same fields in the same order, as every leg has (legs.ts). */
export function newCall(start: CallStart): Call {
  return {
    id: start.id,
    phase: start.phase,
    step: 0,
    revision: 0,
    kind: start.kind,
    direction: start.direction,
    startKind: start.startKind,
    extension: start.extension,
    orderNumberAsAsked: start.orderNumberAsAsked,
    slot: start.slot,
    requestedAt: start.requestedAt,
    plan: start.plan,
    phone: start.phone,
    manager: null,
    order: null,
    inbound: start.inbound,
    courier: start.courier ?? null,
    questionnaire: start.questionnaire ?? null,
    dialIn: null,
    mobile: null,
    arrived: [],
    keying: null,
    keyed: null,
    hold: null,
    transfer: null,
    talks: [],
    consulted: [],
    featureKeys: '',
    featureKeysAt: 0,
    hearing: null,
    legs: [],
    announcements: 0,
    clearAttempts: 0,
    listeners: [],
    voicemail: false,
    bridgedAt: null,
    unbridgedAt: null,
    decision: null,
    farewellCause: causes.normalClearing,
    farewellTo: null,
    endedAt: null,
    recovered: false,
  };
}
