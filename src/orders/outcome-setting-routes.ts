import { Type } from '@sinclair/typebox';
import { placeParts } from './model/outcome';
import type { OutcomeDesk } from './outcome-desk';
import { longestDelayMinutes, longestLabel, mostOutcomes, outcomeSlugPattern } from './model/outcome-rules';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, named, oneOf, problemResponses, valueOrNull, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const label = Type.String({ pattern: '\\S', maxLength: longestLabel, description: 'a label, not blank' });

export const outcomeListSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          slug: Type.String({
            pattern: outcomeSlugPattern,
            description: 'lowercase Latin letters, digits and dashes; permanent, since orders refer to it',
            examples: ['call-later'],
          }),
          label: Type.Object({ ru: label, en: label }, { additionalProperties: false }),
          movesTo: oneOf(placeParts, 'where the order goes'),
          asksTime: Type.Boolean({ description: 'the manager says when to call again' }),
          delayMinutes: valueOrNull(
            Type.Integer({
              minimum: 1,
              maximum: longestDelayMinutes,
              description: 'when the order is due again, where the manager is not asked',
            }),
          ),
          doNotCall: Type.Boolean({ description: 'the customer must not be called again' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: mostOutcomes },
    ),
  },
  {
    $id: 'OutcomeList',
    additionalProperties: false,
    description: 'What a call may end with, in the order in which managers see it.',
  },
);

/** Bytes: fifty outcomes with long labels. */
const largestList = 128 * 1024;

/** The list of outcomes, as administrators edit it. */
export function outcomeSettingRoutes(app: Api, outcomes: OutcomeDesk): void {
  app.get(
    '/settings/outcomes',
    {
      schema: {
        operationId: 'listEditedOutcomes',
        summary: 'Outcomes in use',
        tags: ['administration'],
        response: {
          200: { description: 'All of them', ...named('OutcomeList') },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async () => ({ items: await fromUseCase(outcomes.list()) }),
  );

  app.put(
    '/settings/outcomes',
    {
      bodyLimit: largestList,
      schema: {
        operationId: 'replaceOutcomes',
        summary: 'Put a list in place of the one in use',
        description: 'What an order ended with earlier keeps its slug and label.',
        tags: ['administration'],
        body: outcomeListSchema,
        response: {
          200: { description: 'The list as it is now', ...named('OutcomeList') },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request) => ({
      items: await fromUseCase(outcomes.replace(principalOf(request), request.body.items)),
    }),
  );
}
