import { AuditTrail } from '#audit/audit-trail';
import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { PhoneEnd } from '#phone/model/phone-end';
import type { PhoneCredentials } from '#phone/model/static-phone';
import { PagePhones } from '#phone/page-phones';
import { MadePhones, StaticPhones } from '#phone/phone-supply';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock, settled } from '../kernel/fake-clock';
import { everythingSaid } from '../log/everything-said';
import { MemoryLog } from '../log/memory-log';
import { MemoryPagePhoneStore } from './memory-page-phone-store';
import { MemoryPbxPhones } from './memory-pbx-phones';
import { MemoryStaticPbxPhones } from './memory-static-pbx-phones';

interface Lent {
  phones: readonly PhoneCredentials[];
  pbx: MemoryStaticPbxPhones;
}

class Rig {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly audit = new MemoryAuditLog();
  readonly store: MemoryPagePhoneStore;
  readonly pbx: MemoryPbxPhones;
  readonly directory = new EndpointDirectory();
  readonly phones: PagePhones;
  /** Extensions in a call. */
  readonly talking = new Set<string>();

  /** @param former what an earlier process left behind @param lent by a PBX without push configuration */
  constructor({ former, lent }: { former?: Rig | undefined; lent?: Lent } = {}) {
    this.store = former?.store ?? new MemoryPagePhoneStore();
    this.pbx = former?.pbx ?? new MemoryPbxPhones();
    this.phones = new PagePhones({
      store: this.store,
      pbx: lent?.pbx ?? this.pbx,
      supply:
        lent === undefined ? new MadePhones(this.pbx.prefix) : new StaticPhones(lent.phones, this.clock),
      directory: this.directory,
      trail: new AuditTrail(this.audit, this.clock, this.log),
      clock: this.clock,
      log: this.log,
      idleSeconds: () => Promise.resolve(600),
      inCall: () => this.talking,
    });
  }

  begin(session: string, extension = '101') {
    return this.phones.begin({ session, extension, name: `Manager ${extension}`, language: 'ru' });
  }

  /** A page that connects and registers. @returns how its connection ended */
  async connect(
    session: string,
  ): Promise<{ ends: PhoneEnd[]; refused: PhoneEnd | null; close: (end: PhoneEnd) => void }> {
    const ends: PhoneEnd[] = [];
    const close = (end: PhoneEnd): void => void ends.push(end);
    const connected = await this.phones.connect(session, close);
    if (typeof connected === 'string') return { ends, refused: connected, close };
    this.phones.registered(connected.endpoint, close);
    return { ends, refused: null, close };
  }

  rows(): string[] {
    return this.audit.entries.map(({ action, detail }) =>
      detail === undefined ? action : `${action} ${String(detail['reason'])}`,
    );
  }
}

let rig: Rig;
beforeEach(async () => {
  rig = new Rig();
  await rig.phones.start();
});
afterEach(() => rig.phones.stop());

test('a phone differs each time, is reached once it has registered, and passwords are said nowhere', async () => {
  const one = await rig.begin('s1');
  expect(one.endpoint).toMatch(/^page-[0-9a-f]{32}$/);
  expect(one.password).toMatch(/^[0-9a-f]{32}$/);
  expect(rig.pbx.phones.get(one.endpoint)).toMatchObject({ password: one.password, extension: '101' });
  expect(rig.directory.extensionOf(one.endpoint)).toBe('101');
  expect(rig.directory.endpointOf('101')).toBe('101');
  const changes: string[] = [];
  rig.directory.changes.subscribe((extension) => changes.push(extension));
  const page = await rig.connect('s1');
  expect(rig.directory.endpointOf('101')).toBe(one.endpoint);
  const two = await rig.begin('s2', '102');
  expect(new Set([one.endpoint, one.password, two.endpoint, two.password]).size).toBe(4);

  // The network breaks: the desk phone rings, and what the page calls is still its manager's.
  rig.phones.disconnected(one.endpoint, page.close);
  expect(rig.directory.endpointOf('101')).toBe('101');
  expect(rig.directory.extensionOf(one.endpoint)).toBe('101');
  await rig.connect('s1');
  expect(rig.directory.endpointOf('101')).toBe(one.endpoint);
  expect(changes).toEqual(['101', '101', '101']);
  const said = everythingSaid(rig.log) + JSON.stringify(rig.audit.entries);
  expect(said).not.toContain(one.password);
});

