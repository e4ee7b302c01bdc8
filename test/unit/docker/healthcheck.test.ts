import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { projectFolder } from './docker-folder';

async function healthcheck(port: number): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(projectFolder, 'docker/star7/healthcheck.js')], {
    env: { STAR7_HTTP_PORT: String(port) },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test.each([
  [200, 0],
  [503, 1],
])('with answer %i from /readyz, it exits %i', async (status, code) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    expect(await healthcheck((server.address() as AddressInfo).port)).toBe(code);
    expect(asked).toEqual(['/readyz']);
  } finally {
    server.close();
  }
});

test('without a listener, it exits 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  expect(await healthcheck(port)).toBe(1);
});
