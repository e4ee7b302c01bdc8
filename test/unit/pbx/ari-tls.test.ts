import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { AriOperations } from '#pbx/asterisk/ari/ari-operations';

/* ARI behind TLS (`STAR7_ARI_URL=https://…`). The certificate is of nobody's and for `localhost` alone. */

const [cert, key] = ['localhost.crt', 'localhost.key'].map((name) =>
  readFileSync(path.join(__dirname, '../../fixtures/tls', name)),
);

let server: Server;
let asked: number;
let operations: AriOperations;

/** As NODE_EXTRA_CA_CERTS does, which Node reads only as it starts. */
function trustIt(): void {
  const { connect } = tls;
  jest
    .spyOn(tls, 'connect')
    .mockImplementation(((options: tls.ConnectionOptions) =>
      connect({ ...options, ca: cert })) as typeof tls.connect);
}

async function reachedAs(host: string): Promise<void> {
  const { port } = server.address() as AddressInfo;
  operations = new AriOperations(
    { url: `https://${host}:${String(port)}`, username: 'star7', password: 'hunter2' },
    5_000,
  );
  await operations.ping();
}

beforeEach(async () => {
  asked = 0;
  server = createServer({ cert, key }, (_, response) => {
    asked += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  jest.restoreAllMocks();
  operations.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('an address with https is asked over TLS', async () => {
  trustIt();
  await reachedAs('localhost');
  expect(asked).toBe(1);
});

test.each([
  ['that nobody vouches for', 'localhost', false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['of another host', '127.0.0.1', true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('to a server with a certificate %s, no password goes', async (_, host, trusted, code) => {
  if (trusted) trustIt();
  await expect(reachedAs(host)).rejects.toMatchObject({ name: 'AriSocketError', code });
  expect(asked).toBe(0);
});
