import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../lab/eventually';
import { callIdOf, callView, endedCallView } from '../calls/memory-call-log';
import { EventReader } from './event-reader';
import { HttpRig, tokens } from '../http/http-rig';

const rigs: HttpRig[] = [];

function rigOf(...options: ConstructorParameters<typeof HttpRig>): HttpRig {
  const rig = new HttpRig(...options);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.app.close()));
});

describe('GET /api/events', () => {
  it('tells the live calls first, then every change, each as a whole call', async () => {
    const rig = rigOf();
    rig.control.put(callView(1));
    const reader = await EventReader.open(rig, 'supervisor');
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    await reader.read(1);
    rig.control.put(callView(1, { phase: 'talking' }));
    rig.control.put(endedCallView(1));
    const [now, change, end] = await reader.read(3);
    expect(now).toEqual({
      event: 'call',
      data: expect.objectContaining({ phase: 'calling-manager' }) as object,
    });
    expect(change).toMatchObject({ event: 'call', data: { id: callIdOf(1), phase: 'talking' } });
    expect(change?.id).toMatch(/^[0-9a-f]{12}-2$/);
    expect(end).toMatchObject({ data: { phase: 'ended', disposition: 'answered' } });
  });

  it('tells a manager of their own calls only', async () => {
    const rig = rigOf();
    rig.control.put(callView(1, { managerExtension: '102' }));
    const own = await EventReader.open(rig, '101');
    const all = await EventReader.open(rig, 'service');
    await all.read(1);
    rig.control.put(callView(2, { managerExtension: '102' }));
    rig.control.put(callView(3));
    // The control: both calls did go by.
    expect((await all.read(3)).map(({ data }) => data?.extension)).toEqual(['102', '102', '101']);
    expect((await own.read(1)).map(({ data }) => data?.extension)).toEqual(['101']);
  });

  it('tells a manager nothing of calls that are of whoever had the extension before', async () => {
    const rig = rigOf();
    rig.control.put(callView(1, { managerId: 99 }));
    const own = await EventReader.open(rig, '101');
    rig.control.put(callView(1, { managerId: 99, phase: 'talking' }));
    rig.control.put(callView(2, { managerId: 1 }));
    expect((await own.read(1)).map(({ data }) => data?.id)).toEqual([callIdOf(2)]);
  });

  it('ends a stream that waits behind another on its connection, when that is lost', async () => {
    const rig = rigOf();
    await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const ended = (): number =>
      rig.log.lines.filter(({ message }) => message === 'event stream ended').length;
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => undefined);
    const request = `GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.supervisor}\r\n\r\n`;
    socket.write(request + request);
    const watched = (): number => rig.audit.entries.filter(({ action }) => action === 'call.watch').length;
    await once(socket, 'data');
    await eventually(() => watched() === 2, { within: 10_000, what: 'both streams' });
    expect(ended()).toBe(0);
    socket.resetAndDestroy();
    await eventually(() => ended() === 2, { within: 10_000, what: 'the end of both streams' });
  });

  it('goes on after Last-Event-ID, and misses nothing', async () => {
    const rig = rigOf();
    const first = await EventReader.open(rig, '101');
    for (let n = 1; n <= 3; n++) rig.control.put(callView(n));
    const seen = await first.read(3);
    first.close();
    for (let n = 4; n <= 5; n++) rig.control.put(callView(n));
    const second = await EventReader.open(rig, '101', seen[1]?.id);
    rig.control.put(callView(6));
    const rest = await second.read(4);
    expect(rest.map(({ event }) => event)).toEqual(['call', 'call', 'call', 'call']);
    expect(rest.map(({ data }) => data?.id)).toEqual([3, 4, 5, 6].map(callIdOf));
  });

  it('tells phones as they stand, then their changes, and orders on which something was written', async () => {
    const rig = rigOf();
    rig.supervision.parts.phones.start();
    rig.supervision.states.set('101', { registered: true, inUse: false });
    const own = await EventReader.open(rig, '101');
    await eventually(() => rig.supervision.parts.phones.all().length === 2, {
      within: 5000,
      what: 'who works here',
    });
    const all = await EventReader.open(rig, 'supervisor');
    await all.readOthers(2);
    rig.supervision.phone('102', { registered: true, inUse: true });
    rig.supervision.phone('101', { registered: false, inUse: false });
    rig.orderFeed.publish({ orderNumber: '1002', managerExtension: '102' });
    rig.orderFeed.publish({ orderNumber: '1001', managerExtension: '101' });
    expect((await all.readOthers(6)).map(({ event, data }) => [event, data])).toEqual([
      ['phone', { extension: '101', registered: true, inUse: false, devices: ['desk'] }],
      ['phone', { extension: '102', registered: 'unknown', inUse: 'unknown', devices: ['desk'] }],
      ['phone', { extension: '102', registered: true, inUse: true, devices: ['desk'] }],
      ['phone', { extension: '101', registered: false, inUse: false, devices: ['desk'] }],
      ['order', { orderNumber: '1002' }],
      ['order', { orderNumber: '1001' }],
    ]);
    // The other's phone and order went by, as the supervisor saw.
    const mine = (await own.readOthers(3)).map(({ event, data }) => [event, data]);
    expect(mine[0]).toEqual([
      'phone',
      { extension: '101', registered: true, inUse: false, devices: ['desk'] },
    ]);
    expect(mine.slice(-2)).toEqual([
      ['phone', { extension: '101', registered: false, inUse: false, devices: ['desk'] }],
      ['order', { orderNumber: '1001' }],
    ]);
    expect(JSON.stringify(mine)).not.toContain('102');
    rig.supervision.parts.phones.stop();
  });

  it('goes on after Last-Event-ID across kinds, from the header or the query', async () => {
    const rig = rigOf();
    const first = await EventReader.open(rig, 'supervisor');
    rig.control.put(callView(1));
    rig.orderFeed.publish({ orderNumber: '1001', managerExtension: '101' });
    const [seen] = await first.read(1);
    await first.readOthers(1);
    first.close();
    rig.control.put(callView(2));
    rig.orderFeed.publish({ orderNumber: '1002', managerExtension: '102' });
    for (const how of ['header', 'query'] as const) {
      const second = await EventReader.open(rig, 'supervisor', seen?.id, how);
      expect((await second.read(1)).map(({ data }) => data?.id)).toEqual([callIdOf(2)]);
      expect((await second.readOthers(2)).map(({ data }) => data)).toEqual([
        { orderNumber: '1001' },
        { orderNumber: '1002' },
      ]);
      expect([...second.events, ...second.others].map(({ id }) => id?.split('-')[1]).sort()).toEqual([
        '2',
        '3',
        '4',
      ]);
    }
  });

  it('gives an id to go on from before anything has changed', async () => {
    const rig = rigOf();
    rig.control.put(callView(1));
    const first = await EventReader.open(rig, '101');
    await eventually(() => first.lastEventId !== undefined, { within: 5000, what: 'an id' });
    first.close();
    rig.control.put(endedCallView(1));
    const second = await EventReader.open(rig, '101', first.lastEventId);
    expect((await second.read(1)).map(({ event, data }) => [event, data?.phase])).toEqual([
      ['call', 'ended'],
    ]);
  });

  it('says where changes are missing: more than are kept', async () => {
    const rig = rigOf({}, 2);
    const first = await EventReader.open(rig, '101');
    rig.control.put(callView(1));
    const [seen] = await first.read(1);
    for (let n = 2; n <= 5; n++) rig.control.put(callView(n));
    const second = await EventReader.open(rig, '101', seen?.id);
    rig.control.put(callView(5, { phase: 'talking' }));
    const [gap, ...standing] = await second.read(7);
    expect(gap?.event).toBe('gap');
    expect(standing.map(({ data }) => data?.id)).toEqual([1, 2, 3, 4, 5, 5].map(callIdOf));
    expect(standing.map(({ id }) => id?.split('-')[1])).toEqual([
      ...Array<undefined>(5).fill(undefined),
      '6',
    ]);
  });

  it.each(['aaaaaaaaaaaa-900', '900', 'nonsense', '-1', ''])(
    'takes %j for an id of another run, and tells how things stand',
    async (lastEventId) => {
      const rig = rigOf();
      rig.control.put(callView(1));
      const reader = await EventReader.open(rig, '101', lastEventId);
      const [gap, kept] = await reader.read(2);
      expect(gap?.event).toBe('gap');
      expect(kept?.data?.id).toBe(callIdOf(1));
    },
  );

  it('shows a silent reader that it is still there', async () => {
    const rig = rigOf({ heartbeatSeconds: 15 });
    const reader = await EventReader.open(rig, '101');
    for (let n = 1; n <= 3; n++) {
      await rig.clock.pass(15_000);
      await eventually(() => reader.comments === n, { within: 5000, what: `heartbeat ${String(n)}` });
    }
  });

  it('ends when the token is revoked', async () => {
    const rig = rigOf();
    const reader = await EventReader.open(rig, '101');
    const other = await EventReader.open(rig, '102');
    rig.tokens.revoke(tokens['101']);
    await rig.clock.pass(15_000);
    await reader.end();
    expect(other.ended).toBe(false);
    expect(rig.saidOf('event stream ended')).toMatchObject([{ fields: { reason: 'token-revoked' } }]);
  });

  it('ends when nobody can say whether its reader may go on', async () => {
    const rig = rigOf();
    const reader = await EventReader.open(rig, '101');
    rig.tokens.failWith(new Error('no database'));
    await rig.clock.pass(15_000);
    await reader.end();
    expect(rig.saidOf('event stream ended')).toMatchObject([{ fields: { reason: 'access-unknown' } }]);
  });

  it('is one of eight of its token; others open theirs all the same', async () => {
    const rig = rigOf();
    const readers = [];
    for (let n = 0; n < 8; n++) readers.push(await EventReader.open(rig, '101'));
    const refused = await rig.get('101', '/api/events');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('30');
    expect(refused.json()).toMatchObject({ slug: 'too-many-own-streams' });
    await EventReader.open(rig, '102');
    readers[0]?.close();
    await eventually(() => rig.saidOf('event stream ended').length === 1, {
      within: 5000,
      what: 'the end of the stream',
    });
    await EventReader.open(rig, '101');
  });

  it('ends cleanly when Star7 stops, and leaves no timer behind', async () => {
    const rig = rigOf();
    const readers = [await EventReader.open(rig, '101'), await EventReader.open(rig, '102')];
    await rig.app.close();
    for (const reader of readers) {
      await reader.end();
      expect(reader.response.complete).toBe(true);
    }
    expect(rig.clock.waiting).toBe(0);
  });

  it('forgets a reader that has gone', async () => {
    const rig = rigOf({ maxStreams: 1 });
    const reader = await EventReader.open(rig, '101');
    const refused = await rig.get('101', '/api/events');
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ slug: 'too-many-streams' });
    reader.close();
    await eventually(() => rig.saidOf('event stream ended').length === 1, {
      within: 5000,
      what: 'the end of the stream',
    });
    await EventReader.open(rig, '101');
    // Its next heartbeat, and the next question whether it may go on.
    expect(rig.clock.waiting).toBe(2);
  });

  it('cuts off a reader that does not read, and goes on for the others', async () => {
    const rig = rigOf({ maxWaitingChanges: 1001 });
    const stuck = await EventReader.open(rig, 'service');
    const reading = await EventReader.open(rig, 'supervisor');
    stuck.response.pause();
    // Enough for the socket's buffers on both sides and the queue: megabytes of changes.
    let sent = 0;
    await eventually(
      async () => {
        for (let n = 0; n < 500; n++) rig.control.put(callView(++sent, { customerName: 'x'.repeat(5000) }));
        await reading.read(sent);
        return rig.saidOf('event stream ended').length > 0;
      },
      { within: 20_000, what: 'the cut' },
    );
    expect(rig.saidOf('event stream ended')).toMatchObject([{ fields: { reason: 'reader-too-slow' } }]);
    expect(reading.ended).toBe(false);
  });
});
