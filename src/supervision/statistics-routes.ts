import { Type } from '@sinclair/typebox';
import type { Micros } from '#kernel/micros';
import { serviceLevelSeconds, shortAbandonSeconds } from '#calls/model/caller-wait';
import { badStretchMos, poorMos } from '#calls/model/speech-quality';
import { dispositions } from '#calls/model/disposition';
import { LocalCalendar } from '#kernel/local-day';
import { parseIsoTime } from '#kernel/iso-time';
import type { Api } from '#http/api';
import type { FaultCode } from '#kernel/fault-code';
import type { Fault } from '#http/problem';
import { fromPort, Problem } from '#http/problem';
import {
  commonProblems,
  extensionQuery,
  isoTimeSchema,
  oneOf,
  orNull,
  problemResponses,
} from '#http/schemas';
import type { StatisticsReporter } from './statistics-report';

const longestRangeDays = 366;
const day: Micros = 86_400_000_000;

const statisticsQuery = Type.Object(
  {
    from: { ...isoTimeSchema, description: 'calls requested at this time or later' },
    to: {
      ...isoTimeSchema,
      description: `calls requested before this time, ${String(longestRangeDays)} days later at most`,
    },
    timeZone: Type.Optional(
      Type.String({
        maxLength: 64,
        description: "IANA time zone of hours and days; default: the site's",
        examples: ['Europe/Moscow'],
      }),
    ),
    extension: extensionQuery,
  },
  { additionalProperties: false },
);

const count = Type.Integer();
const talkSeconds = Type.Integer({ description: 'both sides joined' });

const callerFigures = {
  calls: count,
  answered: count,
  abandoned: Type.Integer({ description: 'the caller hung up before anybody answered' }),
  notTaken: Type.Integer({ description: 'nobody took the call' }),
  callBackWanted: Type.Integer({ description: 'the caller asked to be called back' }),
  outOfHours: Type.Integer({ description: 'outside opening hours' }),
  averageWaitSeconds: orNull(Type.Number({ description: 'of answered calls, from arrival to answer' })),
  longestWaitSeconds: orNull(
    Type.Number({ description: 'answered or not; without calls outside opening hours' }),
  ),
  serviceLevel: orNull(
    Type.Number({
      description:
        `share of calls answered within ${String(serviceLevelSeconds)} s, of all that have ended but those outside opening ` +
        `hours and those abandoned within ${String(shortAbandonSeconds)} s`,
    }),
  ),
};

const inboundSchema = Type.Object(
  {
    total: Type.Object(callerFigures),
    byDay: Type.Array(
      Type.Object({
        day: Type.String({ description: 'by the calendar of the time zone', examples: ['2026-07-01'] }),
        ...callerFigures,
      }),
      { description: 'every day of the range' },
    ),
    byDid: Type.Array(
      Type.Object({
        did: orNull(Type.String({ description: 'the company’s number that was called, digits' })),
        ...callerFigures,
      }),
    ),
  },
  { description: 'callers from outside; with an extension, those who were last at this manager' },
);

const soundFigures = {
  legs: Type.Integer({ description: 'legs of calls that were measured' }),
  poor: Type.Integer({
    description: `of these, whose mean score is below ${String(poorMos)}, or whose worst five seconds are below ${String(badStretchMos)}`,
  }),
  mos: Type.Number({ description: 'mean score by the E-model, 1 to 4.5' }),
};

const qualitySchema = Type.Object(
  {
    byManager: Type.Array(
      Type.Object({
        extension: Type.String({ examples: ['101'] }),
        name: orNull(Type.String()),
        ...soundFigures,
      }),
      { description: 'the managers’ own lines; the worst first' },
    ),
    byTrunk: Type.Array(Type.Object({ trunk: Type.String(), ...soundFigures }), {
      description: 'the customers’ side; the worst first',
    }),
  },
  { description: 'how calls of either direction sounded, as the PBX measured' },
);

