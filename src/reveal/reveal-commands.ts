import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { revealState } from './model/reveal-request';
import { RevealOperator } from './reveal-operator';
import type { RevealRequest } from './reveal-store';
import { SqlReveals } from './sql-reveals';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';
import { systemClock } from '#kernel/system-clock';

/**
 * `reveal persons`, `list`, `refuse`. Nobody asks, approves or looks at the prompt: whoever is there has signed in to nothing, and could be
 * both persons.
 */
export function registerReveal(program: Command, context: CliContext): void {
  const reveal = program
    .command('reveal')
    .description('who may see what is hidden, if a second person approves, and what was asked for');
  const withOperator = <Result>(work: (operator: RevealOperator) => Promise<Result>): Promise<Result> =>
    withDatabase(context, (database) =>
      work(
        new RevealOperator({
          store: new SqlReveals(database, systemClock.now),
          trail: commandTrail(database),
          clock: systemClock,
          // The operator raises none.
          alerts: { raise: () => undefined },
        }),
      ),
    );

  reveal
    .command('persons')
    .addOption(new Option('--add <login>', 'name a supervisor or administrator').conflicts('remove'))
    .option('--remove <login>', 'no longer')
    .description('who may ask, approve and look; it takes two of them')
    .action(async ({ add, remove }: { add?: string; remove?: string }) => {
      await withOperator(async (operator) => {
        const who = operatorOf(context);
        if (add !== undefined) await operator.namePerson(who, add, true);
        if (remove !== undefined) await operator.namePerson(who, remove, false);
        context.print(await operator.persons(), (logins) => logins.join('\n') || 'nobody is named');
      });
    });

  reveal
    .command('list')
    .description('what was asked for, the newest first: never what was shown')
    .action(async () => {
      await withOperator(async (operator) => {
        const requests = await operator.list();
        context.print(requests.map(requestJson), () => requestsText(requests));
      });
    });

  reveal
    .command('refuse')
    .argument('<id>', 'of a request', idOf)
    .description('stop a request, or an approval that nobody has used yet')
    .action(async (id: number) => {
      await withOperator(async (operator) => {
        const request = await operator.refuse(operatorOf(context), id);
        context.print(requestJson(request), () => `request ${id} is refused`);
      });
    });
}

/** @throws InvalidArgumentError */
function idOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError('Give the number of a request: star7 reveal list.');
  return Number(text);
}

function requestJson(request: RevealRequest) {
  const { id, orderNumber, what, mailId, reason, note, login, decidedBy } = request;
  return {
    ...{ id, orderNumber, what, mail: mailId, reason, note, askedBy: login, decidedBy },
    state: revealState(request, systemClock.now()),
    askedAt: isoTextOrNull(request.askedAt),
    decidedAt: isoTextOrNull(request.decidedAt),
    shownAt: isoTextOrNull(request.shownAt),
  };
}

function requestsText(requests: readonly RevealRequest[]): string {
  return textTable(
    ['id', 'asked', 'by', 'order', 'what', 'reason', 'state', 'decided by', 'shown'],
    requests.map((request) => [
      ...[request.id, textTime(request.askedAt), request.login, request.orderNumber],
      request.mailId === null ? request.what : `mail ${request.mailId}`,
      ...[request.reason, revealState(request, systemClock.now()), request.decidedBy ?? '-'],
      textTime(request.shownAt),
    ]),
    'nothing was asked for',
  );
}
