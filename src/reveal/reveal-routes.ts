import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { RevealDesk } from './reveal-desk';
import { newRevealBody, revealedSchema, revealJson } from './reveal-json';
import { revealedJson } from './reveal-json';
import type { RevealRequest } from './reveal-store';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { principalOf } from '#http/principal-of';
import { bodyProblems, commonProblems, named, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import type { Clock } from '#kernel/clock';
import type { Principal } from '#kernel/principal';
import { longestPassword } from '#people/model/password-rules';
import type { TypedProof } from '#people/reauthentication';

const revealParams = Type.Object({
  reveal: Type.String({ pattern: '^[0-9]{1,9}$', description: 'id of a request', examples: ['7'] }),
});

const problems = ['role-forbidden', 'reveal-off', ...commonProblems] as const;
const proofProblems = [...bodyProblems, ...problems, 'not-found', 'too-many-sign-ins'] as const;

/** Once more, by whoever approves or looks. */
const proofBody = Type.Object(
  {
    password: Type.Optional(
      Type.String({ maxLength: longestPassword, description: 'of an account without an authenticator' }),
    ),
    code: Type.Optional(
      Type.String({
        maxLength: 16,
        description: 'that the authenticator shows now, six digits; each counts once',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ code: '123456' }] },
);

function typedProof({ body, ip }: { body: Static<typeof proofBody>; ip: string }): TypedProof {
  return { ...body, address: clientNetwork(ip) };
}

/** For supervisors and administrators whom the operator has named. What is revealed is in an answer alone: never in an address, a list or an event. */
export function revealRoutes(app: Api, desk: RevealDesk, clock: Pick<Clock, 'now'>): void {
  app.get(
    '/reveals/access',
    {
      schema: {
        operationId: 'getRevealAccess',
        summary: 'Whether one may ask to see what is hidden',
        tags: ['supervision'],
        response: {
          200: {
            description: 'Off, and not named, are the same',
            ...Type.Object({ may: Type.Boolean() }),
          },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({ may: await fromUseCase(desk.may(principalOf(request))) }),
  );

  app.get(
    '/reveals',
    {
      schema: {
        operationId: 'listReveals',
        summary: 'Requests to see what is hidden',
        tags: ['supervision'],
        response: {
          200: {
            description: 'The newest 200',
            ...Type.Object({ items: Type.Array(named('Reveal')) }),
          },
          ...problemResponses(...problems),
        },
      },
    },
    async (request) => {
      const { account, requests } = await fromUseCase(desk.list(principalOf(request)));
      const now = clock.now();
      return { items: requests.map((each) => revealJson(each, account, now)) };
    },
  );

  app.post(
    '/reveals',
    {
      schema: {
        operationId: 'askReveal',
        summary: 'Ask to see a number, an address or an original mail',
        description: 'Shows nothing: somebody else who may has to approve it first, within a day.',
        tags: ['supervision'],
        body: newRevealBody,
        response: {
          201: { description: 'The request', ...named('Reveal') },
          ...problemResponses(
            ...bodyProblems,
            ...problems,
            'order-refused',
            'nothing-to-reveal',
            'too-many-reveals',
          ),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { mail: mailId, ...typed } = request.body;
      const asked = await fromUseCase(desk.ask(principal, { ...typed, mailId }));
      return reply.code(201).send(shown(asked, principal));
    },
  );

  app.post(
    '/reveals/:reveal/approve',
    {
      schema: {
        operationId: 'approveReveal',
        summary: 'Approve what somebody else asks for',
        tags: ['supervision'],
        params: revealParams,
        body: proofBody,
        response: {
          200: { description: 'The request', ...named('Reveal') },
          ...problemResponses(...proofProblems, 'second-person-needed', 'reveal-decided'),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const id = Number(request.params.reveal);
      return shown(await fromUseCase(desk.approve(principal, id, typedProof(request))), principal);
    },
  );

  app.post(
    '/reveals/:reveal/refuse',
    {
      schema: {
        operationId: 'refuseReveal',
        summary: 'Refuse a request, or take it back',
        tags: ['supervision'],
        params: revealParams,
        response: {
          200: { description: 'The request', ...named('Reveal') },
          ...problemResponses(...problems, 'not-found', 'reveal-decided'),
        },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      return shown(await fromUseCase(desk.refuse(principal, Number(request.params.reveal))), principal);
    },
  );

  app.post(
    '/reveals/:reveal/look',
    {
      schema: {
        operationId: 'lookAtReveal',
        summary: 'See it, once, within an hour of the approval',
        tags: ['supervision'],
        params: revealParams,
        body: proofBody,
        response: {
          200: { description: 'What was hidden: not to be stored', ...revealedSchema },
          ...problemResponses(...proofProblems, 'reveal-not-approved', 'nothing-to-reveal'),
        },
      },
    },
    async (request, reply) => {
      const id = Number(request.params.reveal);
      const revealed = await fromUseCase(desk.look(principalOf(request), id, typedProof(request)));
      void reply.header('cache-control', 'no-store');
      return revealedJson(revealed);
    },
  );

  function shown(request: RevealRequest, { by }: Principal) {
    return revealJson(request, 'account' in by ? by.account : 0, clock.now());
  }
}
