import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ListenError } from '#http/listen';
import type { App } from '../../../src/app';
import { startApp } from '../../../src/app';
import { appSections } from '../../../src/app-config';
import type { AppConfig } from '../../../src/app-config';
import { loadConfig } from '#config/load-config';
import { SqlCallStore } from '#calls/sql-call-store';
import { SqlImportLedger } from '#orders/intake/sql-import-ledger';
import { KeyFile } from '#vault/key-file';
import { FakeAri } from './fake-ari';
import { MemoryLog } from '../log/memory-log';
import { eventually } from '../../lab/eventually';

/** The whole of Star7 but its database. */

let server: FakeAri;
let folder: string;
let config: AppConfig;
let log: MemoryLog;
let app: App | null;
let closeOrphans: jest.SpyInstance;
let exit: jest.SpyInstance;

beforeEach(async () => {
  server = await FakeAri.listen();
  folder = mkdtempSync(path.join(tmpdir(), 'star7-app-'));
  const keys = path.join(folder, 'keys.json');
  new KeyFile(keys).create(new Date());
  config = loadConfig(
    {
      STAR7_DATABASE_URL: 'mysql://nobody:nothing@127.0.0.1:1/nowhere',
      STAR7_KEY_FILE: keys,
      STAR7_JOURNAL_FILE: path.join(folder, 'journal'),
      STAR7_ARI_URL: server.url,
      STAR7_ARI_USERNAME: 'star7',
      STAR7_ARI_PASSWORD: 'hunter2',
      STAR7_TRUNKS: 'carrier:e164',
      STAR7_DEFAULT_DID: '74950000000',
      STAR7_HTTP_PORT: String(await freePort()),
      STAR7_AGI_PORT: String(await freePort()),
    },
    appSections,
  );
  log = new MemoryLog();
  app = null;
  closeOrphans = jest.spyOn(SqlCallStore.prototype, 'closeOrphans').mockResolvedValue(0);
  jest.spyOn(SqlImportLedger.prototype, 'interruptRunning').mockResolvedValue(0);
  exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
});

afterEach(async () => {
  await app?.stop();
  await server.close();
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const pbxHealth = async (): Promise<unknown> => {
  const answer = await fetch(`http://127.0.0.1:${config.STAR7_HTTP_PORT}/healthz`);
  return ((await answer.json()) as { parts: Record<string, string> }).parts['pbx'];
};

const soon = { within: 5_000 };

test('it listens while there is no ARI, and is ready once there is', async () => {
  server.registrations = 'refuses';
  app = await startApp(config, log);
  expect(await pbxHealth()).toBe('down');
  server.registrations = 'does';
  await eventually(async () => (await pbxHealth()) === 'up', soon);
  expect(log.lines.map(({ message }) => message)).toContain('ready');
});

test('it can be stopped while there is no ARI', async () => {
  server.registrations = 'leaves';
  app = await startApp(config, log);
  await eventually(() => server.left === 1, soon);
  await app.stop();
  server.doLeft();
  await expect(pbxHealth()).rejects.toThrow();
  await eventually(() => server.sockets.size === 0, soon);
  expect(exit).not.toHaveBeenCalled();
});

test.each(['STAR7_HTTP_PORT', 'STAR7_AGI_PORT'] as const)(
  'where another has %s, that one keeps its calls and its application',
  async (port) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(config[port], '127.0.0.1', resolve));
    await expect(startApp(config, log)).rejects.toThrow(ListenError);
    expect(closeOrphans).not.toHaveBeenCalled();
    expect(server.handshakes).toBe(0);
    await new Promise((resolve) => other.close(resolve));
  },
);

test('replaced by another program it lets go of everything, asks Asterisk for nothing, and exits with 1', async () => {
  app = await startApp(config, log);
  await eventually(async () => (await pbxHealth()) === 'up', soon);
  // Two looks at what the PBX has follow a connection; the next is half a minute away.
  const looks = () => server.requests.filter((request) => request === 'GET /ari/bridges').length;
  await eventually(() => looks() === 2, soon);
  const asked = server.requests.length;
  server.send({ type: 'ApplicationReplaced', application: 'star7' });
  await eventually(() => exit.mock.calls.length > 0, soon);
  expect(exit.mock.calls).toEqual([[1]]);
  expect(server.requests.slice(asked)).toEqual([]);
  await eventually(() => server.sockets.size === 0, soon);
  await expect(pbxHealth()).rejects.toThrow();
  // A signal that comes meanwhile changes nothing.
  await app.stop();
  expect(exit).toHaveBeenCalledTimes(1);
  expect(log.lines.filter(({ level, fields }) => level === 'error' && 'application' in fields)).toHaveLength(
    1,
  );
});
