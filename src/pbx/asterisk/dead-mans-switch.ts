import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { AriConnection, AriEvent } from './ari/ari-connection';
import { operationOf } from './ari/ari-connection';
import { AriError } from './ari/ari-errors';

/*
 * The other half of dialplan/star7-extensions.conf's [star7-watchdog], which ends legs without a partner where Star7
 * has died. These names are the dialplan's.
 */
const context = 'star7-watchdog';
const beatVariable = 'STAR7_BEAT';
const endingsVariable = 'STAR7_ENDINGS';
const watchdogArgument = 'watchdog';
const endedHandler = 'star7-ended,s,1';

const watchdogChannelId = 'star7-watchdog';
const watchdogOtherChannelId = 'star7-watchdog-2';

/** The watchdog takes three looks, a second apart, without a new beat for Star7's death. */
const beatEveryMs = 1_000;

/** How the watchdog's dialplan calls the two sides: a phone of the shop, and a number called over a trunk. */
type WatchedRole = 'manager' | 'customer';

/**
 * Variables of a leg that the watchdog is to know, and whose end the PBX is to write down.
 * @param longestSeconds after which the PBX hangs it up by itself
 */
export function deadMansVariables(role: WatchedRole, longestSeconds?: number): Record<string, string> {
  return {
    STAR7_ROLE: role,
    'CHANNEL(hangup_handler_push)': endedHandler,
    ...(longestSeconds !== undefined && { 'TIMEOUT(absolute)': String(longestSeconds) }),
  };
}

/**
 * Tells the PBX every second that Star7 lives, and sees to it that there is a watchdog to notice when it does not: one
 * Local channel with an id of its own, so that it is made once however often that is asked for.
 */
export class DeadMansSwitch {
  #wanted = true;
  #cancel: () => void = () => undefined;

  constructor(
    private readonly ari: Pick<AriConnection, 'call'>,
    private readonly options: {
      application: string;
      /** Where the PBX writes down how legs ended, as a path of the PBX's; null where it does not. */
      endingsFile: string | null;
    },
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** To be told of the connection's ups and downs. */
  connectionChanged(up: boolean): void {
    this.#cancel();
    if (!up) return;
    // It may be an Asterisk that has just started, and knows nothing.
    this.#wanted = true;
    void this.#quietly(async () => {
      if (this.options.endingsFile !== null) await this.#setGlobal(endingsVariable, this.options.endingsFile);
    });
    void this.#beat();
  }

  /** To be given the connection's events. */
  receive(event: AriEvent): void {
    const channel = event['channel'] as { id?: string } | undefined;
    if (event.type === 'ChannelDestroyed' && channel?.id === watchdogChannelId) this.#wanted = true;
  }

  async #beat(): Promise<void> {
    this.#cancel();
    this.#cancel = this.clock.after(beatEveryMs, () => void this.#beat());
    await this.#quietly(async () => {
      // The time, and no count: the first beat of a new process must differ from the last of the one before.
      await this.#setGlobal(beatVariable, String(this.clock.now()));
      if (this.#wanted) await this.#makeWatchdog();
    });
  }

  async #makeWatchdog(): Promise<void> {
    // The one that an earlier Star7 made outlives it. Asking for a second would be refused, with an ERROR in the PBX's log.
    if (!(await this.#isThere())) {
      await this.#do('channels', 'originate', {
        endpoint: `Local/s@${context}/n`,
        app: this.options.application,
        appArgs: watchdogArgument,
        channelId: watchdogChannelId,
        otherChannelId: watchdogOtherChannelId,
      });
    }
    this.#wanted = false;
  }

  async #isThere(): Promise<boolean> {
    try {
      await this.#do('channels', 'get', { channelId: watchdogChannelId });
      return true;
    } catch (error) {
      if (error instanceof AriError && error.slug === 'refused') return false;
      throw error;
    }
  }

  async #setGlobal(variable: string, value: string): Promise<void> {
    await this.#do('asterisk', 'setGlobalVar', { variable, value });
  }

  async #do(resource: string, operation: string, parameters: object): Promise<void> {
    await this.ari.call(`${resource}.${operation}`, (client) =>
      operationOf(client, resource, operation)(parameters),
    );
  }

  /** A beat that is missed is what the watchdog is for. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.debug('a beat for the dead man’s switch was not taken', { error });
    }
  }
}