test.each([
  ['off duty', 'off-duty', () => rig.phones.endOf('s1')],
  [
    'signed out or disabled',
    'session-ended',
    async () => {
      rig.store.ended.add('s1');
      await rig.clock.pass(1000);
    },
  ],
  ['on duty elsewhere', 'taken-over', () => rig.begin('s9').then(() => undefined)],
] as const)('%s: the connection is closed and the PBX forgets the phone', async (_what, end, act) => {
  const { endpoint } = await rig.begin('s1');
  const page = await rig.connect('s1');
  await act();
  await settled();
  expect(page.ends).toEqual([end]);
  expect(rig.pbx.phones.has(endpoint)).toBe(false);
  expect(rig.store.rows.has(endpoint)).toBe(false);
  expect(rig.directory.extensionOf(endpoint)).toBe(endpoint);
  expect(rig.rows()).toContain(`phone.end ${end}`);
  expect((await rig.connect('s1')).refused).toBe('not-on-duty');
});

test('a session lasts: its phone does, however often that is asked', async () => {
  const { endpoint } = await rig.begin('s1');
  const page = await rig.connect('s1');
  await rig.clock.pass(60_000);
  expect(page.ends).toEqual([]);
  expect(rig.pbx.phones.has(endpoint)).toBe(true);
});

test('a call is a use of its session, however long it lasts; one whose session has ended is none', async () => {
  const { endpoint } = await rig.begin('s1');
  await rig.begin('s2', '102');
  const { endpoint: third } = await rig.begin('s3', '103');
  await rig.clock.pass(30_000);
  expect(rig.store.uses).toEqual([]);
  rig.talking.add('101').add('103').add('desk');
  await rig.clock.pass(20_000);
  expect(rig.store.uses).toEqual([
    [endpoint, third],
    [endpoint, third],
  ]);
  rig.store.ended.add('s3');
  await rig.clock.pass(10_000);
  expect(rig.store.uses.at(-1)).toEqual([endpoint]);
  rig.talking.clear();
  await rig.clock.pass(30_000);
  expect(rig.store.uses).toHaveLength(3);
});

test('the PBX restarts: the phone is there again with the same password, and pages wait for that', async () => {
  const { endpoint, password } = await rig.begin('s1');
  rig.pbx.down();
  expect((await rig.connect('s1')).refused).toBe('pbx-away');
  rig.pbx.failing = 1;
  rig.pbx.comeUp(true);
  expect((await rig.connect('s1')).refused).toBe('pbx-away');
  await rig.clock.pass(1000);
  expect(rig.pbx.phones.get(endpoint)?.password).toBe(password);
  expect((await rig.connect('s1')).refused).toBeNull();
});

test('off duty while the PBX is away: it is removed when the PBX is back', async () => {
  const { endpoint } = await rig.begin('s1');
  rig.pbx.down();
  await rig.phones.endOf('s1');
  expect(rig.pbx.phones.has(endpoint)).toBe(true);
  rig.pbx.comeUp(false);
  await rig.clock.pass(1000);
  expect(rig.pbx.phones.has(endpoint)).toBe(false);
});

