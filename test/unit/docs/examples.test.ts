import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mask, reveal } from '#kernel/masked';
import { webhookSignature } from '#vault/webhook-vault';
import { eventually } from '../../lab/eventually';
import { HttpRig, tokens } from '../http/http-rig';

/* The examples of docs/orders.md are run as they are printed. Where a machine has no PHP, those in PHP are only found. */

const run = promisify(execFile);
const page = readFileSync(path.join(__dirname, '../../../docs/orders.md'), 'utf8');
const examples = new Map(
  [...page.matchAll(/<!-- example: ([\w.]+) -->\n+```\w+\n([^]*?)```/g)].map(([, name = '', code = '']) => [
    name,
    code,
  ]),
);
const hasPhp = spawnSync('php', ['-v']).status === 0;

let folder: string;
let rig: HttpRig;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'star7-examples-'));
  for (const [name, code] of examples) writeFileSync(path.join(folder, name), code);
  rig = new HttpRig();
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as AddressInfo;
  environment = {
    PATH: process.env['PATH'],
    STAR7_URL: `http://127.0.0.1:${String(port)}`,
    STAR7_TOKEN: tokens.shop,
    STAR7_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  };
});
afterAll(async () => {
  await rig.app.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string): string => path.join(folder, name);

test('there are three', () => {
  expect([...examples.keys()].sort()).toEqual(['put.php', 'put.sh', 'receive.php']);
});

test('curl states an order', async () => {
  const { stdout } = await run('sh', [file('put.sh')], { env: environment });
  expect(JSON.parse(stdout)).toEqual({
    ...{ result: 'created', orderNumber: '1001', reason: null, explanation: null, notices: [] },
  });
  const [order] = rig.administration.intake.orders;
  expect(order).toMatchObject({
    orderNumber: '1001',
    amount: '1990.00',
    details: { delivery: { town: 'Omsk' } },
  });
  expect(reveal(order!.phones.main!)).toBe('+79161234567');
});

const withPhp: [string, () => Promise<void>][] = [
  [
    'states an order',
    async () => {
      const { stdout } = await run('php', [file('put.php')], { env: environment });
      expect(stdout).toBe('created\n');
    },
  ],
  [
    'takes a message whose signature is right, and no other',
    async () => {
      const port = await freePort();
      const at = `127.0.0.1:${String(port)}`;
      const server = spawn('php', ['-S', at, file('receive.php')], { env: environment, stdio: 'ignore' });
      try {
        const body = '{"type":"order.status"}';
        const time = Math.floor(Date.now() / 1000);
        const signed = webhookSignature(mask(environment['STAR7_WEBHOOK_SECRET']!), 'm1', time, body);
        const send = async (text: string, timestamp = time): Promise<number> => {
          const headers = {
            'webhook-id': 'm1',
            'webhook-timestamp': String(timestamp),
            'webhook-signature': `v1,AAAA ${signed}`,
          };
          return (await fetch(`http://${at}/`, { method: 'POST', body: text, headers })).status;
        };
        expect(await eventually(() => send(body), { within: 15_000 })).toBe(204);
        expect([await send(`${body} `), await send(body, time - 301)]).toEqual([401, 401]);
      } finally {
        server.kill();
      }
    },
  ],
];

if (hasPhp) test.each(withPhp)('PHP %s', async (_what, runs) => runs());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
