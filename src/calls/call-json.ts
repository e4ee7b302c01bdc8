import { Type } from '@sinclair/typebox';
import type { CallView } from './model/call-view';
import type { LegTimes } from './model/call-record';
import { directions, startKinds } from './model/call-record';
import { keyingResults } from './model/keying-facts';
import { enders } from './model/ender';
import { slots } from '#kernel/slot';
import { phases } from './model/call-state';
import { dispositions } from './model/disposition';
import { refusals } from './model/refusal';
import { legQualityJson } from './quality-json';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, named, oneOf, orNull } from '#http/schemas';

const legSchema = Type.Object({
  startedAt: orNull(isoTimeSchema),
  ringingAt: orNull(isoTimeSchema),
  answeredAt: orNull(isoTimeSchema),
  endedAt: orNull(isoTimeSchema),
});

export const callSchema = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    phase: oneOf(phases, 'where the call stands'),
    revision: orNull(
      Type.Integer({
        description:
          'grows with each change of the call: of two answers or events, which may come in another order than they ' +
          'were made, the greater is the newer; null once the call has ended, which is the newest',
      }),
    ),
    direction: oneOf(directions, "a manager's call, a caller's from outside, or a courier's"),
    did: orNull(Type.String({ description: 'the company’s number that was called; null unless inbound' })),
    ownerExtension: orNull(
      Type.String({
        description: "of a live call: the extension of its order's manager, who may open the order",
      }),
    ),
    startKind: oneOf(startKinds, 'how it came to be'),
    extension: Type.String({
      description: "the manager's; of an inbound call whose it is now, '' if nobody's",
      examples: ['101'],
    }),
    courierName: orNull(
      Type.String({ description: "who has the shop's side instead of a manager; null if no courier has" }),
    ),
    orderNumber: orNull(Type.String({ description: 'null where the order was refused', examples: ['1001'] })),
    customerName: orNull(Type.String()),
    slot: oneOf(slots, "which of the customer's contact points"),
    trunk: orNull(Type.String()),
    requestedAt: isoTimeSchema,
    manager: { ...legSchema, description: "the shop's side: the manager's leg, or the courier's" },
    customer: legSchema,
    endedAt: orNull(isoTimeSchema),
    talkSeconds: Type.Integer({ description: 'both sides joined' }),
    colleague: orNull(
      Type.Object(
        {
          extension: Type.String({ examples: ['102'] }),
          name: Type.String(),
          isTalking: Type.Boolean({ description: 'false while the phone rings' }),
        },
        { description: 'who is called for the customer, or talks to the manager or with both' },
      ),
    ),
    managers: Type.Array(Type.String(), {
      description: 'extensions of those who had the customer, in order',
      examples: [['101', '102']],
    }),
    keyed: orNull(
      Type.Object({
        slot: oneOf(slots, 'which of the contact points'),
        result: oneOf(keyingResults, 'what came of it'),
      }),
    ),
    voicemail: Type.Boolean({
      description: 'a voicemail seems to have answered, or has: such calls count as unanswered in statistics',
    }),
    untaken: Type.Boolean({
      description: 'the customer was being passed on when the call ended, and nobody had taken them: missed',
    }),
    quality: Type.Array(named('LegQuality'), {
      description:
        'how the legs sounded, by leg; empty of a live call (see /quality), and where nothing was measured, as of short calls',
    }),
    disposition: orNull(oneOf(dispositions, 'what came of it; null while the call lives')),
    refusal: orNull(oneOf(refusals, 'why it was refused; null where it was not')),
    hangupCause: orNull(Type.Integer({ description: 'ITU-T Q.850' })),
    sipCode: orNull(Type.Integer({ description: 'the refusal of the far side' })),
    hungUpBy: orNull(oneOf(enders, 'who ended it')),
  },
  { $id: 'Call', description: 'A call, live or ended: names and times, never a number.' },
);

/** Written out field by field: a new field of the view is not returned until it is added here. */
export function callJson(call: CallView) {
  return {
    id: call.id,
    phase: call.phase,
    revision: call.revision,
    direction: call.direction,
    did: call.did,
    ownerExtension: call.ownerExtension,
    startKind: call.startKind,
    extension: call.managerExtension,
    courierName: call.courierName,
    orderNumber: call.orderNumber,
    customerName: call.customerName,
    slot: call.slot,
    trunk: call.trunk,
    requestedAt: isoTime(call.requestedAt),
    manager: legJson(call.manager),
    customer: legJson(call.customer),
    endedAt: isoTimeOrNull(call.endedAt),
    talkSeconds: call.talkSeconds,
    colleague: call.colleague,
    managers: [...call.managers],
    keyed: call.keyed,
    voicemail: call.voicemail,
    untaken: call.untaken,
    quality: call.quality.map(legQualityJson),
    disposition: call.disposition,
    refusal: call.refusal,
    hangupCause: call.hangupCause,
    sipCode: call.sipCode,
    hungUpBy: call.hungUpBy,
  };
}

/** A call as REST shows it. */
export type ApiCall = ReturnType<typeof callJson>;

function legJson(leg: LegTimes) {
  return {
    startedAt: isoTimeOrNull(leg.startedAt),
    ringingAt: isoTimeOrNull(leg.ringingAt),
    answeredAt: isoTimeOrNull(leg.answeredAt),
    endedAt: isoTimeOrNull(leg.endedAt),
  };
}
