import { readFileSync } from 'node:fs';
import type { Static } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { ConnectorDesk } from './connector-desk';
import type { HookAddress } from './connector-desk';
import { addBody, changeBody, connectorJson, rejectJson, settingsOf } from './connector-json';
import type { ConnectorEntry } from './connector-store';
import { kindTraits } from './model/connector-kinds';
import { SqlConnectors } from './sql-connectors';
import type { TryReport } from './shop-trial';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { counted } from '#cli/counted';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { loadConfig } from '#config/load-config';
import type { Database } from '#database/database';
import { OutgoingAddresses } from '#http/outgoing-addresses';
import { RefusedError } from '#kernel/refused-error';
import { systemClock } from '#kernel/system-clock';
import { othersOf, readFetched } from '#orders/intake/fetched-orders';
import type { IntakeOf } from '#orders/intake/order-intake';
import { ManagerDirectory } from '#orders/intake/manager-directory';
import { numberRules } from '#vault/number-rules';
import { ShopVault } from '#vault/shop-vault';

const mostRejects = 1000;

/** `connectors …`: shops whose orders are fetched. `star7 serve` does the fetching. */
export function registerConnectors(program: Command, context: CliContext, intakeOf: IntakeOf): void {
  const connectors = program.command('connectors').description('shops whose orders Star7 fetches');
  const withDesk = <Result>(work: (desk: ConnectorDesk) => Promise<Result>): Promise<Result> =>
    withDatabase(context, (database) => work(deskOf(context, database, intakeOf)).catch(explain));
  const actor = () => operatorOf(context);

  connectors
    .command('list')
    .description('list shops and how fetching goes')
    .action(async () => {
      const entries = await withDesk((desk) => desk.list());
      context.print(entries.map(connectorJson), () => shopTable(entries));
    });

  connectors
    .command('add')
    .argument('<file>', 'JSON as POST /api/connectors takes it, with the keys; - for standard input')
    .description('add a shop and begin its first synchronisation; prints the secret of its webhooks once')
    .action(async (file: string) => {
      const { keys, sinceDays = 90, ...given } = bodyIn(addBody, file);
      const input = { settings: settingsOf(given), keys };
      const { entry, hook } = await withDesk((desk) => desk.add(actor(), input, sinceDays));
      context.print(
        { connector: connectorJson(entry), hook },
        () => `added shop ${String(entry.id)}\n${hookText(entry, hook)}`,
      );
    });

  connectors
    .command('try')
    .argument('<file>', 'as for `add`')
    .description('read a page of orders and write nothing')
    .action(async (file: string) => {
      const { keys, ...given } = bodyIn(addBody, file);
      const report = await withDesk((desk) => desk.try(actor(), { settings: settingsOf(given), keys }, null));
      context.print(report, tryText);
      if (report.fault !== null) process.exitCode ||= exitCodes.unreachable;
    });

  connectors
    .command('set')
    .argument('<id>', 'of the shop', number)
    .argument('<file>', 'JSON as PATCH /api/connectors/{id} takes it; - for standard input')
    .description('change a shop; what is not given stays')
    .action(async (id: number, file: string) => {
      const { keys, ...settings } = bodyIn(changeBody, file);
      const entry = await withDesk((desk) => desk.change(actor(), id, { settings, ...(keys && { keys }) }));
      context.print(connectorJson(entry), () => `changed shop ${String(id)}`);
    });

  connectors
    .command('sync')
    .argument('<id>', 'of the shop', number)
    .option('--days <days>', 'a first synchronisation again, so far back', number)
    .description('look for changed orders now')
    .action(async (id: number, { days = null }: { days?: number | null }) => {
      const entry = await withDesk((desk) => desk.sync(actor(), id, days));
      context.print(connectorJson(entry), () => `shop ${String(id)} is read within seconds`);
    });

  connectors
    .command('hook')
    .argument('<id>', 'of the shop', number)
    .description('a new address and secret for webhooks; the previous ones end')
    .action(async (id: number) => {
      const [hook, entry] = await withDesk(async (desk) => [
        await desk.renewHook(actor(), id),
        await desk.find(id),
      ]);
      context.print(hook, () => hookText(entry, hook));
    });

  connectors
    .command('rejects')
    .argument('<id>', 'of the shop', number)
    .description('list orders that could not be taken, and why')
    .action(async (id: number) => {
      const rejects = await withDesk((desk) => desk.rejects(id, '', mostRejects));
      context.print(rejects.map(rejectJson), () =>
        textTable(
          ['order', 'reason', 'since'],
          rejects.map(({ shopOrderId, reason, at }) => [shopOrderId, reason, textTime(at)]),
          'no rejected orders',
        ),
      );
    });

  connectors
    .command('retry')
    .argument('<id>', 'of the shop', number)
    .argument('[order]', "the shop's id of one order; all without it")
    .description('fetch rejected orders again')
    .action(async (id: number, order: string | undefined) => {
      const count = await withDesk((desk) => desk.retry(actor(), id, order ?? null));
      context.print({ count }, () => `${counted(count, 'order is', 'orders are')} fetched again`);
    });

  connectors
    .command('remove')
    .argument('<id>', 'of the shop', number)
    .description('remove a shop; its orders stay')
    .action(async (id: number) => {
      await withDesk((desk) => desk.remove(actor(), id));
      context.print({ id, removed: true }, () => `removed shop ${String(id)}`);
    });
}

