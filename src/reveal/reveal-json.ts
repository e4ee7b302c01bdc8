import { Type } from '@sinclair/typebox';
import {
  expiryOf,
  longestNote,
  revealables,
  revealReasons,
  revealState,
  revealStates,
  shownSeconds,
} from './model/reveal-request';
import type { Revealed } from './reveal-desk';
import type { RevealRequest } from './reveal-store';
import { isoTimeSchema, oneOf, orNull } from '#http/schemas';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';

export const revealSchema = Type.Object(
  {
    id: Type.Integer(),
    orderNumber: Type.String({ examples: ['1001'] }),
    what: oneOf(revealables, 'a number of the customer, the address, or a mail as it came'),
    mail: orNull(Type.Integer({ description: 'id of the mail, where it is one' })),
    reason: oneOf(revealReasons, 'why somebody wants to see it'),
    note: Type.String({ description: 'why, in words; redacted' }),
    state: oneOf(revealStates, 'where it stands'),
    askedBy: Type.String({ description: 'as in the audit log', examples: ['account:ivanova'] }),
    askedAt: isoTimeSchema,
    decidedBy: orNull(Type.String({ description: 'as in the audit log', examples: ['account:petrov'] })),
    decidedAt: orNull(isoTimeSchema),
    shownAt: orNull(isoTimeSchema),
    expiresAt: orNull({ ...isoTimeSchema, description: 'when it can no longer be decided, or looked at' }),
    own: Type.Boolean({ description: 'the reader asked for it, who may look and not approve' }),
  },
  { $id: 'Reveal', description: 'A request to see what is hidden. Holds no number and no address.' },
);

export const newRevealBody = Type.Object(
  {
    orderNumber: Type.String({ maxLength: 64, examples: ['1001'] }),
    what: oneOf(revealables, 'what to see'),
    mail: Type.Optional(
      Type.Integer({ minimum: 1, description: 'id of a mail of the order, where `what` is one' }),
    ),
    reason: oneOf(revealReasons, 'why'),
    note: Type.String({ maxLength: 2 * longestNote, description: 'why, in words, for whoever approves' }),
  },
  {
    additionalProperties: false,
    examples: [{ orderNumber: '1001', what: 'main', reason: 'authority', note: 'Request 17 of the police' }],
  },
);

export const revealedSchema = Type.Object({
  seconds: Type.Integer({ description: 'for how long a page shows it', examples: [shownSeconds] }),
  contact: orNull(Type.String({ description: 'the number in international form, or the address' })),
  mail: orNull(
    Type.Object({
      from: Type.Array(Type.String(), { description: 'addresses; of a mail from the shop none' }),
      subject: Type.String(),
      text: Type.String(),
      packed: orNull(
        Type.String({
          description: 'the mail as it came (RFC 5322), by gzip, in base64; null of a very large one',
        }),
      ),
    }),
  ),
});

export function revealJson(request: RevealRequest, account: number, now: Micros) {
  return {
    id: request.id,
    orderNumber: request.orderNumber,
    what: request.what,
    mail: request.mailId,
    reason: request.reason,
    note: request.note,
    state: revealState(request, now),
    askedBy: `account:${request.login}`,
    askedAt: isoTime(request.askedAt),
    decidedBy: request.decidedBy,
    decidedAt: isoTimeOrNull(request.decidedAt),
    shownAt: isoTimeOrNull(request.shownAt),
    expiresAt: isoTimeOrNull(expiryOf(request, now)),
    own: request.account === account,
  };
}

export function revealedJson(revealed: Revealed) {
  return {
    seconds: shownSeconds,
    contact: 'contact' in revealed ? revealed.contact : null,
    mail: 'mail' in revealed ? revealed.mail : null,
  };
}
