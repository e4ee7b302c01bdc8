import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';

/** What happens to RTP on its way to the page. What sets the connection up (STUN, DTLS) passes untouched. */
export interface Weather {
  /** One packet in each so many, at a random place: some hundreds of them have just this loss. */
  lossPercent: number;
  /** Mean deviation of the transit time (RFC 3550, section 6.4.1), milliseconds. */
  jitterMs: number;
}

const calm: Weather = { lossPercent: 0, jitterMs: 0 };

/** A UDP relay between a page and the PBX that loses and delays packets. */
export class LossyRelay {
  weather: Weather = calm;
  /** Packets since the last loss was drawn, and how many pass before the next one. */
  #passed = 0;
  #losesAt = -1;
  #page: { port: number; address: string } | null = null;

  private constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    pbx: { port: number; address: string },
  ) {
    near.on('message', (packet, { port, address }) => {
      this.#page = { port, address };
      far.send(packet, pbx.port, pbx.address);
    });
    far.on('message', (packet) => this.#toPage(packet));
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

  #toPage(packet: Buffer): void {
    const { lossPercent, jitterMs } = isRtp(packet) ? this.weather : calm;
    if (this.#loses(lossPercent)) return;
    // Of delays that are alike likely from 0 to D, two differ by D / 3 in the mean.
    if (jitterMs === 0) this.#send(packet);
    else setTimeout(() => this.#send(packet), Math.random() * jitterMs * 3);
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

  #send(packet: Buffer): void {
    if (this.#page !== null) this.near.send(packet, this.#page.port, this.#page.address, () => undefined);
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
