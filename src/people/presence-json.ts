import { Type } from '@sinclair/typebox';
import type { Presence } from './agents';
import { isoTimeSchema, orNull } from '#http/schemas';
import { isoTimeOrNull } from '#kernel/iso-time';

export const presenceBody = Type.Object(
  { away: Type.Boolean({ description: 'on a break: inbound calls go to others' }) },
  { additionalProperties: false },
);

export const presenceSchema = Type.Object(
  {
    extension: Type.String({ description: "the manager's", examples: ['101'] }),
    away: Type.Boolean({ description: 'on a break: inbound calls go to others' }),
    awaySince: orNull(isoTimeSchema),
  },
  { description: 'Whether a manager takes inbound calls' },
);

export function presenceJson({ extension, awaySince }: Presence) {
  return { extension, away: awaySince !== null, awaySince: isoTimeOrNull(awaySince) };
}
