import { spawn } from 'node:child_process';
import { childPids, commandLine, droppedByPort, machineTimes, parseCpuTimes } from '../../bench/process-cost';

test('CPU comes from the fields after the name, which may contain anything', () => {
  const stat = '42 (a) b (c)) S 1 42 42 0 -1 4194560 100 200 0 0 150 50 30 10 20 0 9 0 12345 1 2';
  expect(parseCpuTimes(stat)).toEqual({ own: 2_000, children: 400 });
});

test('drops are counted by local port', () => {
  const table = [
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
    '  1: 0100007F:0400 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0000000000000000 3',
    '  2: 00000000:0400 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0000000000000000 4',
    '  3: 0100007F:0402 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0000000000000000 0',
  ].join('\n');
  expect([...droppedByPort(table)]).toEqual([
    [1024, 7],
    [1026, 0],
  ]);
});

test('busy time is everything except idling and waiting for disks', () => {
  expect(machineTimes('cpu  1 2 3 40 50 6 7 8 0 0\ncpu0 1 2 3 4\n')).toEqual({ busy: 270, idle: 900 });
});

test('processes that another one has started are found with what they run', async () => {
  const child = spawn('sleep', ['3600']);
  try {
    await new Promise((resolve) => child.once('spawn', resolve));
    const own = childPids(process.pid).find((pid) => pid === child.pid);
    expect(own === undefined ? null : commandLine(own).trim()).toBe('sleep 3600');
  } finally {
    child.kill();
  }
});
