import { Type } from '@sinclair/typebox';
import { endOf, interviewEndFields } from './interview-routes';
import { longestNote, surveyFaults } from './survey-desk';
import type { CaseStanding, SurveyDesk, SurveyView } from './survey-desk';
import { caseIn, caseParams, explained } from '../leak-routes';
import { evidenceAlpha, rungs } from '../model/case-scale';
import { controlsFrom, controlsTo, mostAnswers } from '../model/surveys/survey-size';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, isoTimeSchema, oneOf, orNull, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

const answersSchema = Type.Object({ answers: Type.Integer(), yes: Type.Integer() });

const surveySchema = Type.Object({
  id: Type.Integer(),
  byKeys: Type.Boolean({ description: 'by automatic calls, of customers who have agreed to them' }),
  wanted: Type.Integer({ description: "answers of the group's customers that end it" }),
  controls: Type.Integer({ description: 'customers of others for each' }),
  startedAt: isoTimeSchema,
  startedBy: Type.String(),
  endedAt: orNull(isoTimeSchema),
  endedBy: orNull(Type.String({ description: 'null: all answers were there' })),
  customers: Type.Integer({ description: 'drawn, controls too' }),
  answered: Type.Integer(),
  refused: Type.Integer(),
  notReached: Type.Integer(),
  answersOfGroup: Type.Integer({ description: "of the group's customers, refusals too" }),
  result: orNull(
    Type.Object(
      {
        asked: answersSchema,
        controls: answersSchema,
        chance: Type.Number({
          description: 'of such a difference if groups do not differ: exact test of Fisher',
        }),
        isEvidence: Type.Boolean({ description: 'holds together with all other surveys (Holm, 5 %)' }),
        askMore: Type.Boolean({
          description: 'no evidence, and worth asking more (Benjamini and Hochberg, 20 %)',
        }),
      },
      { description: 'null while customers are asked: what was said is shown once it has ended' },
    ),
  ),
});

const viewSchema = Type.Object({
  interviewers: Type.Array(Type.Object({ extension: Type.String(), name: Type.String() })),
  cases: Type.Array(
    Type.Object({
      caseId: Type.Integer(),
      rung: oneOf(
        rungs,
        'how a case stands: orders are worth a look; customers are asked; a second source supports it; a decoy was asked for by name',
      ),
      evidence: Type.Object({
        orders: Type.Number({ description: 'e-value; 1 says nothing' }),
        survey: Type.Number(),
        decoys: Type.Number(),
        product: Type.Number(),
        asked: Type.Number({ description: 'what the product has to reach' }),
      }),
      targets: Type.Object({
        customers: Type.Integer({ description: 'who have most likely left, and may be asked now' }),
        controls: Type.Integer(),
        byKeys: Type.Object(
          { customers: Type.Integer(), controls: Type.Integer() },
          { description: 'who have agreed to automatic calls' },
        ),
      }),
      surveys: Type.Array(surveySchema, { description: 'oldest first' }),
    }),
    { description: 'open ones, oldest first: no ranking' },
  ),
});

const share = (description: string, example: number) =>
  Type.Integer({ minimum: 0, maximum: 100, description: `${description}, in percent`, examples: [example] });

const controlsPerCustomer = Type.Integer({ minimum: controlsFrom, maximum: controlsTo });

const planQuery = Type.Object(
  {
    background: share('of customers of anybody, who were offered something by somebody who knows them', 15),
    gone: share('of those who are asked, who have left', 50),
    contacted: share('of these, whom somebody who knows them has contacted', 90),
    controls: controlsPerCustomer,
    groups: Type.Integer({ minimum: 1, maximum: 1000, description: 'groups that are asked about' }),
  },
  { additionalProperties: false },
);

