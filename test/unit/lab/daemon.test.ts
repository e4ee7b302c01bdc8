import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Daemon } from '../../lab/daemon';
import { eventually } from '../../lab/eventually';

describe('daemon', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'star7-daemon-'));
  const pidFile = path.join(folder, 'sleeper.pid');
  const spec = (command: readonly string[]) => ({
    name: 'sleeper',
    command,
    logFile: path.join(folder, 'sleeper.log'),
    pidFile,
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is found again by its pid file, and ended', async () => {
    const started = Daemon.start(spec(['sleep', '60']));
    const found = new Daemon('sleeper', pidFile);
    expect(found.pid).toBe(started.pid);
    expect(found.running()).toBe(true);
    await found.stop();
    expect(started.running()).toBe(false);
  });

  it('reports its exit code', async () => {
    const started = Daemon.start(spec(['sh', '-c', 'exit 3']));
    await eventually(() => started.exitCode !== undefined, { within: 5_000 });
    expect(new Daemon('sleeper', pidFile).exitCode).toBe(3);
  });

  it('is not started twice', async () => {
    const first = Daemon.start(spec(['sleep', '60']));
    const second = Daemon.start(spec(['sleep', '60']));
    expect(second.pid).toBe(first.pid);
    await first.stop();
  });

  it('is killed where it ignores the signal', async () => {
    const deaf = Daemon.start(spec(['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 0.05; done']));
    while (!readFileSync(path.join(folder, 'sleeper.log'), 'utf8').includes('ready')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await deaf.stop({ within: 100 });
    expect(deaf.running()).toBe(false);
  });

  it('does not signal a process that reuses the pid of an ended one', async () => {
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    writeFileSync(pidFile, JSON.stringify({ pid: stranger.pid, startTime: '1' }));
    const daemon = new Daemon('sleeper', pidFile);
    expect(daemon.pid).toBeNull();
    await daemon.stop();
    expect(stranger.exitCode).toBeNull();
    expect(process.kill(stranger.pid ?? 0, 0)).toBe(true);
    stranger.kill();
  });

  it('does not run where its pid file is missing or broken', () => {
    rmSync(pidFile, { force: true });
    expect(new Daemon('sleeper', pidFile).running()).toBe(false);
    writeFileSync(pidFile, '{"pid":');
    expect(new Daemon('sleeper', pidFile).running()).toBe(false);
  });
});
