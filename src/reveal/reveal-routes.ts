import { Type } from '@sinclair/typebox';
import type { RevealDesk } from './reveal-desk';
import { newRevealBody, revealedSchema, revealJson } from './reveal-json';
import { revealedJson } from './reveal-json';
import type { RevealRequest } from './reveal-store';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { bodyProblems, commonProblems, named, problemResponses } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import type { Clock } from '#kernel/clock';
import type { Principal } from '#kernel/principal';

const revealParams = Type.Object({
  reveal: Type.String({ pattern: '^[0-9]{1,9}$', description: 'id of a request', examples: ['7'] }),
});

const problems = ['role-forbidden', 'reveal-off', ...commonProblems] as const;

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

  for (const [verb, approved] of [
    ['approve', true],
    ['refuse', false],
  ] as const) {
    app.post(
      `/reveals/:reveal/${verb}`,
      {
        schema: {
          operationId: `${verb}Reveal`,
          summary: approved ? 'Approve what somebody else asks for' : 'Refuse a request, or take it back',
          tags: ['supervision'],
          params: revealParams,
          response: {
            200: { description: 'The request', ...named('Reveal') },
            ...problemResponses(...problems, 'not-found', 'second-person-needed', 'reveal-decided'),
          },
        },
      },
      async (request) => {
        const principal = principalOf(request);
        return shown(
          await fromUseCase(desk.decide(principal, Number(request.params.reveal), approved)),
          principal,
        );
      },
    );
  }

  app.post(
    '/reveals/:reveal/look',
    {
      schema: {
        operationId: 'lookAtReveal',
        summary: 'See it, once, within an hour of the approval',
        tags: ['supervision'],
        params: revealParams,
        response: {
          200: { description: 'What was hidden: not to be stored', ...revealedSchema },
          ...problemResponses(...problems, 'not-found', 'reveal-not-approved', 'nothing-to-reveal'),
        },
      },
    },
    async (request, reply) => {
      const revealed = await fromUseCase(desk.look(principalOf(request), Number(request.params.reveal)));
      void reply.header('cache-control', 'no-store');
      return revealedJson(revealed);
    },
  );

  function shown(request: RevealRequest, { by }: Principal) {
    return revealJson(request, 'account' in by ? by.account : 0, clock.now());
  }
}
