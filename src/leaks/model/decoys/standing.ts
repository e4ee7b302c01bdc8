import { isSameChannel } from './channels';
import type { Channel } from './channels';
import { assumedBackground, attribute, backgroundOf, hitClasses, noHits } from './evidence';
import type { Attribution, Background, ChannelWatch, HitClass, HitCounts } from './evidence';
import type { Micros } from '#kernel/micros';

/** Expected hits of one decoy within weeks if its channel leaked: a fifth sold, half of these contacted. */
export const expectedHits = 0.1;

const week = 7 * 24 * 3600 * 1_000_000;

/** A decoy was watched for a moment at least. */
const leastWeeks = 1 / 7;

/** Control numbers measure something once they have been watched for so many weeks together. */
const leastControlWeeks = 8;

export interface WatchedDecoy extends Channel {
  id: number;
  plantedAt: Micros;
  retiredAt: Micros | null;
}

export interface CountedHit {
  /** Null: of a control number. */
  decoyId: number | null;
  purpose: 'decoy' | 'control';
  class: HitClass;
}

export interface Standing extends Attribution {
  background: Background;
  /** Measured by control numbers, or else assumed. */
  isMeasured: boolean;
  /** Numbers that nobody was given, and the calls to them. */
  controls: { numbers: number; hits: HitCounts };
}

/** How it stands with all channels that have decoys, or had one that was called. */
export function standingOf(
  decoys: readonly WatchedDecoy[],
  controls: readonly { enteredAt: Micros }[],
  hits: readonly CountedHit[],
  now: Micros,
): Standing {
  const controlWeeks = controls.reduce((sum, { enteredAt }) => sum + Math.max(0, now - enteredAt) / week, 0);
  const isMeasured = controlWeeks >= leastControlWeeks;
  const controlHits = countsOf(hits.filter(({ purpose }) => purpose === 'control'));
  const background = isMeasured ? backgroundOf(controlHits, controlWeeks) : assumedBackground;
  const watches: ChannelWatch[] = [];
  for (const { kind, key } of decoys) {
    if (watches.some((watch) => isSameChannel(watch, { kind, key }))) continue;
    const own = decoys.filter((decoy) => isSameChannel(decoy, { kind, key }));
    const weeks = own.map(({ plantedAt, retiredAt }) => Math.max(0, (retiredAt ?? now) - plantedAt) / week);
    const ids = new Set(own.map(({ id }) => id));
    watches.push({
      ...{ kind, key, decoys: own.length },
      weeks: Math.max(leastWeeks, weeks.reduce((sum, one) => sum + one, 0) / own.length),
      hits: countsOf(hits.filter(({ decoyId }) => decoyId !== null && ids.has(decoyId))),
    });
  }
  return {
    ...{ ...attribute(watches, expectedHits, background), background, isMeasured },
    controls: { numbers: controls.length, hits: controlHits },
  };
}

function countsOf(hits: readonly Pick<CountedHit, 'class'>[]): HitCounts {
  return hitClasses.reduce(
    (counts, one) => ({ ...counts, [one]: hits.filter((hit) => hit.class === one).length }),
    noHits,
  );
}
