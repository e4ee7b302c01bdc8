import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { Presence } from './agents';
import { awayReasons } from './model/presence';
import type { Break } from './model/presence';
import { bodyFault } from '#http/problem';
import { isoTimeSchema, oneOf, orNull, valueOrNull } from '#http/schemas';
import { isoTimeOrNull, parseIsoTime } from '#kernel/iso-time';

const reasonSchema = orNull(oneOf(awayReasons, 'why; null if it is not said'));

export const presenceBody = Type.Object(
  {
    away: Type.Boolean({ description: 'on a break: inbound calls go to others' }),
    reason: Type.Optional(reasonSchema),
    until: Type.Optional(
      valueOrNull({
        ...isoTimeSchema,
        description: 'when the break ends automatically, within 31 days; null: it does not',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ away: true, reason: 'lunch' }] },
);

export const awayProperties = {
  awaySince: orNull(isoTimeSchema),
  awayReason: reasonSchema,
  awayUntil: orNull({ ...isoTimeSchema, description: 'the break ends automatically then' }),
};

export const presenceSchema = Type.Object(
  {
    extension: Type.String({ description: "the manager's", examples: ['101'] }),
    away: Type.Boolean({ description: 'on a break: inbound calls go to others' }),
    ...awayProperties,
  },
  { description: 'Whether a manager takes inbound calls' },
);

export function presenceJson({ extension, awaySince, awayReason, awayUntil }: Presence) {
  return {
    extension,
    away: awaySince !== null,
    awaySince: isoTimeOrNull(awaySince),
    awayReason,
    awayUntil: isoTimeOrNull(awayUntil),
  };
}

/**
 * @returns null where calls are to be taken
 * @throws Problem `invalid-request` for a time that does not exist
 */
export function breakOf({ away, reason = null, until = null }: Static<typeof presenceBody>): Break | null {
  const end = until === null ? null : parseIsoTime(until);
  if (until !== null && end === null)
    throw bodyFault('#/until', 'time-past', 'must be a time that exists, with its zone');
  return away ? { reason, until: end } : null;
}
