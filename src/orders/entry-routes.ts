import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { NewNote, OrderEntries, OutcomeFault, WriteResult, Written } from './order-entries';
import type { OrderFeed } from './order-feed';
import type { OrderView } from './order-view';
import type { Principal } from '#kernel/principal';
import type { WorkQueue } from './work-queue';
import { longestNote } from './model/note-rules';
import { cleanNote } from './model/note-text';
import { actorOf } from '#kernel/principal';
import { orderWrite } from './order-write';
import { managerOf, mayRestore } from '#http/access';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { pageFromPort, pageRequest } from '#http/cursor';
import { entryJson } from './entry-json';
import { parseIsoTime } from '#kernel/iso-time';
import { orderJson } from './order-json';
import type { OrderLooks } from './order-looks';
import type { Fault } from '#http/problem';
import { bodyFault, fromPort, Problem } from '#http/problem';
import {
  bodyProblems,
  commonProblems,
  idempotencyHeaders,
  isoTimeSchema,
  named,
  orNull,
  pageOf,
  pageQuery,
  problemResponses,
  orderParams,
} from '#http/schemas';

/** Bytes: the longest note, four of them to a character or six to an escape, and what stands around it. */
const largestNote = 32 * 1024;

const noteSchema = Type.String({
  maxLength: longestNote,
  description: 'stored with its line breaks; numbers and addresses are hidden before that',
});
const callIdSchema = Type.String({
  // RFC 9562, section 4.
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  description: 'id of the call it belongs to: a UUID',
});

const noteBody = Type.Object(
  { text: noteSchema, callId: Type.Optional(callIdSchema) },
  { additionalProperties: false },
);

const wrapUpBody = Type.Object(
  {
    outcome: Type.String({ maxLength: 32, description: "an outcome's slug", examples: ['no-answer'] }),
    note: Type.Optional(noteSchema),
    callLaterAt: Type.Optional({ ...isoTimeSchema, description: 'when to call again' }),
    callId: Type.Optional(callIdSchema),
  },
  { additionalProperties: false, examples: [{ outcome: 'no-answer' }] },
);

const wrapUpSchema = Type.Object({
  order: named('Order'),
  entry: named('Entry'),
  next: orNull(Type.String({ description: 'number of the next order to call; null if none is due' })),
});

/** What is wanted at the field. */
const wanted: Record<OutcomeFault, Omit<Fault, 'in' | 'code'>> = {
  'unknown-outcome': { pointer: '#/outcome', detail: 'must be one listed by GET /api/outcomes' },
  'time-needed': { pointer: '#/callLaterAt', detail: 'is needed with this outcome' },
  'time-past': { pointer: '#/callLaterAt', detail: 'must be in the future' },
  'time-too-far': { pointer: '#/callLaterAt', detail: 'must be within a year' },
  'time-unwanted': {
    pointer: '#/callLaterAt',
    detail: 'is only for outcomes that move the order to `later`',
  },
};

const timelineQuery = Type.Object(pageQuery, { additionalProperties: false });

export interface EntryRouteParts {
  entries: OrderEntries;
  queue: Pick<WorkQueue, 'next'>;
  feed: OrderFeed;
}

