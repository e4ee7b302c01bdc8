import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Micros } from '#kernel/micros';
import { within } from '#kernel/within';

/** What is older is deleted. */
export interface MailAges {
  /** Mails and drafts; null: they stay as long as their order. */
  mails: Micros | null;
  originals: Micros;
  /** Links that confirm an address, which nobody has used and that are too old. */
  links: Micros;
}

/** What is deleted. Stable: a label of a metric. */
export const deletedKinds = ['mails', 'drafts', 'originals', 'links'] as const;
export type DeletedMails = Record<(typeof deletedKinds)[number], number>;

/** Mails that have had their time. Throws StoreError. */
export interface OldMails {
  /** @param most rows of each kind at once: whatever writes meanwhile waits for them @returns how many there were */
  deleteOld(olderThan: MailAges, most: number): Promise<DeletedMails>;
}

export interface MailRetentionParts {
  store: OldMails;
  clock: Clock;
  log: Log;
  /** 0: as long as their order. */
  keepDays: number;
  originalDays: number;
  /** What was deleted, in counts. */
  onDeleted: (deleted: DeletedMails) => void;
}

const day: Micros = 86_400_000_000;
const lookMs = 3_600_000;
const stopMs = 5000;
const mostAtOnce = 200;

/** Deletes mails and originals that are older than the site keeps them: at the start, and every hour. Several processes may. */
export class MailRetention {
  #cancel: () => void = () => undefined;
  #round: Promise<void> | null = null;
  #stopped = false;

  constructor(private readonly parts: MailRetentionParts) {}

  start(): void {
    this.#round = this.run()
      .catch((error: unknown) => this.parts.log.warn('old mails were not deleted', { error }))
      .finally(() => {
        this.#round = null;
        if (!this.#stopped) this.#cancel = this.parts.clock.after(lookMs, () => this.start());
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    if (this.#round !== null) await within(this.parts.clock, stopMs, this.#round, () => undefined);
  }

  /** @throws StoreError; what was deleted until then is logged and counted all the same */
  async run(): Promise<void> {
    const { store, clock, log, keepDays, originalDays, onDeleted } = this.parts;
    const now = clock.now();
    const ages: MailAges = {
      mails: keepDays === 0 ? null : now - keepDays * day,
      originals: now - originalDays * day,
      links: now,
    };
    const total: DeletedMails = { mails: 0, drafts: 0, originals: 0, links: 0 };
    try {
      for (let isDone = false; !isDone && !this.#stopped;) {
        const deleted = await store.deleteOld(ages, mostAtOnce);
        for (const kind of deletedKinds) total[kind] += deleted[kind];
        isDone = deletedKinds.every((kind) => deleted[kind] === 0);
      }
    } finally {
      onDeleted(total);
      // In counts alone, also where there was nothing: whoever asks sees that it is done.
      for (const kind of deletedKinds) {
        if (total[kind] > 0) log.info(`old ${kind} were deleted`, { count: total[kind] });
      }
      const count = deletedKinds.reduce((sum, kind) => sum + total[kind], 0);
      log.info('looked for old mails', { count });
    }
  }
}
