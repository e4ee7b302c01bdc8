import { Type } from '@sinclair/typebox';
import type { MobileDesk, OwnMobileDesk } from './mobile-desk';
import { longestPassword } from './model/password-rules';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { principalOf } from '#http/principal-of';
import { commonProblems, orNull, problemResponses, valueOrNull, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { mask } from '#kernel/masked';

const numberSchema = Type.String({
  maxLength: 64,
  description: 'the own mobile, in any usual form; never returned',
});
const passwordSchema = Type.String({
  minLength: 1,
  maxLength: longestPassword,
  description: 'of the account, once more',
});

const ownBody = Type.Object(
  { number: numberSchema, password: passwordSchema },
  { additionalProperties: false },
);
const mobileBody = Type.Object({ number: valueOrNull(numberSchema) }, { additionalProperties: false });
const passwordBody = Type.Object({ password: passwordSchema }, { additionalProperties: false });
const codeBody = Type.Object(
  { code: Type.String({ maxLength: 16, description: 'six digits, as the call said them' }) },
  { additionalProperties: false },
);

const mobileProperties = {
  extension: Type.String({ description: "the manager's", examples: ['101'] }),
  hasMobile: Type.Boolean({ description: 'the number of the own mobile is known and confirmed' }),
  isWaiting: Type.Boolean({ description: 'a number was written, and waits to be confirmed' }),
  hasPin: Type.Boolean({ description: 'calls from the mobile are put through with a PIN' }),
};
const described = { description: "A manager's own mobile, without its number" };
const mobileSchema = Type.Object(mobileProperties, described);
const ownMobileSchema = Type.Object(
  {
    ...mobileProperties,
    companyNumber: orNull(
      Type.String({
        description: "the company's number that managers call from their mobiles; null for none",
      }),
    ),
  },
  described,
);

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

/** Managers on their own mobile. */
export function ownMobileRoutes(app: Api, mobiles: OwnMobileDesk): void {
  app.get(
    '/me/mobile',
    {
      schema: {
        operationId: 'getMobile',
        summary: 'My own mobile (managers)',
        tags: ['calls'],
        response: {
          200: { description: 'As it is now', ...ownMobileSchema },
          ...problemResponses('role-forbidden', 'manager-not-found', ...commonProblems),
        },
      },
    },
    async (request) => await fromUseCase(mobiles.own(principalOf(request))),
  );

  app.put(
    '/me/mobile',
    {
      schema: {
        operationId: 'setMobile',
        summary: 'The number of my own mobile (managers)',
        description:
          'Needs a session, and its password. The number rings and calls in once it is confirmed: `POST /me/mobile/call`. ' +
          'Code of a fault of the password: `wrong`.',
        tags: ['calls'],
        body: ownBody,
        response: {
          200: { description: 'As it is now', ...mobileSchema },
          ...problemResponses('manager-not-found', 'too-many-sign-ins', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { number, password } = request.body;
      const typed = { password, address: clientNetwork(request.ip) };
      return await fromUseCase(mobiles.set(principalOf(request), mask(number), typed));
    },
  );

  app.delete(
    '/me/mobile',
    {
      schema: {
        operationId: 'removeMobile',
        summary: 'Forget my own mobile and its PIN (managers)',
        tags: ['calls'],
        response: {
          200: { description: 'As it is now', ...mobileSchema },
          ...problemResponses('role-forbidden', 'manager-not-found', ...commonProblems),
        },
      },
    },
    async (request) => await fromUseCase(mobiles.remove(principalOf(request))),
  );

  app.post(
    '/me/mobile/call',
    {
      schema: {
        operationId: 'callMobile',
        summary: 'Have the number that waits called, which says a code (managers)',
        description: 'The code confirms the number: `PUT /me/mobile/code`. It is valid for ten minutes.',
        tags: ['calls'],
        response: {
          202: { description: 'It rings', type: 'null' },
          ...problemResponses(
            'manager-not-found',
            'too-many-sign-ins',
            'destination',
            'call-unavailable',
            ...writeProblems,
          ),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(mobiles.callWithCode(principalOf(request), clientNetwork(request.ip)));
      return reply.code(202).send();
    },
  );

  app.put(
    '/me/mobile/code',
    {
      schema: {
        operationId: 'confirmMobile',
        summary: 'Confirm my own mobile (managers)',
        description: 'Code of a fault: `wrong`. After three wrong codes the number is called again.',
        tags: ['calls'],
        body: codeBody,
        response: {
          200: { description: 'As it is now', ...mobileSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) => await fromUseCase(mobiles.confirm(principalOf(request), request.body.code)),
  );

  app.post(
    '/me/mobile/pin',
    {
      schema: {
        operationId: 'createPin',
        summary: 'Create a PIN for calls from my own mobile (managers)',
        description: 'An earlier PIN ends. Needs a session, and its password.',
        tags: ['calls'],
        body: passwordBody,
        response: {
          200: { description: 'Shown only here', ...Type.Object({ pin: Type.String() }) },
          ...problemResponses('manager-not-found', 'too-many-sign-ins', ...writeProblems),
        },
      },
    },
    async (request) => {
      const typed = { password: request.body.password, address: clientNetwork(request.ip) };
      return { pin: await fromUseCase(mobiles.newPin(principalOf(request), typed)) };
    },
  );
}

/** Administrators on managers' own mobiles. */
export function mobileRoutes(app: Api, mobiles: MobileDesk): void {
  app.put(
    '/managers/:extension/mobile',
    {
      schema: {
        operationId: 'setManagerMobile',
        summary: "The number of a manager's own mobile",
        description: 'It rings and calls in once the manager has confirmed it. Null removes it.',
        tags: ['administration'],
        params: managerParams,
        body: mobileBody,
        response: {
          200: { description: 'As it is now', ...mobileSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { number } = request.body;
      const typed = number === null ? null : mask(number);
      return await fromUseCase(mobiles.set(principalOf(request), request.params.extension, typed));
    },
  );
}
