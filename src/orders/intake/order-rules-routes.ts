import { Type } from '@sinclair/typebox';
import type { OrderRulesDesk } from './order-rules-desk';
import { mostAssignmentRules } from '../model/assignment';
import { longestCheck, mostChecks } from '../model/checklist';
import {
  longestFieldName,
  mostChoices,
  mostSiteFields,
  siteFieldId,
  siteFieldKinds,
} from '../model/site-fields';
import { orderStatuses } from '../order-view';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, oneOf, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const word = Type.String({ minLength: 1, maxLength: 64 });
const words = Type.Optional(Type.Array(word, { maxItems: 50, description: 'one of these is a part of it' }));
const amount = Type.Optional(Type.String({ pattern: '^\\d{1,10}(\\.\\d{1,4})?$' }));
const extension = Type.String({ maxLength: 32 });

const ruleSchema = Type.Object(
  {
    minAmount: amount,
    maxAmount: amount,
    places: words,
    items: words,
    sources: words,
    managers: Type.Array(extension, {
      maxItems: 500,
      description: 'extensions; empty: every active manager',
    }),
  },
  { additionalProperties: false, description: 'all conditions that are given must hold' },
);

const parts = {
  statuses: Type.Record(word, oneOf(orderStatuses, 'what the word means'), {
    description: "the shop's words for a status",
  }),
  assignment: Type.Object(
    {
      earlierManagerFirst: Type.Boolean({ description: 'a customer goes to the manager of the last order' }),
      rules: Type.Array(ruleSchema, {
        maxItems: mostAssignmentRules,
        description:
          'the first that holds decides; the one of its managers with the fewest open orders has the order',
      }),
      aliases: Type.Record(Type.String({ minLength: 1, maxLength: 254 }), extension, {
        description: "the shop's words for a manager, such as an e-mail address",
      }),
    },
    { additionalProperties: false },
  ),
  columns: Type.Record(
    Type.String({ maxLength: 32 }),
    Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.String({ maxLength: 32 })),
    {
      description:
        'by profile and column: the field that it is read as, `field:` and the id of a field of the site, or ignore',
    },
  ),
  prefixes: Type.Record(Type.String({ maxLength: 32 }), Type.String({ maxLength: 32, examples: ['B-'] }), {
    description: 'by profile: what an import puts before order numbers, where two shops have the same ones',
  }),
  checklist: Type.Array(Type.String({ minLength: 1, maxLength: longestCheck, pattern: '\\S' }), {
    maxItems: mostChecks,
    uniqueItems: true,
    description: 'what a call is to settle; kept with its outcome',
  }),
  fields: Type.Array(
    Type.Object(
      {
        id: Type.String({ pattern: siteFieldId.source, description: 'values are kept by it' }),
        name: Type.String({ minLength: 1, maxLength: longestFieldName, pattern: '\\S' }),
        kind: oneOf(siteFieldKinds, 'what is filled in'),
        choices: Type.Array(Type.String({ minLength: 1, maxLength: longestFieldName, pattern: '\\S' }), {
          maxItems: mostChoices,
          uniqueItems: true,
          description: 'of a choice',
        }),
        managers: Type.Boolean({
          description:
            'managers see and fill it in at their own orders; else supervisors and administrators alone',
        }),
      },
      { additionalProperties: false },
    ),
    { maxItems: mostSiteFields, description: 'fields of orders that people fill in' },
  ),
  page: Type.Object(
    {
      managersSeeAddress: Type.Boolean({ description: 'the address of a delivery is shown to managers' }),
      shopHosts: Type.Array(
        Type.String({
          maxLength: 253,
          pattern: '^[a-z0-9.-]+(:[0-9]{1,5})?$',
          examples: ['shop.example.com'],
        }),
        {
          maxItems: 20,
          description:
            'whose products can be opened, and whose pictures Star7 fetches and shows; small letters',
        },
      ),
    },
    { additionalProperties: false },
  ),
};

export const orderRulesSchema = Type.Object(parts, {
  $id: 'OrderRules',
  additionalProperties: false,
  description: 'How orders come in, whose they are, and what is shown of them.',
});

const changeBody = Type.Partial(Type.Object(parts), { additionalProperties: false });

/** Bytes: words and columns of several systems. */
const largestRules = 256 * 1024;

/** Rules for orders, as administrators edit them. */
export function orderRulesRoutes(app: Api, rules: OrderRulesDesk): void {
  app.get(
    '/settings/orders',
    {
      schema: {
        operationId: 'getOrderRules',
        summary:
          'Rules for orders: words for statuses, columns, assignment, the checklist of calls, what managers see',
        tags: ['administration'],
        response: {
          200: { description: 'The rules in use', ...named('OrderRules') },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => fromUseCase(rules.read()),
  );

  app.patch(
    '/settings/orders',
    {
      bodyLimit: largestRules,
      schema: {
        operationId: 'changeOrderRules',
        summary: 'Put some of the rules for orders in place of those in use',
        tags: ['administration'],
        body: changeBody,
        response: {
          200: { description: 'The rules as they are now', ...named('OrderRules') },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) => fromUseCase(rules.change(principalOf(request), request.body)),
  );
}
