import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import { LeakDesk, LeakRequestError } from './leak-desk';
import type { LeakView } from './leak-desk';
import type { LeakRun, LeaveEntry } from './leak-store';
import { hasTooFewOrders } from './model/shop-figures';
import type { ShopLine } from './model/shop-line';
import { hitClasses } from './model/decoys/evidence';
import type { HitCounts } from './model/decoys/evidence';
import type { ReportedDecoys } from './model/decoys/reported-lists';
import type { MonthlyReport, ReportedRun } from './model/monthly-report';
import type { GroupName, LeakCase } from './model/shop-figures';
import { smallOnes } from './model/shop-look';
import { LeakWatch } from './leak-watch';
import { levelOf } from './model/lamps';
import type { Lamp } from './model/lamps';
import { closingReasons } from './model/leak-case';
import type { ClosingReason } from './model/leak-case';
import { addDecoys, strengthWords } from './decoys/decoy-commands';
import type { IntakeOf } from './decoys/decoy-commands';
import { SqlDecoyLists } from './decoys/sql-decoy-lists';
import { natural, positive } from './option-values';
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
            const source = new SqlShopHistory(database, timeZone);
            return new LeakWatch({ source, store, surveys, clock: systemClock, timeZone });
          },
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
          [runText(run), `new cases      ${opened.length}`].join('\n'),
        );
      });
    });

  leaks
    .command('show')
    .description(
      'each group as it stands, what its orders can show, and open cases; recorded in the audit log',
    )
    .action(async () => {
      await withDesk(async (desk) => {
        const view = await desk.show(operatorOf(context));
        const { run, cases, closed, ...rest } = view;
        const json = {
          ...{ run: run === null ? null : runJson(run), ...rest },
          ...{ cases: cases.map(caseJson), closed: closed.map(caseJson) },
        };
        context.print(json, () => viewText(view));
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
  work: (desk: LeakDesk, watch: () => LeakWatch) => Promise<Result>,
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
    .description('what was found in a month, to be passed on; the page “Lost customers” prints it')
    .action(async (month: string = isoDay(Math.floor(systemClock.now() / 86_400_000_000)).slice(0, 7)) => {
      await withDesk(async (desk) => {
        const report = await desk.report(operatorOf(context), month);
        const { run } = report;
        const json = {
          ...report,
          run: run === null ? null : { ...run, endedAt: isoTextOrNull(run.endedAt) },
        };
        context.print(json, () => reportText(report));
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

function runJson({ startedAt, endedAt, ...run }: LeakRun): object {
  return { ...run, startedAt: isoTextOrNull(startedAt), endedAt: isoTextOrNull(endedAt) };
}

function caseJson({ openedAt, closedAt, ...one }: LeakCase): object {
  return { ...one, openedAt: isoTextOrNull(openedAt), closedAt: isoTextOrNull(closedAt) };
}

function runText(run: ReportedRun): string {
  const missing = {
    'too-short':
      'not enough data yet: 34 weeks of orders are needed (star7 import takes old orders, closed ones too)',
    'one-group':
      'not enough data: two groups with 40 customers each are needed, to compare one with the others',
  };
  return [
    `week until     ${run.weekEnd}`,
    `history        ${run.historyWeeks} weeks, ${run.orders} orders, ${run.customers} customers` +
      (run.withManager === null ? '' : `, ${run.withManager} of them with a manager today`),
    `compared       ${run.compared} groups, ${run.perYear} false alarms a year accepted`,
    ...(run.missing === null ? [] : [missing[run.missing]]),
  ].join('\n');
}

const kindNames: Record<GroupName['kind'], string> = {
  manager: 'manager',
  former: 'former customers of',
  team: 'team',
  region: 'region',
  source: 'source',
};

const lampNames: Record<Lamp, string> = {
  recent: 'last 8 weeks',
  long: 'last 26 weeks',
  check: 'average purchase',
};

const levelNames = { quiet: 'no worse than the others', watch: 'watch', alarm: 'worth a look' } as const;

function shopText({ now, before, yearAgo }: ShopLine): string {
  return (
    `whole shop     ${now} orders in the last 8 weeks, ${before} in the 8 weeks before` +
    (yearAgo === null ? '' : `; a year ago ${yearAgo.now} and ${yearAgo.before}`)
  );
}

function groupText({ kind, group }: GroupName): string {
  return group === smallOnes ? `${kindNames[kind]}: small ones together` : `${kindNames[kind]} ${group}`;
}

/** Lists with decoys, and who called these. */
function decoysText({ lists, controls }: ReportedDecoys): string {
  const counts = (hits: HitCounts): number[] => hitClasses.map((one) => hits[one]);
  const written = (texts: HitCounts): string => hitClasses.map((one) => texts[one]).join(' / ');
  return textTable(
    ['list', 'decoys', 'calls: silent', 'spoke', 'offered', 'by name', 'mails', 'SMS', ''],
    [
      ...lists.map(({ kind, key, decoys, hits, mails, sms, strength }) => [
        ...[key === null ? `${kind}, not named` : `${kind} ${key}`, decoys, ...counts(hits)],
        ...[written(mails), written(sms), strengthWords[strength]],
      ]),
      ['control numbers', controls.numbers, ...counts(controls.hits), '', written(controls.sms), ''],
      ['control mailboxes', controls.mailboxes, '', '', '', '', written(controls.mails), '', ''],
    ],
    'none',
  );
}

function reportText({ month, run, shop, groups, cases, decoys }: MonthlyReport): string {
  return [
    `month          ${month}`,
    run === null ? 'No comparison was made in this month.' : runText(run),
    ...(shop === null ? [] : [shopText(shop)]),
    ...groups.map(
      ({ kind, compared, worthALook, tooFew }) =>
        `${kindNames[kind]}: ${compared} compared, ${worthALook} worth a look, ${tooFew} with too few orders to tell`,
    ),
    ...(decoys === null ? [] : ['', decoysText(decoys)]),
    '',
    textTable(
      ['case', 'about', 'looked at', 'since week until', 'last', 'at the end', 'note'],
      cases.map((one) => [
        one.id,
        one.group === null ? `${kindNames[one.kind]}, not named` : groupText({ ...one, group: one.group }),
        lampNames[one.lamp],
        one.openedWeek,
        one.lastWeek,
        one.reason ?? 'open',
        one.note ?? '-',
      ]),
      'no case',
    ),
    '',
    'A manager is named when two persons have agreed (star7 leaks name). Orders alone prove nothing about anybody.',
  ].join('\n');
}

/** By kind and name: no ranking. */
function viewText({ run, shop, figures, drills, handOvers, cases }: LeakView): string {
  if (run === null) return 'The leak watch has not run yet: star7 leaks run';
  return [
    runText(run),
    ...(shop === null ? [] : [shopText(shop)]),
    '',
    textTable(
      ['group', 'looked at', 'customers', 'orders', 'expected', 'by chance ±', 'Z', 'from', ''],
      figures.map((figure) => [
        groupText(figure),
        lampNames[figure.lamp],
        figure.customers,
        figure.observed.toFixed(0),
        figure.expected.toFixed(0),
        (2 * figure.spread).toFixed(0),
        figure.z.toFixed(1),
        figure.threshold.toFixed(1),
        levelNames[levelOf(figure.z, figure.threshold)] +
          (figure.unreliable ? ', less reliable: groups differ' : ''),
      ]),
      'no group has enough customers',
    ),
    '',
    ...drills.map(
      (drill) =>
        `${groupText(drill)}: ${drill.ordersAWeek.toFixed(0)} orders a week; ` +
        (hasTooFewOrders(drill) ? 'not enough orders yet, so that quiet says nothing here; ' : '') +
        `the loss of a fifth of the customers shows ${weeksText(drill.weeksFifth)}, of half ${weeksText(drill.weeksHalf)}`,
    ),
    ...handOvers.map(
      ({ group, went, came, since }) =>
        `manager ${group}: since the week until ${since} ${went} customers went to other managers, ${came} came`,
    ),
    '',
    casesText(cases),
  ].join('\n');
}

function weeksText(weeks: number | null): string {
  return weeks === null ? 'not within a year' : `within about ${weeks} weeks`;
}

function casesText(cases: readonly LeakCase[]): string {
  return textTable(
    [
      'case',
      'worth a look',
      'looked at',
      'since week until',
      'last',
      'Z',
      'from',
      'closed',
      'reason',
      'note',
    ],
    cases.map((one) => [
      one.id,
      groupText(one),
      lampNames[one.lamp],
      one.openedWeek,
      one.lastWeek,
      one.z.toFixed(1),
      one.threshold.toFixed(1),
      textTime(one.closedAt),
      one.reason ?? '-',
      one.note ?? '-',
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
