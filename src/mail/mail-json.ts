import { Type } from '@sinclair/typebox';
import type { BoxedMail } from './mail-box';
import type { Thread } from './mail-desk';
import { mailDirections, mailStates, transports } from './mails';
import { addressStates } from './model/address-state';
import type { AddressState } from './model/address-state';
import type { ThreadMail } from './mails';
import { deliveryFaults, longestSubject, mailKinds, refusedParts } from './model/mail';
import { isoTimeSchema, oneOf, orNull } from '#http/schemas';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

/** Characters of a mail that is written in Star7. */
export const longestTyped = 20_000;

const summary = {
  id: Type.Integer(),
  transport: oneOf(transports, 'how it travels'),
  parts: Type.Integer({ description: 'of an SMS: what it is paid by; 0 of a mail' }),
  repeated: Type.Boolean({
    description: 'an SMS that may have arrived twice: whether the first try got through is not known',
  }),
  direction: oneOf(mailDirections, '`in`: from the customer'),
  kind: oneOf(mailKinds, 'who or what wrote it'),
  state: oneOf(mailStates, 'where it is'),
  fault: orNull(oneOf(deliveryFaults, 'why it failed or is late')),
  author: orNull(
    Type.String({
      description: 'as in the audit log; null for customers and for Star7 itself',
      examples: ['manager:101'],
    }),
  ),
  submitted: Type.Boolean({ description: 'it came from the author’s own mail program' }),
  at: isoTimeSchema,
  readAt: orNull({ ...isoTimeSchema, description: "the manager's first look" }),
  readBy: orNull(
    Type.String({ description: 'who that was, as in the audit log', examples: ['manager:101'] }),
  ),
  senderKnown: Type.Boolean({
    description: "it came from the order's own address; a name of a sender can be forged",
  }),
  senderFormer: Type.Boolean({
    description: 'it came from an address that the order had before somebody typed another',
  }),
  spam: Type.Boolean({ description: 'a filter before Star7 took it for spam' }),
  subject: Type.String({ maxLength: longestSubject }),
  hidden: Type.Integer({ description: 'numbers, addresses and hosts that were replaced in it' }),
  refused: Type.Array(oneOf(refusedParts, 'why an attachment was not taken')),
  pictures: Type.Integer({ description: 'how many it has: see its pictures’ route' }),
};

export const mailSchema = Type.Object(
  { ...summary, text: Type.String({ description: 'plain text, redacted' }) },
  { $id: 'Mail', description: 'A mail of an order. Holds no number and no address.' },
);

export const addressSchema = Type.Object({
  state: oneOf(
    addressStates,
    'of the address that the order has now; `confirmed`: by a link that was sent there',
  ),
  at: orNull({ ...isoTimeSchema, description: 'when it was asked about, or confirmed' }),
});

export function addressJson({ state, at }: AddressState) {
  return { state, at: isoTimeOrNull(at) };
}

export const mailThreadSchema = Type.Object(
  {
    on: Type.Boolean({ description: 'this site has mail' }),
    canWrite: Type.Boolean({ description: 'the order has an address to write to' }),
    sms: orNull(
      Type.Object(
        {
          canWrite: Type.Boolean({ description: 'the order is open and has a number' }),
          mostParts: Type.Integer({ description: 'parts that an SMS may have' }),
        },
        { description: 'null where this site has no SMS' },
      ),
    ),
    forgottenAt: orNull({
      ...isoTimeSchema,
      description: 'when all mails until then were deleted because the customer asked for it',
    }),
    address: addressSchema,
    canConfirm: Type.Boolean({ description: 'the customer can be asked to confirm the address by a link' }),
    canSubmit: Type.Boolean({ description: 'one may write from the own mail program, too' }),
    items: Type.Array(Type.Object(summary), {
      description: 'the oldest first; the last 200 of a long thread',
    }),
  },
  { $id: 'MailThread', description: 'The mails of an order, without their texts.' },
);

export const boxedMailSchema = Type.Object({
  ...summary,
  orderNumber: Type.String({ examples: ['1001'] }),
  customerName: Type.String(),
});

export function boxedMailJson(mail: BoxedMail) {
  const { orderNumber, customerName } = mail;
  return { ...mailSummaryJson(mail), orderNumber, customerName };
}

export const newMailBody = Type.Object(
  {
    text: Type.String({
      maxLength: longestTyped,
      description: 'plain text; numbers and addresses in it are hidden',
    }),
    transport: Type.Optional(oneOf(transports, 'absent: a mail. An SMS has no subject')),
    subject: Type.Optional(
      Type.String({ maxLength: longestSubject, description: 'absent: that of the thread' }),
    ),
  },
  { additionalProperties: false, examples: [{ text: 'Ваш заказ собран.' }] },
);

export const draftBody = Type.Object(
  { text: Type.String({ maxLength: longestTyped, description: 'empty: none' }) },
  { additionalProperties: false, examples: [{ text: 'Здравствуйте!' }] },
);

/** Written out field by field: a new field is not returned until it is added here. */
export function mailSummaryJson(mail: ThreadMail) {
  return {
    id: mail.id,
    transport: mail.transport,
    parts: mail.parts,
    repeated: mail.repeated,
    direction: mail.direction,
    kind: mail.kind,
    state: mail.state,
    fault: mail.fault,
    author: mail.author,
    submitted: mail.submitted,
    at: isoTime(mail.at),
    readAt: isoTimeOrNull(mail.readAt),
    readBy: mail.readBy,
    senderKnown: mail.senderKnown,
    senderFormer: mail.senderFormer,
    spam: mail.isSpam,
    subject: mail.subject,
    hidden: mail.hidden,
    refused: mail.refused,
    pictures: mail.pictures,
  };
}

export function mailJson(mail: ThreadMail) {
  return { ...mailSummaryJson(mail), text: mail.text };
}

export function threadJson({ isOn, canWrite, canConfirm, canSubmit, address, sms, state, mails }: Thread) {
  return {
    on: isOn,
    canWrite,
    address: addressJson(address),
    canConfirm,
    canSubmit,
    sms,
    forgottenAt: isoTimeOrNull(state.forgottenAt),
    items: mails.map(mailSummaryJson),
  };
}
