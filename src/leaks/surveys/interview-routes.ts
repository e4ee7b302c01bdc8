import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { InterviewDesk } from './interview-desk';
import type { Interviewee } from './survey-store';
import { caseIn, caseParams, explained } from '../leak-routes';
import { interviewEnds, mostTries, reasonAnswers, saidAnswers, script } from '../model/surveys/questions';
import { refusedCallProblems } from '#calls/call-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, oneOf, orNull, problemResponses, valueOrNull, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const textsSchema = Type.Object({
  greeting: Type.String(),
  offered: Type.String(),
  known: Type.String({ description: 'asked only if something was offered' }),
  reason: Type.String(),
  callBack: Type.String(),
});

const interviewSchema = Type.Object({
  interview: orNull(
    Type.Object({
      id: Type.Integer(),
      name: Type.String({ description: "the customer's, as the latest order has it" }),
      reasonFirst: Type.Boolean({
        description: 'ask why they order less before whether something was offered',
      }),
      tries: Type.Integer({ description: `calls before, ${mostTries} at most` }),
      wasCalled: Type.Boolean({ description: 'this time' }),
    }),
  ),
  script: Type.Object({ en: textsSchema, ru: textsSchema }),
});

export const interviewEndFields = {
  end: oneOf(interviewEnds, '`never`: does not want to be asked again'),
  answers: Type.Optional(
    valueOrNull(
      Type.Object(
        {
          offered: oneOf(saidAnswers, 'whether somebody offered something'),
          known: Type.Optional(oneOf(saidAnswers, 'whether they knew the name or the orders')),
          reason: oneOf(reasonAnswers, 'why they order less'),
          mayCallBack: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    ),
  ),
};

const endBody = Type.Object(interviewEndFields, {
  additionalProperties: false,
  examples: [
    { end: 'answered', answers: { offered: 'yes', known: 'no', reason: 'price', mayCallBack: true } },
  ],
});

const answers = { description: 'The present customer', ...interviewSchema };

/** Interviews, for the managers who were named; to all others they are closed. */
export function interviewRoutes(app: Api, desk: InterviewDesk): void {
  app.get(
    '/interviews/present',
    {
      schema: {
        operationId: 'getInterview',
        summary: 'The customer whom this interviewer has, and what to ask',
        tags: ['calls'],
        response: { 200: answers, ...problemResponses('role-forbidden', ...commonProblems) },
      },
    },
    async (request) => interviewJson(await fromUseCase(desk.present(principalOf(request)))),
  );

  app.post(
    '/interviews/next',
    {
      schema: {
        operationId: 'nextInterview',
        summary: 'The next customer to be interviewed; null if nobody can be called now',
        tags: ['calls'],
        response: { 200: answers, ...problemResponses('role-forbidden', ...writeProblems) },
      },
    },
    async (request) => interviewJson(await fromUseCase(desk.next(principalOf(request)))),
  );

  app.post(
    '/interviews/:id/call',
    {
      schema: {
        operationId: 'callInterview',
        summary: 'Call the customer: the interviewer’s phone rings first',
        tags: ['calls'],
        params: caseParams,
        response: {
          200: { description: 'The call', ...Type.Object({ call: Type.String() }) },
          ...problemResponses(
            'not-found',
            'role-forbidden',
            ...refusedCallProblems,
            'call-unavailable',
            ...writeProblems,
          ),
        },
      },
    },
    async (request) => {
      const call = desk.call(principalOf(request), caseIn(request.params));
      return { call: (await fromUseCase(call.catch(explained))).id };
    },
  );

  app.post(
    '/interviews/:id/end',
    {
      schema: {
        operationId: 'endInterview',
        summary: 'What came of the customer: answers, a refusal, or nobody was reached',
        tags: ['calls'],
        params: caseParams,
        body: endBody,
        response: { 200: answers, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await fromUseCase(desk.finish(principal, caseIn(request.params), endOf(request.body)).catch(explained));
      return interviewJson(await fromUseCase(desk.present(principal)));
    },
  );
}

/** What a body says came of a customer. */
export function endOf({ end, answers: said = null }: Static<typeof endBody>) {
  return { end, interview: said === null ? null : { ...said, known: said.known ?? null } };
}

function interviewJson(interviewee: Interviewee | null) {
  return {
    interview:
      interviewee === null
        ? null
        : {
            ...{ id: interviewee.id, name: interviewee.name, reasonFirst: interviewee.reasonFirst },
            ...{ tries: interviewee.tries, wasCalled: interviewee.callId !== null },
          },
    script,
  };
}
