import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { AriConnection, AriEvent } from './ari/ari-connection';
import { operationOf } from './ari/ari-connection';
import { AriError } from './ari/ari-errors';

/*
 * The counterpart of [star7-watchdog] in dialplan/star7-extensions.conf, which ends legs without a partner
 * after Star7 has died. These names must match the dialplan.
 */
const context = 'star7-watchdog';
const beatVariable = 'STAR7_BEAT';
const endingsVariable = 'STAR7_ENDINGS';
const watchdogArgument = 'watchdog';
const endedHandler = 'star7-ended,s,1';

export const watchdogChannelId = 'star7-watchdog';
const watchdogOtherChannelId = 'star7-watchdog-2';

/** The watchdog assumes that Star7 has died after three checks, a second apart, without a new beat. */
const beatEveryMs = 1_000;

/** How the watchdog's dialplan calls the two sides: a phone of the shop, and a number called over a trunk. */
type WatchedRole = 'manager' | 'customer';

/** For a leg that waits for others on purpose: the watchdog lets it wait through a restart of Star7. */
export const waitingVariables: Readonly<Record<string, string>> = { STAR7_ROLE: 'caller' };

/**
 * Global variables with lines of the list of ended legs that the watchdog has not written to the file yet, `|` after each line: one
 * variable for each last digit of a channel's name.
 */
export const unwrittenEndings: readonly string[] = Array.from(
  { length: 16 },
  (_, digit) => `STAR7_ENDED_${digit.toString(16)}`,
);

/**
 * Variables that register a leg with the watchdog and make the PBX record its end.
 * @param longestSeconds after which the PBX hangs the leg up by itself
 */
export function deadMansVariables(role: WatchedRole, longestSeconds?: number): Record<string, string> {
  return {
    STAR7_ROLE: role,
    'CHANNEL(hangup_handler_push)': endedHandler,
    ...(longestSeconds !== undefined && { 'TIMEOUT(absolute)': String(longestSeconds) }),
  };
}

/**
 * Sends the PBX a beat every second, and makes sure that a watchdog runs there to notice missing beats. The
 * watchdog is one Local channel with a fixed id, so that repeated requests still make only one.
 */
export class DeadMansSwitch {
  #needsWatchdog = true;
  #cancel: () => void = () => undefined;

  constructor(
    private readonly ari: Pick<AriConnection, 'call'>,
    private readonly options: {
      application: string;
      /**
       * The file on the PBX in which the PBX records how legs ended (a path on the PBX host); null for none.
       */
      endingsFile: string | null;
    },
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Call this when the connection comes up or goes down. */
  connectionChanged(up: boolean): void {
    this.#cancel();
    if (!up) return;
    // Asterisk may have just started, without a watchdog.
    this.#needsWatchdog = true;
    void this.#quietly(async () => {
      if (this.options.endingsFile !== null) await this.#setGlobal(endingsVariable, this.options.endingsFile);
    });
    void this.#beat();
  }

  /** Call this with every event of the connection. */
  receive(event: AriEvent): void {
    const channel = event['channel'] as { id?: string } | undefined;
    if (event.type === 'ChannelDestroyed' && channel?.id === watchdogChannelId) this.#needsWatchdog = true;
  }

  async #beat(): Promise<void> {
    this.#cancel();
    this.#cancel = this.clock.after(beatEveryMs, () => void this.#beat());
    await this.#quietly(async () => {
      // The time rather than a counter: the first beat of a new process must differ from the last beat of the
      // previous one.
      await this.#setGlobal(beatVariable, String(this.clock.now()));
      if (this.#needsWatchdog) await this.#makeWatchdog();
    });
  }

  async #makeWatchdog(): Promise<void> {
    // A watchdog outlives the Star7 process that made it. Asterisk would refuse a second one, with an ERROR
    // in its log.
    if (!(await this.#isThere())) {
      await this.#do('channels', 'originate', {
        endpoint: `Local/s@${context}/n`,
        app: this.options.application,
        appArgs: watchdogArgument,
        channelId: watchdogChannelId,
        otherChannelId: watchdogOtherChannelId,
      });
    }
    this.#needsWatchdog = false;
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

  /** Errors are ignored: handling missed beats is what the watchdog is for. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.debug('a beat for the dead man’s switch was not taken', { error });
    }
  }
}
