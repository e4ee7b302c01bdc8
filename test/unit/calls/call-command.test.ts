import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { lineOf, registerCallCommands } from '#calls/call-commands';
import { callJson } from '#calls/call-json';
import { explained } from '#cli/explained';
import { exitCodes } from '#cli/exit-codes';
import { callView } from './memory-call-log';

const call = {
  ...{ id: 'c', phase: 'calling-manager', revision: 2, extension: '101', orderNumber: '1' },
  disposition: null,
};
const ended = {
  ...call,
  revision: null,
  phase: 'ended',
  disposition: 'answered',
  talkSeconds: 1,
  sipCode: null,
};

/** A REST interface whose event stream ends as it is told to. */
class Rig {
  readonly #server: Server;
  /** What GET of the call says; null for a Star7 that is gone. */
  known: object | null = ended;
  endStream: (stream: ServerResponse) => void = (stream) => stream.end();
  #stream: ServerResponse | null = null;

  constructor() {
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  async run(): Promise<{ status: unknown; printed: string }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    const out = new PassThrough();
    const program = new Command().exitOverride();
    registerCallCommands(program, {
      environment: { STAR7_API_URL: `http://127.0.0.1:${String(port)}`, STAR7_API_TOKEN: 't' },
      out,
      json: false,
      print: () => undefined,
    });
    const before = process.exitCode;
    try {
      await program.parseAsync(['call', '1'], { from: 'user' });
      return { status: process.exitCode, printed: String(out.read()) };
    } catch (error) {
      return { status: explained(error).status, printed: String(out.read()) };
    } finally {
      process.exitCode = before;
      this.#server.closeAllConnections();
      this.#server.close();
    }
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.url === '/api/events') {
      this.#stream = response;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 3000\n\n');
      return;
    }
    if (request.method !== 'POST' && this.known === null) {
      request.socket.destroy();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.method === 'POST' ? call : this.known), () => {
      if (request.method === 'POST' && this.#stream) this.endStream(this.#stream);
    });
  }
}

test('what the call was before the reply to its start, told after it, is not shown', async () => {
  const rig = new Rig();
  rig.endStream = (stream) => {
    for (const [phase, revision] of [
      ['authorising', 0],
      ['calling-manager', 1],
      ['calling-manager', 2],
      ['calling-customer', 3],
    ] as const)
      stream.write(`event: call\ndata: ${JSON.stringify({ ...call, phase, revision })}\n\n`);
    stream.end();
  };
  const { printed } = await rig.run();
  expect([...printed.matchAll(/: ([a-z-]+)/g)].map(([, phase]) => phase)).toEqual([
    'calling-manager',
    'calling-customer',
    'answered',
  ]);
});

test('a stream that breaks in the middle is no fault of its own: the call is asked for', async () => {
  const rig = new Rig();
  rig.endStream = (stream) => stream.destroy();
  const { status, printed } = await rig.run();
  expect(status).toBe(exitCodes.ok);
  expect(printed).toContain('answered');
});

test('one that ends is followed by a look at the call too', async () => {
  const rig = new Rig();
  rig.known = { ...ended, disposition: 'busy' };
  expect((await rig.run()).status).toBe(exitCodes.notAnswered);
});

test('a call of which no end is known did not fail: Star7 is what does not answer', async () => {
  const rig = new Rig();
  rig.known = { ...call, phase: 'calling-customer' };
  expect((await rig.run()).status).toBe(exitCodes.unreachable);
  const gone = new Rig();
  gone.known = null;
  gone.endStream = (stream) => stream.destroy();
  expect((await gone.run()).status).toBe(exitCodes.unreachable);
});

test('a line names the courier of a call, whoever began it', () => {
  const line = (changes: Parameters<typeof callView>[1]): string => lineOf(callJson(callView(1, changes)));
  const sergey = { managerExtension: '', courierName: 'Sergey' };
  expect(line({ ...sergey, direction: 'courier' })).toMatch(/^courier Sergey -> Ivan/);
  expect(line({ ...sergey, direction: 'inbound' })).toMatch(/^Ivan -> courier Sergey/);
  expect(line({ ...sergey, direction: 'courier', courierName: null })).toMatch(/^courier unknown -> Ivan/);
  expect(line({})).toMatch(/^101 -> Ivan/);
});