test('a new process takes over phones whose session lasts, and removes what a crash left', async () => {
  const { endpoint } = await rig.begin('s1');
  rig.phones.stop();
  const left = { endpoint: 'page-left', password: 'x', name: '', extension: '103', language: 'ru' } as const;
  rig.pbx.phones.set(left.endpoint, left);
  rig = new Rig({ former: rig });
  await rig.phones.start();
  expect(rig.directory.extensionOf(endpoint)).toBe('101');
  rig.pbx.comeUp(false);
  await settled();
  expect([...rig.pbx.phones.keys()]).toEqual([endpoint]);
  expect((await rig.connect('s1')).refused).toBeNull();

  // What it registers with is known to the PBX alone: once that has forgotten it, the page gets another phone.
  rig.pbx.comeUp(true);
  await settled();
  expect(rig.rows()).toEqual(['phone.end forgotten']);
  await rig.begin('s1');
  expect((await rig.connect('s1')).refused).toBeNull();
});

test('the PBX is away: nobody goes on duty, and nothing is left of the attempt', async () => {
  rig.pbx.down();
  await expect(rig.begin('s1')).rejects.toMatchObject({ slug: 'call-unavailable' });
  expect(rig.store.rows.size).toBe(0);
  rig.pbx.comeUp(false);
  rig.store.isDown = true;
  await expect(rig.begin('s1')).rejects.toMatchObject({ slug: 'unavailable' });
  rig.store.isDown = false;
  await rig.clock.pass(1000);
  expect(rig.pbx.phones.size).toBe(0);
});

test('the database is away for a while: phones stay; for a minute: they end', async () => {
  await rig.begin('s1');
  const page = await rig.connect('s1');
  rig.store.isDown = true;
  await rig.clock.pass(50_000);
  expect(page.ends).toEqual([]);
  await rig.clock.pass(15_000);
  expect(page.ends).toEqual(['session-unknown']);
  expect(rig.pbx.phones.size).toBe(0);
});

test('a second connection of the page replaces the first', async () => {
  const { endpoint } = await rig.begin('s1');
  const first = await rig.connect('s1');
  await rig.connect('s1');
  expect(first.ends).toEqual(['replaced']);
  // Its late end says nothing of the second.
  rig.phones.disconnected(endpoint, first.close);
  expect(rig.directory.endpointOf('101')).toBe(endpoint);
});

test('without an audit log nobody goes on duty', async () => {
  rig.audit.failWith(new Error('down'));
  await expect(rig.begin('s1')).rejects.toMatchObject({ slug: 'unavailable' });
  expect(rig.pbx.phones.size).toBe(0);
});

