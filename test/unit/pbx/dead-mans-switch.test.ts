import type { AriClient, AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { AriError } from '#pbx/asterisk/ari/ari-errors';
import { DeadMansSwitch } from '#pbx/asterisk/dead-mans-switch';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';

function rig({ there = false, clock = new FakeClock() } = {}) {
  const asked: string[] = [];
  let exists = there;
  let down = false;
  const client = {
    asterisk: {
      setGlobalVar: ({ variable, value }: Record<string, string>) => {
        asked.push(`${variable}=${value}`);
        return Promise.resolve();
      },
    },
    channels: {
      get: () => (exists ? Promise.resolve() : Promise.reject(new AriError('refused', 'channels.get'))),
      originate: ({ endpoint, channelId }: Record<string, string>) => {
        asked.push(`${endpoint} ${channelId}`);
        exists = true;
        return Promise.resolve();
      },
    },
  } as unknown as AriClient;
  const call: AriConnection['call'] = (name, operation) =>
    down ? Promise.reject(new AriError('deadline', name)) : operation(client);
  const deadMansSwitch = new DeadMansSwitch(
    { call },
    { application: 'star7', endingsFile: '/endings' },
    clock,
    new MemoryLog(),
  );
  return {
    clock,
    asked,
    deadMansSwitch,
    gone: () => {
      exists = false;
      deadMansSwitch.receive({ type: 'ChannelDestroyed', channel: { id: 'star7-watchdog' } });
    },
    fails: (now: boolean) => (down = now),
  };
}

const watchdog = 'Local/s@star7-watchdog/n star7-watchdog';

test('once connected it names the file, makes the watchdog, and beats every second', async () => {
  const { clock, asked, deadMansSwitch } = rig();
  deadMansSwitch.connectionChanged(true);
  await settled();
  expect(asked).toEqual(['STAR7_ENDINGS=/endings', expect.stringMatching(/^STAR7_BEAT=\d+$/), watchdog]);
  await clock.pass(3_000);
  expect(asked.slice(3)).toEqual(Array(3).fill(expect.stringMatching(/^STAR7_BEAT=\d+$/)));
  expect(new Set(asked).size).toBe(asked.length);
});

test('the watchdog of an earlier Star7 is kept', async () => {
  const { asked, deadMansSwitch } = rig({ there: true });
  deadMansSwitch.connectionChanged(true);
  await settled();
  expect(asked).not.toContain(watchdog);
});

test('the first beat of a new process differs from the last of the one before, however short that lived', async () => {
  const { clock, asked, deadMansSwitch } = rig();
  deadMansSwitch.connectionChanged(true);
  await settled();
  deadMansSwitch.connectionChanged(false);
  const next = rig({ there: true, clock });
  await clock.pass(1);
  next.deadMansSwitch.connectionChanged(true);
  await settled();
  const beats = [...asked, ...next.asked].filter((what) => what.startsWith('STAR7_BEAT='));
  expect(new Set(beats).size).toBe(2);
});

test('one that is gone is made anew', async () => {
  const { clock, asked, deadMansSwitch, gone } = rig();
  deadMansSwitch.connectionChanged(true);
  await settled();
  gone();
  await clock.pass(1_000);
  expect(asked.filter((what) => what === watchdog)).toHaveLength(2);
});

test('without a connection it is still; a beat that fails stops nothing', async () => {
  const { clock, asked, deadMansSwitch, fails } = rig();
  fails(true);
  deadMansSwitch.connectionChanged(true);
  await clock.pass(2_000);
  expect(asked).toEqual([]);
  fails(false);
  await clock.pass(1_000);
  expect(asked).toContain(watchdog);
  deadMansSwitch.connectionChanged(false);
  const before = asked.length;
  await clock.pass(10_000);
  expect(asked).toHaveLength(before);
});