function deskOf(context: CliContext, database: Database, intakeOf: IntakeOf): ConnectorDesk {
  const config = loadConfig(context.environment, ['limits', 'numbers', 'outgoing']);
  const { region } = numberRules(config);
  const zone = config.STAR7_DEFAULT_TIME_ZONE;
  const vault = vaultOf(context);
  return new ConnectorDesk({
    store: new SqlConnectors(database, new ShopVault(vault.keys), systemClock.now),
    addresses: new OutgoingAddresses(config.STAR7_OUTGOING_PRIVATE),
    clock: systemClock,
    trail: commandTrail(database),
    // Without the site's own words, managers and zone: nothing is written by it.
    orders: {
      read: (orders, statuses = new Map()) =>
        Promise.resolve(
          readFetched(orders, { region, clock: zone, managers: new ManagerDirectory([]), statuses }),
        ),
      othersOf: (orders) => othersOf(intakeOf(database, vault), orders),
      timeZone: () => Promise.resolve(zone),
    },
    // `star7 serve` looks for changes every two seconds.
    wake: () => undefined,
    changed: () => undefined,
    onHook: () => undefined,
  });
}

function bodyIn<Schema extends typeof addBody | typeof changeBody>(schema: Schema, file: string) {
  let body: unknown;
  try {
    body = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch {
    // The parser's message quotes the file, which has the keys.
    throw new CliError(exitCodes.usage, 'The file cannot be read, or is not JSON.');
  }
  const validate = new Ajv({ strict: false }).compile<Static<Schema>>(schema);
  if (validate(body)) return body;
  const [first] = validate.errors ?? [];
  throw new CliError(exitCodes.usage, `The file is not as it should be at ${first?.instancePath || '/'}.`);
}

function explain(error: unknown): never {
  if (error instanceof RefusedError && error.faults.length > 0) {
    throw new CliError(
      exitCodes.usage,
      error.faults.map(({ field, detail }) => `${field}: ${detail}.`).join('\n'),
    );
  }
  throw error;
}

function number(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a number.');
  return Number(text);
}

function shopTable(entries: readonly ConnectorEntry[]): string {
  return textTable(
    ['id', 'kind', 'name', 'state', 'reached', 'first synchronisation', 'waiting', 'rejected'],
    entries.map(({ id, settings, state }) => [
      id,
      settings.kind,
      settings.name,
      settings.enabled ? (state.fault ?? 'works') : 'off',
      textTime(state.reachedAt),
      state.syncedAt === null
        ? `${String(state.ordersRead)} of ${String(state.ordersTotal ?? '?')}`
        : textTime(state.syncedAt),
      state.hints,
      state.rejects,
    ]),
    'no shops',
  );
}

/** What the shop needs of it. */
function hookText({ settings: { kind } }: ConnectorEntry, { path, secret }: HookAddress): string {
  const { hooks } = kindTraits[kind];
  if (hooks === 'none') return 'webhooks: this kind of shop sends none';
  if (hooks === 'signature') return `webhooks: ${path}\nsecret:   ${secret}`;
  return `webhooks: ${path}${hooks === 'address' ? '\nNothing is signed: keep this address secret.' : ''}`;
}

function tryText({ fault, orders, readable, refused, noticed, words }: TryReport): string {
  if (fault !== null) return `the shop cannot be read: ${fault}`;
  const lines = [
    `${counted(orders, 'order')} read, ${String(readable)} of them would be taken; nothing was written`,
  ];
  for (const [reason, count] of Object.entries(refused)) lines.push(`${String(count)} refused: ${reason}`);
  for (const [code, count] of Object.entries(noticed)) lines.push(`${String(count)} times: ${code}`);
  if (words.length > 0) lines.push(`words for statuses that are not known: ${words.join(', ')}`);
  return lines.join('\n');
}
