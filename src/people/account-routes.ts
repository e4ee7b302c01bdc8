import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { AccountDirectory, AccountEntry } from './accounts';
import { actorOf } from '#kernel/principal';
import { accountChangesBody, accountJson, newAccountBody, oneTimePasswordSchema } from './account-json';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { bodyFault, fromPort, fromRefusingPort, Problem } from '#http/problem';
import { commonProblems, named, problemResponses, writeProblems } from '#http/schemas';

const listQuery = Type.Object(
  { disabledToo: Type.Optional(Type.Boolean({ description: 'include disabled ones' })) },
  { additionalProperties: false },
);
const accountParams = Type.Object({ login: Type.String({ examples: ['ivanova'] }) });

const refusals = {
  'account-unknown': () => new Problem('account-not-found'),
  'last-administrator': () => new Problem('last-administrator'),
  'account-exists': () => bodyFault('#/login', 'login-taken', 'belongs to another account'),
  'login-invalid': () =>
    bodyFault(
      '#/login',
      'login-invalid',
      'must be 2 to 64 small Latin letters, digits, dots, dashes and underscores, a letter first',
    ),
};

/** Supervisors and administrators: who may sign in. Managers' accounts come and go with the managers. */
export function accountRoutes(app: FastifyInstance, accounts: AccountDirectory, trail: AuditTrail): void {
  /** @throws Problem `account-not-found` for an unknown one and a manager's alike */
  async function known(login: string): Promise<AccountEntry> {
    const account = await fromPort(accounts.find(login));
    if (account === null || account.role === 'manager') throw new Problem('account-not-found');
    return account;
  }

  app.get<{ Querystring: Static<typeof listQuery> }>(
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
      const entries = await fromPort(accounts.list({ disabledToo: request.query.disabledToo ?? false }));
      return { items: entries.filter(({ role }) => role !== 'manager').map(accountJson) };
    },
  );

  app.post<{ Body: Static<typeof newAccountBody> }>(
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
      const { name, ...rest } = request.body;
      const { account, password } = await fromRefusingPort(
        accounts.create({ ...rest, name: name.trim() }),
        refusals,
      );
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'account.add',
        subject: `account:${account.login}`,
        detail: { role: account.role, mayExport: account.mayExport },
      });
      return reply.code(201).send({ account: accountJson(account), password });
    },
  );

  app.patch<{ Params: Static<typeof accountParams>; Body: Static<typeof accountChangesBody> | undefined }>(
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
    async (request) => {
      const { login } = await known(request.params.login);
      const { name, ...rest } = request.body ?? {};
      const changes = { ...rest, ...(name !== undefined && { name: name.trim() }) };
      const changed = await fromRefusingPort(accounts.change(login, changes), refusals);
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'account.set',
        subject: `account:${login}`,
        detail: {
          changed: Object.keys(changes).join(','),
          role: changed.role,
          mayExport: changed.mayExport,
        },
      });
      return accountJson(changed);
    },
  );

  app.post<{ Params: Static<typeof accountParams> }>(
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
      const { login } = await known(request.params.login);
      await fromRefusingPort(accounts.disable(login), refusals);
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'account.disable',
        subject: `account:${login}`,
      });
      return reply.code(204).send();
    },
  );

  app.post<{ Params: Static<typeof accountParams> }>(
    '/accounts/:login/reset',
    {
      schema: {
        operationId: 'resetAccount',
        summary: 'Create a one-time password',
        description: 'Ends the sessions of the account and turns its authenticator off.',
        tags: ['administration'],
        params: accountParams,
        response: {
          200: { description: 'Reset', ...Type.Object({ password: oneTimePasswordSchema }) },
          ...problemResponses('account-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { login } = await known(request.params.login);
      const password = await fromRefusingPort(accounts.resetPassword(login), refusals);
      await trail.after({
        actor: actorOf(principalOf(request)),
        action: 'account.reset',
        subject: `account:${login}`,
      });
      return { password };
    },
  );
}
