import type { Command } from 'commander';
import { loadConfig } from '#config/load-config';
import { slots } from '#kernel/slot';
import { ApiClient } from './api-client';
import type { ApiCall } from './call-json';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';

/** `call`, `calls`, `hang-up`: what the REST interface of a running Star7 does, at the prompt. */
export function registerCallCommands(program: Command, context: CliContext): void {
  const api = (): ApiClient => new ApiClient(loadConfig(context.environment, ['api']));

  program
    .command('call')
    .argument('<order>', 'order number')
    .option('--as <extension>', 'whose phone to call first; default: the order’s manager')
    .option('--slot <slot>', `contact point: ${slots.join(', ')}`, 'main')
    .description('call a customer: the manager’s phone rings first; show the call until it ends')
    .action(async (order: string, options: { as?: string; slot: string }) => {
      const client = api();
      const stop = new AbortController();
      try {
        // Listening first: a short call may be over before the reply to its start has been read.
        const changes = await client.changes(stop.signal);
        const started = await client.startCall(order, {
          slot: options.slot,
          ...(options.as !== undefined && { extension: options.as }),
        });
        const ended = await follow(context, client, started, changes);
        if (ended.disposition === null) {
          throw new CliError(
            exitCodes.unreachable,
            'The connection ended before the call: Star7 is stopping or closed it. `star7 calls` shows the result.',
          );
        }
        process.exitCode = ended.disposition === 'answered' ? exitCodes.ok : exitCodes.notAnswered;
      } finally {
        stop.abort();
      }
    });

  program
    .command('hang-up')
    .argument('<call>', 'the call’s id')
    .description('end a live call')
    .action(async (id: string) => {
      context.print(await api().hangUp(id), lineOf);
    });

  program
    .command('calls')
    .option('--extension <extension>', 'only calls of this manager')
    .option('--order <order>', 'only calls of this order')
    .option('--disposition <slug>', 'only calls with this disposition: answered, busy, no-answer …')
    .option('--limit <count>', 'number of calls', '20')
    .option('--after <cursor>', 'next page: the cursor printed at the end of this one')
    .description('list calls, newest first')
    .action(
      async (options: {
        extension?: string;
        order?: string;
        disposition?: string;
        limit: string;
        after?: string;
      }) => {
        const page = await api().calls({
          limit: options.limit,
          ...(options.extension !== undefined && { extension: options.extension }),
          ...(options.order !== undefined && { orderNumber: options.order }),
          ...(options.disposition !== undefined && { disposition: options.disposition }),
          ...(options.after !== undefined && { after: options.after }),
        });
        context.print(page, ({ items, next }) =>
          [
            ...items.map(
              (call) => `${call.requestedAt.slice(0, 19).replace('T', ' ')}  ${call.id}  ${lineOf(call)}`,
            ),
            ...(items.length === 0 ? ['no calls'] : []),
            ...(next === null ? [] : [`more: --after ${next}`]),
          ].join('\n'),
        );
      },
    );
}

/** Prints each change of one call until it has ended, or nothing more can be learnt of it: then it may have no disposition. */
async function follow(
  context: CliContext,
  client: ApiClient,
  started: ApiCall,
  changes: AsyncGenerator<ApiCall>,
): Promise<ApiCall> {
  let last = started;
  let shown = '';
  const show = (call: ApiCall): void => {
    // Changes from before the reply to the start arrive after it.
    if (revisionOf(call) < revisionOf(last)) return;
    last = call;
    const line = context.json ? JSON.stringify(call) : lineOf(call);
    if (line !== shown) context.out.write(`${line}\n`);
    shown = line;
  };
  show(started);
  while (last.phase !== 'ended') {
    // Rejects where the connection breaks.
    const change = await changes.next().catch(() => null);
    if (change === null || change.done === true) {
      // Star7 stopped, or nothing more comes: whatever is known by now.
      show(await client.call(started.id));
      return last;
    }
    if (change.value.id === started.id) show(change.value);
  }
  return last;
}

function revisionOf({ revision }: ApiCall): number {
  return revision ?? Infinity;
}

export function lineOf(call: ApiCall): string {
  const isInbound = call.direction === 'inbound';
  const courier = call.courierName ?? (call.direction === 'courier' ? 'unknown' : null);
  const manager = courier === null ? call.extension || 'nobody' : `courier ${courier}`;
  const customer = call.customerName ?? (isInbound ? 'unknown caller' : 'nobody');
  const parties = isInbound ? `${customer} -> ${manager}` : `${manager} -> ${customer}`;
  const who = `${parties} (order ${call.orderNumber ?? '-'})`;
  if (call.disposition === null) return `${who}: ${call.phase}`;
  const facts = [
    call.disposition === 'answered' ? `talked ${String(call.talkSeconds)} s` : null,
    call.sipCode === null ? null : `SIP ${String(call.sipCode)}`,
    call.hungUpBy === null ? null : `ended by ${call.hungUpBy}`,
  ].filter((fact) => fact !== null);
  return `${who}: ${call.phase === 'ended' ? '' : `${call.phase}, `}${call.disposition} (${facts.join(', ')})`;
}
