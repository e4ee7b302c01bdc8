import { Type } from '@sinclair/typebox';
import type { ConsentDesk, ConsentOnRecord } from './call-consents';
import { longestSource } from './model/call-consent';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import {
  commonProblems,
  isoTimeSchema,
  orderParams,
  orNull,
  problemResponses,
  writeProblems,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

const agreedOn = Type.String({
  ...{
    minLength: 1,
    maxLength: 40,
    description: 'the day on which the customer agreed',
    examples: ['2026-03-01'],
  },
});

const consentBody = Type.Object(
  {
    agreedOn,
    source: Type.String({
      ...{ minLength: 1, maxLength: longestSource, examples: ['tick box of the order form'] },
      description: 'by what the customer agreed; numbers and addresses in it are hidden',
    }),
  },
  { additionalProperties: false },
);

const consentAnswer = {
  description: 'What is on record',
  ...Type.Object({
    consent: orNull(
      Type.Object({
        ...{
          agreedOn: Type.String(),
          source: Type.String(),
          statedBy: Type.String(),
          statedAt: isoTimeSchema,
        },
        withdrawnAt: orNull({ ...isoTimeSchema, description: 'null: it holds' }),
      }),
    ),
  }),
};

/** Consents to automatic calls, for supervisors. */
export function callConsentRoutes(app: Api, desk: ConsentDesk): void {
  app.get(
    '/orders/:number/automatic-calls',
    {
      schema: {
        operationId: 'getCallConsent',
        summary: "Whether an order's customer has agreed to automatic calls",
        tags: ['supervision'],
        params: orderParams,
        response: {
          200: consentAnswer,
          ...problemResponses('order-refused', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => consentJson(await fromUseCase(desk.of(request.params.number))),
  );

  app.put(
    '/orders/:number/automatic-calls',
    {
      schema: {
        operationId: 'stateCallConsent',
        summary: "State that an order's customer has agreed to automatic calls, when and by what",
        description:
          'Without it no customer is called automatically. An agreement of a day before a withdrawal does not count.',
        tags: ['supervision'],
        params: orderParams,
        body: consentBody,
        response: { 200: consentAnswer, ...problemResponses('order-refused', ...writeProblems) },
      },
    },
    async (request) =>
      consentJson(await fromUseCase(desk.state(principalOf(request), request.params.number, request.body))),
  );

  app.delete(
    '/orders/:number/automatic-calls',
    {
      schema: {
        operationId: 'withdrawCallConsent',
        summary: 'The customer has withdrawn the consent to automatic calls',
        tags: ['supervision'],
        params: orderParams,
        response: { 200: consentAnswer, ...problemResponses('order-refused', ...writeProblems) },
      },
    },
    async (request) =>
      consentJson(await fromUseCase(desk.state(principalOf(request), request.params.number, null))),
  );
}

function consentJson(consent: ConsentOnRecord | null) {
  if (consent === null) return { consent };
  const { agreedOn: day, source, statedBy, statedAt, withdrawnAt } = consent;
  return {
    consent: {
      ...{ agreedOn: day, source, statedBy, statedAt: isoTime(statedAt) },
      withdrawnAt: isoTimeOrNull(withdrawnAt),
    },
  };
}
