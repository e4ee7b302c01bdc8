import { Type } from '@sinclair/typebox';
import { outcomeFaultFields } from './entry-desk';
import type { EntryDesk } from './entry-desk';
import { entryJson } from './entry-json';
import { longestCheck, mostChecks } from './model/checklist';
import { longestNote } from './model/note-rules';
import type { OrderDesk } from './order-desk';
import { orderJson } from './order-json';
import type { Api } from '#http/api';
import { pageRequest } from '#http/cursor';
import { principalOf } from '#http/principal-of';
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
import { fromUseCase } from '#http/use-case';
import { parseIsoTime } from '#kernel/iso-time';
import { mayRestore } from '#kernel/roles';

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
    checked: Type.Optional(
      Type.Array(Type.String({ maxLength: longestCheck }), {
        maxItems: mostChecks,
        description: "texts of the site's checklist that were done in the call",
      }),
    ),
    callId: Type.Optional(callIdSchema),
  },
  { additionalProperties: false, examples: [{ outcome: 'no-answer' }] },
);

const wrapUpSchema = Type.Object({
  order: named('Order'),
  entry: named('Entry'),
  next: orNull(Type.String({ description: 'number of the next order to call; null if none is due' })),
});

const undoBody = Type.Object(
  {
    entry: Type.String({
      pattern: '^[0-9]{1,19}$',
      description: 'id of the entry of the outcome: digits',
      examples: ['4711'],
    }),
  },
  { additionalProperties: false },
);

const fieldParams = Type.Object({
  ...orderParams.properties,
  field: Type.String({ maxLength: 32, description: 'id of a field of the site', examples: ['gift'] }),
});

const fieldBody = Type.Object(
  {
    value: Type.String({
      maxLength: longestNote,
      description:
        'a text, a number of six digits, YYYY-MM-DD, one of the choices, `yes` or `no`; empty clears',
    }),
  },
  { additionalProperties: false, examples: [{ value: 'yes' }] },
);

const undoneSchema = Type.Object({ order: named('Order'), entry: named('Entry') });

const timelineQuery = Type.Object(pageQuery, { additionalProperties: false });

/** Notes, outcomes and the time line of an order. */
export function entryRoutes(app: Api, entries: EntryDesk, orders: OrderDesk): void {
  app.post(
    '/orders/:number/wrap-up',
    {
      bodyLimit: largestNote,
      schema: {
        operationId: 'wrapUpOrder',
        summary: 'Record the outcome of a call and get the next order',
        description:
          'Entry, place in the queue and the wish not to be called are written together, or nothing is. Repeated ' +
          'with the same key it gives what the first gave. Faults have a `code`: ' +
          Object.keys(outcomeFaultFields).join(', '),
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
      const { outcome, note = '', callLaterAt = null, callId, checked } = request.body;
      const { order, entry, next } = await fromUseCase(
        entries.wrapUp(principal, request.params.number, {
          outcome,
          text: note,
          callLaterAt: callLaterAt === null ? null : parseIsoTime(callLaterAt),
          callId,
          checked,
          idempotencyKey: request.headers['idempotency-key'],
        }),
      );
      return { order: orderJson(order), entry: entryJson(entry, mayRestore(principal)), next };
    },
  );

  app.post(
    '/orders/:number/wrap-up/undo',
    {
      schema: {
        operationId: 'undoWrapUp',
        summary: 'Take an outcome back that was saved by mistake',
        description:
          'For the manager who wrote it, within two minutes, while nothing else has been written on the order and nobody ' +
          'has called since. The outcome stays in the history, and an entry `outcome-undone` says that it does not hold: ' +
          'the order is where it was in the queue, and a wish not to be called that began with it has ended.',
        tags: ['work'],
        params: orderParams,
        headers: idempotencyHeaders,
        body: undoBody,
        response: {
          200: { description: 'The order as it stands again, and the entry that says so', ...undoneSchema },
          ...problemResponses(...entryProblems, 'role-forbidden', 'not-undoable'),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { order, entry } = await fromUseCase(
        entries.undo(principal, request.params.number, {
          entryId: request.body.entry,
          idempotencyKey: request.headers['idempotency-key'],
        }),
      );
      return { order: orderJson(order), entry: entryJson(entry, mayRestore(principal)) };
    },
  );

  app.post(
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
      const note = { ...request.body, idempotencyKey: request.headers['idempotency-key'] };
      const { result, entry } = await fromUseCase(entries.addNote(principal, request.params.number, note));
      return reply.code(result === 'repeated' ? 200 : 201).send(entryJson(entry, mayRestore(principal)));
    },
  );

  app.put(
    '/orders/:number/fields/:field',
    {
      bodyLimit: largestNote,
      schema: {
        operationId: 'fillInField',
        summary: 'Fill a field of the site in',
        description:
          'Fields are those of `GET /api/orders/{number}/details`. Numbers and addresses in a text are hidden. The entry ' +
          'stays in the history; an empty value clears the field.',
        tags: ['work'],
        params: fieldParams,
        headers: idempotencyHeaders,
        body: fieldBody,
        response: {
          200: { description: 'The value as it is kept', ...named('Entry') },
          ...problemResponses(...entryProblems),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { number, field } = request.params;
      const value = { field, ...request.body, idempotencyKey: request.headers['idempotency-key'] };
      const { entry } = await fromUseCase(entries.fillIn(principal, number, value));
      return entryJson(entry, mayRestore(principal));
    },
  );

  app.get(
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
      const { rows, next } = await fromUseCase(
        orders.timeline(principal, request.params.number, pageRequest(request.query), request.query),
      );
      const restores = mayRestore(principal);
      return { items: rows.map((entry) => entryJson(entry, restores)), next };
    },
  );
}

const entryProblems = [
  ...bodyProblems,
  'order-refused',
  'locked-out',
  'idempotency-key-reused',
  'too-many-entries',
  ...commonProblems,
] as const;