const statisticsSchema = Type.Object({
  byHour: Type.Array(
    Type.Object({
      hour: Type.Integer({ description: 'of the day, 0 to 23, by the clock of the time zone' }),
      calls: count,
      answered: count,
    }),
    { description: 'all 24' },
  ),
  byDay: Type.Array(
    Type.Object({
      day: Type.String({ description: 'by the calendar of the time zone', examples: ['2026-07-01'] }),
      calls: count,
      answered: count,
      talkSeconds,
    }),
    { description: 'every day of the range, those without calls too' },
  ),
  byManager: Type.Array(
    Type.Object({
      extension: Type.String({ examples: ['101'] }),
      name: orNull(Type.String({ description: 'null where no manager has or had the extension' })),
      calls: count,
      answered: count,
      talkSeconds,
    }),
    { description: 'by extension' },
  ),
  voicemails: Type.Integer({
    description:
      'calls that a voicemail answered: counted as calls, but not as answered, and without their talk',
  }),
  dispositions: Type.Array(Type.Object({ disposition: oneOf(dispositions, 'what calls came to'), count }), {
    description: 'the most frequent first',
  }),
  outcomes: Type.Array(
    Type.Object({ outcome: Type.String({ description: 'its slug', examples: ['confirmed'] }), count }),
    { description: 'what managers noted after calls; the most frequent first' },
  ),
  firstCall: Type.Object(
    {
      orders: Type.Integer({ description: 'imported in the range' }),
      called: Type.Integer({ description: 'of these, orders whose customer has been called since' }),
      medianSeconds: orNull(Type.Integer()),
      p90Seconds: orNull(Type.Integer()),
    },
    { description: 'from the import of an order to the first call to its customer' },
  ),
  inbound: inboundSchema,
  quality: qualitySchema,
});

export interface StatisticsRouteParts {
  statistics: StatisticsReporter;
  /** The site's IANA time zone. */
  timeZone: () => Promise<string>;
}

/** Call statistics, without customer names. */
export function statisticsRoutes(
  app: Api,
  { statistics, timeZone: siteTimeZone }: StatisticsRouteParts,
): void {
  app.get(
    '/statistics',
    {
      schema: {
        operationId: 'getStatistics',
        summary:
          'Calls by hour, day and manager, their results, the waiting time of new orders and of callers from outside',
        description:
          '`answered`: the customer answered. A call counts when it was asked for. Callers from outside are counted in ' +
          '`inbound` alone. Faults of the range have a ' +
          '`code`: time-zone-unknown, range-empty, range-too-long.',
        tags: ['supervision'],
        querystring: statisticsQuery,
        response: {
          200: { description: 'The range in numbers', ...statisticsSchema },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { extension } = request.query;
      const { from, to } = rangeOf(request.query);
      const calendar = LocalCalendar.of(request.query.timeZone ?? (await fromPort(siteTimeZone())));
      if (calendar === null)
        throw faulty('#/timeZone', 'time-zone-unknown', 'must be an IANA time zone such as Europe/Moscow');
      const range = { from, to, ...(extension === undefined ? {} : { extension }) };
      return await fromPort(statistics.report(range, calendar));
    },
  );
}

/** @throws Problem `invalid-request` */
function rangeOf(query: { from: string; to: string }): { from: Micros; to: Micros } {
  const from = parseIsoTime(query.from) ?? 0;
  const to = parseIsoTime(query.to) ?? 0;
  if (to <= from) throw faulty('#/to', 'range-empty', 'must be later than `from`');
  if (to - from > longestRangeDays * day)
    throw faulty('#/to', 'range-too-long', `must be at most ${String(longestRangeDays)} days after \`from\``);
  return { from, to };
}

function faulty(pointer: string, code: FaultCode, detail: string): Problem {
  const fault: Fault = { in: 'query', pointer, code, detail };
  return new Problem('invalid-request', { faults: [fault] });
}
