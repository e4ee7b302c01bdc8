import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { systemClock } from '#kernel/system-clock';
import { WebhookVault } from '#vault/webhook-vault';
import { webhookTopics } from '#webhooks/model/webhook-event';
import { SqlOutbox } from '#webhooks/sql-outbox';
import { SqlWebhooks } from '#webhooks/sql-webhooks';
import { WebhookDispatcher } from '#webhooks/webhook-dispatcher';
import { WebhookSender } from '#webhooks/webhook-sender';
import { eventually } from '../../lab/eventually';
import { everythingSaid } from '../../unit/log/everything-said';
import { MemoryAlerts } from '../../unit/log/memory-alerts';
import { MemoryLog } from '../../unit/log/memory-log';
import type { TestDatabase } from '../database/test-database';

/** What a program answers with 500: an error page that quotes a customer. */
export const failingAnswer = 'no such customer: +79165550134, buyer@example.com';

/** Programs of a shop that are told of its orders: one takes everything, one is gone, one fails. */
export class TellingPrograms {
  readonly #got: string[] = [];
  readonly #log = new MemoryLog();
  readonly #alerts = new MemoryAlerts();
  readonly #webhooks: SqlWebhooks;
  readonly #dispatcher: WebhookDispatcher;

  private constructor(
    test: TestDatabase,
    private readonly server: Server,
  ) {
    const vault = new WebhookVault(test.keys);
    this.#webhooks = new SqlWebhooks(test.database, vault, systemClock.now);
    this.#dispatcher = new WebhookDispatcher({
      ...{ log: this.#log, alerts: this.#alerts, clock: systemClock, version: '0', random: () => 0.5, vault },
      outbox: new SqlOutbox(test.database),
      sender: new WebhookSender(new OutgoingAddresses('127.0.0.0/8')),
      onTried: () => undefined,
    });
  }

  static async start(test: TestDatabase): Promise<TellingPrograms> {
    const server = createServer();
    const programs = new TellingPrograms(test, server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        programs.#got.push(`${String(request.url)} ${JSON.stringify(request.headers)} ${body}`);
        const status = { '/takes': 204, '/gone': 410 }[String(request.url)] ?? 500;
        response.writeHead(status).end(status === 500 ? failingAnswer : undefined);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    for (const path of ['takes', 'gone', 'fails']) {
      const url = `http://127.0.0.1:${String(port)}/${path}`;
      await programs.#webhooks.add({ url, topics: [...webhookTopics], enabled: true }, 'cli:test');
    }
    programs.#dispatcher.start();
    return programs;
  }

  /** Of the messages that were taken. */
  topics(): string[] {
    return this.#got.flatMap((each) => /"type":"([a-z.]+)"/.exec(each)?.[1] ?? []);
  }

  /** Can be called again. */
  async stop(): Promise<void> {
    await this.#dispatcher.stop();
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  /** Stops; what was sent, given up and said until then. */
  async everything(): Promise<{ count: number; bodies: string; dead: string; said: string }> {
    await eventually(
      async () => (await this.#webhooks.deliveries.list({ limit: 1 }, 'dead')).rows.length > 0,
      {
        within: 15_000,
        what: 'a message that was given up',
      },
    );
    await this.stop();
    const { rows } = await this.#webhooks.deliveries.list({ limit: 100 }, 'dead');
    return {
      count: this.#got.length,
      bodies: this.#got.join('\n'),
      dead: JSON.stringify(rows),
      said: everythingSaid(this.#log) + JSON.stringify(this.#alerts),
    };
  }
}
