import { randomBytes } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import type { CallControl } from '#calls/engine/call-control';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { Change, EventFeed } from './event-feed';
import type { Phones } from './phones';
import type { Principal } from '#kernel/principal';
import { credentialName } from '#kernel/principal';
import { mayHear } from './event-access';
import type { LiveAgents } from '#people/agents';
import type { AccessWatch } from '#people/access-watch';
import type { AuditTrail } from '#audit/audit-trail';
import type { Api } from '#http/api';
import { principalOf } from '#http/principal-of';
import { EventStream } from './event-stream';
import type { EventStreamSettings } from './event-stream';
import { Problem } from '#http/problem';
import { commonProblems, problemResponses } from '#http/schemas';

const eventsQuery = Type.Object({
  lastEventId: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'for clients that cannot send the header: the last `id` read',
    }),
  ),
});

const eventsHeaders = Type.Object({
  'last-event-id': Type.Optional(Type.String({ description: 'the last `id` read' })),
});

export interface EventSettings extends EventStreamSettings {
  /** The limit of simultaneous readers of live events. */
  maxStreams: number;
  /** The limit of readers with the same token or account. */
  maxStreamsOfOne: number;
}

export const defaultEventSettings: EventSettings = {
  heartbeatSeconds: 15,
  maxWaitingChanges: 4000,
  maxStreams: 200,
  maxStreamsOfOne: 8,
};

export interface EventRouteParts {
  control: Pick<CallControl, 'liveCalls' | 'listeningTo'>;
  phones: Phones;
  agents: Pick<LiveAgents, 'presences'>;
  events: EventFeed;
  access: AccessWatch;
  trail: AuditTrail;
  clock: Clock;
  log: Log;
  settings: EventSettings;
}

/** Calls, phones, presence and orders as they change, as server-sent events: one sequence, which goes on where a reader left it. */
export function eventRoutes(app: Api, parts: EventRouteParts): void {
  const { control, phones, agents, events, access, trail, clock, log, settings } = parts;
  /** Each stream with its owner: a token or an account. */
  const streams = new Map<EventStream, string>();
  // The feed counts from 1 in each process: without an epoch, a reader from the previous process would skip
  // new changes.
  const epoch = randomBytes(6).toString('hex');

  let stopping = false;
  app.addHook('preClose', (done) => {
    stopping = true;
    for (const stream of streams.keys()) stream.end('stopping');
    done();
  });

  app.get(
    '/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'streamEvents',
        summary: 'Calls, phones, presence and orders as they change, as server-sent events',
        description:
          'First the live calls, the phones and who is away as they stand, then each change. `event: call` has a Call ' +
          'as data; `event: listening` {callId, listeners} the supervisors who take part in a call, each {actor, name, mode, ' +
          'announced, startedAt, answeredAt}: for supervisors, and for the manager if they were announced; `event: phone` {extension, registered, inUse}, each true, false or "unknown"; `event: presence` ' +
          '{extension, away, awaySince, awayReason, awayUntil} of a manager who takes inbound calls or a break; `event: order` ' +
          '{orderNumber} of an order on which something was written. With `Last-Event-ID` it goes on from there ' +
          'instead; `event: gap` says that changes are missing: how things stand follows, and lists have to be read ' +
          'again. A manager sees their own calls, phone, presence and orders only. Other kinds of events may come one day. A ' +
          'reader that does not keep up is cut off.',
        tags: ['calls'],
        querystring: eventsQuery,
        headers: eventsHeaders,
        response: {
          200: {
            description: 'An endless stream',
            content: {
              'text/event-stream': {
                schema: {
                  type: 'string',
                  examples: ['id: 6a1f3c-42\nevent: call\ndata: {"id":"…","phase":"talking"}\n\n'],
                },
              },
            },
          },
          ...problemResponses('too-many-own-streams', 'too-many-streams', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      // A page that reconnects by itself cannot send the header.
      const lastEventId = request.headers['last-event-id'] ?? request.query.lastEventId;
      const owner = credentialName(principal);
      refuseTooMany(owner);
      await trail.beforeLook(principal, '', {
        action: 'call.watch',
        subject: principal.role === 'manager' ? `manager:${principal.manager.extension}` : null,
      });
      // During that write, other readers may have connected, and this one or Star7 may be closing.
      refuseTooMany(owner);
      if (stopping) throw new Problem('stopping', { headers: { 'retry-after': '5' } });
      reply.hijack();
      const { socket } = request.raw;
      if (reply.raw.destroyed || socket.destroyed) return;
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        // Closes the connection with the stream, so that closing the server does not wait for the reader's
        // keep-alive.
        connection: 'close',
        // nginx would buffer the events.
        'x-accel-buffering': 'no',
      });

      const begun = clock.now();
      let unsubscribe: () => void = () => undefined;
      let unwatch: () => void = () => undefined;
      const stream = new EventStream(reply.raw, epoch, clock, settings, (reason) => {
        unsubscribe();
        unwatch();
        streams.delete(stream);
        log.info('event stream ended', {
          route: '/api/events',
          reason,
          milliseconds: Math.round((clock.now() - begun) / 1000),
        });
      });
      streams.set(stream, owner);
      unwatch = access.watch(request, principal, { idleToo: true }, (why) => stream.end(why));
      socket.once('close', () => stream.readerGone());
      unsubscribe = subscribe(stream, principal, lastEventId);
    },
  );

  /** A client that opens many streams must not block other clients. */
  function refuseTooMany(owner: string): void {
    const retry = { headers: { 'retry-after': '30' } };
    const own = [...streams.values()].filter((other) => other === owner).length;
    if (own >= settings.maxStreamsOfOne) throw new Problem('too-many-own-streams', retry);
    if (streams.size >= settings.maxStreams) throw new Problem('too-many-streams', retry);
  }

  function subscribe(stream: EventStream, principal: Principal, lastEventId: string | undefined): () => void {
    const known = lastEventId === undefined ? null : changeIdOf(lastEventId, epoch);
    const missed = known === null ? null : events.since(known);
    if (missed === null) {
      if (lastEventId !== undefined) stream.gap();
      sendCurrentStates(stream, principal);
    } else {
      for (const change of missed) if (mayHear(principal, change.change)) stream.change(change);
    }
    return events.subscribe((change) => {
      if (mayHear(principal, change.change)) stream.change(change);
    });
  }

  function sendCurrentStates(stream: EventStream, principal: Principal): void {
    const standing: Change[] = [
      ...control.liveCalls().map((call) => ({ kind: 'call' as const, call })),
      ...control.listeningTo().map((listening) => ({ kind: 'listening' as const, listening })),
      ...(principal.role === 'manager' ? [phones.of(principal.manager.extension)] : phones.all()).map(
        (phone) => ({ kind: 'phone' as const, phone }),
      ),
      ...agents.presences().map((presence) => ({ kind: 'presence' as const, presence })),
    ];
    for (const change of standing) if (mayHear(principal, change)) stream.current(change);
    stream.deliveredUntil(events.last);
  }
}

/** @returns null for an id of another run of Star7, or none of ours */
function changeIdOf(eventId: string, epoch: string): number | null {
  const digits = eventId.startsWith(`${epoch}-`) ? eventId.slice(epoch.length + 1) : '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}
