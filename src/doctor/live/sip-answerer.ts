import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Offer, SipText } from './sip-text';
import { allHeaders, header, readOffer, readSip, session, writeSip } from './sip-text';
import { tellingHeaders } from './telling-headers';

/** 20 ms of G.711. */
const samples = 160;
const mediaPackets = 25;

/**
 * How the number is written in requests that change a call. Each differs, since Asterisk passes on only a
 * changed identity.
 */
const writtenFor: Readonly<Record<'UPDATE' | 'INVITE', (number: string) => string>> = {
  UPDATE: (number) => `8${number.slice(-10)}`,
  INVITE: (number) => number.slice(1),
};

/**
 * One side of a test call: listens on its own port, answers every request, and keeps every byte.
 *
 * With a number it plays the carrier: it puts the number into every header, phrase and session description
 * that a carrier could, and echoes media. Without a number it plays the manager's phone.
 */
export class SipAnswerer {
  /** Received SIP, byte for byte. */
  readonly sip: Buffer[] = [];
  /** Received media. */
  readonly media: Buffer[] = [];
  #invite: SipText | null = null;
  #offer: Offer | null = null;
  #peer: { address: string; port: number } | null = null;
  #sequence = 0;
  /** Final statuses of our own requests, by CSeq. */
  readonly #answers = new Map<string, number>();
  /** The PBX hung up. */
  over = false;
  /** The PBX confirmed our answer. */
  confirmed = false;

  private constructor(
    private readonly signalling: Socket,
    private readonly mediaSocket: Socket,
    private readonly address: string,
    private readonly number: string | null,
  ) {
    signalling.on('message', (bytes, from) => {
      this.sip.push(bytes);
      this.#peer = from;
      const message = readSip(bytes);
      if (message !== null) this.#take(message);
    });
    mediaSocket.on('message', (bytes, from) => {
      this.media.push(bytes);
      if (number !== null) mediaSocket.send(bytes, from.port, from.address);
    });
  }

  /** @param number the called number, for the carrier's side; null for the phone's side */
  static async listen(address: string, number: string | null): Promise<SipAnswerer> {
    const signalling = await bound(address);
    try {
      return new SipAnswerer(signalling, await bound(address), address, number);
    } catch (error) {
      signalling.close();
      throw error;
    }
  }

  get port(): number {
    return this.signalling.address().port;
  }

  /** `sip:` address of this side. */
  uri(user: string): string {
    return `sip:${user}@${isIPv6(this.address) ? `[${this.address}]` : this.address}:${this.port}`;
  }

  close(): void {
    this.signalling.close();
    this.mediaSocket.close();
  }

