import { randomBytes } from 'node:crypto';
import type { PhoneCredentials } from './model/static-phone';
import type { Clock } from '#kernel/clock';
import type { Micros } from '#kernel/micros';

/** Where the endpoints of phones in pages come from. */
export interface PhoneSupply {
  /** Whether they are in the PBX's own configuration: Star7 lends them, and cannot make one. */
  readonly isStatic: boolean;
  /**
   * One for a manager who goes on duty.
   * @param isTaken whose it is somebody else's
   * @returns null where none is free
   */
  next(extension: string, isTaken: (endpoint: string) => boolean): PhoneCredentials | null;
  /** The same again; null where it is made for one time. */
  again(endpoint: string): PhoneCredentials | null;
  /** The manager of this extension had it until now. */
  returned(endpoint: string, extension: string): void;
}

/** Another one each time, 128 random bits for the name and as many for the password. */
export class MadePhones implements PhoneSupply {
  readonly isStatic = false;

  /** @param prefix of their names */
  constructor(private readonly prefix: string) {}

  next(): PhoneCredentials {
    return {
      endpoint: `${this.prefix}${randomBytes(16).toString('hex')}`,
      password: randomBytes(16).toString('hex'),
    };
  }

  again(): null {
    return null;
  }

  returned(): void {
    // Nobody gets it again.
  }
}

/** Longer than the PBX takes to end a call of a page that is silent (15 s): what the last one began is over. */
const rest: Micros = 20_000_000;

/**
 * Those that an administrator has written into pjsip.conf. The one that was returned longest ago is lent first, and none within
 * twenty seconds to another manager: what its last page sent must not be taken for the next one's.
 */
export class StaticPhones implements PhoneSupply {
  readonly isStatic = true;
  readonly #returned = new Map<string, { extension: string; at: Micros }>();

  constructor(
    private readonly phones: readonly PhoneCredentials[],
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  next(extension: string, isTaken: (endpoint: string) => boolean): PhoneCredentials | null {
    const now = this.clock.now();
    const free = this.phones.filter(({ endpoint }) => {
      const last = this.#returned.get(endpoint);
      const rests = last !== undefined && last.extension !== extension && now - last.at < rest;
      return !rests && !isTaken(endpoint);
    });
    const [first] = free.sort((one, other) => this.#returnedAt(one) - this.#returnedAt(other));
    return first ?? null;
  }

  again(endpoint: string): PhoneCredentials | null {
    return this.phones.find((phone) => phone.endpoint === endpoint) ?? null;
  }

  returned(endpoint: string, extension: string): void {
    this.#returned.set(endpoint, { extension, at: this.clock.now() });
  }

  #returnedAt({ endpoint }: PhoneCredentials): Micros {
    return this.#returned.get(endpoint)?.at ?? -Infinity;
  }
}
