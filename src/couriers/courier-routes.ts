import { Type } from '@sinclair/typebox';
import type { CourierDesk } from './courier-desk';
import {
  courierChangesBody,
  courierJson,
  deliveryJson,
  deliverySchema,
  newCourierBody,
} from './courier-json';
import { courierNumberPattern, deliveryEnds } from './model/courier-rules';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { bodyFault } from '#http/problem';
import {
  bodyProblems,
  commonProblems,
  isoTimeSchema,
  named,
  oneOf,
  orderParams,
  problemResponses,
  writeProblems,
} from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime } from '#kernel/iso-time';
import { mask } from '#kernel/masked';

const courierParams = Type.Object({ number: Type.String({ examples: ['17'] }) });

const listQuery = Type.Object(
  { disabledToo: Type.Optional(Type.Boolean({ description: 'include disabled ones' })) },
  { additionalProperties: false },
);

const deliveryBody = Type.Union(
  [
    Type.Object(
      { courier: Type.String({ pattern: courierNumberPattern, description: 'who has the order now' }) },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        ended: oneOf(
          deliveryEnds.filter((end) => end !== 'handed-on'),
          'how the delivery has ended',
        ),
      },
      { additionalProperties: false },
    ),
  ],
  { examples: [{ courier: '17' }] },
);

/** Which order is with whom: managers their own orders, all others all. */
export function deliveryRoutes(app: Api, couriers: CourierDesk): void {
  app.get(
    '/couriers',
    {
      schema: {
        operationId: 'listCouriers',
        summary: 'Couriers, by number',
        tags: ['deliveries'],
        querystring: listQuery,
        response: {
          200: { description: 'All of them', ...Type.Object({ items: Type.Array(named('Courier')) }) },
          ...problemResponses('invalid-request', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { disabledToo = false } = request.query;
      return { items: (await fromUseCase(couriers.list({ disabledToo }))).map(courierJson) };
    },
  );

  app.get(
    '/orders/:number/delivery',
    {
      schema: {
        operationId: 'getDelivery',
        summary: 'Who delivers an order',
        tags: ['deliveries'],
        params: orderParams,
        response: {
          200: { description: 'The courier, or null', ...deliverySchema },
          ...problemResponses('order-refused', 'locked-out', ...commonProblems),
        },
      },
    },
    async (request) =>
      deliveryJson(await fromUseCase(couriers.deliveryOf(principalOf(request), request.params.number))),
  );

  app.put(
    '/orders/:number/delivery',
    {
      schema: {
        operationId: 'setDelivery',
        summary: 'Hand an order over to a courier, or end its delivery',
        description:
          'From the hand-over until the delivery, and no longer than the setting `courierAccessHours` says, the courier ' +
          'may call the customer. To the same courier again changes nothing.',
        tags: ['deliveries'],
        params: orderParams,
        body: deliveryBody,
        response: {
          200: { description: 'The courier from now on, or null', ...deliverySchema },
          ...problemResponses(
            ...bodyProblems,
            'order-refused',
            'order-closed',
            'locked-out',
            ...commonProblems,
          ),
        },
      },
    },
    async (request) => {
      const { params, body } = request;
      return deliveryJson(await fromUseCase(couriers.setDelivery(principalOf(request), params.number, body)));
    },
  );
}

/** For dispatchers: what signs a courier in. */
export function courierCodeRoutes(app: Api, couriers: CourierDesk): void {
  app.post(
    '/couriers/:number/code',
    {
      schema: {
        operationId: 'createCourierCode',
        summary: 'Create a code that signs a courier in once',
        description:
          'The page of couriers is `/courier`; its address with `#code` signs in. An earlier code ends.',
        tags: ['deliveries'],
        params: courierParams,
        response: {
          200: {
            description: 'Shown only here',
            ...Type.Object({
              code: Type.String({ examples: ['kq7m-wz2h-pnde'] }),
              expiresAt: isoTimeSchema,
            }),
          },
          ...problemResponses('courier-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { code, expiresAt } = await fromUseCase(
        couriers.newCode(principalOf(request), request.params.number),
      );
      return { code, expiresAt: isoTime(expiresAt) };
    },
  );
}

/** Keeping couriers: add, change, disable. */
export function courierRoutes(app: Api, couriers: CourierDesk): void {
  app.post(
    '/couriers',
    {
      schema: {
        operationId: 'addCourier',
        summary: 'Add a courier',
        tags: ['administration'],
        body: newCourierBody,
        response: {
          201: { description: 'Added', ...named('Courier') },
          ...problemResponses(...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const added = await fromUseCase(couriers.add(principalOf(request), masked(request.body)), {
        'courier-exists': () =>
          bodyFault('#/number', 'courier-number-taken', 'belongs to another courier: disable that one first'),
      });
      return reply.code(201).send(courierJson(added));
    },
  );

  app.patch(
    '/couriers/:number',
    {
      schema: {
        operationId: 'changeCourier',
        summary: 'Change the given fields; takes effect with the next call',
        tags: ['administration'],
        params: courierParams,
        body: courierChangesBody,
        response: {
          200: { description: 'The courier as it is now', ...named('Courier') },
          ...problemResponses('courier-not-found', ...writeProblems),
        },
      },
    },
    async (request) =>
      courierJson(
        await fromUseCase(couriers.change(principalOf(request), request.params.number, masked(request.body))),
      ),
  );

  app.post(
    '/couriers/:number/disable',
    {
      schema: {
        operationId: 'disableCourier',
        summary: 'Disable a courier',
        description: 'Signs the courier out and takes back what is on the way. The number is free again.',
        tags: ['administration'],
        params: courierParams,
        response: {
          204: { description: 'Disabled', type: 'null' },
          ...problemResponses('courier-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(couriers.disable(principalOf(request), request.params.number));
      return reply.code(204).send();
    },
  );

  app.post(
    '/couriers/:number/pin',
    {
      schema: {
        operationId: 'createCourierPin',
        summary: 'Create a PIN',
        description: 'An earlier PIN ends. It is keyed in after the courier number, on any phone.',
        tags: ['administration'],
        params: courierParams,
        response: {
          200: { description: 'Shown only here', ...Type.Object({ pin: Type.String() }) },
          ...problemResponses('courier-not-found', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => ({
      pin: await fromUseCase(couriers.newPin(principalOf(request), request.params.number)),
    }),
  );
}

/** The own mobile, from the moment at which it is read. */
function masked<Body extends { phone?: string | null }>({ phone, ...others }: Body) {
  return {
    ...others,
    ...(phone !== undefined && { phone: phone === null ? null : mask(phone) }),
  };
}