  /** Sends half a second of silence, all at once; the other side echoes it. */
  speak(): void {
    if (this.#offer === null) return;
    const payload = Number(this.#offer.payloads[0]);
    for (let sequence = 1; sequence <= mediaPackets; sequence += 1) {
      const packet = Buffer.alloc(12 + samples, 0xd5);
      packet.writeUInt16BE(0x8000 | payload, 0);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(sequence * samples, 4);
      packet.writeUInt32BE(0x5737, 8);
      this.mediaSocket.send(packet, this.#offer.port, this.#offer.address);
    }
  }

  /** Sends a request inside the dialogue. @returns its CSeq, for {@link answerTo} */
  request(method: 'UPDATE' | 'INVITE' | 'BYE'): string {
    const cseq = `${(this.#sequence += 1)} ${method}`;
    const numberHeaders = method === 'BYE' ? [] : this.#numberHeaders(writtenFor[method]);
    this.#send(
      [...this.#opening(method, cseq), ...numberHeaders],
      method === 'INVITE' ? this.#session(null) : '',
    );
    return cseq;
  }

  /**
   * Sends text inside the dialogue, in each of the ways in which SIP can: MESSAGE (RFC 3428) and INFO (RFC 6086). The PBX may
   * leave both without a response.
   */
  sendText(text: string): void {
    for (const method of ['MESSAGE', 'INFO']) {
      const cseq = `${(this.#sequence += 1)} ${method}`;
      this.#send(this.#opening(method, cseq), text, 'text/plain');
    }
  }

  /** The final status of one of our requests; null while there is none. */
  answerTo(cseq: string): number | null {
    return this.#answers.get(cseq) ?? null;
  }

  #take(message: SipText): void {
    if (message.status !== null) {
      this.#takeResponse(message, message.status);
      return;
    }
    switch (message.method) {
      case 'INVITE':
        this.#takeInvite(message);
        return;
      case 'ACK':
        this.confirmed = true;
        return;
      case 'BYE':
      case 'CANCEL':
        this.over = true;
        this.#respond(message, 200, 'OK');
        return;
      default:
        this.#respond(message, 200, 'OK');
    }
  }

  #takeInvite(message: SipText): void {
    this.#offer = readOffer(message.body) ?? this.#offer;
    if (message.body !== '' && readOffer(message.body) === null) {
      // Encrypted media, which this side does not speak.
      this.#respond(message, 488, 'Not Acceptable Here');
      return;
    }
    if (!/;tag=/.test(header(message, 'To'))) {
      this.#invite = message;
      if (this.number !== null) this.#respond(message, 181, 'Call Is Being Forwarded');
      this.#respond(message, 180, 'Ringing');
    }
    this.#respond(message, 200, 'OK', this.#session(readOffer(message.body)));
  }

  #takeResponse(message: SipText, status: number): void {
    const cseq = header(message, 'CSeq');
    if (status < 200) return;
    this.#answers.set(cseq, status);
    if (!cseq.endsWith('INVITE')) return;
    const ack = cseq.replace('INVITE', 'ACK');
    // The ACK of a refusal belongs to the transaction of its INVITE (RFC 3261, 17.1.1.3).
    this.#send(this.#opening('ACK', ack, status < 300 ? ack : cseq));
  }

  #respond(request: SipText, status: number, reason: string, body = ''): void {
    const to = header(request, 'To');
    this.#send(
      [
        `SIP/2.0 ${status} ${reason}${this.number === null ? '' : ` ${this.number}`}`,
        ...allHeaders(request, 'Via').map((via) => `Via: ${via}`),
        `From: ${header(request, 'From')}`,
        `To: ${/;tag=/.test(to) ? to : `${to};tag=doctor`}`,
        `Call-ID: ${header(request, 'Call-ID')}`,
        `CSeq: ${header(request, 'CSeq')}`,
        `Contact: <${this.uri(this.number ?? 'doctor')}>`,
        'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE',
        ...this.#numberHeaders(),
      ],
      body,
    );
  }

  /**
   * The first line and the common headers of our requests; the callee sends them, so From is the INVITE's To.
   * @param transaction CSeq of the request that opened the transaction
   */
  #opening(method: string, cseq: string, transaction = cseq): string[] {
    const invite = this.#invite;
    if (invite === null) throw new Error('No call has come in');
    const target = /<([^>]+)>/.exec(header(invite, 'Contact'))?.[1] ?? '';
    const local = isIPv6(this.address) ? `[${this.address}]` : this.address;
    const branch = `z9hG4bK-doctor-${this.port}-${transaction.replace(' ', '-')}`;
    return [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local}:${this.port};branch=${branch};rport`,
      `From: ${header(invite, 'To')};tag=doctor`,
      `To: ${header(invite, 'From')}`,
      `Call-ID: ${header(invite, 'Call-ID')}`,
      `CSeq: ${cseq}`,
      'Max-Forwards: 70',
      `Contact: <${this.uri(this.number ?? 'doctor')}>`,
    ];
  }

  #session(offer: Offer | null): string {
    return session(offer ?? this.#offer, this.address, this.mediaSocket.address().port, this.number);
  }

  #numberHeaders(written: (number: string) => string = (number) => number): string[] {
    return this.number === null ? [] : tellingHeaders(written(this.number));
  }

  #send(lines: readonly string[], body = '', type?: string): void {
    if (this.#peer !== null)
      this.signalling.send(writeSip(lines, body, type), this.#peer.port, this.#peer.address);
  }
}

function bound(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const fail = (error: Error): void => {
      // An open socket would keep the process alive.
      socket.close();
      reject(error);
    };
    socket.once('error', fail);
    socket.bind(0, address, () => {
      socket.removeListener('error', fail);
      // A closed port answers with ICMP errors, which can be ignored.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
