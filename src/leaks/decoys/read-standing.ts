import type { DecoyMail, DecoyMailbox } from './decoy-store';
import type { Decoy, DecoyHit, DecoyNumber, DecoyStore } from './decoy-store';
import { standingOf } from '../model/decoys/standing';
import type { CountedHit, Standing, WatchedControl, WatchedDecoy } from '../model/decoys/standing';
import type { Micros } from '#kernel/micros';

/** All that calls and mails to decoys are judged by. */
export interface Watched {
  numbers: DecoyNumber[];
  /** Retired ones too. */
  decoys: Decoy[];
  hits: DecoyHit[];
  mailboxes: DecoyMailbox[];
  mails: DecoyMail[];
}

export type WatchedStore = Pick<DecoyStore, 'decoys' | 'numbers' | 'hits' | 'mailboxes' | 'mails'>;

/** @throws StoreError */
export async function readWatched(store: WatchedStore): Promise<Watched> {
  return {
    ...{ numbers: await store.numbers(), decoys: await store.decoys(true), hits: await store.hits() },
    ...{ mailboxes: await store.mailboxes(), mails: await store.mails() },
  };
}

/** What the calls and mails to decoys are worth now. */
export async function readStanding(store: WatchedStore, now: Micros): Promise<Standing> {
  return standingFrom(await readWatched(store), now);
}

export function standingFrom(watched: Watched, now: Micros): Standing {
  return standingOf(watched.decoys.map(watchedDecoy), controlsOf(watched), hitsOf(watched), now);
}

export function watchedDecoy(decoy: Decoy): WatchedDecoy {
  return { ...decoy, hasMailbox: decoy.mailboxLabel !== null };
}

export function controlsOf({ numbers, mailboxes }: Pick<Watched, 'numbers' | 'mailboxes'>): WatchedControl[] {
  const isControl = ({ purpose }: { purpose: string }): boolean => purpose === 'control';
  return [
    ...numbers.filter(isControl).map(({ enteredAt }) => ({ medium: 'call' as const, enteredAt })),
    ...mailboxes.filter(isControl).map(({ enteredAt }) => ({ medium: 'mail' as const, enteredAt })),
  ];
}

export function hitsOf({ hits, mails }: Pick<Watched, 'hits' | 'mails'>): (CountedHit & { at: Micros })[] {
  return [
    ...hits.map((hit) => ({ ...hit, medium: 'call' as const })),
    ...mails.map((mail) => ({ ...mail, medium: 'mail' as const })),
  ].map(({ medium, decoy, purpose, class: hitClass, at }) => ({
    ...{ medium, decoyId: decoy?.id ?? null, purpose, class: hitClass, at },
  }));
}
