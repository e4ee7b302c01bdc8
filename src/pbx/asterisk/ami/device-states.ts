import type { ExtensionState } from '#calls/engine/extensions';

/**
 * What a PJSIP endpoint's device state means for its phone. Asterisk's words: ast_device_state in
 * include/asterisk/devicestate.h. `UNAVAILABLE` is an endpoint without a reachable contact: not registered,
 * or registered but not answering OPTIONS. (Seen on Asterisk 22.10.1 for each of these.)
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

/** The phones' states as reported by one AMI connection. Of an event it keeps only endpoint and state. */
export class DeviceStates {
  readonly #states = new Map<string, ExtensionState>();

  /**
   * Takes a DeviceStateChange, live or from a list; ignores all other devices.
   * @returns the endpoint whose state is now known; null where the event was ignored
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

  of(endpoint: string): ExtensionState {
    return this.#states.get(endpoint) ?? unknownState;
  }

  get size(): number {
    return this.#states.size;
  }
}
