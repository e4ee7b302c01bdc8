import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { eventually } from '../lab/eventually';
import type { SipMessage } from '../lab/sip-message';
import { headerOf, parseSipMessage } from '../lab/sip-message';

/** Where the customer's phone says its media is: an address that nothing else of the lab has. */
export const customerMedia = { address: '127.0.0.77', port: 47_774 } as const;

/** Whom its media is from, in {@link CarrierCall.speakInHeaders}. */
export const carrierSources = { ssrc: 0x37393136, csrc: 0x31323334 } as const;

/** Every header in which somebody ever put a number. Asterisk reads some, and must pass on none. */
export function tellingHeaders(number: string): string[] {
  const uri = `<sip:${number}@carrier.invalid>`;
  return [
    `P-Asserted-Identity: "${number}" ${uri}`,
    `P-Asserted-Identity: <tel:${number}>`,
    `P-Preferred-Identity: ${uri}`,
    `P-Called-Party-ID: ${uri}`,
    `Remote-Party-ID: "${number}" ${uri};party=called;privacy=off;screen=yes`,
    `Diversion: "${number}" ${uri};reason=unconditional;counter=1`,
    `History-Info: ${uri};index=1`,
    `Call-Info: ${uri};purpose=info`,
    `Alert-Info: <http://carrier.invalid/${number}>`,
    `Reply-To: ${uri}`,
    `Referred-By: ${uri}`,
    `Organization: ${number}`,
    `Subject: ${number}`,
    `Server: ${number}`,
    `Warning: 399 carrier.invalid "${number}"`,
    `Reason: Q.850;cause=16;text="${number}"`,
    `X-Number: ${number}`,
  ];
}

interface Session {
  /** Who is called, wherever SDP has room for it. */
  number: string;
  direction?: 'sendrecv' | 'sendonly';
  /** Lines after those of the audio. */
  more?: readonly string[];
}

