import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import type { CourierDay, CourierPage } from './courier-page';
import type { Api } from '#http/api';
import { clientNetwork } from '#http/client-network';
import { Problem } from '#http/problem';
import {
  bodyProblems,
  isoTimeSchema,
  oneOf,
  orderParams,
  orNull,
  problemResponses,
  sessionAlone,
} from '#http/schemas';
import { fromUseCase, problemFrom } from '#http/use-case';
import { RefusedError } from '#kernel/refused-error';
import { phases } from '#calls/model/call-state';
import { isoTime } from '#kernel/iso-time';
import { languages } from '#kernel/language';
import { csrfToken, isForeign, refuseOtherSites } from '#people/csrf';
import { cookieOf } from '#people/session-cookie';

/** Kept as long as a session lasts: a phone ends its browser at any time. A cookie of its own: a courier's session opens nothing of the pages for managers, and theirs nothing here. */
const cookie = cookieOf('courier', 14 * 3600);

const daySchema = Type.Object(
  {
    name: Type.String(),
    language: oneOf(languages, 'of the voice prompts, and of the page to begin with'),
    hasPhone: Type.Boolean({ description: 'the own mobile is known: without it no call can be made' }),
    csrfToken: Type.String({ description: 'for the header `x-star7-csrf`' }),
    orders: Type.Array(
      Type.Object({
        orderNumber: Type.String(),
        customerName: Type.String(),
        handedOverAt: isoTimeSchema,
      }),
      { description: 'on the way with the courier, oldest first' },
    ),
    call: orNull(
      Type.Object(
        { orderNumber: orNull(Type.String()), phase: oneOf(phases, 'where the call stands') },
        { description: "the courier's live call" },
      ),
    ),
  },
  { description: 'What a courier sees: names and order numbers, no number.' },
);

function dayJson(day: CourierDay, session: string) {
  return {
    name: day.courier.name,
    language: day.courier.language,
    hasPhone: day.hasPhone,
    csrfToken: csrfToken(session),
    orders: day.orders.map(({ order, handedOverAt }) => ({
      orderNumber: order.orderNumber,
      customerName: order.customerName,
      handedOverAt: isoTime(handedOverAt),
    })),
    call: day.call === null ? null : { orderNumber: day.call.orderNumber, phase: day.call.phase },
  };
}

const signInBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 64, description: 'as the dispatcher gave it' }) },
  { additionalProperties: false },
);

const sessionProblems = ['courier-signed-out', 'csrf', 'internal', 'unavailable'] as const;

/** The page of couriers: who may use it is known by a cookie of its own. */
export function courierPageRoutes(app: Api, page: CourierPage): void {
  app.post(
    '/courier/session',
    {
      onRequest: (request, _reply, done) => {
        refuseOtherSites(request);
        done();
      },
      schema: {
        operationId: 'courierSignIn',
        summary: 'Sign a courier in by a code',
        description: 'Sets the cookie of the session. A code signs in once.',
        tags: ['courier'],
        security: [],
        body: signInBody,
        response: {
          200: { description: 'Signed in', ...daySchema },
          ...problemResponses(
            ...bodyProblems,
            'courier-code-refused',
            'too-many-sign-ins',
            ...sessionProblems,
          ),
        },
      },
    },
    async (request, reply) => {
      const session = await fromUseCase(page.signIn(request.body.code, clientNetwork(request.ip)), {
        'code-refused': () => new Problem('courier-code-refused'),
      });
      cookie.set(request, reply, session);
      return dayJson(await fromUseCase(page.day(session)), session);
    },
  );

  app.get(
    '/courier',
    {
      schema: {
        operationId: 'courierDay',
        summary: 'What a courier has on the way',
        tags: ['courier'],
        security: sessionAlone,
        response: {
          200: { description: 'Orders and the live call', ...daySchema },
          ...problemResponses(...sessionProblems),
        },
      },
    },
    async (request) => {
      const session = sessionOf(request);
      return dayJson(await fromUseCase(page.day(session)), session);
    },
  );

  app.post(
    '/courier/orders/:number/calls',
    {
      schema: {
        operationId: 'courierCall',
        summary: 'Call the customer of an order: the own mobile rings first',
        tags: ['courier'],
        security: sessionAlone,
        params: orderParams,
        response: {
          200: { description: 'The mobile is being called', ...daySchema },
          ...problemResponses(
            'delivery-ended',
            'do-not-call',
            'destination',
            'calling-hours',
            'hourly-cap',
            'daily-cap',
            'courier-busy',
            'courier-unreachable',
            'call-unavailable',
            ...sessionProblems,
          ),
        },
      },
    },
    async (request) => {
      const session = sessionOf(request);
      await fromUseCase(page.call(session, request.params.number));
      return dayJson(await fromUseCase(page.day(session)), session);
    },
  );

  app.delete(
    '/courier/call',
    {
      schema: {
        operationId: 'courierHangUp',
        summary: 'End the live call',
        tags: ['courier'],
        security: sessionAlone,
        response: {
          204: { description: 'Ended', type: 'null' },
          ...problemResponses('call-ended', ...sessionProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(page.hangUp(sessionOf(request)));
      return reply.code(204).send();
    },
  );

  app.delete(
    '/courier/session',
    {
      schema: {
        operationId: 'courierSignOut',
        summary: 'Sign a courier out',
        tags: ['courier'],
        security: sessionAlone,
        response: {
          204: { description: 'Signed out', type: 'null' },
          ...problemResponses(...sessionProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(page.signOut(sessionOf(request)));
      cookie.clear(request, reply);
      return reply.code(204).send();
    },
  );
}

/** @throws Problem `courier-signed-out`, `csrf` */
function sessionOf(request: FastifyRequest): string {
  const session = cookie.read(request);
  if (session === null) throw problemFrom(new RefusedError('courier-signed-out'));
  if (isForeign(request, session)) throw new Problem('csrf');
  return session;
}
