import { Type } from '@sinclair/typebox';
import type { AccountDesk } from './account-desk';
import { accountChangesBody, accountJson, newAccountBody, oneTimePasswordSchema } from './account-json';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { bodyFault } from '#http/problem';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';

const listQuery = Type.Object(
  { disabledToo: Type.Optional(Type.Boolean({ description: 'include disabled ones' })) },
  { additionalProperties: false },
);
const accountParams = Type.Object({ login: Type.String({ examples: ['ivanova'] }) });

const invalidLogin = {
  'account-exists': () => bodyFault('#/login', 'login-taken', 'belongs to another account'),
  'login-invalid': () =>
    bodyFault(
      '#/login',
      'login-invalid',
      'must be 2 to 64 small Latin letters, digits, dots, dashes and underscores, a letter first',
    ),
};

/** Supervisors and administrators: who may sign in. Managers' accounts come and go with the managers. */
export function accountRoutes(app: Api, accounts: AccountDesk): void {
  app.get(
    '/accounts',
    {
      schema: {
        operationId: 'listAccounts',
        summary: 'Supervisors and administrators, by login',
        tags: ['administration'],
        querystring: listQuery,
        response: {
          200: { description: 'All of them', ...Type.Object({ items: Type.Array(named('Account')) }) },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { disabledToo = false } = request.query;
      return { items: (await fromUseCase(accounts.list('staff', { disabledToo }))).map(accountJson) };
    },
  );

  app.post(
    '/accounts',
    {
      schema: {
        operationId: 'addAccount',
        summary: 'Add a supervisor or an administrator',
        tags: ['administration'],
        body: newAccountBody,
        response: {
          201: {
            description: 'Added',
            ...Type.Object({ account: named('Account'), password: oneTimePasswordSchema }),
          },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { account, password } = await fromUseCase(
        accounts.add(principalOf(request), request.body),
        invalidLogin,
      );
      return reply.code(201).send({ account: accountJson(account), password });
    },
  );

  app.patch(
    '/accounts/:login',
    {
      schema: {
        operationId: 'changeAccount',
        summary: 'Change the given fields',
        tags: ['administration'],
        params: accountParams,
        body: accountChangesBody,
        response: {
          200: { description: 'The account as it is now', ...named('Account') },
          ...problemResponses('account-not-found', 'last-administrator', ...writeProblems),
        },
      },
    },
    async (request) =>
      accountJson(
        await fromUseCase(accounts.change(principalOf(request), request.params.login, request.body)),
      ),
  );

  app.post(
    '/accounts/:login/disable',
    {
      schema: {
        operationId: 'disableAccount',
        summary: 'Disable an account and end its sessions',
        tags: ['administration'],
        params: accountParams,
        response: {
          204: { description: 'Disabled', type: 'null' },
          ...problemResponses('account-not-found', 'last-administrator', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(accounts.disable(principalOf(request), request.params.login, 'staff'));
      return reply.code(204).send();
    },
  );

  app.post(
    '/accounts/:login/reset',
    {
      schema: {
        operationId: 'resetAccount',
        summary: 'Create a one-time password',
        description:
          'Ends the sessions of the account and turns its authenticator off. It may no longer ask to see what is hidden.',
        tags: ['administration'],
        params: accountParams,
        response: {
          200: { description: 'Reset', ...Type.Object({ password: oneTimePasswordSchema }) },
          ...problemResponses('account-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({
      password: await fromUseCase(
        accounts.resetPassword(principalOf(request), request.params.login, 'staff'),
      ),
    }),
  );
}
