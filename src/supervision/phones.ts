import { Feed } from '#kernel/feed';
import type { ManagerNames } from '#people/manager-names';
import type { Clock } from '#kernel/clock';
import type { Extensions, ExtensionState } from '#calls/engine/extensions';
import type { Log } from '#kernel/log';
import type { DeviceKind } from '#people/model/reach';

/** A manager's phone: whether it is registered, whether it is in use, and the devices that it is now. */
export interface Phone extends ExtensionState {
  extension: string;
  devices: readonly DeviceKind[];
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
    private readonly ringing: (extension: string) => readonly DeviceKind[],
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
    return { extension, ...this.extensions.stateOf(extension), devices: this.ringing(extension) };
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
    if (isSame(now, before)) return;
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

function isSame(one: Phone, other: Phone): boolean {
  return (
    one.registered === other.registered &&
    one.inUse === other.inUse &&
    one.devices.join() === other.devices.join()
  );
}
