import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { webhookTopics } from './model/webhook-event';
import type { WebhookTopic } from './model/webhook-event';
import { SqlWebhooks } from './sql-webhooks';
import { WebhookDesk } from './webhook-desk';
import { deliveryJson, webhookJson } from './webhook-json';
import type { IdleDelivery, Webhook } from './webhooks';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { loadConfig } from '#config/load-config';
import { systemClock } from '#kernel/system-clock';
import { WebhookVault } from '#vault/webhook-vault';

/** Rows of one list at the prompt. */
const mostShown = 1000;

/** `webhooks list`, `add`, `remove`, `enable`, `disable`, `secret`, `dead`, `resend`, `drop`. */
export function registerWebhooks(program: Command, context: CliContext): void {
  const webhooks = program
    .command('webhooks')
    .description('addresses of the shop that are told of orders and calls (docs/orders.md)');

  const withDesk = (work: (desk: WebhookDesk) => Promise<void>): Promise<void> =>
    withDatabase(context, async (database) => {
      const { STAR7_OUTGOING_PRIVATE: listed } = loadConfig(context.environment, ['outgoing']);
      const store = new SqlWebhooks(database, new WebhookVault(vaultOf(context).keys), systemClock.now);
      const addresses = new OutgoingAddresses(listed);
      await work(
        new WebhookDesk({
          webhooks: store,
          deliveries: store.deliveries,
          addresses,
          trail: commandTrail(database),
        }),
      );
    });

  webhooks
    .command('list')
    .description('list addresses, and how much waits for each')
    .action(async () => {
      await withDesk(async (desk) => {
        const all = await desk.list();
        context.print(all.map(webhookJson), () => webhookTable(all));
      });
    });

  webhooks
    .command('add')
    .argument('<url>', 'https://…; http:// for hosts in STAR7_OUTGOING_PRIVATE alone')
    .option('--topics <topics>', `separated by commas: ${webhookTopics.join(', ')}; default: all`, topics)
    .description('add an address; its secret is shown only once')
    .action(async (url: string, options: { topics?: WebhookTopic[] }) => {
      await withDesk(async (desk) => {
        const setting = { url, topics: options.topics ?? [...webhookTopics], enabled: true };
        const { webhook, secret } = await desk.add(operatorOf(context), setting);
        context.print(
          { webhook: webhookJson(webhook), secret },
          () => `webhook ${String(webhook.id)}, its secret is shown this once:\n${secret}`,
        );
      });
    });

  for (const [name, enabled, what] of [
    ['enable', true, 'send to an address again'],
    ['disable', false, 'send nothing to an address, and keep nothing new for it'],
  ] as const) {
    webhooks
      .command(name)
      .argument('<id>', 'as in the list', id)
      .description(what)
      .action(async (webhook: number) => {
        await withDesk(async (desk) => {
          const changed = await desk.change(operatorOf(context), webhook, { enabled });
          context.print(webhookJson(changed), () => `${name}d webhook ${String(webhook)}`);
        });
      });
  }

  webhooks
    .command('secret')
    .argument('<id>', 'as in the list', id)
    .description('replace the secret of an address; it is shown only once')
    .action(async (webhook: number) => {
      await withDesk(async (desk) => {
        const secret = await desk.renewSecret(operatorOf(context), webhook);
        context.print({ id: webhook, secret }, () => `the new secret, shown this once:\n${secret}`);
      });
    });

  webhooks
    .command('remove')
    .argument('<id>', 'as in the list', id)
    .description('remove an address, with all that waits for it')
    .action(async (webhook: number) => {
      await withDesk(async (desk) => {
        await desk.remove(operatorOf(context), webhook);
        context.print({ id: webhook, removed: true }, () => `removed webhook ${String(webhook)}`);
      });
    });

  webhooks
    .command('dead')
    .description(`list the newest ${String(mostShown)} deliveries that were given up`)
    .action(async () => {
      await withDesk(async (desk) => {
        const { rows } = await desk.idle({ limit: mostShown }, 'dead');
        context.print(rows.map(deliveryJson), () => deadTable(rows));
      });
    });

  webhooks
    .command('resend')
    .argument('<delivery>', 'as in the list of the dead', id)
    .description('send a delivery again that was given up')
    .action(async (delivery: number) => {
      await withDesk(async (desk) => {
        await desk.resend(operatorOf(context), delivery);
        context.print({ id: delivery, resent: true }, () => `delivery ${String(delivery)} is sent again`);
      });
    });

  webhooks
    .command('drop')
    .argument('<delivery>', 'as in the list of the dead', id)
    .description('drop a delivery that was given up')
    .action(async (delivery: number) => {
      await withDesk(async (desk) => {
        await desk.drop(operatorOf(context), delivery);
        context.print({ id: delivery, dropped: true }, () => `dropped delivery ${String(delivery)}`);
      });
    });
}

function webhookTable(all: readonly Webhook[]): string {
  return textTable(
    ['id', 'address', 'told of', 'state', 'waiting', 'given up', 'last delivered'],
    all.map((webhook) => [
      webhook.id,
      webhook.url,
      webhook.topics.join(', '),
      webhook.enabled ? 'on' : 'off',
      webhook.pending,
      webhook.dead,
      textTime(webhook.lastDeliveredAt),
    ]),
    'no webhooks',
  );
}

function deadTable(rows: readonly IdleDelivery[]): string {
  return textTable(
    ['delivery', 'webhook', 'told of', 'order', 'last try', 'tries', 'reason', 'status'],
    rows.map((row) => [
      row.id,
      row.webhookId,
      row.topic,
      row.orderNumber,
      textTime(row.failedAt),
      row.attempts,
      row.fault ?? '-',
      row.status ?? '-',
    ]),
    'no delivery was given up',
  );
}

function topics(text: string): WebhookTopic[] {
  const words = text.split(',').map((word) => word.trim());
  const known = webhookTopics.filter((topic) => words.includes(topic));
  if (known.length < words.length) {
    throw new InvalidArgumentError(`Give some of ${webhookTopics.join(', ')}, separated by commas.`);
  }
  return known;
}

function id(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a number from the list.');
  return Number(text);
}