describe('without push configuration', () => {
  const lent = ['static-a-01', 'static-a-02'].map((endpoint) => ({ endpoint, password: `of ${endpoint}` }));
  let pbx: MemoryStaticPbxPhones;

  const withLent = async (former?: Rig): Promise<void> => {
    rig.phones.stop();
    rig = new Rig({ former, lent: { phones: lent, pbx } });
    await rig.phones.start();
  };
  const endpointOf = async (session: string, extension: string): Promise<string> =>
    (await rig.begin(session, extension)).endpoint;

  beforeEach(async () => {
    pbx = new MemoryStaticPbxPhones(new Set(lent.map(({ endpoint }) => endpoint)));
    await withLent();
  });

  test('each endpoint is one manager’s at a time, and who comes last is told that all are in use', async () => {
    const given = await Promise.all([rig.begin('s1', '101'), rig.begin('s2', '102')]);
    expect(given).toEqual(lent);
    expect(rig.directory.extensionOf('static-a-02')).toBe('102');
    await expect(rig.begin('s3', '103')).rejects.toMatchObject({ slug: 'page-phones-in-use' });
    expect([...rig.store.rows.keys()]).toEqual(lent.map(({ endpoint }) => endpoint));
  });

  test('one that was given back rests before another manager has it; its own manager does not wait', async () => {
    await endpointOf('s1', '101');
    await endpointOf('s2', '102');
    const page = await rig.connect('s1');
    await rig.phones.endOf('s1');
    expect(page.ends).toEqual(['off-duty']);
    await rig.clock.pass(19_000);
    await expect(rig.begin('s3', '103')).rejects.toMatchObject({ slug: 'page-phones-in-use' });
    expect(await endpointOf('s1', '101')).toBe('static-a-01');
    await rig.phones.endOf('s1');
    await rig.clock.pass(21_000);
    expect(await endpointOf('s3', '103')).toBe('static-a-01');
    expect((await rig.connect('s1')).refused).toBe('not-on-duty');
    expect(rig.directory.extensionOf('static-a-01')).toBe('103');
  });

  test('the one that was given back longest ago is lent first', async () => {
    await endpointOf('s1', '101');
    await endpointOf('s2', '102');
    await rig.phones.endOf('s2');
    await rig.clock.pass(1000);
    await rig.phones.endOf('s1');
    await rig.clock.pass(30_000);
    expect(await endpointOf('s3', '103')).toBe('static-a-02');
  });

  test('all are lent: a manager who goes on duty in another page has the own one there', async () => {
    await endpointOf('s1', '101');
    await endpointOf('s2', '102');
    const page = await rig.connect('s1');
    const again = await rig.begin('s9', '101');
    expect(again).toEqual(lent[0]);
    expect(page.ends).toEqual(['taken-over']);
    expect((await rig.connect('s1')).refused).toBe('not-on-duty');
    expect((await rig.connect('s9')).refused).toBeNull();
    await rig.clock.pass(2000);
    expect(rig.directory.endpointOf('101')).toBe('static-a-01');
  });

  test('the watch that began before a page took the endpoint over does not end it', async () => {
    await endpointOf('s1', '101');
    await endpointOf('s2', '102');
    const release = rig.store.holdLiving();
    await rig.clock.pass(500);
    await rig.begin('s9', '101');
    // What it found out is of the page before.
    release(new Set(['static-a-02']));
    await settled();
    expect((await rig.connect('s9')).refused).toBeNull();
  });

  test('a call of the one before is up, or the PBX lacks it: another is lent', async () => {
    pbx.inCall.add('static-a-01');
    expect(await endpointOf('s1', '101')).toBe('static-a-02');
    await rig.phones.endOf('s1');
    pbx.inCall.clear();
    pbx.endpoints.delete('static-a-01');
    await rig.clock.pass(30_000);
    expect(await endpointOf('s2', '102')).toBe('static-a-02');
    await expect(rig.begin('s3', '103')).rejects.toMatchObject({ slug: 'call-unavailable' });
    expect(everythingSaid(rig.log)).toContain('STAR7_STATIC_PHONES');
  });

  test('the PBX or Star7 restarts: the pages go on; one that is no longer in the list ends', async () => {
    await endpointOf('s1', '101');
    await endpointOf('s2', '102');
    pbx.up = false;
    expect((await rig.connect('s1')).refused).toBe('pbx-away');
    pbx.restart();
    await settled();
    expect((await rig.connect('s1')).refused).toBeNull();
    await withLent(rig);
    pbx.endpoints.delete('static-a-02');
    pbx.restart();
    await settled();
    expect((await rig.connect('s1')).refused).toBeNull();
    expect((await rig.connect('s2')).refused).toBe('not-on-duty');
    expect(rig.rows()).toEqual(['phone.end forgotten']);
  });

  test('a row that could not be deleted is gone when its endpoint is lent again', async () => {
    await endpointOf('s1', '101');
    const row = rig.store.rows.get('static-a-01')!;
    await rig.phones.endOf('s1');
    rig.store.rows.set(row.endpoint, row);
    await rig.clock.pass(30_000);
    await endpointOf('s2', '102');
    expect(await endpointOf('s3', '103')).toBe('static-a-01');
    expect((await rig.connect('s1')).refused).toBe('not-on-duty');
    expect((await rig.connect('s3')).refused).toBeNull();
  });
});
