import { Type } from '@sinclair/typebox';
import { qualityFaults, qualitySources } from './model/line-quality';
import type { OneWay } from './model/line-quality';
import { parties } from './model/call-record';
import type { LegQuality } from './model/call-record';
import { oneOf, orNull } from '#http/schemas';

const oneWaySchema = Type.Object({
  lossPercent: Type.Number({ description: 'packets that did not arrive' }),
  jitterMs: Type.Number(),
});

export const legQualityFields = {
  party: oneOf(parties, 'whose leg it is'),
  extension: orNull(Type.String({ description: "the phone's, where the leg is a phone of the shop" })),
  trunk: orNull(Type.String({ description: 'null for legs without one' })),
  source: oneOf(qualitySources, 'who measured: the PBX, or the page, whose figures are its user’s to write'),
  seconds: Type.Integer({ description: 'for how long' }),
  from: orNull({ ...oneWaySchema, description: 'from the device to the PBX' }),
  to: orNull({ ...oneWaySchema, description: 'from the PBX to the device; null if that does not report it' }),
  roundTripMs: orNull(Type.Number()),
  mos: Type.Number({ description: 'mean opinion score by the E-model, 1 to 4.5, of the worse direction' }),
  lowestMos: Type.Number({ description: 'of the worst five seconds' }),
  fault: orNull(oneOf(qualityFaults, 'what the page named last')),
};

export const legQualitySchema = Type.Object(legQualityFields, {
  $id: 'LegQuality',
  description: 'How a leg of a call sounded: means over its talk.',
});

export function legQualityJson(quality: LegQuality) {
  const { party, extension, trunk, source, seconds, from, to, roundTripMs, mos, lowestMos, fault } = quality;
  return {
    ...{ party, extension, trunk, source, seconds, fault },
    from: oneWayJson(from),
    to: oneWayJson(to),
    roundTripMs: roundTripMs === null ? null : rounded(roundTripMs, 1),
    mos: rounded(mos, 2),
    lowestMos: rounded(lowestMos, 2),
  };
}

function oneWayJson(way: OneWay | null) {
  return way === null
    ? null
    : { lossPercent: rounded(way.lossPercent, 2), jitterMs: rounded(way.jitterMs, 1) };
}

/** To so many decimals, as the store has it. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
