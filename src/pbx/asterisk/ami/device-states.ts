import type { ExtensionState } from '#calls/engine/extensions';

/**
 * What a PJSIP endpoint's device state says of its phone. Asterisk's words: ast_device_state in
 * include/asterisk/devicestate.h. `UNAVAILABLE` is an endpoint without a contact that can be reached: not
 * registered, or registered and silent to OPTIONS. (Seen on Asterisk 22.10.1 for each of these.)
 */
const meanings: Readonly<Record<string, ExtensionState>> = {
  NOT_INUSE: { registered: true, inUse: false },
  INUSE: { registered: true, inUse: true },
  BUSY: { registered: true, inUse: true },
  RINGING: { registered: true, inUse: true },
  RINGINUSE: { registered: true, inUse: true },
  ONHOLD: { registered: true, inUse: true },
  UNAVAILABLE: { registered: false, inUse: false },
};

export const unknownState: ExtensionState = { registered: 'unknown', inUse: 'unknown' };

/** The phones' states as one connection to AMI told them. Keeps endpoint and state, nothing else of an event. */
export class DeviceStates {
  readonly #states = new Map<string, ExtensionState>();

  /**
   * Takes a DeviceStateChange, one that happened or one of a list; anything else is no business of this.
   * @returns the endpoint of which something is known now; null where nothing was taken
   */
  take(device: unknown, state: unknown): string | null {
    if (typeof device !== 'string' || typeof state !== 'string') return null;
    const endpoint = /^PJSIP\/([0-9A-Za-z._-]{1,80})$/.exec(device)?.[1];
    if (endpoint === undefined) return null;
    const meaning = meanings[state];
    if (meaning === undefined) this.#states.delete(endpoint);
    else this.#states.set(endpoint, meaning);
    return endpoint;
  }

  of(extension: string): ExtensionState {
    return this.#states.get(extension) ?? unknownState;
  }

  get size(): number {
    return this.#states.size;
  }
}