const startBody = Type.Object(
  {
    answers: Type.Integer({ minimum: 1, maximum: mostAnswers }),
    controls: controlsPerCustomer,
    byKeys: Type.Optional(
      Type.Boolean({
        description: 'Star7 itself calls, those who have agreed to automatic calls; default: a person does',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ answers: 12, controls: 3 }] },
);

const interviewerBody = Type.Object(
  {
    extension: Type.String({ minLength: 1, maxLength: 32, examples: ['190'] }),
    named: Type.Boolean({ description: 'false: no longer' }),
  },
  { additionalProperties: false, examples: [{ extension: '190', named: true }] },
);

const enterBody = Type.Object(
  { ...interviewEndFields, note: Type.String({ minLength: 1, maxLength: longestNote }) },
  {
    additionalProperties: false,
    examples: [{ end: 'not-reached', note: 'A voicemail answered.' }],
  },
);

const view = { description: 'Surveys, and how each open case stands', ...viewSchema };

/** Surveys, for the accounts that may see the leak watch. */
export function surveyRoutes(app: Api, desk: SurveyDesk): void {
  app.get(
    '/leaks/surveys',
    {
      schema: {
        operationId: 'getSurveys',
        summary: 'Surveys, and how each open case of the leak watch stands with all its sources',
        tags: ['supervision'],
        response: { 200: view, ...problemResponses('role-forbidden', ...commonProblems) },
      },
    },
    async (request) => viewJson(await fromUseCase(desk.show(principalOf(request)))),
  );

  app.get(
    '/leaks/surveys/plan',
    {
      schema: {
        operationId: 'planSurvey',
        summary: 'How many answers a survey needs, to find with 80 % what is assumed',
        tags: ['supervision'],
        querystring: planQuery,
        response: {
          200: {
            description: 'By the comparison of two shares',
            ...Type.Object({
              answers: orNull(Type.Integer({ description: "of the group's customers; null: never enough" })),
              customers: orNull(Type.Integer({ description: 'to be called for that' })),
            }),
          },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { background, gone, contacted, controls, groups } = request.query;
      const assumed = { background: background / 100, gone: gone / 100, contacted: contacted / 100 };
      const alpha = evidenceAlpha / groups;
      return fromUseCase(desk.plan(principalOf(request), { ...assumed, controls, alpha }));
    },
  );

  app.post(
    '/leaks/cases/:id/survey',
    {
      schema: {
        operationId: 'startSurvey',
        summary:
          'Ask customers about a case: those who have most likely left, mixed with as silent ones of others',
        tags: ['supervision'],
        params: caseParams,
        body: startBody,
        response: {
          200: {
            description: 'Begun, or why not',
            ...Type.Object({ fault: orNull(oneOf(surveyFaults, 'why no survey has begun')) }),
          },
          ...problemResponses('not-found', 'role-forbidden', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { answers: wanted, controls, byKeys = false } = request.body;
      const begun = desk.begin(principalOf(request), caseIn(request.params), { wanted, controls, byKeys });
      return { fault: await fromUseCase(begun.catch(explained)) };
    },
  );

  app.post(
    '/leaks/surveys/:id/end',
    {
      schema: {
        operationId: 'endSurvey',
        summary: 'End a survey before all answers are there: what was said so far counts',
        tags: ['supervision'],
        params: caseParams,
        response: { 200: view, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await fromUseCase(desk.end(principal, caseIn(request.params)).catch(explained));
      return viewJson(await fromUseCase(desk.show(principal)));
    },
  );

  app.post(
    '/leaks/interviews/:id/end',
    {
      schema: {
        operationId: 'enterInterview',
        summary: "What came of a customer of a survey, in the interviewer's place, with a note of why",
        description: 'The number is that of the call in the lists of calls: `interview:31` is 31.',
        tags: ['supervision'],
        params: caseParams,
        body: enterBody,
        response: { 200: view, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { note, ...ended } = request.body;
      const entered = { ...endOf(ended), note };
      await fromUseCase(desk.enter(principal, caseIn(request.params), entered).catch(explained));
      return viewJson(await fromUseCase(desk.show(principal)));
    },
  );

  app.post(
    '/leaks/interviewers',
    {
      schema: {
        operationId: 'nameInterviewer',
        summary: 'Name a manager who interviews customers, or no longer',
        description:
          'Best somebody without customers: nobody is given customers of their own, or of their own team’s case.',
        tags: ['supervision'],
        body: interviewerBody,
        response: { 200: view, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const { extension, named } = request.body;
      await fromUseCase(desk.nameInterviewer(principal, extension, named).catch(explained));
      return viewJson(await fromUseCase(desk.show(principal)));
    },
  );
}

function viewJson({ interviewers, cases }: SurveyView) {
  return {
    interviewers: interviewers.map(({ extension, name }) => ({ extension, name })),
    cases: cases.map(standingJson),
  };
}

export function standingJson({ caseId, evidence, surveys, targets }: CaseStanding) {
  const { rung, ...figures } = evidence;
  return {
    ...{ caseId, rung, evidence: figures, targets },
    surveys: surveys.map(({ survey: { caseId: _, ...survey }, result }) => ({
      ...survey,
      ...{ startedAt: isoTime(survey.startedAt), endedAt: isoTimeOrNull(survey.endedAt), result },
    })),
  };
}
