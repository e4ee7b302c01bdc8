import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';

/** What happens to RTP in one direction. What sets the connection up (STUN, DTLS) and RTCP pass untouched. */
export interface Weather {
  /** One packet in each so many, at a random place: some hundreds of them have just this loss. */
  lossPercent: number;
  /** Two successive packets' delays differ by so much in the mean, milliseconds. */
  jitterMs: number;
  /**
   * Packets stay in sequence, as in the queue of a router: one that would overtake waits for the one before. Otherwise they overtake each
   * other, as over several paths (and with netem's random delay).
   */
  inOrder?: boolean;
  /** Whose sound it happens to: what the page hears, or what it says. */
  towards?: 'page' | 'pbx';
}

const calm: Weather = { lossPercent: 0, jitterMs: 0 };
const rates = { opus: 48_000, g711: 8000 };

/** A UDP relay between a page and the PBX that loses and delays packets. */
export class LossyRelay {
  weather: Weather = calm;
  /** Packets since the last loss was drawn, and how many pass before the next one. */
  #passed = 0;
  #losesAt = -1;
  /** When the last delayed packet goes on, milliseconds. */
  #lastGoes = 0;
  readonly #jitter = new RtpJitter();
  #page: { port: number; address: string } | null = null;

  private constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    pbx: { port: number; address: string },
  ) {
    near.on('message', (packet, { port, address }) => {
      this.#page = { port, address };
      this.#pass('pbx', packet, () => far.send(packet, pbx.port, pbx.address, () => undefined));
    });
    far.on('message', (packet) =>
      this.#pass('page', packet, () => {
        if (this.#page !== null) near.send(packet, this.#page.port, this.#page.address, () => undefined);
      }),
    );
  }

  /** Of what goes on in the direction of the weather, milliseconds (RFC 3550, section 6.4.1), by all packets. */
  get jitterMs(): number {
    return this.#jitter.ms;
  }

  static async to(pbx: { port: number; address: string }): Promise<LossyRelay> {
    const [near, far] = await Promise.all([bound(), bound()]);
    return new LossyRelay(near, far, pbx);
  }

  get port(): number {
    return this.near.address().port;
  }

  close(): void {
    this.near.close();
    this.far.close();
  }

  #pass(towards: 'page' | 'pbx', packet: Buffer, send: () => void): void {
    const { lossPercent, jitterMs, inOrder = false, towards: there = 'page' } = this.weather;
    if (towards !== there || !isRtp(packet)) {
      send();
      return;
    }
    if (this.#loses(lossPercent)) return;
    const go = (): void => {
      this.#jitter.take(packet);
      send();
    };
    if (jitterMs === 0) {
      go();
      return;
    }
    // Of delays that are alike likely from 0 to D, two differ by D / 3 in the mean.
    const goes = performance.now() + Math.random() * jitterMs * 3;
    this.#lastGoes = inOrder ? Math.max(goes, this.#lastGoes) : goes;
    setTimeout(go, this.#lastGoes - performance.now());
  }

  #loses(percent: number): boolean {
    if (percent === 0) {
      this.#losesAt = -1;
      return false;
    }
    const block = Math.round(100 / percent);
    if (this.#losesAt === -1 || this.#passed >= block) {
      this.#passed = 0;
      this.#losesAt = Math.floor(Math.random() * block);
    }
    this.#passed += 1;
    return this.#passed - 1 === this.#losesAt;
  }
}

/** RFC 3550, appendix A.8; the header of SRTP is in the clear. */
class RtpJitter {
  ms = 0;
  #last: { sequence: number; timestamp: number; at: number } | null = null;
  #perMs = rates.g711 / 1000;

  take(packet: Buffer): void {
    const now = {
      sequence: packet.readUInt16BE(2),
      timestamp: packet.readUInt32BE(4),
      at: performance.now(),
    };
    const last = this.#last;
    this.#last = now;
    if (last === null) return;
    const grown = (now.timestamp - last.timestamp) | 0;
    // Packets of 20 ms: how far the clock goes with each tells which one it is.
    if (((now.sequence - last.sequence) << 16) >> 16 === 1)
      this.#perMs = (grown > 480 ? rates.opus : rates.g711) / 1000;
    const difference = now.at - last.at - grown / this.#perMs;
    this.ms += (Math.abs(difference) - this.ms) / 16;
  }
}

/** RFC 7983, section 7; without RTCP, which rtcp-mux sends the same way (RFC 5761, section 4). */
function isRtp(packet: Buffer): boolean {
  const [first = 0, second = 0] = packet;
  return first >= 128 && first <= 191 && !(second >= 192 && second <= 223);
}

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0);
  await once(socket, 'listening');
  return socket;
}
