import { channelKinds } from './model/decoys/channels';
import { strengths } from './model/decoys/evidence';
import { Type } from '@sinclair/typebox';
import { LeakRequestError } from './leak-desk';
import type { LeakDesk, LeakView } from './leak-desk';
import type { LeaveEntry } from './leak-store';
import { groupKinds } from './model/groups';
import { lamps, levels } from './model/lamps';
import { closingReasons } from './model/leak-case';
import { powerOf } from './model/monthly-report';
import type { ReportedRun } from './model/monthly-report';
import { expectedOrders, hasTooFewOrders, missingReasons } from './model/shop-figures';
import type { Figure, LeakCase } from './model/shop-figures';
import { levelOfFigure, watchedGroups } from './watched-groups';
import type { Api } from '#http/api';
import { Problem } from '#http/problem';
import { principalOf } from '#http/principal-of';
import {
  commonProblems,
  isoTimeSchema,
  oneOf,
  orNull,
  problemResponses,
  valueOrNull,
  writeProblems,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

const day = Type.String({ description: 'a local day', examples: ['2026-11-29'] });

const groupName = {
  kind: oneOf(
    groupKinds,
    'what customers are grouped by; `former`: customers of a manager who handed over or left',
  ),
  group: Type.String({
    description: 'an extension, a team, a time zone, a source; `*`: the small ones of this kind together',
    examples: ['101'],
  }),
};

const orders = {
  observed: Type.Number({ description: 'orders in the window that ends with the week' }),
  expected: Type.Number({
    description: "what everybody's customers of the same kind ordered in the same weeks",
  }),
  spread: Type.Number({ description: 'standard deviation of the observed orders by chance alone' }),
};

const runSchema = Type.Object({
  endedAt: isoTimeSchema,
  weekEnd: Type.String({ ...day, description: 'the last day of the last complete week' }),
  orders: Type.Integer(),
  customers: Type.Integer(),
  withManager: orNull(
    Type.Integer({ description: 'of these, whose manager still works here; null: was not counted' }),
  ),
  historyWeeks: Type.Integer(),
  compared: Type.Integer({ description: 'groups' }),
  perYear: Type.Number({ description: 'false alarms of the whole shop in a year that are accepted' }),
  missing: orNull(oneOf(missingReasons, 'why nothing can be said')),
});

const caseSchema = Type.Object({
  ...groupName,
  id: Type.Integer(),
  lamp: oneOf(
    lamps,
    'what showed it: `recent`: 8 weeks of orders; `long`: 26; `check`: the average purchase',
  ),
  openedWeek: Type.String({ ...day, description: 'the first week that was worth a look, by its last day' }),
  lastWeek: Type.String({ ...day, description: 'the last one' }),
  openedAt: isoTimeSchema,
  closedAt: orNull(isoTimeSchema),
  closedBy: orNull(Type.String()),
  reason: orNull(oneOf(closingReasons, 'what a person found')),
  note: orNull(Type.String()),
  namedBy: Type.Array(Type.String(), {
    description: 'who agreed that reports name the group of the case: they do when two persons have',
  }),
});

const powerSchema = Type.Object({
  shown: Type.Integer({ description: 'managers of whom the loss of a fifth of the customers would show' }),
  of: Type.Integer(),
  weeks: orNull(Type.Integer({ description: 'within so many weeks, usually' })),
  fewest: orNull(Type.Integer({ description: 'of the manager of whom it shows first' })),
  most: orNull(Type.Integer({ description: 'of the manager of whom it shows last' })),
});

const twoWindows = {
  now: Type.Integer({ description: 'in the last 8 weeks' }),
  before: Type.Integer({ description: 'in the 8 weeks before' }),
};

const shopSchema = orNull(
  Type.Object(
    {
      weeks: Type.Array(Type.Object({ weekEnd: day, orders: Type.Integer() }), {
        description: 'windows of 8 weeks by their last one, oldest first',
      }),
      ...twoWindows,
      yearAgo: orNull(
        Type.Object(twoWindows, { description: 'a year before; null without orders of so long ago' }),
      ),
      fell: Type.Boolean({ description: 'by more than a fifth' }),
    },
    { description: 'orders of all customers together; null without 16 weeks' },
  ),
);

const callCounts = Type.Object({
  silent: Type.Integer({ description: 'nobody spoke' }),
  answered: Type.Integer({ description: 'somebody spoke' }),
  offered: Type.Integer({ description: 'our kind of goods were offered' }),
  named: Type.Integer({ description: 'an invented customer was asked for by name' }),
});

const mailCounts = Type.Object({
  silent: Type.Integer({ description: 'a program wrote, or it was spam' }),
  answered: Type.Integer({ description: 'somebody wrote' }),
  offered: Type.Integer({ description: 'our kind of goods were offered' }),
  named: Type.Integer({ description: 'an invented customer was addressed by name' }),
});

const smsCounts = Type.Object({
  silent: Type.Integer({ description: 'advertising' }),
  answered: Type.Integer({ description: 'somebody wrote' }),
  offered: Type.Integer({ description: 'our kind of goods were offered' }),
  named: Type.Integer({ description: 'an invented customer was addressed by name' }),
});

const reportedDecoysSchema = orNull(
  Type.Object(
    {
      lists: Type.Array(
        Type.Object({
          kind: oneOf(channelKinds, 'of the list'),
          key: orNull(
            Type.String({ description: 'null: of a manager whom two persons have not agreed to name' }),
          ),
          decoys: Type.Integer({ description: 'planted by the end of the month' }),
          hits: callCounts,
          mails: mailCounts,
          sms: smsCounts,
          strength: oneOf(strengths, 'of all calls, mails and SMS until then, that this list got out'),
        }),
        { description: 'no ranking' },
      ),
      controls: Type.Object({
        numbers: Type.Integer({ description: 'that nobody was given' }),
        hits: callCounts,
        mailboxes: Type.Integer({ description: 'that nobody was given' }),
        mails: mailCounts,
        sms: smsCounts,
      }),
    },
    { description: 'calls, mails and SMS of the month to decoys; null: none were planted' },
  ),
);

const reportSchema = Type.Object({
  month: Type.String({ examples: ['2026-11'] }),
  run: orNull(runSchema),
  power: powerSchema,
  shop: shopSchema,
  groups: Type.Array(
    Type.Object({
      kind: groupName.kind,
      compared: Type.Integer(),
      worthALook: Type.Integer({ description: 'at the end of the month' }),
      tooFew: Type.Integer({ description: 'with too few orders to tell' }),
    }),
  ),
  cases: Type.Array(
    Type.Object({
      id: Type.Integer(),
      kind: groupName.kind,
      group: orNull(Type.String({ description: 'null: a person whom two persons have not agreed to name' })),
      lamp: caseSchema.properties.lamp,
      openedWeek: day,
      lastWeek: day,
      isOpen: Type.Boolean({ description: 'at the end of the month' }),
      reason: caseSchema.properties.reason,
      note: orNull(Type.String()),
    }),
    { description: 'that were open in the month; oldest first' },
  ),
  decoys: reportedDecoysSchema,
});

const dayPattern = '^\\d{4}-\\d\\d-\\d\\d$';

const leaveFaults = ['leave-invalid', 'manager-unknown'] as const;

const leaveSchema = Type.Array(
  Type.Object({ id: Type.Integer(), extension: Type.String(), firstDay: day, lastDay: day }),
  { description: 'that was entered; such weeks are left out, from the next run on' },
);

const watchSchema = Type.Object({
  run: orNull(runSchema),
  power: powerSchema,
  shop: shopSchema,
  groups: Type.Array(
    Type.Object({
      ...groupName,
      customers: Type.Integer(),
      level: oneOf(levels, '`alarm`: worth a look; `watch`: higher than usual, and no alarm'),
      tooFew: Type.Boolean({ description: 'too few orders: `quiet` says nothing' }),
      unreliable: Type.Boolean({
        description:
          'comparisons are less reliable: groups differ for good, or there are fewer than 36 weeks of orders',
      }),
      lamps: Type.Array(
        Type.Object({
          ...{ lamp: oneOf(lamps, 'see cases'), level: oneOf(levels, 'of this lamp'), ...orders },
          low: Type.Integer({ description: 'orders that are to be expected, at least' }),
          high: Type.Integer({ description: 'at most' }),
          place: oneOf(['below', 'within', 'above'], 'of the observed orders; `below` is no alarm yet'),
        }),
      ),
      bought: orNull(
        Type.Integer({ description: 'customers with an order in the last 8 weeks; null: not counted' }),
      ),
      handOver: orNull(
        Type.Object(
          {
            went: Type.Integer({ description: 'to other managers' }),
            came: Type.Integer({ description: 'from other managers' }),
            since: { ...day, description: 'nine of ten changed since this week, by its last day' },
          },
          {
            description:
              'customers who had another manager half a year before; null where hardly any had, and of other groups than managers',
          },
        ),
      ),
      ordersAWeek: orNull(
        Type.Number({ description: "of the group's customers; null where it is not known" }),
      ),
      weeksFifth: orNull(
        Type.Integer({ description: 'weeks after which the loss of a fifth of the customers shows' }),
      ),
      weeksHalf: orNull(Type.Integer({ description: 'the same for half; null: not within a year' })),
      weeks: Type.Array(
        Type.Object({ weekEnd: day, ...orders, alarm: Type.Boolean({ description: 'was worth a look' }) }),
        { description: 'windows of 8 weeks by their last one, oldest first' },
      ),
    }),
    { description: 'by kind and name: no ranking' },
  ),
  cases: Type.Array(caseSchema, { description: 'open ones, and closed ones that are kept; oldest first' }),
  leave: leaveSchema,
});

const leaveBody = Type.Object(
  {
    extension: Type.String({ minLength: 1, maxLength: 32, examples: ['101'] }),
    firstDay: { ...day, pattern: dayPattern },
    lastDay: { ...day, pattern: dayPattern },
  },
  {
    additionalProperties: false,
    examples: [{ extension: '101', firstDay: '2026-07-01', lastDay: '2026-07-14' }],
  },
);

const leaveAnswer = {
  description: 'All leave that was entered',
  ...Type.Object({
    leave: leaveSchema,
    fault: orNull(
      oneOf(leaveFaults, 'why it was not entered: the days, or no active manager has the extension'),
    ),
  }),
};

const closeBody = Type.Object(
  {
    reason: oneOf(closingReasons, 'what a person found'),
    note: Type.Optional(valueOrNull(Type.String({ maxLength: 1000 }))),
  },
  { additionalProperties: false, examples: [{ reason: 'explained', note: 'A competitor opened.' }] },
);

/** A number of a list. */
export const caseParams = Type.Object({
  id: Type.String({ description: 'number of a case', examples: ['7'] }),
});

/** The leak watch, for the accounts that the operator named. */
export function leakRoutes(app: Api, desk: LeakDesk): void {
  app.get(
    '/leaks/access',
    {
      schema: {
        operationId: 'getLeakAccess',
        summary: 'Whether this account may see the leak watch',
        tags: ['supervision'],
        response: {
          200: { description: 'Nothing of the watch', ...Type.Object({ mayRead: Type.Boolean() }) },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({ mayRead: await fromUseCase(desk.mayRead(principalOf(request))) }),
  );

  app.get(
    '/leaks',
    {
      schema: {
        operationId: 'getLeakWatch',
        summary: 'The leak watch: each group as it stands, what its orders can show, and cases',
        description:
          'For accounts that the operator named (`star7 leaks readers`). Each look is in the audit log.',
        tags: ['supervision'],
        response: {
          200: { description: 'As the last run left it', ...watchSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => watchJson(await fromUseCase(desk.show(principalOf(request)))),
  );

  app.post(
    '/leaks/cases/:id/close',
    {
      schema: {
        operationId: 'closeLeakCase',
        summary: 'Close a case of the leak watch: a person decided, and says why',
        tags: ['supervision'],
        params: caseParams,
        body: closeBody,
        response: {
          200: { description: 'The cases', ...Type.Object({ cases: Type.Array(caseSchema) }) },
          ...problemResponses('not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { reason, note = null } = request.body;
      await fromUseCase(desk.close(principal, caseIn(request.params), reason, note).catch(explained));
      return { cases: (await fromUseCase(desk.cases(principal))).map(caseJson) };
    },
  );

  app.post(
    '/leaks/cases/:id/name',
    {
      schema: {
        operationId: 'nameLeakCase',
        summary: 'Agree that reports name the group of a case; they do when two persons have agreed',
        tags: ['supervision'],
        params: caseParams,
        response: {
          200: { description: 'The cases', ...Type.Object({ cases: Type.Array(caseSchema) }) },
          ...problemResponses('not-found', 'second-person-needed', ...writeProblems),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await fromUseCase(desk.agreeToName(principal, caseIn(request.params)).catch(explained));
      return { cases: (await fromUseCase(desk.cases(principal))).map(caseJson) };
    },
  );

  app.post(
    '/leaks/leave',
    {
      schema: {
        operationId: 'addLeave',
        summary: 'Enter a leave: its weeks are left out of the comparison, from the next run on',
        tags: ['supervision'],
        body: leaveBody,
        response: { 200: leaveAnswer, ...problemResponses('role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { extension, firstDay, lastDay } = request.body;
      const entered = desk.addLeave(principal, extension, firstDay, lastDay).then(() => null, leaveFault);
      const fault = await fromUseCase(entered);
      return { leave: (await fromUseCase(desk.leave(principal))).map(leaveJson), fault };
    },
  );

  app.delete(
    '/leaks/leave/:id',
    {
      schema: {
        operationId: 'removeLeave',
        summary: 'Remove a leave that was entered by mistake',
        tags: ['supervision'],
        params: caseParams,
        response: { 200: leaveAnswer, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await fromUseCase(desk.removeLeave(principal, caseIn(request.params)).catch(explained));
      return { leave: (await fromUseCase(desk.leave(principal))).map(leaveJson), fault: null };
    },
  );

  app.get(
    '/leaks/reports/:month',
    {
      schema: {
        operationId: 'getLeakReport',
        summary: 'What the watch found in a month, to be passed on: names no person unless two have agreed',
        tags: ['supervision'],
        params: Type.Object({ month: Type.String({ description: 'a month', examples: ['2026-11'] }) }),
        response: {
          200: { description: 'The report', ...reportSchema },
          ...problemResponses('not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const report = await fromUseCase(desk.report(principal, request.params.month).catch(explained));
      return { ...report, run: report.run === null ? null : runJson(report.run) };
    },
  );
}

/** @throws Problem `not-found` for what is no number */
export function caseIn({ id }: { id: string }): number {
  if (!/^\d{1,9}$/.test(id)) throw new Problem('not-found');
  return Number(id);
}

/** @throws Problem for what a request names that is not there */
export function explained(error: unknown): never {
  if (!(error instanceof LeakRequestError)) throw error;
  throw new Problem(error.slug === 'case-second-person' ? 'second-person-needed' : 'not-found');
}

function leaveFault(error: unknown): (typeof leaveFaults)[number] {
  const fault = leaveFaults.find((slug) => error instanceof LeakRequestError && error.slug === slug);
  if (fault === undefined) throw error;
  return fault;
}

function watchJson(view: LeakView) {
  const { run, shop, drills, cases, closed, leave } = view;
  return {
    run: run === null ? null : runJson(run),
    ...{ power: powerOf(drills), shop },
    groups: watchedGroups(view).map(({ kind, group, figures, level, drill, handOver, weeks }) => ({
      ...{ kind, group, customers: figures[0].customers, level },
      tooFew: drill !== null && hasTooFewOrders(drill),
      unreliable: figures.some(({ unreliable }) => unreliable),
      lamps: figures.map((figure) => ({
        lamp: figure.lamp,
        level: levelOfFigure(figure),
        ...ordersOf(figure),
        ...expectedOrders(figure),
      })),
      bought: figures.find(({ lamp }) => lamp === 'recent')?.bought ?? null,
      handOver,
      ordersAWeek: drill?.ordersAWeek ?? null,
      weeksFifth: drill?.weeksFifth ?? null,
      weeksHalf: drill?.weeksHalf ?? null,
      weeks: weeks.map((figure) => ({
        ...{ weekEnd: figure.weekEnd, ...ordersOf(figure) },
        alarm: levelOfFigure(figure) === 'alarm',
      })),
    })),
    cases: [...closed, ...cases].sort((a, b) => a.id - b.id).map(caseJson),
    leave: leave.map(leaveJson),
  };
}

function leaveJson({ id, extension, firstDay, lastDay }: LeaveEntry) {
  return { id, extension, firstDay, lastDay };
}

function runJson(run: ReportedRun) {
  const { weekEnd, orders: counted, customers, withManager } = run;
  const { historyWeeks, compared, perYear, missing } = run;
  return {
    ...{ endedAt: isoTime(run.endedAt), weekEnd, orders: counted, customers, withManager },
    ...{ historyWeeks, compared, perYear, missing },
  };
}

function ordersOf({ observed, expected, spread }: Figure) {
  const short = (value: number): number => Math.round(value * 10) / 10;
  return { observed: short(observed), expected: short(expected), spread: short(spread) };
}

function caseJson(one: LeakCase) {
  return {
    ...{ kind: one.kind, group: one.group, id: one.id, lamp: one.lamp },
    ...{ openedWeek: one.openedWeek, lastWeek: one.lastWeek },
    ...{ openedAt: isoTime(one.openedAt), closedAt: isoTimeOrNull(one.closedAt) },
    ...{ closedBy: one.closedBy, reason: one.reason, note: one.note, namedBy: one.namedBy },
  };
}
