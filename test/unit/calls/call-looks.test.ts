import { callIdOf, callView, endedCallView } from './memory-call-log';
import { eventually } from '../../lab/eventually';
import { EventReader } from '../supervision/event-reader';
import { HttpRig } from '../http/http-rig';

const rigs: HttpRig[] = [];

/** Manager 101 has calls 1 to 3, manager 102 call 4; call 3 was refused, so it has no order. */
function rigWithCalls(...options: ConstructorParameters<typeof HttpRig>): HttpRig {
  const rig = new HttpRig(...options);
  rigs.push(rig);
  rig.calls.rows.push(
    endedCallView(1),
    endedCallView(2),
    endedCallView(3, { orderNumber: null, customerName: null, disposition: 'refused' }),
    endedCallView(4, { managerExtension: '102' }),
  );
  return rig;
}

afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.app.close()));
});

const tenMinutes = 600_000;

describe('a look at calls is in the audit log', () => {
  it('one call: who, which call, whose order', async () => {
    const rig = rigWithCalls();
    await rig.get('101', `/api/calls/${callIdOf(1)}`);
    await rig.get('service', `/api/calls/${callIdOf(3)}`);
    expect(rig.audit.entries).toEqual([
      {
        actor: 'manager:101',
        action: 'call.view',
        subject: `call:${callIdOf(1)}`,
        detail: { order: '1001' },
      },
      { actor: 'token:7', action: 'call.view', subject: `call:${callIdOf(3)}`, detail: { order: null } },
    ]);
  });

  it('a list: one row, with how many and which filter', async () => {
    const rig = rigWithCalls();
    await rig.get('101', '/api/calls');
    await rig.get('supervisor', '/api/calls');
    await rig.get(
      'supervisor',
      '/api/calls?extension=102&orderNumber=1001&disposition=answered&hungUpBy=customer' +
        '&from=2026-07-01T12:00:00%2B03:00&to=2027-01-01T00:00:00Z',
    );
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'call.list', subject: 'manager:101', detail: { rows: 3 } },
      { actor: 'token:8', action: 'call.list', subject: null, detail: { rows: 4 } },
      {
        actor: 'token:8',
        action: 'call.list',
        subject: 'manager:102',
        detail: {
          rows: 1,
          order: '1001',
          disposition: 'answered',
          hungUpBy: 'customer',
          from: '2026-07-01T09:00:00.000000Z',
          to: '2027-01-01T00:00:00.000000Z',
        },
      },
    ]);
  });

  it('a stream: one row when it is opened, with whose calls it shows', async () => {
    const rig = rigWithCalls();
    const own = await EventReader.open(rig, '101');
    await EventReader.open(rig, 'supervisor');
    for (let n = 5; n <= 9; n++) rig.control.put(callView(n));
    await own.read(5);
    expect(rig.audit.entries).toEqual([
      { actor: 'manager:101', action: 'call.watch', subject: 'manager:101' },
      { actor: 'token:8', action: 'call.watch', subject: null },
    ]);
  });

  it('what shows nobody is none: an empty list, and a call that is unknown or somebody else’s', async () => {
    const rig = rigWithCalls();
    await rig.get('supervisor', '/api/calls?extension=79161234567');
    await rig.get('supervisor', '/api/calls?orderNumber=79161234567');
    await rig.get('101', `/api/calls/${callIdOf(4)}`);
    await rig.get('101', `/api/calls/${callIdOf(999)}`);
    expect(rig.audit.entries).toEqual([]);
  });
});

