import { Type } from '@sinclair/typebox';
import { entryKinds } from './order-entries';
import type { EntryView } from './order-entries';
import type { NamedOutcome } from './model/outcome';
import { contactSlots } from '#kernel/slot';
import { placeParts } from './model/outcome';
import { callJson } from '#calls/call-json';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';
import { isoTimeSchema, named, oneOf, orNull } from '#http/schemas';

export const entrySchema = Type.Object(
  {
    id: Type.String({ examples: ['4711'] }),
    at: isoTimeSchema,
    kind: oneOf(entryKinds, 'what happened'),
    by: orNull(
      Type.Object({
        name: Type.String({ examples: ['Anna'] }),
        login: orNull(Type.String({ description: 'null for a request with a token', examples: ['101'] })),
      }),
    ),
    text: orNull(Type.String({ description: 'numbers and addresses in it are already hidden' })),
    hidden: Type.Integer({ description: 'how many were hidden' }),
    outcome: orNull(
      Type.String({
        description: "an outcome's slug: what was said, or taken back",
        examples: ['no-answer'],
      }),
    ),
    callLaterAt: orNull(isoTimeSchema),
    checklist: orNull(
      Type.Array(Type.Object({ text: Type.String(), done: Type.Boolean() }), {
        description: "of an outcome: the site's checklist as the call left it",
      }),
    ),
    slot: orNull(oneOf(contactSlots, 'whose contact was changed; never what it was or is')),
    field: orNull(
      Type.String({
        description: 'of a field of the site: its name then; `text` is its value, null for none',
      }),
    ),
    callId: orNull(Type.String({ description: 'the call it belongs to' })),
    call: orNull(named('Call')),
    restorable: Type.Boolean({ description: 'a changed contact that this reader can restore now' }),
  },
  { $id: 'Entry', description: 'One thing that happened to an order: a call, a note, an outcome, a change.' },
);

/** Written out field by field, as a call is. @param mayRestore whether the reader may take changes back */
export function entryJson(entry: EntryView, mayRestore: boolean) {
  return {
    id: entry.id,
    at: isoTime(entry.at),
    kind: entry.kind,
    by: entry.by === null ? null : { name: entry.by.name, login: entry.by.login },
    text: entry.text,
    hidden: entry.hidden,
    outcome: entry.outcome,
    callLaterAt: isoTimeOrNull(entry.callLaterAt),
    checklist: entry.checklist,
    slot: entry.slot,
    field: entry.field,
    callId: entry.callId,
    call: entry.call === null ? null : callJson(entry.call),
    restorable: mayRestore && entry.restorable,
  };
}

export const outcomeSchema = Type.Object(
  {
    slug: Type.String({ examples: ['no-answer'] }),
    label: Type.Object({ ru: Type.String(), en: Type.String() }),
    movesTo: oneOf(placeParts, 'where the order goes'),
    asksTime: Type.Boolean({ description: 'needs `callLaterAt`' }),
    delayMinutes: orNull(Type.Integer({ description: 'otherwise the order is due after this many minutes' })),
    doNotCall: Type.Boolean({ description: 'the customer must not be called again' }),
  },
  { $id: 'Outcome', description: 'A possible outcome of a call, as the shop defines it.' },
);

export function outcomeJson(outcome: NamedOutcome) {
  return {
    slug: outcome.slug,
    label: { ru: outcome.label.ru, en: outcome.label.en },
    movesTo: outcome.movesTo,
    asksTime: outcome.asksTime,
    delayMinutes: outcome.delayMinutes,
    doNotCall: outcome.doNotCall,
  };
}
