import { AuditTrail } from '#audit/audit-trail';
import { DeskPhoneDesk, filesPath } from '#phone/desk/desk-phone-desk';
import type { DeskPhoneSite } from '#phone/desk/desk-phone-settings';
import { DeskPhones } from '#phone/desk/desk-phones';
import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { yealinkAccount } from '../../../lab/desk-phone-file';
import { MemoryAuditLog } from '../../audit/memory-audit-log';
import { FakeClock, settled } from '../../kernel/fake-clock';
import { everythingSaid } from '../../log/everything-said';
import { MemoryLog } from '../../log/memory-log';
import { MemoryPbxPhones } from '../memory-pbx-phones';
import { MemoryDeskPhoneStore } from './memory-desk-phone-store';

const site: DeskPhoneSite = {
  server: { host: 'sip.shop.example', port: 5061 },
  ...{ transport: 'transport-tls', linkMinutes: 60, linkUrl: 'https://calls.shop.example' },
};
const operator = { role: 'operator', user: 'root' } as const;
const mac = '805ec0123456';
const file = `${mac}.cfg`;
const asker = { network: '203.0.113.9', client: 'yealink' } as const;

class Rig {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly audit = new MemoryAuditLog();
  readonly store: MemoryDeskPhoneStore;
  readonly pbx: MemoryPbxPhones;
  readonly directory = new EndpointDirectory();
  readonly phones: DeskPhones;
  readonly desk: DeskPhoneDesk;

  /** @param former what an earlier process left behind */
  constructor(former?: Rig) {
    this.store = former?.store ?? new MemoryDeskPhoneStore(this.clock);
    this.pbx = former?.pbx ?? new MemoryPbxPhones('desk-');
    const trail = new AuditTrail(this.audit, this.clock, this.log);
    const parts = { store: this.store, site, trail, clock: this.clock };
    this.phones = new DeskPhones({
      ...parts,
      ...{ pbx: this.pbx, directory: this.directory, log: this.log },
      timeZone: () => Promise.resolve('Europe/Moscow'),
    });
    this.desk = new DeskPhoneDesk({ ...parts, changed: () => void this.phones.look() });
  }

  /** @returns what is in the link */
  async link(extension = '101'): Promise<string> {
    const { path } = await this.desk.link(operator, { extension, make: 'yealink', mac });
    const [, token = ''] = new RegExp(`^${filesPath}/([^/]+)/$`).exec(path) ?? [];
    return token;
  }

  async setUp(extension = '101') {
    const found = await this.phones.fileOf(await this.link(extension), file, asker);
    return yealinkAccount(found!.text);
  }

  rows(): string[] {
    return this.audit.entries.map(({ action, detail }) =>
      detail?.['reason'] === undefined ? action : `${action} ${String(detail['reason'])}`,
    );
  }
}

let rig: Rig;
beforeEach(async () => {
  rig = new Rig();
  await rig.phones.start();
});
afterEach(() => rig.phones.stop());

test('a link gives its file once, and the phone is the manager’s, at the PBX and here', async () => {
  const token = await rig.link();
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(rig.directory.endpointOf('101')).toBe('101');
  const found = await rig.phones.fileOf(token, file.toUpperCase(), asker);
  const { user, password, server, secure } = yealinkAccount(found!.text);
  expect(user).toMatch(/^desk-[0-9a-f]{32}$/);
  expect({ server, secure }).toEqual({ server: site.server, secure: true });
  expect(rig.pbx.phones.get(user)).toEqual({
    ...{ endpoint: user, password, name: 'Anna', extension: '101', language: 'ru' },
  });
  expect(rig.directory.endpointOf('101')).toBe(user);
  expect(rig.directory.ringing('101')).toEqual([{ kind: 'desk', endpoint: user }]);
  expect(rig.directory.extensionOf(user)).toBe('101');
  expect(rig.directory.isInPage(user)).toBe(false);
  expect(await rig.phones.fileOf(token, file, asker)).toBeNull();
  expect(rig.rows()).toEqual(['desk-phone.link', 'desk-phone.fetch']);
  // Who has it, where it was somebody else: network, and what the client says that it is.
  expect(rig.audit.entries[1]?.detail).toEqual({ make: 'yealink', ...asker });
  const said = everythingSaid(rig.log) + JSON.stringify(rig.audit.entries);
  // The control: what is searched says something.
  expect(said).toContain('manager:101');
  for (const secret of [token, password, user, mac]) expect(said).not.toContain(secret);
});

