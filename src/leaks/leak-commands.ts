import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { LeakDesk, LeakRequestError } from './leak-desk';
import type { LeakRun, LeaveEntry } from './leak-store';
import type { ReportedRun } from './model/monthly-report';
import type { Standing } from './model/decoys/standing';
import type { LeakCase } from './model/shop-figures';
import { LeakWatch } from './leak-watch';
import { closingReasons } from './model/leak-case';
import type { ClosingReason } from './model/leak-case';
import { addDecoys } from './decoys/decoy-commands';
import type { IntakeOf } from '#orders/intake/order-intake';
import { readStanding } from './decoys/read-standing';
import { SqlDecoyLists } from './decoys/sql-decoy-lists';
import { natural, positive } from './option-values';
import { PageWords } from './page-words';
import { reportText } from './report-text';
import { comparedText, groupText, lampText, watchText } from './watch-text';
import { addSimulate } from './simulate-command';
import { SqlLeakStore } from './sql-leak-store';
import { SqlShopHistory } from './sql-shop-history';
import { addSurveys } from './surveys/survey-commands';
import { SqlSurveys } from './surveys/sql-surveys';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';
import { loadConfig } from '#config/load-config';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import { isoDay } from '#kernel/local-day';
import { systemClock } from '#kernel/system-clock';

/** `leaks run`, `show`, `cases`, `close`, `name`, `report`, `leave`, `readers`, `survey`, `decoys`, `simulate`. */
export function registerLeaks(program: Command, context: CliContext, intakeOf: IntakeOf): void {
  const leaks = program.command('leaks').description('leak watch: are customers lost, and whose');
  const withDesk: WithDesk = (work) =>
    withDatabase(
      context,
      (database) => {
        const store = new SqlLeakStore(database, systemClock.now);
        const surveys = new SqlSurveys(database, systemClock.now);
        return work(
          new LeakDesk({
            ...{ store, surveys, trail: commandTrail(database) },
            decoys: new SqlDecoyLists(database),
          }),
          () => {
            const { STAR7_DEFAULT_TIME_ZONE: timeZone } = loadConfig(context.environment, ['limits']);
            const source = new SqlShopHistory(database, timeZone, systemClock);
            return new LeakWatch({ source, store, surveys, clock: systemClock, timeZone });
          },
          () => readStanding(new SqlDecoyLists(database), systemClock.now()),
        ).catch(explained);
      },
      // A page of orders takes longer than a call would wait.
      { silenceMs: null },
    );

  leaks
    .command('run')
    .option('--per-year <number>', 'false alarms that the shop accepts in a year', positive, 1)
    .description('compare all complete weeks since the last run; star7-leaks.timer does it each week')
    .action(async ({ perYear }: { perYear: number }) => {
      await withDesk(async (desk, watch) => {
        const { run, opened } = await desk.run(operatorOf(context), watch(), perYear);
        context.print({ run: runJson(run), opened: opened.length }, () =>
          [runText(run), `new cases: ${opened.length}`].join('\n'),
        );
      });
    });

  leaks
    .command('show')
    .addOption(languageOption())
    .description(
      'the page “Lost customers”: what the orders can show, each group as it stands, and open cases; recorded in the audit log',
    )
    .action(async ({ language }: { language: Language }) => {
      await withDesk(async (desk, _watch, standingOf) => {
        const view = await desk.show(operatorOf(context));
        const standing = await standingOf();
        const { run, cases, closed, ...rest } = view;
        const json = {
          ...{ run: run === null ? null : runJson(run), ...rest },
          ...{ cases: cases.map(caseJson), closed: closed.map(caseJson) },
          lists: standing.channels.map(({ kind, key, decoys, strength }) => ({
            kind,
            key,
            decoys,
            strength,
          })),
        };
        context.print(json, () => watchText(view, standing, new PageWords(language)));
      });
    });

  leaks
    .command('cases')
    .description('open cases, and closed ones that are kept; recorded in the audit log')
    .action(async () => {
      await withDesk(async (desk) => {
        const cases = await desk.cases(operatorOf(context));
        context.print(cases.map(caseJson), () => casesText(cases));
      });
    });

  leaks
    .command('close')
    .argument('<case>', 'number of the case', natural)
    .addArgument(new Argument('<reason>', 'what was found').choices(closingReasons))
    .option('--note <text>', 'what a person looked at, and what was said')
    .description('close a case; a person decides, and says why')
    .action(async (id: number, reason: ClosingReason, { note }: { note?: string }) => {
      await withDesk(async (desk) => {
        await desk.close(operatorOf(context), id, reason, note?.slice(0, 1000) ?? null);
        context.print({ case: id, reason }, () => `closed case ${id}`);
      });
    });

  addReports(leaks, context, withDesk);
  addLeave(leaks, context, withDesk);
  addReaders(leaks, context, withDesk);
  addSurveys(leaks, context, intakeOf, explained);
  addDecoys(leaks, context, intakeOf);
  addSimulate(leaks, context);
}

type WithDesk = <Result>(
  work: (desk: LeakDesk, watch: () => LeakWatch, standing: () => Promise<Standing>) => Promise<Result>,
) => Promise<Result>;

