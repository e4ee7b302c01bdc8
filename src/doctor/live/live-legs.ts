import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { AriEvent, AriOptions } from '#pbx/asterisk/ari/ari-connection';
import { AriConnection, operationOf } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';

const connectMs = 10_000;
const legSeconds = 20;

/** The two legs of a test call on the PBX, over ARI, in the doctor's own application. */
export class LiveLegs {
  readonly #up = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #channelIds: string[] = [];
  readonly #bridges: string[] = [];
  readonly #ari: AriConnection;

  private constructor(
    private readonly options: AriOptions,
    clock: Clock,
    log: Log,
  ) {
    this.#ari = new AriConnection(
      options,
      ['StasisStart', 'ChannelDestroyed'],
      (event) => this.#take(event),
      () => undefined,
      clock,
      log,
    );
  }

  /** @throws AriError */
  static async connect(options: AriOptions, clock: Clock, log: Log): Promise<LiveLegs> {
    const legs = new LiveLegs(options, clock, log);
    const cancel = clock.after(connectMs, () => legs.#ari.stop());
    await legs.#ari.start();
    cancel();
    if (!legs.#ari.up) throw new AriError('disconnected', 'connect');
    return legs;
  }

  /**
   * Makes a leg. @param endpoint `PJSIP/101/sip:…`: the endpoint's own settings, with an address of the
   * doctor
   */
  async call(channelId: string, endpoint: string, callerId: string): Promise<void> {
    this.#channelIds.push(channelId);
    await this.#do('channels', 'originate', {
      channelId,
      endpoint,
      callerId,
      app: this.options.application,
      timeout: legSeconds,
    });
  }

  isUp(channelId: string): boolean {
    return this.#up.has(channelId);
  }

  isGone(channelId: string): boolean {
    return this.#gone.has(channelId);
  }

  /**
   * @param careful as Star7 does: without connected-line updates, which would identify the other side, and without passing
   * on media as it is
   */
  async join(bridgeId: string, channelIds: readonly string[], careful: boolean): Promise<void> {
    this.#bridges.push(bridgeId);
    const type = careful ? 'mixing,proxy_media' : 'mixing';
    await this.#do('bridges', 'createWithId', { bridgeId, type });
    await this.#do('bridges', 'addChannel', {
      bridgeId,
      channel: channelIds.join(','),
      ...(careful && { inhibitConnectedLineUpdates: true }),
    });
  }

  /** Hangs up the remaining legs. */
  async end(): Promise<void> {
    const quietly = (work: Promise<void>): Promise<void> => work.catch(() => undefined);
    await Promise.all([
      ...this.#channelIds
        .filter((id) => !this.#gone.has(id))
        .map((channelId) => quietly(this.#do('channels', 'hangup', { channelId }))),
      ...this.#bridges.map((bridgeId) => quietly(this.#do('bridges', 'destroy', { bridgeId }))),
    ]);
  }

  close(): void {
    this.#ari.stop();
  }

  #take(event: AriEvent): void {
    const { id } = (event['channel'] ?? {}) as { id?: string };
    if (id === undefined) return;
    if (event.type === 'StasisStart') this.#up.add(id);
    else this.#gone.add(id);
  }

  async #do(resource: string, operation: string, parameters: object): Promise<void> {
    await this.#ari.call(`${resource}.${operation}`, (client) =>
      operationOf(client, resource, operation)(parameters),
    );
  }
}