function sessionDescription({ number, direction = 'sendrecv', more = [] }: Session, version: number): string {
  return [
    'v=0',
    `o=${number} 1 ${version} IN IP4 ${customerMedia.address}`,
    `s=${number}`,
    `i=${number}`,
    `p=${number}`,
    `c=IN IP4 ${customerMedia.address}`,
    't=0 0',
    `m=audio ${customerMedia.port} RTP/AVP 8 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    `a=x-number:${number}`,
    `a=${direction}`,
    ...more,
    '',
  ].join('\r\n');
}

/**
 * A carrier played by hand, in the place of the lab's own (whose port it takes): for dialogues that go step by step
 * with the test, and for a carrier that tells the number wherever it can.
 */
export class TalkativeCarrier {
  readonly #received: SipMessage[] = [];
  readonly #calls: CarrierCall[] = [];
  readonly #known = new Map<string, CarrierCall>();

  private constructor(
    private readonly socket: Socket,
    private readonly media: Socket,
    readonly ports: { own: number; pbx: number },
  ) {
    socket.on('message', (bytes) => this.#receive(parseSipMessage(bytes.toString('latin1'), 'received')));
  }

  static async start(ports: { own: number; pbx: number }): Promise<TalkativeCarrier> {
    // The lab's carrier, just ended, may hold the port for a moment longer: its media thread outlives it.
    const socket = await eventually(() => bound(ports.own, '127.0.0.1'), {
      within: 3_000,
      what: 'port of the carrier',
    });
    try {
      const media = await bound(customerMedia.port, customerMedia.address);
      return new TalkativeCarrier(socket, media, ports);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all(
      [this.socket, this.media].map((socket) => new Promise<void>((resolve) => socket.close(resolve))),
    );
  }

  /** Waits for the next call to this carrier. */
  async call(within = 6_000): Promise<CarrierCall> {
    return await eventually(() => this.#calls.shift(), { within, what: 'call to the carrier' });
  }

  /** The response to a request of ours, once it is final. */
  async finalTo(callId: string, cseq: string): Promise<SipMessage> {
    return await eventually(
      () =>
        this.#received.find(
          (message) =>
            message.callId === callId && (message.status ?? 0) >= 200 && headerOf(message, 'CSeq') === cseq,
        ),
      { within: 6_000, what: `answer to ${cseq}` },
    );
  }

  send(text: string): void {
    this.socket.send(Buffer.from(text, 'latin1'), this.ports.pbx, '127.0.0.1');
  }

  sendMedia(packet: Buffer, port: number): void {
    this.media.send(packet, port, '127.0.0.1');
  }

  #receive(message: SipMessage): void {
    this.#received.push(message);
    if (message.method === null || message.method === 'ACK') return;
    const known = this.#known.get(message.callId);
    if (message.method === 'INVITE' && known === undefined) {
      const call = new CarrierCall(this, message, message.callId, calledIn(message));
      this.#known.set(message.callId, call);
      this.#calls.push(call);
      return;
    }
    known?.receive(message);
  }
}

/** One call at the carrier. What the PBX asks inside it is answered by itself. */
export class CarrierCall {
  #sequence = 100;
  #sessionVersion = 0;
  /** Media packets sent so far. */
  #spoken = 0;
  /** The PBX hung up. */
  over = false;

  constructor(
    private readonly carrier: TalkativeCarrier,
    private readonly invite: SipMessage | null,
    private readonly callId: string,
    readonly number: string,
  ) {}

  /** Answers the INVITE; tells the number in the phrase, in every header, and in SDP where there is any. */
  respond(status: number, { sdp = false }: { sdp?: boolean } = {}): void {
    if (this.invite === null) throw new Error('This call was not received');
    this.#respondTo(this.invite, status, sdp ? { number: this.number } : null, tellingHeaders(this.number));
  }

  /** Text inside the dialogue, by any method and of any type. The PBX may leave it without a response. */
  tell(method: string, type: string, text: string): void {
    this.#sequence += 1;
    const contact = (/<([^>]+)>/.exec(this.#header('Contact')) ?? [])[1]!;
    this.carrier.send(
      [
        `${method} ${contact} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${this.carrier.ports.own};branch=z9hG4bK-tells-${this.#sequence}-${process.hrtime.bigint()}`,
        `From: ${this.#header('To')};tag=carrier`,
        `To: ${this.#header('From')}`,
        `Call-ID: ${this.callId}`,
        `CSeq: ${this.#sequence} ${method}`,
        'Max-Forwards: 70',
        `Contact: <sip:${this.number}@127.0.0.1:${this.carrier.ports.own}>`,
        'Event: dialog',
        'Subscription-State: active',
        `Content-Type: ${type}`,
        `Content-Length: ${Buffer.byteLength(text, 'latin1')}`,
        '',
        text,
      ].join('\r\n'),
    );
  }

  /** A request inside the dialogue, or one that begins it. @returns the final status */
  async request(
    method: string,
    {
      headers = tellingHeaders(this.number),
      session = null,
      target,
    }: { headers?: readonly string[]; session?: Session | null; target?: string } = {},
  ): Promise<number> {
    const cseq = `${(this.#sequence += 1)} ${method}`;
    const branch = `z9hG4bK-carrier-${this.callId.split('@', 1).join('')}-${this.#sequence}`;
    const { own, pbx } = this.carrier.ports;
    const uri =
      target === undefined
        ? (/<([^>]+)>/.exec(this.#header('Contact')) ?? [])[1]!
        : `sip:${target}@127.0.0.1:${pbx}`;
    const opening = (name: string, branchOf: string, cseqOf: string): string[] => [
      `${name} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=${branchOf}`,
      ...(this.invite === null
        ? [`From: "${this.number}" <sip:${this.number}@carrier.invalid>;tag=carrier`, `To: <${uri}>`]
        : [`From: ${this.#header('To')};tag=carrier`, `To: ${this.#header('From')}`]),
      `Call-ID: ${this.callId}`,
      `CSeq: ${cseqOf}`,
      'Max-Forwards: 70',
      `Contact: <sip:${this.number}@127.0.0.1:${own}>`,
    ];
    const [requestLine = '', ...rest] = opening(method, branch, cseq);
    this.#send([requestLine, ...rest, ...headers], session);
    const answer = await this.carrier.finalTo(this.callId, cseq);
    if (method === 'INVITE') {
      const refused = answer.status! >= 300;
      const ack = opening('ACK', refused ? branch : `${branch}-ack`, cseq.replace('INVITE', 'ACK'));
      this.#send(
        ack.map((line) => (line.startsWith('To:') ? `To: ${headerOf(answer, 'To') ?? ''}` : line)),
        null,
      );
    }
    return answer.status!;
  }

  /** Sends 20 more packets of audio whose samples spell the number: what a carrier's announcement would say aloud. */
  speak(): void {
    const port = Number(/^m=audio (\d+)/m.exec(this.invite?.text ?? '')?.[1]);
    for (let index = 0; index < 20; index += 1) {
      const sequence = (this.#spoken += 1);
      const packet = Buffer.alloc(12 + 160, 0xd5);
      packet.writeUInt16BE(0x8008, 0);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(sequence * 160, 4);
      packet.writeUInt32BE(0x5737, 8);
      packet.write(` ${this.number} `, 12 + 20, 'latin1');
      this.carrier.sendMedia(packet, port);
    }
  }

  /**
   * Sends 20 more packets of silence with all that a header of RTP has room for (RFC 3550, 5.1 and 5.3.1): an SSRC and a CSRC
   * of its own, and an extension that spells the number.
   */
  speakInHeaders(): void {
    const port = Number(/^m=audio (\d+)/m.exec(this.invite?.text ?? '')?.[1]);
    for (let index = 0; index < 20; index += 1) {
      const sequence = (this.#spoken += 1);
      const words = Math.ceil(this.number.length / 4);
      const packet = Buffer.alloc(12 + 4 + 4 + 4 * words + 160, 0xd5);
      // Version 2, an extension, one CSRC; PCMA.
      packet.writeUInt16BE(0x9108, 0);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(sequence * 160, 4);
      packet.writeUInt32BE(carrierSources.ssrc, 8);
      packet.writeUInt32BE(carrierSources.csrc, 12);
      packet.writeUInt16BE(0x5737, 16);
      packet.writeUInt16BE(words, 18);
      packet.fill(' ', 20, 20 + 4 * words).write(this.number, 20, 'latin1');
      this.carrier.sendMedia(packet, port);
    }
  }

  receive(request: SipMessage): void {
    switch (request.method) {
      case 'CANCEL':
        this.#respondTo(request, 200, null, []);
        this.respond(487);
        this.over = true;
        return;
      case 'INVITE':
        // A repeated INVITE of the same transaction was answered, or will be.
        if (!request.inDialogue) return;
        this.#respondTo(request, 200, { number: this.number }, tellingHeaders(this.number));
        return;
      case 'BYE':
        this.over = true;
        this.#respondTo(request, 200, null, tellingHeaders(this.number));
        return;
      default:
        this.#respondTo(request, 200, null, tellingHeaders(this.number));
    }
  }

  #header(name: string): string {
    return (this.invite === null ? null : headerOf(this.invite, name)) ?? '';
  }

  #respondTo(request: SipMessage, status: number, session: Session | null, headers: readonly string[]): void {
    const to = headerOf(request, 'To') ?? '';
    this.#send(
      [
        `SIP/2.0 ${status} ${status === 200 ? 'OK' : 'Says'} ${this.number}`,
        ...request.text.split(/\r?\n/).filter((line) => line.startsWith('Via:')),
        `From: ${headerOf(request, 'From') ?? ''}`,
        request.inDialogue ? `To: ${to}` : `To: ${to};tag=carrier`,
        `Call-ID: ${request.callId}`,
        `CSeq: ${headerOf(request, 'CSeq') ?? ''}`,
        `Contact: <sip:${this.number}@127.0.0.1:${this.carrier.ports.own}>`,
        'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE',
        ...headers,
      ],
      session,
    );
  }

  #send(lines: readonly string[], session: Session | null): void {
    const body = session === null ? '' : sessionDescription(session, (this.#sessionVersion += 1));
    const ending = [
      ...(session === null ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
    ];
    this.carrier.send([...lines, ...ending, '', body].join('\r\n'));
  }
}

/** The number in the request line, as this trunk writes it. */
function calledIn({ startLine }: SipMessage): string {
  return /^INVITE sip:([^@]+)@/.exec(startLine)?.[1] ?? '';
}

function bound(port: number, address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      // Left open it would keep the process from ending.
      socket.close();
      reject(error);
    });
    socket.bind(port, address, () => resolve(socket));
  });
}
