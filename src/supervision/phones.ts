import { Feed } from '#kernel/feed';
import type { ManagerNames } from '#people/manager-names';
import type { Clock } from '#kernel/clock';
import type { Extensions, ExtensionState } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';

/** A manager's phone: whether it is registered, and whether it is in use. */
export interface Phone extends ExtensionState {
  extension: string;
}

export class PhoneFeed extends Feed<Phone> {}

/** How long a new manager's phone may be missing from the list. */
const refreshMs = 30_000;

/**
 * The phones of those who work here. The PBX has other endpoints too, trunks among them, and one may be named after a
 * telephone number: they are left out here.
 */
export class Phones {
  readonly feed = new PhoneFeed();
  /** The last published state of each phone. */
  readonly #known = new Map<string, Phone>();
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(
    private readonly extensions: Extensions,
    private readonly people: ManagerNames,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** By extension. */
  all(): Phone[] {
    return [...this.#known.values()];
  }

  /** A manager's phone, whether or not it is in the list yet. */
  of(extension: string): Phone {
    return { extension, ...this.extensions.stateOf(extension) };
  }

  /** Reads the list of managers, now and periodically. */
  start(): void {
    void this.#refresh();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** The state of this endpoint may have changed. */
  changed(extension: string): void {
    const before = this.#known.get(extension);
    if (before === undefined) return;
    const now = this.of(extension);
    if (now.registered === before.registered && now.inUse === before.inUse) return;
    this.#known.set(extension, now);
    this.feed.publish(now);
  }

  /** All states may have changed: AMI connected or disconnected. */
  allChanged(): void {
    for (const extension of this.#known.keys()) this.changed(extension);
  }

  async #refresh(): Promise<void> {
    try {
      const people = await this.people.list();
      const here = new Set(people.map(({ extension }) => extension));
      for (const extension of this.#known.keys()) if (!here.has(extension)) this.#known.delete(extension);
      for (const extension of here) {
        if (this.#known.has(extension)) continue;
        this.#known.set(extension, this.of(extension));
        this.feed.publish(this.of(extension));
      }
    } catch (error) {
      this.log.debug('it could not be asked who works here; the phones are those of before', { error });
    }
    if (!this.#isStopped) this.#cancel = this.clock.after(refreshMs, () => void this.#refresh());
  }
}
