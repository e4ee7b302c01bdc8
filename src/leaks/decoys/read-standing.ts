import type { DayHits, Decoy, DecoyMailbox, DecoyNumber, DecoyStore } from './decoy-store';
import { standingOf } from '../model/decoys/standing';
import type { Standing, WatchedControl, WatchedDecoy } from '../model/decoys/standing';
import type { Micros } from '#kernel/micros';

/** All that calls, mails and SMS to decoys are judged by. */
export interface Watched {
  numbers: DecoyNumber[];
  /** Retired ones too. */
  decoys: Decoy[];
  mailboxes: DecoyMailbox[];
  counts: DayHits[];
}

export type WatchedStore = Pick<DecoyStore, 'decoys' | 'numbers' | 'mailboxes' | 'hitCounts'>;

/** @throws StoreError */
export async function readWatched(store: WatchedStore): Promise<Watched> {
  return {
    ...{ numbers: await store.numbers(), decoys: await store.decoys(true) },
    ...{ mailboxes: await store.mailboxes(), counts: await store.hitCounts() },
  };
}

/** What the calls, mails and SMS to decoys are worth now. */
export async function readStanding(store: WatchedStore, now: Micros): Promise<Standing> {
  return standingFrom(await readWatched(store), now);
}

export function standingFrom(watched: Watched, now: Micros): Standing {
  return standingOf(watched.decoys.map(watchedDecoy), controlsOf(watched), watched.counts, now);
}

export function watchedDecoy(decoy: Decoy): WatchedDecoy {
  return { ...decoy, hasMailbox: decoy.mailboxLabel !== null };
}

export function controlsOf({ numbers, mailboxes }: Pick<Watched, 'numbers' | 'mailboxes'>): WatchedControl[] {
  const isControl = ({ purpose }: { purpose: string }): boolean => purpose === 'control';
  return [
    ...numbers.filter(isControl).map(({ enteredAt }) => ({ medium: 'call' as const, enteredAt })),
    ...numbers
      .filter(isControl)
      // Until one has come nobody knows whether any would.
      .flatMap(({ smsSince }) =>
        smsSince === null ? [] : [{ medium: 'sms' as const, enteredAt: smsSince }],
      ),
    ...mailboxes.filter(isControl).map(({ enteredAt }) => ({ medium: 'mail' as const, enteredAt })),
  ];
}
