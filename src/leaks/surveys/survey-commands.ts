import { Argument } from 'commander';
import type { Command } from 'commander';
import { SurveyDesk } from './survey-desk';
import type { SurveyFault, SurveyView } from './survey-desk';
import { standingJson } from './survey-routes';
import { SqlSurveys } from './sql-surveys';
import { decoyStoreOf } from '../decoys/decoy-commands';
import type { IntakeOf } from '#orders/intake/order-intake';
import { LeakDesk } from '../leak-desk';
import { evidenceAlpha } from '../model/case-scale';
import { answersNeeded, customersNeeded } from '../model/surveys/survey-plan';
import { controlsTo, mostAnswers } from '../model/surveys/survey-size';
import { natural, percent } from '../option-values';
import { PageWords } from '../page-words';
import { SqlLeakStore } from '../sql-leak-store';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { textTable } from '#cli/text-table';
import { operatorOf, withDatabase } from '#cli/with-store';
import { Random } from '#kernel/random';
import { systemClock } from '#kernel/system-clock';

const pageWords = new PageWords('en').of;

const faultTexts: Record<SurveyFault, string> = {
  'nobody-to-ask':
    'Nobody can be asked: the last run left no customers for this case, or they were asked within half a year. See: star7 leaks run.',
  'survey-running': 'A survey about this case is running already.',
  'no-interviewer': 'Name an interviewer first: star7 leaks survey interviewers --add EXTENSION.',
};

