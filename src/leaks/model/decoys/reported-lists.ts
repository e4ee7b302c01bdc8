import { isSameChannel } from './channels';
import type { Channel, ChannelKind } from './channels';
import type { HitCounts, Strength } from './evidence';
import { countsOf, standingOf } from './standing';
import type { CountedHit, WatchedControl, WatchedDecoy } from './standing';
import type { Micros } from '#kernel/micros';

/** A list with decoys, as a month's report tells it. */
export interface ReportedList {
  kind: ChannelKind;
  /** Null: a manager's whom two persons have not agreed to name. */
  key: string | null;
  /** Planted in it by the end of the month. */
  decoys: number;
  /** Calls of the month, mails and SMS. */
  hits: HitCounts;
  mails: HitCounts;
  sms: HitCounts;
  /** What all of them until the end of the month are worth. */
  strength: Strength;
}

export interface ReportedDecoys {
  /** In the order in which they were planted: no ranking. */
  lists: ReportedList[];
  /** Numbers and mailboxes that nobody was given, and what came to them in the month. */
  controls: { numbers: number; hits: HitCounts; mailboxes: number; mails: HitCounts; sms: HitCounts };
}

export interface TimedHit extends CountedHit {
  at: Micros;
}

/**
 * @param month from its first moment to the one after its last
 * @param mayName whether two persons have agreed to name the manager of a list
 * @returns null if nothing was planted by the end of the month
 */
export function reportedDecoys(
  month: { from: Micros; to: Micros },
  decoys: readonly WatchedDecoy[],
  controls: readonly WatchedControl[],
  hits: readonly TimedHit[],
  mayName: (channel: Channel) => boolean,
): ReportedDecoys | null {
  const planted = decoys.filter(({ plantedAt }) => plantedAt < month.to);
  if (planted.length === 0) return null;
  const until = hits.filter(({ at }) => at < month.to);
  const within = until.filter(({ at }) => at >= month.from);
  const watched = controls.filter(({ enteredAt }) => enteredAt < month.to);
  const standing = standingOf(planted, watched, until, month.to);
  return {
    lists: standing.channels.map(({ kind, key, decoys: count, strength }) => {
      const own = new Set(planted.filter((decoy) => isSameChannel(decoy, { kind, key })).map(({ id }) => id));
      return {
        ...{ kind, key: mayName({ kind, key }) ? key : null, decoys: count, strength },
        ...both(within.filter(({ decoyId }) => decoyId !== null && own.has(decoyId))),
      };
    }),
    controls: {
      numbers: watched.filter(({ medium }) => medium === 'call').length,
      mailboxes: watched.filter(({ medium }) => medium === 'mail').length,
      ...both(within.filter(({ purpose }) => purpose === 'control')),
    },
  };
}

function both(hits: readonly TimedHit[]): Pick<ReportedList, 'hits' | 'mails' | 'sms'> {
  return {
    ...{ hits: countsOf(hits, 'call'), mails: countsOf(hits, 'mail') },
    sms: countsOf(hits, 'sms'),
  };
}