/** Notes, outcomes and the time line of an order. */
export function entryRoutes(
  app: FastifyInstance,
  { entries, queue, feed }: EntryRouteParts,
  looks: OrderLooks,
  trail: AuditTrail,
): void {
  app.post<{
    Params: Static<typeof orderParams>;
    Body: Static<typeof wrapUpBody>;
    Headers: Static<typeof idempotencyHeaders>;
  }>(
    '/orders/:number/wrap-up',
    {
      bodyLimit: largestNote,
      schema: {
        operationId: 'wrapUpOrder',
        summary: 'Record the outcome of a call and get the next order',
        description:
          'Entry, place in the queue and the wish not to be called are written together, or nothing is. Repeated ' +
          'with the same key it gives what the first gave. Faults have a `code`: ' +
          Object.keys(wanted).join(', '),
        tags: ['work'],
        params: orderParams,
        headers: idempotencyHeaders,
        body: wrapUpBody,
        response: {
          200: { description: 'The order as it stands now, what was written, and the next', ...wrapUpSchema },
          ...problemResponses(...entryProblems, 'role-forbidden'),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { id: managerId } = managerOf(principal);
      const { outcome, note = '', callLaterAt = null, callId = null } = request.body;
      const order = await looks.reached(principal, request.params.number, 'order.wrap-up');
      const result = await fromPort(
        entries.wrapUp({
          ...written(principal, order, note, callId, request.headers['idempotency-key']),
          outcome,
          callLaterAt: callLaterAt === null ? null : parseIsoTime(callLaterAt),
        }),
      );
      if (result.result === 'fault') {
        const { pointer, detail } = wanted[result.fault];
        throw bodyFault(pointer, result.fault, detail);
      }
      const { order: after, entry } = await told(principal, 'order.wrap-up', result);
      const next = await fromPort(queue.next(managerId, after.orderNumber));
      return { order: orderJson(after), entry: entryJson(entry, mayRestore(principal)), next };
    },
  );

  app.post<{
    Params: Static<typeof orderParams>;
    Body: Static<typeof noteBody>;
    Headers: Static<typeof idempotencyHeaders>;
  }>(
    '/orders/:number/notes',
    {
      bodyLimit: largestNote,
      schema: {
        operationId: 'addNote',
        summary: 'Write a note on an order',
        description: 'Numbers and addresses in it are hidden, and `hidden` says how many there were.',
        tags: ['work'],
        params: orderParams,
        headers: idempotencyHeaders,
        body: noteBody,
        response: {
          201: { description: 'The note as it is kept', ...named('Entry') },
          200: { description: 'The note this request wrote earlier', ...named('Entry') },
          ...problemResponses(...entryProblems),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { text, callId = null } = request.body;
      const order = await looks.reached(principal, request.params.number, 'note.add');
      const note = written(principal, order, text, callId, request.headers['idempotency-key']);
      if (note.note.text === '') throw bodyFault('#/text', 'empty', 'must not be empty');
      const result = await fromPort(entries.addNote(note));
      const { entry } = await told(principal, 'note.add', result);
      return reply
        .code(result.result === 'repeated' ? 200 : 201)
        .send(entryJson(entry, mayRestore(principal)));
    },
  );

  app.get<{ Params: Static<typeof orderParams>; Querystring: Static<typeof timelineQuery> }>(
    '/orders/:number/timeline',
    {
      schema: {
        operationId: 'getTimeline',
        summary: 'What happened to an order: calls, notes, outcomes and changed contacts, newest first',
        tags: ['work'],
        params: orderParams,
        querystring: timelineQuery,
        response: {
          200: { description: 'A page of entries', ...pageOf(named('Entry')) },
          ...problemResponses('invalid-request', 'order-refused', 'locked-out', ...commonProblems),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const order = await looks.reached(principal, request.params.number, 'order.timeline');
      const page = await pageFromPort(entries.timeline(order.orderNumber, pageRequest(request.query)));
      await trail.beforeLook(principal, JSON.stringify(request.query), {
        action: 'order.timeline',
        subject: `order:${order.orderNumber}`,
        detail: { rows: page.rows.length },
      });
      const restores = mayRestore(principal);
      return { items: page.rows.map((entry) => entryJson(entry, restores)), next: page.next };
    },
  );

  /** A note goes no further than this as it came. */
  function written(
    principal: Principal,
    order: OrderView,
    text: string,
    callId: string | null,
    idempotencyKey: string | undefined,
  ): NewNote {
    return {
      ...orderWrite(principal, order),
      note: cleanNote(text),
      callId,
      idempotencyKey: idempotencyKey ?? null,
    };
  }

  /** Tells audit log and other pages what was written. @throws Problem where nothing was */
  async function told(
    principal: Principal,
    action: 'order.wrap-up' | 'note.add',
    result: WriteResult,
  ): Promise<Written> {
    if (result.result === 'key-reused') throw new Problem('idempotency-key-reused');
    if (result.result === 'refused') return await looks.refused(principal, action);
    if (result.result === 'repeated') return result;
    const { order, entry } = result;
    feed.publish({ orderNumber: order.orderNumber, managerExtension: order.managerExtension });
    await trail.after({
      actor: actorOf(principal),
      action,
      subject: `order:${order.orderNumber}`,
      detail: {
        entry: entry.id,
        hidden: entry.hidden,
        ...(entry.outcome === null ? {} : { outcome: entry.outcome }),
      },
    });
    return result;
  }
}

const entryProblems = [
  ...bodyProblems,
  'order-refused',
  'locked-out',
  'idempotency-key-reused',
  ...commonProblems,
] as const;
