import type { CallId, Direction, LegQuality, LegTimes, StartKind } from './call-record';
import type { Ender } from './ender';
import type { Micros } from '#kernel/micros';
import type { Slot } from '#kernel/slot';
import type { KeyingResult } from './keying-facts';
import { managerTimesOf, startKindOf, talkSecondsOf, timesOf, trunkOf } from './call-facts';
import type { Call, Phase } from './call-state';
import { currentLegOf } from './legs';
import type { Disposition } from './disposition';
import type { Refusal } from './refusal';
import { orderOwnerOf } from './talk-time';

/**
 * A call as people and programs see it, live or from the store: names and times, never a number.
 * While the call lives, `disposition` and all that follows it are null.
 */
export interface CallView {
  id: CallId;
  phase: Phase;
  /** Of two views, the greater is the newer. Null once the call has ended: that view is the newest, and stays as it is. */
  revision: number | null;
  direction: Direction;
  startKind: StartKind;
  managerExtension: string;
  /** Null where it is not known (yet): no manager has the extension, or nobody could be asked. */
  managerId: number | null;
  /** The courier who has the shop's side of the call instead of a manager; null if none has. */
  courierName: string | null;
  /**
   * Extensions of managers who have been shown an inbound call while it waited or rang, of colleagues who were called for a
   * customer, and of managers who passed the customer on: they receive its changes until it ends. Empty for ended calls.
   */
  shownTo: readonly string[];
  /** The company's number that was called, digits; null unless the call is inbound. */
  did: string | null;
  /** Of a live call, the extension of its order's manager, who may open the order; null if there is none. */
  ownerExtension: string | null;
  /** Null where the order was refused; not where a limit forbids to call one's own (refusal.ts). */
  orderNumber: string | null;
  customerName: string | null;
  slot: Slot;
  trunk: string | null;
  requestedAt: Micros;
  manager: LegTimes;
  customer: LegTimes;
  endedAt: Micros | null;
  talkSeconds: number;
  /** The colleague who is called for the customer, or talks to the manager or with both; null for none. */
  colleague: { extension: string; name: string; isTalking: boolean } | null;
  /** Extensions of those who had the customer, in order; empty where nobody had. */
  managers: readonly string[];
  /** What came of the last number that the customer was asked to key in; null before, and in ended calls. */
  keyed: { slot: Slot; result: KeyingResult } | null;
  /** A voicemail seems to have answered, or has. */
  voicemail: boolean;
  /** The customer was being passed on at the end, and nobody had taken them. */
  untaken: boolean;
  /** How the legs of an ended call sounded; empty where nothing was measured, and of a live call. */
  quality: readonly LegQuality[];
  disposition: Disposition | null;
  /** Why, where the disposition is `refused`; null too in records from before it was kept. */
  refusal: Refusal | null;
  hangupCause: number | null;
  sipCode: number | null;
  hungUpBy: Ender | null;
}

/** A live call, as it may be shown. */
export function viewOf(call: Call): CallView {
  const { decision, order } = call;
  return {
    id: call.id,
    phase: call.phase,
    revision: call.phase === 'ended' ? null : call.revision,
    direction: call.direction,
    startKind: startKindOf(call),
    managerExtension: call.extension,
    managerId: call.manager?.id ?? null,
    courierName: call.courier?.who?.name ?? null,
    shownTo: [...new Set([...(call.inbound?.shownTo ?? []), ...call.consulted])],
    did: call.inbound?.did ?? null,
    ownerExtension: call.phase === 'ended' ? null : orderOwnerOf(call),
    orderNumber: order?.orderNumber ?? null,
    customerName: order?.customerName ?? null,
    slot: call.slot,
    trunk: trunkOf(call),
    requestedAt: call.requestedAt,
    manager: managerTimesOf(call),
    customer: timesOf(currentLegOf(call, 'customer')),
    endedAt: call.endedAt,
    talkSeconds: talkSecondsOf(call),
    colleague: colleagueOf(call),
    managers: call.talks.map(({ extension }) => extension),
    keyed: call.keyed,
    voicemail: call.voicemail,
    untaken: decision?.untaken ?? false,
    quality: [],
    disposition: decision?.disposition ?? null,
    refusal: decision?.refusal ?? null,
    hangupCause: decision?.hangupCause ?? null,
    sipCode: decision?.sipCode ?? null,
    hungUpBy: decision?.hungUpBy ?? null,
  };
}

function colleagueOf({ transfer }: Call): CallView['colleague'] {
  if (transfer === null || transfer.isRecall) return null;
  const { colleague, stage } = transfer;
  return { extension: colleague.extension, name: colleague.name, isTalking: stage === 'together' };
}

/** The extensions of managers who are in a call now: who have answered, and have not hung up. */
export function answeredExtensions(calls: readonly CallView[]): Set<string> {
  const extensions = new Set<string>();
  for (const { managerExtension, courierName, manager, colleague } of calls) {
    if (courierName === null && manager.answeredAt !== null && manager.endedAt === null)
      extensions.add(managerExtension);
    if (colleague?.isTalking === true) extensions.add(colleague.extension);
  }
  return extensions;
}