describe('the same look again', () => {
  it('is one row in ten minutes, however often a program asks', async () => {
    const rig = rigWithCalls();
    for (let second = 0; second < 600; second += 60) {
      await rig.get('service', `/api/calls/${callIdOf(1)}`);
      await rig.get('service', '/api/calls?limit=2');
      await rig.clock.pass(60_000);
    }
    expect(rig.audit.entries.map(({ action }) => action)).toEqual(['call.view', 'call.list']);
    await rig.get('service', '/api/calls?limit=2');
    expect(rig.audit.entries).toHaveLength(3);
  });

  it('is another one of another token, call, filter or page, and once the call has an order', async () => {
    const rig = rigWithCalls();
    rig.control.put(callView(5, { orderNumber: null, customerName: null }));
    const asked: [who: '101' | 'service' | 'supervisor', url: string][] = [
      ['service', `/api/calls/${callIdOf(1)}`],
      ['service', `/api/calls/${callIdOf(2)}`],
      ['supervisor', `/api/calls/${callIdOf(1)}`],
      ['service', '/api/calls'],
      ['service', '/api/calls?disposition=answered'],
      ['service', '/api/calls?limit=1'],
      ['service', `/api/calls?limit=1&after=${await nextOf(rig)}`],
      ['service', `/api/calls/${callIdOf(5)}`],
    ];
    rig.audit.entries.length = 0;
    await rig.clock.pass(tenMinutes);
    for (const [who, url] of asked) expect([url, (await rig.get(who, url)).statusCode]).toEqual([url, 200]);
    expect(rig.audit.entries).toHaveLength(asked.length);
    rig.control.put(callView(5));
    await rig.get('service', `/api/calls/${callIdOf(5)}`);
    expect(rig.audit.entries.at(-1)?.detail).toEqual({ order: '1001' });
    expect(rig.audit.entries).toHaveLength(asked.length + 1);
  });

  it('is one row for a stream that comes back again and again', async () => {
    const rig = rigWithCalls();
    for (let n = 0; n < 3; n++) (await EventReader.open(rig, '101')).close();
    expect(rig.audit.entries).toHaveLength(1);
    await rig.clock.pass(tenMinutes);
    await EventReader.open(rig, '101');
    expect(rig.audit.entries).toHaveLength(2);
  });
});

describe('what cannot be written down is not shown', () => {
  it.each([`/api/calls/${callIdOf(1)}`, '/api/calls', '/api/events'])('%s', async (url) => {
    const rig = rigWithCalls({ maxStreams: 1 });
    rig.audit.failWith(new Error('disk full'));
    for (let n = 0; n < 2; n++) {
      const reply = await rig.get('101', url);
      expect(reply.statusCode).toBe(503);
      expect(reply.json()).toMatchObject({ slug: 'unavailable' });
      expect(reply.body).not.toContain('Ivan');
    }
    // The control: the same question shows it once it can be written.
    rig.audit.failWith(null);
    if (url === '/api/events') {
      rig.control.put(callView(5));
      expect((await (await EventReader.open(rig, '101')).read(1))[0]?.data?.id).toBe(callIdOf(5));
    } else {
      expect((await rig.get('101', url)).body).toContain('Ivan');
    }
    expect(rig.audit.entries).toHaveLength(1);
  });
});

describe('a stream whose row is being written', () => {
  /** Streams that are asked for and wait, until `write`. */
  async function opening(rig: HttpRig, ...whose: ('101' | '102')[]) {
    let write: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (write = resolve));
    const waiting: string[] = [];
    rig.audit.append = async ({ actor }) => {
      waiting.push(actor);
      await written;
    };
    const readers = whose.map((who) => EventReader.open(rig, who));
    await eventually(() => waiting.length === whose.length, { within: 5000, what: 'all to wait' });
    return { readers, write };
  }

  it('is not begun beyond the number that is allowed', async () => {
    const { readers, write } = await opening(rigWithCalls({ maxStreams: 1 }), '101', '102');
    write();
    const heads = (await Promise.all(readers)).map(({ response }) => response.statusCode);
    expect(heads.sort()).toEqual([200, 503]);
  });

  it('is not begun once Star7 stops, which then need not wait for it', async () => {
    const rig = rigWithCalls();
    const { readers, write } = await opening(rig, '101');
    const closed = rig.app.close();
    await eventually(() => !rig.app.server.listening, { within: 5000, what: 'Star7 to be stopping' });
    write();
    expect((await readers[0])?.response.statusCode).toBe(503);
    await closed;
    expect(rig.clock.waiting).toBe(0);
  });
});

async function nextOf(rig: HttpRig): Promise<string> {
  const { next } = (await rig.get('service', '/api/calls?limit=1')).json<{ next: string | null }>();
  return next ?? '';
}
