import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { MobileDesk } from './mobile-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { problemResponses, valueOrNull, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';

const mobileBody = Type.Object(
  {
    number: valueOrNull(
      Type.String({
        maxLength: 64,
        description: 'the own mobile, in any usual form; never returned. Null removes it',
      }),
    ),
  },
  { additionalProperties: false },
);

const mobileSchema = Type.Object(
  {
    extension: Type.String({ description: "the manager's", examples: ['101'] }),
    hasMobile: Type.Boolean({ description: 'the number of the own mobile is known' }),
  },
  { description: "A manager's own mobile, without its number" },
);

const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });

/** Managers on the number of their own mobile. */
export function ownMobileRoutes(app: Api, mobiles: MobileDesk): void {
  app.put(
    '/me/mobile',
    {
      schema: {
        operationId: 'setMobile',
        summary: 'The number of my own mobile (managers)',
        description: 'It rings from then on, if it is among the devices of `PUT /me/reach`.',
        tags: ['calls'],
        body: mobileBody,
        response: {
          200: { description: 'As it is now', ...mobileSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) => await fromUseCase(mobiles.setOwn(principalOf(request), typedIn(request.body))),
  );
}

/** Administrators on the numbers of managers' own mobiles. */
export function mobileRoutes(app: Api, mobiles: MobileDesk): void {
  app.put(
    '/managers/:extension/mobile',
    {
      schema: {
        operationId: 'setManagerMobile',
        summary: "The number of a manager's own mobile",
        tags: ['administration'],
        params: managerParams,
        body: mobileBody,
        response: {
          200: { description: 'As it is now', ...mobileSchema },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request) =>
      await fromUseCase(mobiles.set(principalOf(request), request.params.extension, typedIn(request.body))),
  );
}

function typedIn({ number }: Static<typeof mobileBody>): Masked | null {
  return number === null ? null : mask(number);
}
