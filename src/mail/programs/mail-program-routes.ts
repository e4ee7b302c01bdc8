import { Type } from '@sinclair/typebox';
import type { MailProgramDesk, OwnMailProgram, SubmissionAddress } from './mail-program-desk';
import type { MailProgram } from './mail-programs';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { principalOf } from '#http/principal-of';
import {
  bodyProblems,
  commonProblems,
  isoTimeSchema,
  orderParams,
  orNull,
  problemResponses,
  valueOrNull,
  writeProblems,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTimeOrNull } from '#kernel/iso-time';
import { mask } from '#kernel/masked';
import { longestPassword } from '#people/model/password-rules';

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

const programSchema = Type.Object(
  {
    extension: Type.String({ description: "the manager's, and the user of the program", examples: ['101'] }),
    allowed: Type.Boolean({ description: 'the manager may write from a mail program of their own' }),
    server: orNull(
      Type.Object(
        {
          host: Type.String({ examples: ['mail.shop.example'] }),
          tlsPort: orNull(Type.Integer({ description: 'with TLS from the beginning', examples: [465] })),
          startTlsPort: orNull(Type.Integer({ description: 'with STARTTLS', examples: [587] })),
        },
        { description: 'where the program gives its mails; null where the site takes none' },
      ),
    ),
    tokenMadeAt: orNull({ ...isoTimeSchema, description: 'of the token that counts now; null without one' }),
    tokenUsedAt: orNull({ ...isoTimeSchema, description: 'its last use, to the minute' }),
    hasMailbox: Type.Boolean({
      description: 'the own mailbox is known: it gets copies of what customers write; never returned',
    }),
    copyFailedAt: orNull({
      ...isoTimeSchema,
      description: 'when the own mailbox last refused a copy for good, within a week',
    }),
  },
  { description: "A manager's own mail program, without token and mailbox" },
);

const tokenSchema = Type.Object({
  token: Type.String({ description: 'the password of the mail program; shown only here' }),
});

const changesBody = Type.Object(
  {
    allowed: Type.Optional(Type.Boolean({ description: 'false deletes token and mailbox' })),
    mailbox: Type.Optional(
      valueOrNull(
        Type.String({
          maxLength: 320,
          description: "the manager's own mailbox, which gets copies; null removes it. Never returned",
        }),
      ),
    ),
  },
  { additionalProperties: false, examples: [{ allowed: true }] },
);

const proofBody = Type.Object(
  {
    password: Type.Optional(
      Type.String({ maxLength: longestPassword, description: 'of an account without an authenticator' }),
    ),
    code: Type.Optional(
      Type.String({ maxLength: 16, description: 'that the authenticator shows now, six digits' }),
    ),
  },
  { additionalProperties: false, examples: [{ code: '123456' }] },
);

function programJson(program: MailProgram, server: SubmissionAddress | null) {
  return {
    extension: program.extension,
    allowed: program.isAllowed,
    server,
    tokenMadeAt: isoTimeOrNull(program.tokenMadeAt),
    tokenUsedAt: isoTimeOrNull(program.tokenUsedAt),
    hasMailbox: program.hasMailbox,
    copyFailedAt: isoTimeOrNull(program.copyFailedAt),
  };
}

const ownProblems = ['role-forbidden', 'manager-not-found', ...commonProblems] as const;

