import { AuditTrail } from '#audit/audit-trail';
import { EndpointDirectory } from '#phone/model/endpoint-directory';
import type { PhoneEnd } from '#phone/model/phone-end';
import { PagePhones } from '#phone/page-phones';
import { MemoryAuditLog } from '../audit/memory-audit-log';
import { FakeClock, settled } from '../kernel/fake-clock';
import { everythingSaid } from '../log/everything-said';
import { MemoryLog } from '../log/memory-log';
import { MemoryPagePhoneStore } from './memory-page-phone-store';
import { MemoryPbxPhones } from './memory-pbx-phones';

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

  /** @param former what an earlier process left behind */
  constructor(former?: Rig) {
    this.store = former?.store ?? new MemoryPagePhoneStore();
    this.pbx = former?.pbx ?? new MemoryPbxPhones();
    this.phones = new PagePhones({
      store: this.store,
      pbx: this.pbx,
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
  rig = new Rig(rig);
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
