import { Type } from '@sinclair/typebox';
import type { EntryLine } from './entry-lists';
import { mayRestore } from '#kernel/roles';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { pageRequest } from '#http/cursor';
import { fromUseCase } from '#http/use-case';
import { entryJson } from '#orders/entry-json';
import { commonProblems, named, pageOf, pageQuery, problemResponses } from '#http/schemas';
import type { AuditTrail } from '#audit/audit-trail';
import type { EntryLists } from './entry-lists';

const notesQuery = Type.Object(
  {
    hidden: Type.Boolean({ default: false, description: 'only those in which something was hidden' }),
    ...pageQuery,
  },
  { additionalProperties: false },
);

const changesQuery = Type.Object(pageQuery, { additionalProperties: false });

const lineSchema = Type.Object({
  entry: named('Entry'),
  orderNumber: Type.String({ examples: ['1001'] }),
  customerName: Type.String(),
  extension: Type.String({ description: "the order's manager", examples: ['101'] }),
  managerName: Type.String(),
});

const problems = problemResponses('invalid-request', 'role-forbidden', ...commonProblems);

export interface EntryListRouteParts {
  entryLists: EntryLists;
  trail: AuditTrail;
}

/** What was written on orders, of all orders together. */
export function entryListRoutes(app: Api, { entryLists, trail }: EntryListRouteParts): void {
  app.get(
    '/notes',
    {
      schema: {
        operationId: 'listNotes',
        summary: 'Notes of all orders, newest first',
        tags: ['supervision'],
        querystring: notesQuery,
        response: { 200: { description: 'A page of notes', ...pageOf(lineSchema) }, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { hidden } = request.query;
      const page = await fromUseCase(entryLists.notes(hidden, pageRequest(request.query)));
      if (page.rows.length > 0) {
        await trail.beforeLook(principal, JSON.stringify(request.query), {
          action: 'note.list',
          subject: null,
          detail: { rows: page.rows.length, hidden },
        });
      }
      return { items: page.rows.map((line) => lineJson(line, mayRestore(principal))), next: page.next };
    },
  );

  app.get(
    '/contact-changes',
    {
      schema: {
        operationId: 'listContactChanges',
        summary: 'Changed contacts of all orders, newest first',
        description: 'That a slot was changed, when and by whom; never what it was or is.',
        tags: ['supervision'],
        querystring: changesQuery,
        response: { 200: { description: 'A page of changes', ...pageOf(lineSchema) }, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const page = await fromUseCase(entryLists.contactChanges(pageRequest(request.query)));
      if (page.rows.length > 0) {
        await trail.beforeLook(principal, JSON.stringify(request.query), {
          action: 'contact-change.list',
          subject: null,
          detail: { rows: page.rows.length },
        });
      }
      return { items: page.rows.map((line) => lineJson(line, mayRestore(principal))), next: page.next };
    },
  );
}

function lineJson(line: EntryLine, mayTakeBack: boolean) {
  return {
    entry: entryJson(line.entry, mayTakeBack),
    orderNumber: line.orderNumber,
    customerName: line.customerName,
    extension: line.managerExtension,
    managerName: line.managerName,
  };
}
