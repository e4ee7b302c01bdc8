import { createHash, createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { askTurn } from '../../../src/doctor/collect/turn-probe';

/* As much of a TURN server (RFC 8656) as the doctor asks of one, which reads what it is sent by the RFC's own example. */

const realm = 'star7';
const own = { username: '2000:doctor', credential: 'a password' };
const allocate = 0x0003;
const refresh = 0x0004;
const permit = 0x0008;
const requestedTransport = 0x0019;

/** Attributes of a STUN message, in their order (RFC 8489, section 14). */
function attributesOf(packet: Buffer): { name: number; value: Buffer; at: number }[] {
  const found: { name: number; value: Buffer; at: number }[] = [];
  for (let at = 20; at + 4 <= packet.length;) {
    const length = packet.readUInt16BE(at + 2);
    found.push({ name: packet.readUInt16BE(at), value: packet.subarray(at + 4, at + 4 + length), at });
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

/** Whether the message is signed by long-term credentials (RFC 8489, section 9.2). */
function isSignedBy(packet: Buffer, username: string, credential: string, ofRealm: string): boolean {
  const signature = attributesOf(packet).find(({ name }) => name === 0x0008);
  if (signature === undefined) return false;
  const before = Buffer.from(packet.subarray(0, signature.at));
  before.writeUInt16BE(signature.at + 24 - 20, 2);
  const key = createHash('md5').update(`${username}:${ofRealm}:${credential}`).digest();
  return createHmac('sha1', key).update(before).digest().equals(signature.value);
}

test('the reader of this test agrees with the example of RFC 5769, section 2.4', () => {
  const example = Buffer.from(
    [
      '000100602112a44278ad3433c6ad72c029da412e',
      '00060012e3839ee38388e383aae38383e382afe382b90000',
      '0015001c662f2f3439396b39353464364f4c33346f4c394653547679363473410014000b6578616d706c652e6f726700',
      '00080014f67024656dd64a3e02b8e0712e85c9a28ca89666',
    ].join(''),
    'hex',
  );
  expect(isSignedBy(example, 'マトリックス', 'TheMatrIX', 'example.org')).toBe(true);
  expect(isSignedBy(example, 'マトリックス', 'TheMatrix', 'example.org')).toBe(false);
});

interface Behaviour {
  /** Whom it lets in. */
  credential?: string;
  peers?: readonly string[];
  /** A nonce is good for one request (RFC 8489, section 9.2.4: 438). */
  forgetsNonce?: boolean;
  /** Of datagrams that it does not take. */
  loses?: number;
}

class TurnStub {
  readonly asked: { method: number; signed: boolean; lifetime: number | null }[] = [];
  #nonce = 1;
  #lost = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly behaviour: Behaviour,
  ) {
    socket.on('message', (packet, { port, address }) => {
      if (this.#lost < (behaviour.loses ?? 0)) {
        this.#lost += 1;
        return;
      }
      // What is none of this exchange, and no STUN at all, comes as well.
      for (const noise of [Buffer.from('noise'), this.#answer(Buffer.alloc(20, 7), null)])
        socket.send(noise, port, address);
      socket.send(this.#answer(packet, this.#judge(packet)), port, address);
    });
  }

  static async start(behaviour: Behaviour): Promise<TurnStub> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new TurnStub(socket, behaviour);
  }

  get at(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.socket.address().port };
  }

  close(): void {
    this.socket.close();
  }

  /** @returns the code of an error, or null */
  #judge(packet: Buffer): number | null {
    const method = packet.readUInt16BE(0);
    const attributes = attributesOf(packet);
    const value = (name: number): Buffer | undefined =>
      attributes.find((attribute) => attribute.name === name)?.value;
    const { credential = own.credential, peers = [], forgetsNonce = false } = this.behaviour;
    const signed = isSignedBy(packet, own.username, credential, realm);
    this.asked.push({ method, signed, lifetime: value(0x000d)?.readUInt32BE(0) ?? null });
    if (value(0x0015)?.toString() !== `nonce ${String(this.#nonce)}`)
      return value(0x0015) === undefined ? 401 : 438;
    if (!signed || value(0x0006)?.toString() !== own.username) return 401;
    if (forgetsNonce) this.#nonce += 1;
    if (method === allocate) return value(requestedTransport)?.[0] === 17 ? null : 442;
    if (method === refresh) return null;
    const peer = value(0x0012)!;
    // XOR-PEER-ADDRESS: family 1, xored with the magic cookie.
    const address = [...peer.subarray(4)].map((byte, nth) => byte ^ [0x21, 0x12, 0xa4, 0x42][nth]!).join('.');
    return peer[1] === 1 && peers.includes(address) ? null : 403;
  }

  #answer(request: Buffer, code: number | null): Buffer {
    const attribute = (name: number, value: Buffer): Buffer => {
      const head = Buffer.alloc(4);
      head.writeUInt16BE(name, 0);
      head.writeUInt16BE(value.length, 2);
      return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
    };
    const body =
      code === null
        ? Buffer.alloc(0)
        : Buffer.concat([
            attribute(0x0009, Buffer.from([0, 0, Math.floor(code / 100), code % 100])),
            attribute(0x0014, Buffer.from(realm)),
            attribute(0x0015, Buffer.from(`nonce ${String(this.#nonce)}`)),
          ]);
    const head = Buffer.from(request.subarray(0, 20));
    head.writeUInt16BE(request.readUInt16BE(0) | (code === null ? 0x0100 : 0x0110), 0);
    head.writeUInt16BE(body.length, 2);
    return Buffer.concat([head, body]);
  }
}

let server: TurnStub | undefined;
afterEach(() => server?.close());

test('it lets in, relays to those it may, and the allocation is given back', async () => {
  server = await TurnStub.start({ peers: ['192.0.2.1'] });
  expect(await askTurn(server.at, own, ['127.0.0.1', '192.0.2.1'])).toEqual({
    ...{ answers: true, letsIn: true },
    permitted: ['192.0.2.1'],
  });
  expect(server.asked).toEqual([
    { method: allocate, signed: false, lifetime: null },
    { method: allocate, signed: true, lifetime: null },
    { method: permit, signed: true, lifetime: null },
    { method: permit, signed: true, lifetime: null },
    { method: refresh, signed: true, lifetime: 0 },
  ]);
});

test('another secret: asked once, not for ever', async () => {
  server = await TurnStub.start({ credential: 'of another secret' });
  expect(await askTurn(server.at, own, ['192.0.2.1'])).toEqual({
    ...{ answers: true, letsIn: false },
    permitted: [],
  });
  expect(server.asked).toHaveLength(2);
});

test('a nonce that is stale each time is taken anew', async () => {
  server = await TurnStub.start({ peers: ['192.0.2.1'], forgetsNonce: true });
  expect(await askTurn(server.at, own, ['192.0.2.1'])).toMatchObject({ permitted: ['192.0.2.1'] });
});

test('a datagram that is lost is sent again; a server that is silent does not answer', async () => {
  server = await TurnStub.start({ loses: 1 });
  expect(await askTurn(server.at, own, [])).toMatchObject({ answers: true, letsIn: true });
  const silent = await TurnStub.start({ loses: Infinity });
  try {
    expect(await askTurn(silent.at, own, [], 30)).toEqual({ answers: false, letsIn: false, permitted: [] });
  } finally {
    silent.close();
  }
});
