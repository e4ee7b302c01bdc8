import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';

import { linearOf } from './alaw';
import { eventually } from './eventually';
import type { SipMessage } from './sip-message';
import { headerOf, parseSipMessage } from './sip-message';

/** The trunk that {@link Customers} call through; it belongs to no list of trunks for calls out. */
export const customersTrunk = 'carrier-in';

export interface CustomersPorts {
  /** UDP, of SIP; media has the two even ports after `media` for each call at once. */
  own: number;
  media: number;
  pbx: number;
}

export interface CustomerCallOptions {
  /** The company's number. */
  to: string;
  /** The caller's own, as the carrier writes it; null: withheld (RFC 3323). */
  from: string | null;
  headers?: readonly string[];
}

/** How long one packet of audio lasts. */
const packetMs = 20;

/** PCMA silence. */
const silence = 0xd5;

/**
 * Customers who call the company: a carrier's side of calls into the PBX, by hand. Sends silence all the time, so that media
 * that comes back is heard even behind symmetric RTP.
 */
export class Customers {
  readonly #calls = new Map<string, CustomerCall>();
  #serial = 0;

  private constructor(
    private readonly socket: Socket,
    readonly ports: CustomersPorts,
  ) {
    socket.on('message', (bytes) => this.#receive(parseSipMessage(bytes.toString('latin1'), 'received')));
  }

  static async start(ports: CustomersPorts): Promise<Customers> {
    return new Customers(await bound(ports.own), ports);
  }

  /** Hangs up whatever is left, and closes the ports. */
  async stop(): Promise<void> {
    await Promise.all([...this.#calls.values()].map((call) => call.close()));
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  /** Sends the INVITE; resolves at once. */
  async call(options: CustomerCallOptions): Promise<CustomerCall> {
    const nth = (this.#serial += 1);
    const media = await bound(this.ports.media + 2 * (nth % 40));
    const call = new CustomerCall(this, media, `customer-${process.pid}-${nth}-${Date.now()}`, options);
    this.#calls.set(call.callId, call);
    call.invite();
    return call;
  }

  send(text: string): void {
    this.socket.send(Buffer.from(text, 'latin1'), this.ports.pbx, '127.0.0.1');
  }

  #receive(message: SipMessage): void {
    this.#calls.get(message.callId)?.receive(message);
  }
}

/** One customer's call. */
export class CustomerCall {
  /** All final and provisional statuses of the INVITE, in the order in which they came. */
  readonly statuses: number[] = [];
  /** All that the PBX sent. */
  readonly messages: SipMessage[] = [];
  /** Bytes of audio that came, PCMA, newest last; a few seconds of them. */
  #heard = Buffer.alloc(0);
  #answer: SipMessage | null = null;
  #mediaTarget: number | null = null;
  #sequence = 0;
  #timer: NodeJS.Timeout | null = null;
  #keys: Buffer[] = [];
  #isOver = false;
  readonly #closed: Promise<void>;
  readonly #mediaPort: number;

  constructor(
    private readonly customers: Customers,
    private readonly media: Socket,
    readonly callId: string,
    private readonly options: CustomerCallOptions,
  ) {
    this.#mediaPort = media.address().port;
    this.#closed = new Promise((resolve) => media.once('close', resolve));
    media.on('message', (packet) => {
      // Version 2, PCMA.
      if (packet.length < 13 || (packet[1]! & 0x7f) !== 8) return;
      this.#heard = Buffer.concat([this.#heard, packet.subarray(12)]).subarray(-24_000);
    });
  }

  /** Whether either side has hung up, or the call was refused. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isAnswered(): boolean {
    return this.#answer !== null;
  }

  /** The final status of a call that was refused, else the last one. */
  get status(): number {
    return this.statuses.at(-1) ?? 0;
  }

  invite(): void {
    this.#send(this.#request('INVITE', 1, 'invite'), true);
  }

  async rings(within = 5_000): Promise<void> {
    await eventually(() => this.statuses.includes(180) || this.isAnswered, {
      within,
      what: 'ringing for the customer',
    });
  }

  async answered(within = 10_000): Promise<void> {
    await eventually(() => this.isAnswered, { within, what: 'answer for the customer' });
  }

  async over(within = 30_000): Promise<void> {
    await eventually(() => this.#isOver, { within, what: 'end of the customer’s call' });
  }

  /** The loudest of the last `milliseconds` of what the customer heard, 0 to 32,767. */
  loudness(milliseconds = 400): number {
    let loudest = 0;
    for (const byte of this.#heard.subarray(-8 * milliseconds))
      loudest = Math.max(loudest, Math.abs(linearOf(byte)));
    return loudest;
  }

  /**
   * How much of the last `milliseconds` of what the customer heard is one tone, 0 to 1, by Goertzel's algorithm: about 1 for
   * the tone that phones of the lab send, little for music or speech. Null as long as less was heard, or silence.
   */
  toneShare(hertz: number, milliseconds = 400): number | null {
    const bytes = this.#heard.subarray(-8 * milliseconds);
    const factor = 2 * Math.cos((2 * Math.PI * hertz) / 8000);
    let [before, last, energy] = [0, 0, 0];
    for (const byte of bytes) {
      const sample = linearOf(byte);
      energy += sample * sample;
      [before, last] = [last, sample + factor * last - before];
    }
    if (bytes.length < 8 * milliseconds || energy === 0) return null;
    const power = last * last + before * before - factor * last * before;
    return (2 * power) / (bytes.length * energy);
  }

  /** Forgets what was heard so far. */
  listenAgain(): void {
    this.#heard = Buffer.alloc(0);
  }

  /** Presses keys, as telephone-events (RFC 4733), a fifth of a second each, pause included. */
  async press(keys: string): Promise<void> {
    for (const key of keys) this.#keys.push(...this.#eventPackets(key));
    await eventually(() => this.#keys.length === 0, {
      within: 1_000 + keys.length * 500,
      what: 'keys of the customer',
    });
  }

  /** Keys a number in, hears it read back, and confirms it. */
  async keysIn(number: string): Promise<void> {
    await this.press(`${number}#`);
    this.listenAgain();
    await eventually(() => this.loudness() > 500, { within: 8_000, every: 20, what: 'the read-back' });
    await this.press('1');
  }

  /** BYE, or CANCEL before the answer. */
  hangUp(): void {
    if (this.#isOver) return;
    if (this.#answer === null) this.#send(this.#request('CANCEL', 1, 'invite'), false);
    else this.#send(this.#request('BYE', 2, 'bye', this.#answer), false);
    this.#end();
  }

  async close(): Promise<void> {
    this.hangUp();
    await this.#closed;
  }

  receive(message: SipMessage): void {
    this.messages.push(message);
    if (message.method !== null) {
      if (message.method === 'ACK') return;
      this.#respond(message);
      if (message.method === 'BYE') this.#end();
      return;
    }
    if (!/INVITE/.test(headerOf(message, 'CSeq') ?? '')) return;
    const status = message.status ?? 0;
    this.statuses.push(status);
    if (status < 200) {
      this.#follow(message);
      return;
    }
    this.#send(this.#request('ACK', 1, status < 300 ? 'ack' : 'invite', message), false);
    if (status >= 300) {
      this.#end();
      return;
    }
    if (this.#isOver) {
      // Answered as we gave up.
      this.#send(this.#request('BYE', 2, 'bye', message), false);
      return;
    }
    this.#answer = message;
    this.#follow(message);
  }

  /** Its ports are free for a later call. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.media.close();
  }

  /** Sends silence to where the PBX says that its media is. */
  #follow({ text }: SipMessage): void {
    const port = Number(/^m=audio (\d+)/m.exec(text)?.[1] ?? 0);
    if (port === 0 || this.#isOver) return;
    this.#mediaTarget = port;
    this.#timer ??= setInterval(() => this.#speak(), packetMs);
  }

  #speak(): void {
    if (this.#mediaTarget === null) return;
    const packet = this.#keys.shift() ?? this.#packet(8, Buffer.alloc(160, silence), this.#sequence * 160);
    packet.writeUInt16BE(this.#sequence & 0xffff, 2);
    this.#sequence += 1;
    this.media.send(packet, this.#mediaTarget, '127.0.0.1');
  }

  #packet(type: number, payload: Buffer, timestamp: number, marker = false): Buffer {
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = type | (marker ? 0x80 : 0);
    header.writeUInt32BE(timestamp % 0x1_0000_0000, 4);
    header.writeUInt32BE(0x0c_0c_0c, 8);
    return Buffer.concat([header, payload]);
  }

  /** One key: five packets of the event, the last sent three times with the end bit, then a pause. */
  #eventPackets(key: string): Buffer[] {
    const code = '0123456789*#'.indexOf(key);
    if (code === -1) throw new RangeError('no such key');
    const timestamp = (this.#sequence + this.#keys.length) * 160;
    const events = [1, 2, 3, 4, 5, 5, 5].map((count, index) => {
      const payload = Buffer.alloc(4);
      payload[0] = code;
      payload[1] = (index >= 4 ? 0x80 : 0) | 10;
      payload.writeUInt16BE(count * 160, 2);
      return this.#packet(101, payload, timestamp, index === 0);
    });
    const pause = [1, 2, 3].map((count) =>
      this.#packet(8, Buffer.alloc(160, silence), timestamp + (7 + count) * 160),
    );
    return [...events, ...pause];
  }

  #request(method: string, sequence: number, branch: string, to?: SipMessage): string[] {
    const { own, pbx } = this.customers.ports;
    const { to: target, from, headers = [] } = this.options;
    const uri = /<([^>]+)>/.exec(to === undefined ? '' : (headerOf(to, 'Contact') ?? ''))?.[1];
    const isNew = method === 'INVITE';
    return [
      `${method} ${method === 'ACK' || method === 'BYE' ? (uri ?? `sip:${target}@127.0.0.1:${pbx}`) : `sip:${target}@127.0.0.1:${pbx}`} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK-${this.callId}-${branch}`,
      `From: ${from === null ? '"Anonymous" <sip:anonymous@anonymous.invalid>' : `"${from}" <sip:${from}@carrier.invalid>`};tag=${this.callId}`,
      `To: ${to === undefined ? `<sip:${target}@127.0.0.1:${pbx}>` : (headerOf(to, 'To') ?? '')}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${sequence} ${method}`,
      'Max-Forwards: 70',
      `Contact: <sip:${from ?? 'anonymous'}@127.0.0.1:${own}>`,
      ...(isNew ? headers : []),
    ];
  }

  #respond(request: SipMessage): void {
    const isInvite = request.method === 'INVITE';
    this.#send(
      [
        'SIP/2.0 200 OK',
        ...request.text.split(/\r?\n/).filter((line) => line.startsWith('Via:')),
        `From: ${headerOf(request, 'From') ?? ''}`,
        `To: ${headerOf(request, 'To') ?? ''}`,
        `Call-ID: ${request.callId}`,
        `CSeq: ${headerOf(request, 'CSeq') ?? ''}`,
        `Contact: <sip:customer@127.0.0.1:${this.customers.ports.own}>`,
      ],
      isInvite,
    );
  }

  #send(lines: readonly string[], withSession: boolean): void {
    const body = withSession
      ? [
          'v=0',
          'o=customer 1 1 IN IP4 127.0.0.1',
          's=-',
          'c=IN IP4 127.0.0.1',
          't=0 0',
          `m=audio ${this.#mediaPort} RTP/AVP 8 101`,
          'a=rtpmap:8 PCMA/8000',
          'a=rtpmap:101 telephone-event/8000',
          'a=fmtp:101 0-15',
          'a=sendrecv',
          '',
        ].join('\r\n')
      : '';
    const ending = [
      ...(withSession ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${body.length}`,
      '',
      body,
    ];
    this.customers.send([...lines, ...ending].join('\r\n'));
  }
}

async function bound(port: number): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(port, '127.0.0.1', () => resolve(socket));
  });
}
