import { LiveAgents } from '#people/agents';
import type { Presence } from '#people/agents';
import { noReach } from '#people/model/reach';
import { notAway } from '#people/model/presence';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { MemoryManagerRoster } from './memory-manager-roster';

const unsaid = { reason: null, until: null };

async function rig() {
  const clock = new FakeClock();
  const log = new MemoryLog();
  const managers = new MemoryManagerRoster(() => clock.now());
  await managers.add({ extension: '101', name: 'Anna', group: 'sales' });
  await managers.add({ extension: '102', name: 'Boris' });
  let reads = 0;
  const store = {
    read: () => {
      reads += 1;
      return managers.agents.read();
    },
  };
  const agents = new LiveAgents({ store, clock, log });
  const told: Presence[] = [];
  agents.feed.subscribe((presence) => told.push(presence));
  return { clock, log, managers, agents, told, reads: () => reads };
}

it('are all active managers, with group and presence', async () => {
  const { managers, agents } = await rig();
  await managers.add({ extension: '103', name: 'Vera' });
  await managers.disable('103');
  await managers.setAway('102', unsaid);
  expect(await agents.list()).toMatchObject([
    { manager: { extension: '101', name: 'Anna' }, group: 'sales', away: false },
    { manager: { extension: '102', name: 'Boris' }, group: null, away: true },
  ]);
});

it('are read by one query for all who ask, and again after five seconds', async () => {
  const { clock, managers, agents, reads } = await rig();
  await Promise.all(Array.from({ length: 20 }, () => agents.list()));
  expect(reads()).toBe(1);
  // Another process.
  await managers.setAway('101', unsaid);
  await clock.pass(4999);
  expect((await agents.list())[0]?.away).toBe(false);
  await clock.pass(1);
  const [one, other] = await Promise.all([agents.list(), agents.list()]);
  expect([one[0]?.away, other[0]?.away]).toEqual([true, true]);
  expect(reads()).toBe(2);
});

it('are read at once after a change by this process', async () => {
  const { managers, agents, reads } = await rig();
  await agents.list();
  await managers.setAway('101', unsaid);
  await agents.refresh();
  expect((await agents.list())[0]?.away).toBe(true);
  expect(reads()).toBe(2);
});

it('are not those of a read that began before a change', async () => {
  const { managers } = await rig();
  const waiting: (() => void)[] = [];
  const store = {
    read: async () => {
      const read = await managers.agents.read();
      await new Promise<void>((answer) => waiting.push(answer));
      return read;
    },
  };
  const agents = new LiveAgents({ store, clock: new FakeClock(), log: new MemoryLog() });
  const early = agents.list();
  await settled();
  await managers.setAway('101', unsaid);
  const refreshed = agents.refresh();
  await settled();
  for (const answer of waiting) answer();
  await Promise.all([early, refreshed]);
  expect((await agents.list())[0]?.away).toBe(true);
});

it('are the last known ones where the database is down, and none at all where they were never read', async () => {
  const { clock, log, managers, agents } = await rig();
  managers.failWith(new Error('no database'));
  await expect(agents.list()).rejects.toThrow('no database');
  managers.failWith(null);
  expect(await agents.list()).toHaveLength(2);
  managers.failWith(new Error('no database'));
  await clock.pass(5000);
  expect(await agents.list()).toHaveLength(2);
  await agents.refresh();
  expect(await agents.list()).toHaveLength(2);
  expect(log.lines).toHaveLength(3);
});

it('are the last known ones where the database takes longer than a second', async () => {
  const clock = new FakeClock();
  const read = [() => Promise.resolve([]), () => new Promise<never>(() => undefined)];
  const agents = new LiveAgents({ store: { read: () => read.shift()!() }, clock, log: new MemoryLog() });
  const known = await agents.list();
  await clock.pass(5000);
  const late = agents.list();
  await clock.pass(1000);
  expect(await late).toBe(known);
});

it('publish who goes away and comes back, whoever made the change', async () => {
  const { clock, managers, agents, told } = await rig();
  await managers.setAway('102', unsaid);
  const since = clock.now();
  await agents.list();
  expect(told.splice(0, 1)).toEqual([{ extension: '101', ...notAway }]);
  expect(told).toEqual([{ extension: '102', ...notAway, awaySince: since }]);
  await clock.pass(5000);
  await agents.list();
  expect(told).toHaveLength(1);
  await managers.setAway('102', null);
  await managers.setAway('101', unsaid);
  await clock.pass(5000);
  await agents.list();
  await settled();
  expect(told.slice(1)).toEqual([
    { extension: '101', ...notAway, awaySince: since + 5_000_000 },
    { extension: '102', ...notAway },
  ]);
  expect(agents.presences()).toEqual(told.slice(1));
});

it('publish whose calls ring elsewhere from now on, once each', async () => {
  const { clock, managers, agents } = await rig();
  const changed: string[] = [];
  agents.reachChanges.subscribe((extension) => changed.push(extension));
  await agents.list();
  expect(agents.reachOf('101')).toEqual(noReach);
  await managers.setReach('101', ['page', 'desk']);
  await clock.pass(5000);
  await agents.list();
  await clock.pass(5000);
  await agents.list();
  expect(agents.reachOf('101')).toEqual({ reach: ['page', 'desk'], hasMobile: false });
  expect([agents.reachOf('102'), agents.reachOf('999')]).toEqual([noReach, noReach]);
  await managers.setReach('101', null);
  await agents.refresh();
  expect([changed, agents.reachOf('101')]).toEqual([['101', '101'], noReach]);
});

it('say at the first read of everybody whether they take calls: a page may remember a break that ended meanwhile', async () => {
  const { managers, agents, told } = await rig();
  await managers.setAway('102', unsaid);
  await agents.list();
  expect(told).toMatchObject([
    { extension: '101', awaySince: null },
    { extension: '102', awaySince: expect.any(Number) as number },
  ]);
  // The control: from then on, changes alone.
  await agents.refresh();
  expect(told).toHaveLength(2);
});