test('another file’s name, an unknown link and one whose time is over give nothing; the first uses nothing up', async () => {
  const token = await rig.link();
  for (const name of ['805ec0123457.cfg', `cfg${mac}.xml`, 'y000000000044.cfg', '', `${mac}.boot`])
    expect(await rig.phones.fileOf(token, name, asker)).toBeNull();
  expect(await rig.phones.fileOf('unknown', file, asker)).toBeNull();
  expect(rig.rows()).toEqual(['desk-phone.link']);
  await rig.clock.pass(59 * 60_000);
  expect(await rig.phones.fileOf(token, file, asker)).not.toBeNull();

  const late = await rig.link('102');
  await rig.clock.pass(60 * 60_000);
  expect(await rig.phones.fileOf(late, file, asker)).toBeNull();
  await rig.clock.pass(11_000);
  expect(rig.rows()).toContain('desk-phone.expire time');
  expect(rig.store.rows).toHaveLength(1);
});

test('a link that was shown in the clear is good for nothing', async () => {
  const token = await rig.link();
  await rig.phones.spoil(token);
  await rig.phones.spoil('unknown');
  expect(await rig.phones.fileOf(token, file, asker)).toBeNull();
  expect(rig.rows()).toEqual(['desk-phone.link', 'desk-phone.expire insecure']);
});

test('of many who ask at once, one has the file', async () => {
  const token = await rig.link();
  const found = await Promise.all(Array.from({ length: 20 }, () => rig.phones.fileOf(token, file, asker)));
  expect(found.filter((each) => each !== null)).toHaveLength(1);
  expect(rig.pbx.phones.size).toBe(1);
});

test('a second link replaces the first; the phone works until the next one has its file', async () => {
  const one = await rig.setUp();
  const first = await rig.link();
  const second = await rig.link();
  expect(await rig.phones.fileOf(first, file, asker)).toBeNull();
  expect(rig.pbx.phones.has(one.user)).toBe(true);
  const two = yealinkAccount((await rig.phones.fileOf(second, file, asker))!.text);
  await rig.phones.look();
  await rig.clock.pass(1_000);
  expect([...rig.pbx.phones.keys()]).toEqual([two.user]);
  expect(rig.directory.endpointOf('101')).toBe(two.user);
  expect(rig.directory.extensionOf(one.user)).toBe(one.user);
});

test.each([
  ['withdrawn', 'withdrawn', async (): Promise<void> => void (await rig.desk.withdraw(operator, '101'))],
  [
    'the manager disabled',
    'manager-gone',
    (): Promise<void> => Promise.resolve(void rig.store.managers.delete('101')),
  ],
] as const)('%s: within two seconds the PBX knows the phone no more', async (_what, reason, act) => {
  const { user } = await rig.setUp();
  await rig.setUp('102');
  await act();
  await rig.clock.pass(2_000);
  expect(rig.pbx.phones.has(user)).toBe(false);
  expect(rig.pbx.phones.size).toBe(1);
  expect(rig.directory.endpointOf('101')).toBe('101');
  expect(rig.rows()).toContain(`desk-phone.end ${reason}`);
  expect(rig.store.rows.map(({ extension }) => extension)).toEqual(['102']);
});

test('the PBX restarts, or Star7 does: the phone is there again with the same password', async () => {
  const { user, password } = await rig.setUp();
  rig.pbx.down();
  rig.pbx.comeUp(true);
  await settled();
  expect(rig.pbx.phones.get(user)).toMatchObject({ password });

  rig.phones.stop();
  rig.pbx.phones.clear();
  rig.pbx.phones.set('desk-leftover', { ...rig.pbx.phones.get(user)!, endpoint: 'desk-leftover' });
  const next = new Rig(rig);
  await next.phones.start();
  expect([...rig.pbx.phones.keys()]).toEqual([user]);
  expect(rig.pbx.phones.get(user)).toMatchObject({ password, extension: '101' });
  expect(next.directory.endpointOf('101')).toBe(user);
  next.phones.stop();
});

test('fetched while the PBX is away: it is there once that is back, with G.711', async () => {
  rig.pbx.down();
  const { user } = await rig.setUp();
  expect(rig.pbx.phones.size).toBe(0);
  rig.pbx.comeUp(true);
  await settled();
  expect(rig.pbx.phones.has(user)).toBe(true);
});

test('a manager who is called otherwise now is so at the PBX', async () => {
  const { user, password } = await rig.setUp();
  rig.store.managers.set('101', 'Anna Petrova');
  await rig.clock.pass(2_000);
  expect(rig.pbx.phones.get(user)).toMatchObject({ name: 'Anna Petrova', password });
});

