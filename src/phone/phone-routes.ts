import { Type } from '@sinclair/typebox';
import type { RelayCredentials } from './relay-credentials';
import type { PagePhones } from './page-phones';
import type { PhoneGate } from './phone-gate';
import { sipProtocol } from './phone-gate';
import { qualityFaults } from '#calls/model/line-quality';
import type { PageReport } from '#calls/model/line-quality';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { Problem } from '#http/problem';
import { commonProblems, named, oneOf, orNull, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import type { FastifyRequest } from 'fastify';
import { requireOwnOrigin } from '#people/csrf';

const relaySchema = orNull(
  Type.Object(
    {
      urls: Type.Array(Type.String(), { description: 'TURN servers' }),
      username: Type.String(),
      credential: Type.String({ description: 'for an hour' }),
      only: Type.Boolean({ description: 'whether the page may use no other way' }),
    },
    { description: 'where sound may be relayed; null where the site has no TURN server' },
  ),
);

const credentialsSchema = Type.Object(
  {
    endpoint: Type.String({ description: 'user of the SIP address, and login' }),
    password: Type.String({
      description:
        'for digest authentication; ends with the duty. Without push configuration it is the endpoint’s, and the same each time',
    }),
    relay: relaySchema,
  },
  {
    $id: 'PhoneCredentials',
    description: 'What a page registers with, over GET /api/phone (SIP over WebSocket).',
  },
);

export const phoneSchemas = [credentialsSchema];

const percentSchema = Type.Number({ minimum: 0, maximum: 100 });
/** Milliseconds: more than a minute is none that a talk has. */
const delaySchema = Type.Number({ minimum: 0, maximum: 60_000 });

const reportSchema = Type.Object(
  {
    from: orNull(
      Type.Object(
        { lossPercent: percentSchema, jitterMs: delaySchema },
        {
          additionalProperties: false,
          description: 'of the manager’s sound, as the PBX reports it to the page',
        },
      ),
    ),
    to: orNull(
      Type.Object(
        { lossPercent: percentSchema, jitterMs: delaySchema, bufferMs: orNull(delaySchema) },
        { additionalProperties: false, description: 'of the sound that comes to the page' },
      ),
    ),
    roundTripMs: orNull(delaySchema),
    codec: Type.String({ pattern: '^[a-z0-9-]{0,16}$', description: 'as RTP names it, in lower case' }),
    fault: orNull(oneOf(qualityFaults, 'what spoils the talk, as the page tells its manager')),
  },
  { additionalProperties: false },
);

export interface PhoneRouteParts {
  phones: Pick<PagePhones, 'begin' | 'endOf' | 'endpointOf'>;
  /** Where sound may be relayed, for an hour from now; null where the site has no TURN server. */
  relayFor: (endpoint: string) => RelayCredentials | null;
  gate: Pick<PhoneGate, 'serve'>;
  /** Takes what the page of an extension has measured. @returns false if that does not talk now */
  heard: (extension: string, report: PageReport) => boolean;
}

/** Managers on their own phone in the page. All of it needs a session: a phone belongs to a page. */
export function phoneRoutes(app: Api, { phones, gate, heard, relayFor }: PhoneRouteParts): void {
  app.post(
    '/phone',
    {
      schema: {
        operationId: 'beginDuty',
        summary: 'Make this page my phone (managers, pages only)',
        description:
          'Any other page of the manager is no phone from now on. Calls ring here instead of at the desk phone.',
        tags: ['calls'],
        response: {
          201: { description: 'The page may register', ...named('PhoneCredentials') },
          ...problemResponses('role-forbidden', 'call-unavailable', 'page-phones-in-use', ...writeProblems),
        },
      },
    },
    async (request, reply) => {
      const { token, account, extension } = onDuty(request);
      const { name, language } = account;
      const made = await fromUseCase(phones.begin({ session: token, extension, name, language }));
      return reply.code(201).send({ ...made, relay: relayFor(made.endpoint) });
    },
  );

  app.delete(
    '/phone',
    {
      schema: {
        operationId: 'endDuty',
        summary: 'Make this page no phone any longer (managers, pages only)',
        tags: ['calls'],
        response: {
          204: { description: 'Calls ring at the desk phone', type: 'null' },
          ...problemResponses('role-forbidden', ...writeProblems),
        },
      },
    },
    async (request, reply) => {
      await fromUseCase(phones.endOf(onDuty(request).token));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/phone/relay',
    {
      schema: {
        operationId: 'renewRelay',
        summary: 'Renew what my page has its sound relayed by (managers on duty, pages only)',
        tags: ['calls'],
        response: {
          200: {
            description: 'Another hour; null off duty, and where the site has no TURN server',
            ...Type.Object({ relay: relaySchema }),
          },
          ...problemResponses('role-forbidden', ...writeProblems),
        },
      },
    },
    async (request) => {
      const endpoint = await fromUseCase(phones.endpointOf(onDuty(request).token));
      return { relay: endpoint === null ? null : relayFor(endpoint) };
    },
  );

  app.post(
    '/phone/quality',
    {
      schema: {
        operationId: 'reportQuality',
        summary: 'Say how my talk sounds in this page (managers, pages only)',
        description:
          'Means over the seconds since the report before, every five seconds. They are kept with the call, as the page’s own ' +
          'figures. Without a talk, and where they come more often, nothing is kept.',
        tags: ['calls'],
        body: reportSchema,
        response: {
          204: { description: 'Taken', type: 'null' },
          ...problemResponses(
            'invalid-request',
            'malformed-body',
            'body-too-large',
            'unsupported-media-type',
            'role-forbidden',
            ...writeProblems,
          ),
        },
      },
    },
    (request, reply) => {
      heard(onDuty(request).extension, request.body);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/phone',
    {
      websocket: true,
      schema: { hide: true, response: problemResponses(...commonProblems) },
      preValidation: (request, _reply, done) => {
        requireOwnOrigin(request);
        onDuty(request);
        const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
        if (!offered.includes(sipProtocol)) throw new Problem('bad-request');
        done();
      },
    },
    (socket, request) => gate.serve(socket, onDuty(request).token),
  );
}

/** @throws Problem `role-forbidden` for all but managers in a session: a token has no page */
function onDuty(request: FastifyRequest) {
  const principal = principalOf(request);
  const { signedIn } = request;
  if (principal.role !== 'manager' || signedIn === null) throw new Problem('role-forbidden');
  return { ...signedIn, extension: principal.manager.extension };
}
