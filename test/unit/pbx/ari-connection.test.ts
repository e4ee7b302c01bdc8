import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AriConnection } from '#pbx/asterisk/ari/ari-connection';
import { systemClock } from '#kernel/system-clock';
import { MemoryLog } from '../log/memory-log';
import { eventually } from '../../lab/eventually';

/** Something that listens where ARI should be. */
async function listening(status: number): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => response.writeHead(status).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

function connection(url: string, log: MemoryLog): AriConnection {
  const options = { url, username: 'star7', password: 'hunter2', application: 'star7' };
  return new AriConnection(
    options,
    [],
    () => undefined,
    () => undefined,
    systemClock,
    log,
  );
}

const slugs = (log: MemoryLog) =>
  log.lines.map(({ fields }) => (fields['error'] as { slug?: string } | undefined)?.slug);

test.each([
  [401, 'unauthorised'],
  [403, 'forbidden'],
  [404, 'no-ari'],
  [500, 'no-ari'],
])('HTTP %i is a clear warning, and it tries again', async (status, slug) => {
  const { server, url } = await listening(status);
  const log = new MemoryLog();
  const ari = connection(url, log);
  const started = ari.start();
  await eventually(() => slugs(log).filter((one) => one === slug).length >= 2, {
    within: 5_000,
    what: 'two warnings',
  });
  expect(ari.up).toBe(false);
  expect(JSON.stringify(log.lines)).not.toContain('hunter2');
  ari.stop();
  await started;
  server.close();
});

test('nothing that listens is no connection, and an operation then fails at once', async () => {
  const { server, url } = await listening(200);
  server.close();
  const log = new MemoryLog();
  const ari = connection(url, log);
  const started = ari.start();
  await eventually(() => slugs(log).includes('disconnected'), { within: 5_000, what: 'a warning' });
  await expect(ari.call('channels.ring', () => Promise.resolve())).rejects.toMatchObject({
    slug: 'disconnected',
  });
  ari.stop();
  await started;
});
