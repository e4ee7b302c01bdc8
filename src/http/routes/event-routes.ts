import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallControl } from '../../calls/call-control';
import type { Clock, Log } from '../../calls/ports';
import type { Principal, TokenBook } from '../../calls/queries';
import { mayReach } from '../access';
import type { AuditTrail } from '../audit-trail';
import { bearerToken, principalOf } from '../authentication';
import { EventStream } from '../event-stream';
import type { EventStreamSettings } from '../event-stream';
import { Problem } from '../problem';
import { commonProblems, problemResponses } from '../schemas';

export interface EventRouteParts {
  control: CallControl;
  tokens: TokenBook;
  trail: AuditTrail;
  clock: Clock;
  log: Log;
  settings: EventStreamSettings & { maxStreams: number };
}

/** Live calls as server-sent events. */
export function eventRoutes(app: FastifyInstance, parts: EventRouteParts): void {
  const { control, tokens, trail, clock, log, settings } = parts;
  const streams = new Set<EventStream>();
  // The feed counts from 1 in each process: without this, a reader of the one before would skip what is new.
  const epoch = randomBytes(6).toString('hex');

  let stopping = false;
  app.addHook('preClose', (done) => {
    stopping = true;
    for (const stream of streams) stream.end('stopping');
    done();
  });

  app.get(
    '/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'streamEvents',
        summary: 'Calls as they change, as server-sent events',
        description:
          'First the live calls as they stand, then each change: `event: call` with a Call as data. With ' +
          '`Last-Event-ID` it goes on from there instead; `event: gap` says that changes are missing (read ' +
          'GET /api/calls again). A manager sees their own calls only. A reader that does not keep up is cut off.',
        tags: ['calls'],
        headers: {
          type: 'object',
          properties: { 'last-event-id': { type: 'string', description: 'the last `id` that was read' } },
        },
        response: {
          200: {
            description: 'Does not end by itself',
            content: {
              'text/event-stream': {
                schema: {
                  type: 'string',
                  examples: ['id: 6a1f3c-42\nevent: call\ndata: {"id":"…","phase":"talking"}\n\n'],
                },
              },
            },
          },
          ...problemResponses('too-many-streams', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      refuseTooMany();
      await trail.beforeLook(principal, '', {
        action: 'call.watch',
        subject: principal.role === 'manager' ? `manager:${principal.manager.extension}` : null,
      });
      // While that was being written, others may have come, and this one or Star7 may be going.
      refuseTooMany();
      if (stopping) throw new Problem('stopping', { headers: { 'retry-after': '5' } });
      reply.hijack();
      const { socket } = request.raw;
      if (reply.raw.destroyed || socket.destroyed) return;
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        // Ends with the connection, so that closing the server does not wait for the reader's keep-alive.
        connection: 'close',
        // nginx would hold the events back.
        'x-accel-buffering': 'no',
      });

      const begun = clock.now();
      let unsubscribe: () => void = () => undefined;
      const stream = new EventStream(
        reply.raw,
        epoch,
        clock,
        settings,
        () => isStill(principal, request),
        (reason) => {
          unsubscribe();
          streams.delete(stream);
          log.info('event stream ended', {
            route: '/api/events',
            reason,
            milliseconds: Math.round((clock.now() - begun) / 1000),
          });
        },
      );
      streams.add(stream);
      socket.once('close', () => stream.readerGone());
      unsubscribe = subscribe(stream, principal, request.headers['last-event-id']);
    },
  );

  function refuseTooMany(): void {
    if (streams.size < settings.maxStreams) return;
    throw new Problem('too-many-streams', { headers: { 'retry-after': '30' } });
  }

  function subscribe(
    stream: EventStream,
    principal: Principal,
    lastEventId: string | string[] | undefined,
  ): () => void {
    let after: number | undefined;
    if (lastEventId === undefined) {
      for (const call of control.liveCalls()) {
        if (mayReach(principal, call)) stream.current(call);
      }
    } else {
      const known = changeIdOf(String(lastEventId), epoch);
      if (known === null) stream.gap();
      after = known ?? 0;
    }
    let previous = after;
    return control.feed.subscribe((change) => {
      // The feed keeps only so much: the first change replayed should follow the last one read.
      if (previous !== undefined && change.id > previous + 1) stream.gap();
      previous = undefined;
      if (mayReach(principal, change.call)) stream.change(change);
    }, after);
  }

  /** A token revoked, or a manager disabled, ends a stream that began before. */
  async function isStill(principal: Principal, request: FastifyRequest): Promise<boolean> {
    const now = await tokens.authenticate(bearerToken(request) ?? '');
    return now !== null && JSON.stringify(now) === JSON.stringify(principal);
  }
}

/** @returns null for an id of another run of Star7, or none of ours */
function changeIdOf(eventId: string, epoch: string): number | null {
  const digits = eventId.startsWith(`${epoch}-`) ? eventId.slice(epoch.length + 1) : '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}
