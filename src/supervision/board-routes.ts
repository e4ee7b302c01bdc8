import { Type } from '@sinclair/typebox';
import { LocalCalendar } from '#kernel/local-day';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { callJson } from '#calls/call-json';
import { isAtPhone, isCallerWaiting } from '#calls/model/caller-wait';
import { isoTimeOrNull } from '#kernel/iso-time';
import { phoneJson, phoneSchema } from './phone-json';
import { fromPort, Problem } from '#http/problem';
import { commonProblems, isoTimeSchema, named, orNull, problemResponses } from '#http/schemas';
import type { CallControl } from '#calls/engine/call-control';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { ManagerNames } from '#people/manager-names';
import { awayProperties } from '#people/presence-json';
import type { Board } from './board';
import type { Phones } from './phones';

const personSchema = {
  extension: Type.String({ description: "the manager's", examples: ['101'] }),
  name: Type.String(),
};

const boardSchema = Type.Object({
  waiting: Type.Object(
    {
      callers: Type.Integer(),
      longestSince: orNull({ ...isoTimeSchema, description: 'when the one who waits longest called' }),
    },
    { description: 'callers from outside whom nobody has answered yet' },
  ),
  items: Type.Array(
    Type.Object({
      ...personSchema,
      phone: phoneSchema,
      ...awayProperties,
      call: orNull(named('Call')),
      callsToday: Type.Integer({ description: "calls made since midnight in the site's time zone" }),
      callersToday: Type.Integer({ description: 'callers from outside talked with since then' }),
      talkSecondsToday: Type.Integer({ description: 'of calls that have ended, in either direction' }),
      missedOrders: Type.Integer({ description: 'orders whose customers called and reached nobody' }),
      lastCallEndedAt: orNull(isoTimeSchema),
    }),
  ),
});

const peopleSchema = Type.Object({ items: Type.Array(Type.Object(personSchema)) });

export interface BoardRouteParts {
  control: Pick<CallControl, 'liveCalls'>;
  people: ManagerNames;
  phones: Phones;
  board: Board;
  /** The site's IANA time zone: it determines when a day of the board begins. */
  timeZone: () => Promise<string>;
  trail: AuditTrail;
  clock: Pick<Clock, 'now'>;
}

/** Who works here, and who talks with whom now. */
export function boardRoutes(app: Api, parts: BoardRouteParts): void {
  const { control, people, phones, board, timeZone, trail, clock } = parts;

  app.get(
    '/board',
    {
      schema: {
        operationId: 'getBoard',
        summary:
          'Every manager: the phone, since when and why away, the current call, and the day so far; callers who wait',
        tags: ['supervision'],
        response: {
          200: { description: 'By extension', ...boardSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const calendar = LocalCalendar.of(await fromPort(timeZone()));
      if (calendar === null)
        throw new Problem('internal', { cause: new Error("the site's time zone is unknown") });
      const lines = await fromPort(board.lines(calendar.startOfDay(clock.now())));
      await trail.beforeLook(principalOf(request), '', { action: 'board.view', subject: null });
      // A manager who dials again while the previous call is being cleared is in the new call.
      const live = control.liveCalls().sort((a, b) => a.requestedAt - b.requestedAt);
      const waiting = live.filter(isCallerWaiting);
      const calls = new Map(live.filter(isAtPhone).map((call) => [call.managerExtension, call]));
      return {
        waiting: { callers: waiting.length, longestSince: isoTimeOrNull(waiting[0]?.requestedAt ?? null) },
        items: lines.map((line) => {
          const call = calls.get(line.extension);
          return {
            extension: line.extension,
            name: line.name,
            phone: phoneJson(phones.of(line.extension)),
            awaySince: isoTimeOrNull(line.awaySince),
            awayReason: line.awayReason,
            awayUntil: isoTimeOrNull(line.awayUntil),
            call: call === undefined ? null : callJson(call),
            callsToday: line.callsToday,
            callersToday: line.callersToday,
            talkSecondsToday: line.talkSecondsToday,
            missedOrders: line.missedOrders,
            lastCallEndedAt: isoTimeOrNull(line.lastCallEndedAt),
          };
        }),
      };
    },
  );

  app.get(
    '/people',
    {
      schema: {
        operationId: 'listPeople',
        summary: 'Names of managers by extension',
        tags: ['supervision'],
        response: {
          200: { description: 'By extension', ...peopleSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => ({
      items: (await fromPort(people.list())).map(({ extension, name }) => ({ extension, name })),
    }),
  );
}
