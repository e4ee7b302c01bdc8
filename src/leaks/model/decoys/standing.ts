import { isSameChannel } from './channels';
import type { Channel } from './channels';
import {
  assumedBackground,
  assumedMailBackground,
  assumedSmsBackground,
  attribute,
  backgroundOf,
  hitClasses,
  noHits,
} from './evidence';
import type { Attribution, Background, ChannelWatch, HitClass, HitCounts } from './evidence';
import type { Micros } from '#kernel/micros';

/** Expected hits of one decoy within weeks if its channel leaked: a fifth sold, half of these contacted. */
export const expectedHits = 0.1;

const week = 7 * 24 * 3600 * 1_000_000;

/** A decoy was watched for a moment at least. */
const leastWeeks = 1 / 7;

/** Controls measure something once they have been watched for so many weeks together. */
const leastControlWeeks = 8;

/** By what somebody outside turned to a decoy. */
export type Medium = 'call' | 'mail' | 'sms';

/** A number or a mailbox that nobody was given; a number by which SMS come is one of each medium. */
export interface WatchedControl {
  medium: Medium;
  enteredAt: Micros;
}

export interface WatchedDecoy extends Channel {
  id: number;
  hasMailbox: boolean;
  /** Since when SMS to its number reach Star7; null: never. */
  smsSince: Micros | null;
  plantedAt: Micros;
  retiredAt: Micros | null;
}

/** Calls, mails or SMS of one kind. */
export interface CountedHit {
  medium: Medium;
  count: number;
  /** Null: of a control number. */
  decoyId: number | null;
  purpose: 'decoy' | 'control';
  class: HitClass;
}

/** What strangers do, and how many watch it. */
export interface Controls {
  /** Of numbers, or mailboxes. */
  count: number;
  hits: HitCounts;
  background: Background;
  /** Measured by controls, or else assumed. */
  isMeasured: boolean;
}

export interface Standing extends Attribution {
  controls: Readonly<Record<Medium, Controls>>;
}

const assumed: Readonly<Record<Medium, Background>> = {
  call: assumedBackground,
  mail: assumedMailBackground,
  sms: assumedSmsBackground,
};

/** How it stands with all channels that have decoys, or had one that was called or written to. */
export function standingOf(
  decoys: readonly WatchedDecoy[],
  controls: readonly WatchedControl[],
  hits: readonly CountedHit[],
  now: Micros,
): Standing {
  const strangers = {
    call: controlsOf('call', controls, hits, now),
    mail: controlsOf('mail', controls, hits, now),
    sms: controlsOf('sms', controls, hits, now),
  };
  const watches: ChannelWatch[] = [];
  for (const { kind, key } of decoys) {
    if (watches.some((watch) => isSameChannel(watch, { kind, key }))) continue;
    const own = decoys.filter((decoy) => isSameChannel(decoy, { kind, key }));
    const weeks = own.map(({ plantedAt, retiredAt }) => Math.max(0, (retiredAt ?? now) - plantedAt) / week);
    const textedWeeks = own.map((decoy) => smsWeeksOf(decoy, now)).filter((each) => each > 0);
    const ids = new Set(own.map(({ id }) => id));
    const ownHits = hits.filter(({ decoyId }) => decoyId !== null && ids.has(decoyId));
    watches.push({
      ...{ kind, key, decoys: own.length, mailboxes: own.filter(({ hasMailbox }) => hasMailbox).length },
      ...{ weeks: average(weeks), texted: textedWeeks.length, textedWeeks: average(textedWeeks) },
      ...{ hits: countsOf(ownHits, 'call'), mails: countsOf(ownHits, 'mail') },
      sms: countsOf(ownHits, 'sms'),
    });
  }
  const background = {
    ...{ calls: strangers.call.background, mails: strangers.mail.background },
    sms: strangers.sms.background,
  };
  return { ...attribute(watches, expectedHits, background), controls: strangers };
}

/** How long a decoy has been planted while SMS to it reached Star7. */
function smsWeeksOf({ plantedAt, retiredAt, smsSince }: WatchedDecoy, now: Micros): number {
  if (smsSince === null) return 0;
  return Math.max(0, Math.min(retiredAt ?? now, now) - Math.max(plantedAt, smsSince)) / week;
}

function average(weeks: readonly number[]): number {
  return Math.max(leastWeeks, weeks.reduce((sum, one) => sum + one, 0) / Math.max(1, weeks.length));
}

function controlsOf(
  medium: Medium,
  controls: readonly WatchedControl[],
  hits: readonly CountedHit[],
  now: Micros,
): Controls {
  const own = controls.filter((control) => control.medium === medium);
  const weeks = own.reduce((sum, { enteredAt }) => sum + Math.max(0, now - enteredAt) / week, 0);
  const isMeasured = weeks >= leastControlWeeks;
  const counts = countsOf(
    hits.filter(({ purpose }) => purpose === 'control'),
    medium,
  );
  const background = isMeasured ? backgroundOf(counts, weeks) : assumed[medium];
  return { count: own.length, hits: counts, background, isMeasured };
}

export function countsOf(
  hits: readonly Pick<CountedHit, 'class' | 'medium' | 'count'>[],
  medium: Medium,
): HitCounts {
  const own = hits.filter((hit) => hit.medium === medium);
  return hitClasses.reduce(
    (counts, one) => ({
      ...counts,
      [one]: own.reduce((sum, hit) => sum + (hit.class === one ? hit.count : 0), 0),
    }),
    noHits,
  );
}