/** Managers with a mail program of their own. */
export function ownMailProgramRoutes(app: Api, own: OwnMailProgram): void {
  app.get(
    '/me/mail-program',
    {
      schema: {
        operationId: 'getOwnMailProgram',
        summary: 'My own mail program (managers)',
        tags: ['work'],
        response: { 200: { ...programSchema }, ...problemResponses(...ownProblems) },
      },
    },
    async (request) => programJson(await fromUseCase(own.view(principalOf(request))), own.server),
  );

  app.post(
    '/me/mail-program/token',
    {
      schema: {
        operationId: 'makeOwnMailProgramToken',
        summary: 'A new token for my own mail program (managers)',
        description: 'The one before ends. It lets mails in, and nothing else.',
        tags: ['work'],
        body: proofBody,
        response: {
          201: { description: 'Shown only here', ...tokenSchema },
          ...problemResponses(...bodyProblems, ...ownProblems, 'program-forbidden', 'too-many-sign-ins'),
        },
      },
    },
    async (request, reply) => {
      const proof = { ...request.body, address: clientNetwork(request.ip) };
      const token = await fromUseCase(own.newToken(principalOf(request), proof));
      return reply.code(201).header('cache-control', 'no-store').send({ token });
    },
  );

  app.delete(
    '/me/mail-program/token',
    {
      schema: {
        operationId: 'withdrawOwnMailProgramToken',
        summary: 'Withdraw the token of my own mail program (managers)',
        tags: ['work'],
        response: { 200: { ...programSchema }, ...problemResponses(...ownProblems) },
      },
    },
    async (request) => programJson(await fromUseCase(own.withdraw(principalOf(request))), own.server),
  );

  app.post(
    '/orders/:number/mail-program-address',
    {
      schema: {
        operationId: 'getMailProgramAddress',
        summary: 'The address that I write to from my own mail program for an order (managers)',
        description: 'Mails to it are taken from my program alone, and only while the order is mine.',
        tags: ['work'],
        params: orderParams,
        response: {
          200: Type.Object(
            { address: Type.String({ examples: ['m.abcdefghijklmnop@mail.shop.example'] }) },
            { description: 'It is the same from then on' },
          ),
          ...problemResponses(...ownProblems, 'order-refused', 'locked-out', 'program-forbidden'),
        },
      },
    },
    async (request) => ({
      address: await fromUseCase(own.addressOf(principalOf(request), request.params.number)),
    }),
  );
}

/** Whose mail programs are allowed. */
export function mailProgramRoutes(app: Api, desk: MailProgramDesk): void {
  app.get(
    '/managers/:extension/mail-program',
    {
      schema: {
        operationId: 'getMailProgram',
        summary: "A manager's own mail program",
        tags: ['administration'],
        params: managerParams,
        response: { 200: { ...programSchema }, ...problemResponses(...ownProblems) },
      },
    },
    async (request) => programJson(await fromUseCase(desk.view(request.params.extension)), desk.server),
  );

  app.patch(
    '/managers/:extension/mail-program',
    {
      schema: {
        operationId: 'changeMailProgram',
        summary: "Allow a manager's own mail program, and set the mailbox that gets copies",
        tags: ['administration'],
        params: managerParams,
        body: changesBody,
        response: {
          200: { ...programSchema },
          ...problemResponses('manager-not-found', 'program-forbidden', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { allowed, mailbox } = request.body;
      const changes = { allowed, mailbox: typeof mailbox === 'string' ? mask(mailbox) : mailbox };
      const changed = desk.change(principalOf(request), request.params.extension, changes);
      return programJson(await fromUseCase(changed), desk.server);
    },
  );

  app.post(
    '/managers/:extension/mail-program/token',
    {
      schema: {
        operationId: 'makeMailProgramToken',
        summary: "A new token for a manager's own mail program",
        description: 'The one before ends.',
        tags: ['administration'],
        params: managerParams,
        response: {
          201: { description: 'Shown only here', ...tokenSchema },
          ...problemResponses(...ownProblems, 'program-forbidden'),
        },
      },
    },
    async (request, reply) => {
      const token = await fromUseCase(desk.newToken(principalOf(request), request.params.extension));
      return reply.code(201).header('cache-control', 'no-store').send({ token });
    },
  );

  app.delete(
    '/managers/:extension/mail-program/token',
    {
      schema: {
        operationId: 'withdrawMailProgramToken',
        summary: "Withdraw the token of a manager's own mail program",
        tags: ['administration'],
        params: managerParams,
        response: { 200: { ...programSchema }, ...problemResponses(...ownProblems) },
      },
    },
    async (request) => {
      const withdrawn = desk.withdraw(principalOf(request), request.params.extension);
      return programJson(await fromUseCase(withdrawn), desk.server);
    },
  );
}