/** `leaks survey plan`, `start`, `list`, `end`, `interviewers`. */
export function addSurveys(
  leaks: Command,
  context: CliContext,
  intakeOf: IntakeOf,
  explained: (error: unknown) => never,
): void {
  const survey = leaks.command('survey').description('ask customers who have most likely left, and controls');
  const withDesk = <Result>(work: (desk: SurveyDesk) => Promise<Result>): Promise<Result> =>
    withDatabase(context, (database) => {
      const trail = commandTrail(database);
      const watch = new SqlLeakStore(database, systemClock.now);
      const store = new SqlSurveys(database, systemClock.now);
      const decoys = decoyStoreOf(context, database, intakeOf);
      const desk = new SurveyDesk({
        ...{ store, watch, decoys, trail, clock: systemClock },
        leaks: new LeakDesk({ store: watch, surveys: store, decoys, trail }),
        random: () => new Random(Math.floor(Math.random() * 2 ** 31), systemClock.now() % 2 ** 31),
      });
      return work(desk).catch(explained);
    });

  survey
    .command('plan')
    .option(
      '--background <percent>',
      'of customers of anybody, called by somebody who knows them',
      percent,
      15,
    )
    .option('--gone <percent>', 'of those who are asked, who have left', percent, 50)
    .option('--contacted <percent>', 'of these, whom somebody who knows them has contacted', percent, 90)
    .option('--controls <number>', 'for each customer, 1 to 3', controls, controlsTo)
    .option('--groups <number>', 'that are asked about', natural, 1)
    .description('how many answers are needed; asks nobody anything')
    .action((options: Record<'background' | 'gone' | 'contacted' | 'controls' | 'groups', number>) => {
      const answers = answersNeeded({
        ...{ background: options.background / 100, gone: options.gone / 100 },
        ...{ contacted: options.contacted / 100, controls: options.controls },
        alpha: evidenceAlpha / Math.max(1, options.groups),
      });
      const customers = answers === null ? null : customersNeeded(answers);
      context.print({ answers, customers }, () =>
        answers === null || customers === null
          ? 'There is no difference to find.'
          : `${answers} answers are needed of the group's customers: about ${customers} are called for that, and ${options.controls} times as many controls.`,
      );
    });

  survey
    .command('start')
    .argument('<case>', 'number of the case', natural)
    .argument('<answers>', "of the group's customers, that end it", answersWanted)
    .option('--controls <number>', 'for each customer, 1 to 3', controls, controlsTo)
    .option('--by-keys', 'Star7 itself calls, those who have agreed to automatic calls')
    .description('draw the customers; interviewers are given them one by one')
    .action(
      async (id: number, wanted: number, { controls: each, byKeys }: { controls: number; byKeys?: true }) => {
        await withDesk(async (desk) => {
          const fault = await desk.begin(operatorOf(context), id, {
            wanted,
            controls: each,
            byKeys: byKeys === true,
          });
          if (fault !== null) throw new CliError(exitCodes.notFound, faultTexts[fault]);
          context.print({ case: id, started: true }, () => `a survey about case ${id} has begun`);
        });
      },
    );

  survey
    .command('list')
    .description('surveys, and how each open case stands; recorded in the audit log')
    .action(async () => {
      await withDesk(async (desk) => {
        const view = await desk.show(operatorOf(context));
        context.print({ ...view, cases: view.cases.map(standingJson) }, () => viewText(view));
      });
    });

  survey
    .command('end')
    .argument('<survey>', 'number of the survey', natural)
    .description('end a survey before all answers are there; what was said so far counts')
    .action(async (id: number) => {
      await withDesk(async (desk) => {
        await desk.end(operatorOf(context), id);
        context.print({ survey: id, ended: true }, () => `ended survey ${id}`);
      });
    });

  survey
    .command('enter')
    .argument('<interview>', 'number of the call in the lists of calls: 31 of interview:31', natural)
    .addArgument(new Argument('<end>', 'without answers').choices(endsWithoutAnswers))
    .requiredOption('--note <text>', 'why it is entered by hand')
    .description("what came of a customer, in the interviewer's place; recorded in the audit log")
    .action(async (id: number, end: (typeof endsWithoutAnswers)[number], { note }: { note: string }) => {
      await withDesk(async (desk) => {
        await desk.enter(operatorOf(context), id, { end, interview: null, note });
        context.print({ interview: id, end }, () => `entered interview ${id}`);
      });
    });

  survey
    .command('interviewers')
    .option('--add <extension>', 'name a manager, best one without customers')
    .option('--remove <extension>', 'no longer')
    .description('the managers who interview customers, on their page /interview')
    .action(async ({ add, remove }: { add?: string; remove?: string }) => {
      await withDesk(async (desk) => {
        const operator = operatorOf(context);
        if (add !== undefined) await desk.nameInterviewer(operator, add, true);
        if (remove !== undefined) await desk.nameInterviewer(operator, remove, false);
        context.print((await desk.show(operator)).interviewers, (named) =>
          textTable(
            ['extension', 'name'],
            named.map(({ extension, name }) => [extension, name]),
            'nobody is named',
          ),
        );
      });
    });
}

/** Answers are entered in the page, where the questions are. */
const endsWithoutAnswers = ['refused', 'never', 'not-reached'] as const;

function controls(text: string): number {
  return Math.min(controlsTo, Math.max(1, natural(text)));
}

function answersWanted(text: string): number {
  return Math.min(mostAnswers, Math.max(1, natural(text)));
}

function viewText({ cases }: SurveyView): string {
  return textTable(
    ['case', 'stands', 'could be asked', 'survey', 'answers', 'of', 'found'],
    cases.flatMap(({ caseId, evidence, surveys, targets }) => {
      const first = [caseId, pageWords.surveys.rungs[evidence.rung], targets.customers];
      if (surveys.length === 0) return [[...first, '-', '-', '-', '-']];
      return surveys.map(({ survey, result }) => [
        ...[...first, survey.id, survey.answersOfGroup, survey.wanted],
        result === null
          ? 'running'
          : `${result.asked.yes} of ${result.asked.answers}, controls ${result.controls.yes} of ${result.controls.answers}` +
            `: ${pageWords.surveys.verdicts[result.isEvidence ? 'evidence' : result.askMore ? 'more' : 'nothing']}`,
      ]);
    }),
    'no open case',
  );
}