function addReports(leaks: Command, context: CliContext, withDesk: WithDesk): void {
  leaks
    .command('name')
    .argument('<case>', 'number of the case', natural)
    .description(
      'agree that reports name the group of a case: a manager is named when two persons have agreed',
    )
    .action(async (id: number) => {
      await withDesk(async (desk) => {
        await desk.agreeToName(operatorOf(context), id);
        context.print({ case: id, agreed: true }, () => `you have agreed that reports name case ${id}`);
      });
    });

  leaks
    .command('report')
    .argument('[month]', '2026-11; default: this month')
    .addOption(languageOption())
    .description('what was found in a month, to be passed on; the page “Lost customers” prints it')
    .action(async (given: string | undefined, { language }: { language: Language }) => {
      const month = given ?? isoDay(Math.floor(systemClock.now() / 86_400_000_000)).slice(0, 7);
      await withDesk(async (desk) => {
        const report = await desk.report(operatorOf(context), month);
        const { run } = report;
        const json = {
          ...report,
          run: run === null ? null : { ...run, endedAt: isoTextOrNull(run.endedAt) },
        };
        context.print(json, () => reportText(report, new PageWords(language)));
      });
    });
}

function addLeave(leaks: Command, context: CliContext, withDesk: WithDesk): void {
  const leave = leaks.command('leave').description('when managers were on leave: such weeks are left out');

  leave
    .command('add')
    .argument('<extension>', "the manager's extension")
    .argument('<first>', 'first day, 2026-07-01')
    .argument('<last>', 'last day')
    .description('enter a leave')
    .action(async (extension: string, first: string, last: string) => {
      await withDesk(async (desk) => {
        const entry = await desk.addLeave(operatorOf(context), extension, first, last);
        context.print(entry, ({ id }) => `entered leave ${id}`);
      });
    });

  leave
    .command('list')
    .description('leave that was entered')
    .action(async () => {
      await withDesk(async (desk) => context.print(await desk.leave(operatorOf(context)), leaveText));
    });

  leave
    .command('delete')
    .argument('<number>', 'as in the list', natural)
    .description('remove a leave that was entered by mistake')
    .action(async (id: number) => {
      await withDesk(async (desk) => {
        await desk.removeLeave(operatorOf(context), id);
        context.print({ id, deleted: true }, () => `deleted leave ${id}`);
      });
    });
}

function addReaders(leaks: Command, context: CliContext, withDesk: WithDesk): void {
  leaks
    .command('readers')
    .addOption(new Option('--add <login>', 'name a supervisor or administrator').conflicts('remove'))
    .option('--remove <login>', 'no longer')
    .description('who may see the leak watch besides the operator of this machine')
    .action(async ({ add, remove }: { add?: string; remove?: string }) => {
      await withDesk(async (desk) => {
        const operator = operatorOf(context);
        if (add !== undefined) await desk.nameReader(operator, add, true);
        if (remove !== undefined) await desk.nameReader(operator, remove, false);
        context.print(await desk.readers(operator), (logins) => logins.join('\n') || 'nobody is named');
      });
    });
}

/** What was typed is wrong; all others name something that is not there. */
const usageFaults: ReadonlySet<LeakRequestError['slug']> = new Set([
  'leave-invalid',
  'month-invalid',
  'case-second-person',
]);

function explained(error: unknown): never {
  if (!(error instanceof LeakRequestError)) throw error;
  throw new CliError(usageFaults.has(error.slug) ? exitCodes.usage : exitCodes.notFound, error.message);
}

/** Lists of the command line are in English, as it is. */
const pageWords = new PageWords('en');

function languageOption(): Option {
  return new Option('--language <language>', 'of the text').choices(languages).default('en');
}

function runJson({ startedAt, endedAt, ...run }: LeakRun): object {
  return { ...run, startedAt: isoTextOrNull(startedAt), endedAt: isoTextOrNull(endedAt) };
}

function caseJson({ openedAt, closedAt, ...one }: LeakCase): object {
  return { ...one, openedAt: isoTextOrNull(openedAt), closedAt: isoTextOrNull(closedAt) };
}

function runText(run: ReportedRun): string {
  const { historyWeeks: weeks, compared, perYear, missing } = run;
  return [
    comparedText(run, pageWords),
    `${compared} groups compared; up to ${perYear} a year for the whole shop appears by chance alone`,
    ...(missing === null ? [] : [pageWords.say(pageWords.of.leaks.missing[missing], { weeks })]),
  ].join('\n');
}

function casesText(cases: readonly LeakCase[]): string {
  const { reasons } = pageWords.of.leaks;
  return textTable(
    [
      'case',
      'worth a look',
      'looked at',
      'noticed in the week until',
      'last',
      'Z',
      'from',
      'closed',
      'found',
      'note',
    ],
    cases.map((one) => [
      ...[one.id, groupText(one, pageWords), lampText(one.lamp, pageWords), one.openedWeek, one.lastWeek],
      ...[one.z.toFixed(1), one.threshold.toFixed(1), textTime(one.closedAt)],
      ...[one.reason === null ? '-' : reasons[one.reason], one.note ?? '-'],
    ]),
    'no case',
  );
}

function leaveText(entries: readonly LeaveEntry[]): string {
  return textTable(
    ['number', 'manager', 'first day', 'last day', 'entered by'],
    entries.map(({ id, extension, firstDay, lastDay, enteredBy }) => [
      id,
      extension,
      firstDay,
      lastDay,
      enteredBy,
    ]),
    'no leave was entered',
  );
}