test('a removal that fails half-way leaves no phone dead: it is put at the next look', async () => {
  const { user, password } = await rig.setUp();
  await settled();
  rig.store.managers.set('101', 'Anna Petrova');
  rig.pbx.failingHalfway = 1;
  await rig.clock.pass(1_000);
  // The control: it has failed, and the phone is not there.
  expect(rig.pbx.failingHalfway).toBe(0);
  expect(rig.pbx.phones.size).toBe(0);
  await rig.clock.pass(1_000);
  expect(rig.pbx.phones.get(user)).toMatchObject({ name: 'Anna Petrova', password });
});

test('a new process puts phones anew, with its own options, once', async () => {
  const { user, password } = await rig.setUp();
  rig.phones.stop();
  const former = { ...rig.pbx.phones.get(user)!, name: 'as an earlier release put it' };
  rig.pbx.phones.set(user, former);
  const next = new Rig(rig);
  await next.phones.start();
  const renewed = rig.pbx.phones.get(user);
  expect(renewed).toMatchObject({ name: 'Anna', password });
  // A connection that was lost alone changes nothing.
  rig.pbx.down();
  rig.pbx.comeUp(false);
  await settled();
  await next.clock.pass(2_000);
  expect(rig.pbx.phones.get(user)).toBe(renewed);
  next.phones.stop();
});

test.each(['audit log', 'database'] as const)(
  'the %s goes away while a phone ends: it calls no more, and its end is written once',
  async (away) => {
    const { user } = await rig.setUp();
    rig.store.managers.delete('101');
    if (away === 'audit log') rig.audit.failWith(new Error('down'));
    else rig.store.failsToRemove = true;
    await rig.clock.pass(2_000);
    expect(rig.pbx.phones.has(user)).toBe(false);
    expect(rig.directory.extensionOf(user)).toBe(user);
    expect(rig.store.rows).toHaveLength(1);
    rig.audit.failWith(null);
    rig.store.failsToRemove = false;
    await rig.clock.pass(2_000);
    expect(rig.rows().filter((row) => row === 'desk-phone.end manager-gone')).toHaveLength(1);
    expect(rig.store.rows).toHaveLength(0);
  },
);

test('a phone whose manager left while Star7 was down ends in the audit log, too', async () => {
  const { user } = await rig.setUp();
  rig.phones.stop();
  rig.store.managers.delete('101');
  const next = new Rig(rig);
  await next.phones.start();
  expect(next.rows()).toEqual(['desk-phone.end manager-gone']);
  expect(next.audit.entries[0]?.subject).toBe('manager:101');
  expect(rig.pbx.phones.has(user)).toBe(false);
  expect(rig.store.rows).toHaveLength(0);
  next.phones.stop();
});

test('the database is away: phones stay, a link is not used up, and the answer says so', async () => {
  const { user } = await rig.setUp();
  const token = await rig.link('102');
  rig.store.isDown = true;
  await rig.clock.pass(5_000);
  await expect(rig.phones.fileOf(token, file, asker)).rejects.toMatchObject({ slug: 'unavailable' });
  expect(rig.directory.endpointOf('101')).toBe(user);
  rig.store.isDown = false;
  expect(await rig.phones.fileOf(token, file, asker)).not.toBeNull();
});

test('what cannot be written to the audit log is not given out', async () => {
  const token = await rig.link();
  rig.audit.failWith(new Error('down'));
  await expect(rig.phones.fileOf(token, file, asker)).rejects.toMatchObject({ slug: 'unavailable' });
  await expect(rig.link('102')).rejects.toMatchObject({ slug: 'unavailable' });
  rig.audit.failWith(null);
  expect(await rig.phones.fileOf(token, file, asker)).not.toBeNull();
});

test('a MAC address that is none, an unknown manager, and a site without desk phones are refused', async () => {
  await expect(
    rig.desk.link(operator, { extension: '101', make: 'yealink', mac: '12:34' }),
  ).rejects.toMatchObject({ slug: 'invalid-input', faults: [{ field: 'mac', code: 'mac-invalid' }] });
  await expect(rig.link('999')).rejects.toMatchObject({ slug: 'manager-unknown' });
  const off = new DeskPhoneDesk({
    ...{ store: rig.store, site: null, clock: rig.clock, changed: () => undefined },
    trail: new AuditTrail(rig.audit, rig.clock, rig.log),
  });
  expect(off.isOn).toBe(false);
  await expect(off.link(operator, { extension: '101', make: 'yealink', mac })).rejects.toMatchObject({
    slug: 'desk-phones-off',
  });
});
