import { Type } from '@sinclair/typebox';
import { makes } from '../model/desk/desk-phone';
import type { DeskPhoneDesk } from './desk-phone-desk';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { commonProblems, oneOf, orNull, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime } from '#kernel/iso-time';

const makeSchema = oneOf(makes, 'Yealink T4x and T5x, Grandstream GXP21xx and GRP26xx');
const managerParams = Type.Object({ extension: Type.String({ examples: ['101'] }) });
const linkBody = Type.Object(
  {
    make: makeSchema,
    mac: Type.String({
      maxLength: 32,
      description: 'MAC address, as on the phone',
      examples: ['80:5e:c0:12:34:56'],
    }),
  },
  { additionalProperties: false },
);
const time = Type.String({ format: 'date-time' });

/** Administrators on desk phones that Star7 sets up. */
export function deskPhoneRoutes(app: Api, desk: DeskPhoneDesk): void {
  app.get(
    '/desk-phones',
    {
      schema: {
        operationId: 'listDeskPhones',
        summary: 'Desk phones that Star7 has set up, and links that wait for their phone',
        tags: ['administration'],
        response: {
          200: {
            description: 'By extension',
            ...Type.Object({
              on: Type.Boolean({ description: 'whether the site sets up desk phones' }),
              items: Type.Array(
                Type.Object({
                  extension: Type.String({ examples: ['101'] }),
                  make: makeSchema,
                  mac: Type.String({ examples: ['805ec0123456'] }),
                  createdAt: time,
                  linkExpiresAt: orNull(
                    Type.String({
                      format: 'date-time',
                      description: 'of the link; null once the phone has its file',
                    }),
                  ),
                  fetchedAt: orNull(
                    Type.String({
                      format: 'date-time',
                      description: 'when the phone got its file; null until then',
                    }),
                  ),
                }),
              ),
            }),
          },
          ...problemResponses(...commonProblems),
        },
      },
    },
    async () => {
      const items = await fromUseCase(desk.list());
      return {
        on: desk.isOn,
        items: items.map(({ createdAt, linkExpiresAt, fetchedAt, ...phone }) => ({
          ...phone,
          createdAt: isoTime(createdAt),
          linkExpiresAt: linkExpiresAt === null ? null : isoTime(linkExpiresAt),
          fetchedAt: fetchedAt === null ? null : isoTime(fetchedAt),
        })),
      };
    },
  );

  app.post(
    '/managers/:extension/desk-phone',
    {
      schema: {
        operationId: 'linkDeskPhone',
        summary: 'Make a link by which a desk phone gets its settings, once',
        description:
          "The phone's file has what it registers with. A link that the manager has ends; a phone that works goes on working until the new " +
          'one has its file. Code of a fault of the MAC address: `mac-invalid`.',
        tags: ['administration'],
        params: managerParams,
        body: linkBody,
        response: {
          201: {
            description: 'Shown only here',
            ...Type.Object({
              path: Type.String({
                description: 'where the phone asks for its file, below the address of Star7',
              }),
              url: orNull(Type.String({ description: 'the whole address, where the site has set one' })),
              expiresAt: time,
            }),
          },
          ...problemResponses('manager-not-found', 'desk-phones-off', ...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { extension } = request.params;
      const link = await fromUseCase(desk.link(principalOf(request), { extension, ...request.body }));
      return reply.code(201).send({ ...link, expiresAt: isoTime(link.expiresAt) });
    },
  );

  app.delete(
    '/managers/:extension/desk-phone',
    {
      schema: {
        operationId: 'withdrawDeskPhone',
        summary: "Withdraw a manager's desk phone and the link to one",
        description:
          'Within a second or two the phone is registered no longer. A call that goes on is not cut.',
        tags: ['administration'],
        params: managerParams,
        response: {
          204: { description: 'There is none any more', type: 'null' },
          ...problemResponses('manager-not-found', ...writeProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(desk.withdraw(principalOf(request), request.params.extension));
      return reply.code(204).send(null);
    },
  );
}
