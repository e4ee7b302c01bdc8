import type { CallId, LegQuality, Party } from './model/call-record';
import type { OneWay } from './model/line-quality';
import type { Database } from '#database/database';

/** A number, or a decimal as the driver returns it. */
type Decimal = number | string;

interface QualityRow {
  call_id: CallId;
  nth: number;
  source: LegQuality['source'];
  seconds: number;
  from_loss: Decimal | null;
  from_jitter_ms: Decimal | null;
  to_loss: Decimal | null;
  to_jitter_ms: Decimal | null;
  round_trip_ms: Decimal | null;
  mos: Decimal;
  lowest_mos: Decimal;
  fault: LegQuality['fault'];
  party: Party;
  extension: string | null;
  trunk: string | null;
}

/** DECIMAL(7, 1) */
const mostMs = 999_999;

/** A row of `call_quality`. */
export function qualityRowOf(call: CallId, quality: LegQuality) {
  return {
    call_id: call,
    nth: quality.leg,
    source: quality.source,
    seconds: quality.seconds,
    from_loss: quality.from?.lossPercent ?? null,
    from_jitter_ms: fitMs(quality.from?.jitterMs),
    to_loss: quality.to?.lossPercent ?? null,
    to_jitter_ms: fitMs(quality.to?.jitterMs),
    round_trip_ms: fitMs(quality.roundTripMs),
    mos: quality.mos,
    lowest_mos: quality.lowestMos,
    fault: quality.fault,
  };
}

function fitMs(milliseconds: number | null | undefined): number | null {
  return milliseconds === null || milliseconds === undefined ? null : Math.min(milliseconds, mostMs);
}

/** How these calls sounded; those of which nothing was measured are left out. @throws StoreError */
export async function qualityOf(
  database: Database,
  calls: readonly CallId[],
): Promise<ReadonlyMap<CallId, LegQuality[]>> {
  const found = new Map<CallId, LegQuality[]>();
  if (calls.length === 0) return found;
  const rows = await database.query<QualityRow>(
    `SELECT q.*, l.party, l.extension, l.trunk
       FROM call_quality AS q JOIN call_legs AS l ON l.call_id = q.call_id AND l.nth = q.nth
      WHERE q.call_id IN (?) ORDER BY q.call_id, q.nth, q.source`,
    [calls],
  );
  for (const row of rows) found.set(row.call_id, [...(found.get(row.call_id) ?? []), qualityFrom(row)]);
  return found;
}

function qualityFrom(row: QualityRow): LegQuality {
  return {
    leg: row.nth,
    party: row.party,
    extension: row.extension,
    trunk: row.trunk,
    source: row.source,
    seconds: row.seconds,
    from: wayFrom(row.from_loss, row.from_jitter_ms),
    to: wayFrom(row.to_loss, row.to_jitter_ms),
    roundTripMs: row.round_trip_ms === null ? null : Number(row.round_trip_ms),
    mos: Number(row.mos),
    lowestMos: Number(row.lowest_mos),
    fault: row.fault,
  };
}

function wayFrom(loss: Decimal | null, jitter: Decimal | null): OneWay | null {
  return loss === null ? null : { lossPercent: Number(loss), jitterMs: Number(jitter ?? 0) };
}
