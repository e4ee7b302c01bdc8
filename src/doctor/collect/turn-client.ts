import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Socket } from 'node:dgram';
import type { RelayCredentials } from '#phone/relay-credentials';

/*
 * As much of a TURN client (RFC 8656, over UDP and IPv4) as it takes to see whether a server lets one in, and to which peers.
 */

const magic = 0x2112a442;
export const turnMethod = { allocate: 0x0003, refresh: 0x0004, permit: 0x0008 };
export const turnAttribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
};
/** The number of the protocol that is relayed, as IP has it. */
const udp = 17;
const unauthorised = 401;
const staleNonce = 438;
const tryEveryMs = 500;

export interface TurnAnswer {
  /** Error code; null of a success. */
  code: number | null;
  attributes: ReadonlyMap<number, Buffer>;
}

/** One client: an allocation is its socket's. */
export class TurnClient {
  #realm: Buffer | null = null;
  #nonce: Buffer | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly server: { host: string; port: number },
    private readonly credentials: Pick<RelayCredentials, 'username' | 'credential'>,
    private readonly timeoutMs: number,
  ) {}

  /** A port to relay UDP by. */
  allocate(): Promise<TurnAnswer | null> {
    return this.ask(turnMethod.allocate, [[turnAttribute.transport, Buffer.from([udp, 0, 0, 0])]]);
  }

  /** Asks again with what the server wants to know of the client. @returns null without an answer */
  async ask(type: number, attributes: readonly (readonly [number, Buffer])[]): Promise<TurnAnswer | null> {
    const isKnown = this.#nonce !== null;
    const answer = await this.#exchange(type, attributes);
    const isChallenge = answer?.code === staleNonce || (answer?.code === unauthorised && !isKnown);
    if (answer === null || !isChallenge) return answer;
    this.#realm = answer.attributes.get(turnAttribute.realm) ?? this.#realm;
    this.#nonce = answer.attributes.get(turnAttribute.nonce) ?? this.#nonce;
    return await this.#exchange(type, attributes);
  }

  #exchange(type: number, attributes: readonly (readonly [number, Buffer])[]): Promise<TurnAnswer | null> {
    const id = randomBytes(12);
    const request = this.#written(type, id, attributes);
    return new Promise((resolve) => {
      const send = (): void => this.socket.send(request, this.server.port, this.server.host, () => undefined);
      const done = (answer: TurnAnswer | null): void => {
        clearInterval(again);
        clearTimeout(deadline);
        this.socket.off('message', listen);
        resolve(answer);
      };
      const listen = (packet: Buffer): void => {
        const answer = answerIn(packet, id);
        if (answer !== null) done(answer);
      };
      const again = setInterval(send, tryEveryMs);
      const deadline = setTimeout(() => done(null), this.timeoutMs);
      this.socket.on('message', listen);
      send();
    });
  }

  #written(type: number, id: Buffer, attributes: readonly (readonly [number, Buffer])[]): Buffer {
    const { username, credential } = this.credentials;
    const [realm, nonce] = [this.#realm, this.#nonce];
    const isSigned = realm !== null && nonce !== null;
    const body = Buffer.concat(
      [
        ...attributes,
        ...(isSigned
          ? ([
              [turnAttribute.username, Buffer.from(username)],
              [turnAttribute.realm, realm],
              [turnAttribute.nonce, nonce],
            ] as const)
          : []),
      ].map(([name, value]) => attributeOf(name, value)),
    );
    if (!isSigned) return Buffer.concat([headerOf(type, body.length, id), body]);
    // The length counts the signature, which is over all before it (RFC 8489, section 14.5).
    const signed = Buffer.concat([headerOf(type, body.length + 24, id), body]);
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
    const signature = createHmac('sha1', key).update(signed).digest();
    return Buffer.concat([signed, attributeOf(turnAttribute.integrity, signature)]);
  }
}

function headerOf(type: number, length: number, id: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(length, 2);
  header.writeUInt32BE(magic, 4);
  return Buffer.concat([header, id]);
}

function attributeOf(name: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(name, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** XOR-PEER-ADDRESS of an IPv4 address; permissions have no port. */
export function peerAddress(peer: string): Buffer {
  const value = Buffer.from([0, 1, 0, 0, ...peer.split('.').map(Number)]);
  value.writeUInt16BE(magic >>> 16, 2);
  value.writeUInt32BE((value.readUInt32BE(4) ^ magic) >>> 0, 4);
  return value;
}

/** @returns null for what is no answer to this request */
function answerIn(packet: Buffer, id: Buffer): TurnAnswer | null {
  if (packet.length < 20 || packet.readUInt32BE(4) !== magic || !packet.subarray(8, 20).equals(id))
    return null;
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= packet.length;) {
    const length = packet.readUInt16BE(at + 2);
    attributes.set(packet.readUInt16BE(at), packet.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  // Class of the message: 0x0100 success, 0x0110 error.
  const kind = packet.readUInt16BE(0) & 0x0110;
  if (kind === 0x0100) return { code: null, attributes };
  const error = attributes.get(turnAttribute.error);
  if (kind !== 0x0110 || error === undefined || error.length < 4) return null;
  return { code: ((error[2] ?? 0) & 7) * 100 + (error[3] ?? 0), attributes };
}
