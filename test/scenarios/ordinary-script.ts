import { randomUUID } from 'node:crypto';
import { AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { systemClock } from '#kernel/system-clock';
import { MemoryLog } from '../unit/log/memory-log';
import { ariUsername } from '../lab/asterisk';
import { eventually } from '../lab/eventually';
import type { Lab } from '../lab/lab';

const application = 'ordinary-script';

/**
 * What anybody would write first: calls a phone, calls a customer, puts both into a bridge, and hides nothing. The
 * positive control of everything that Star7 does otherwise.
 */
export class OrdinaryScript {
  readonly #up = new Set<string>();
  readonly #bridges: string[] = [];
  readonly #connection: AriConnection;

  constructor(private readonly lab: Lab) {
    this.#connection = new AriConnection(
      { url: lab.asterisk.ariUrl, username: ariUsername, password: lab.secrets.ari, application },
      ['StasisStart'],
      (event) => this.#up.add((event['channel'] as { id: string }).id),
      () => undefined,
      systemClock,
      new MemoryLog(),
    );
  }

  async start(): Promise<void> {
    await this.#connection.start();
  }

  /** Leaves no bridge behind, for none goes by itself. */
  async stop(): Promise<void> {
    await Promise.all(this.#bridges.map((bridge) => this.lab.asterisk.ari('DELETE', `bridges/${bridge}`)));
    this.#connection.stop();
  }

  /** Rings a phone; its display shows the number. @returns the channel's id */
  async ring(extension: string, number: string): Promise<string> {
    return await this.#originate(`PJSIP/${extension}`, number);
  }

  /** Rings the phone, which has to answer, and calls the customer over the unprotected trunk; then bridges the two. */
  async connect(extension: string, number: string): Promise<void> {
    const legs = await Promise.all([
      this.#originate(`PJSIP/${extension}`, 'anonymous'),
      this.#originate(`PJSIP/${number}@carrier-open`, number),
    ]);
    await eventually(() => legs.every((leg) => this.#up.has(leg)), {
      within: 8_000,
      what: 'both legs in Stasis',
    });
    const bridge = randomUUID();
    this.#bridges.push(bridge);
    await this.lab.asterisk.ari('POST', `bridges/${bridge}?type=mixing`);
    const added = await this.lab.asterisk.ari(
      'POST',
      `bridges/${bridge}/addChannel?channel=${legs.join(',')}`,
    );
    if (added.status !== 204) throw new Error(`addChannel: ${added.status}`);
  }

  async hangUp(channelId: string): Promise<void> {
    await this.lab.asterisk.ari('DELETE', `channels/${channelId}`);
  }

  /** Ends every channel that the lab's Asterisk has. */
  async hangUpEverything(): Promise<void> {
    const { body } = await this.lab.asterisk.ari('GET', 'channels');
    await Promise.all((body as { id: string }[]).map(({ id }) => this.hangUp(id)));
  }

  async #originate(endpoint: string, callerId: string): Promise<string> {
    const channelId = randomUUID();
    const parameters = new URLSearchParams({
      endpoint,
      callerId,
      channelId,
      app: application,
      timeout: '10',
    });
    const { status } = await this.lab.asterisk.ari('POST', `channels?${parameters.toString()}`);
    if (status !== 200) throw new Error(`originate: ${status}`);
    return channelId;
  }
}
