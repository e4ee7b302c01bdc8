import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { linearOf } from './alaw';
import { eventually } from './eventually';
import { headerOf, parseSipMessage } from './sip-message';
import type { SipMessage } from './sip-message';

const packetMs = 20;
const samplesInPacket = 160;
/** The SSRC of all its customers. */
const source = 0x5737;
/** Packets between two reports of one that tells. */
const reportEvery = 25;
/** PCMA. */
const silence = 0xd5;

/** How a carrier tells the customer's number wherever there is room for it. */
export interface Indiscretion {
  /** Lines of each response. */
  headersOf: (number: string) => readonly string[];
}

interface SpeakingCall {
  readonly number: string;
  /** Whether packets tell it too. */
  readonly tells: boolean;
  readonly media: Socket;
  readonly port: number;
  /** A-law, 8000 a second; silence follows. */
  readonly speech: Buffer;
  /** Packets sent; null until the ACK. */
  sent: number | null;
  /** The last seconds of what came, PCMA. */
  heard: Buffer;
}

/**
 * A carrier in the place of the lab's own, whose port it takes: answers at once, and plays what the customer of each number
 * says, from the moment of the answer on. Any number of calls at once.
 */
export class SpeakingCarrier {
  readonly #calls = new Map<string, SpeakingCall>();
  readonly #speeches = new Map<string, Buffer>();
  readonly #mediaPorts = new Set<number>();
  readonly #timer: NodeJS.Timeout;
  #begunAt = performance.now();
  #ticks = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly ports: { own: number; pbx: number },
    private readonly indiscretion: Indiscretion | null,
  ) {
    socket.on(
      'message',
      (bytes) => void this.#receive(parseSipMessage(bytes.toString('latin1'), 'received')),
    );
    // Late timers send the packets that they missed: a pause of this process is none of the customer's.
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - this.#begunAt) / packetMs);
      for (; this.#ticks < due; this.#ticks += 1) for (const call of this.#calls.values()) speak(call);
    }, packetMs / 2);
  }

  /** @param indiscretion absent: it tells nobody's number */
  static async start(
    ports: { own: number; pbx: number },
    indiscretion: Indiscretion | null = null,
  ): Promise<SpeakingCarrier> {
    // The lab's carrier, just ended, may hold the port for a moment longer.
    const socket = await eventually(() => bound(ports.own), { within: 3_000, what: 'port of the carrier' });
    return new SpeakingCarrier(socket, ports, indiscretion);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const sockets = [this.socket, ...[...this.#calls.values()].map(({ media }) => media)];
    this.#calls.clear();
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(resolve))));
  }

  /** What the customer of a number says when they are called next. @param number without the plus @param speech A-law */
  says(number: string, speech: Buffer): void {
    this.#speeches.set(number, speech);
  }

  /** What the customer of a number has heard in the last two seconds of the call: 16 bit, 8000 a second. */
  heard(number: string): Int16Array {
    const call = [...this.#calls.values()].find((one) => one.number === number);
    return Int16Array.from(call?.heard ?? [], (byte) => linearOf(byte));
  }

  /** Whether a call to the number is up. */
  has(number: string): boolean {
    return [...this.#calls.values()].some((call) => call.number === number);
  }

  /** From which its media has come, of all calls. */
  get mediaPorts(): ReadonlySet<number> {
    return this.#mediaPorts;
  }

  #hear(callId: string, packet: Buffer): void {
    const call = this.#calls.get(callId);
    // Version 2, PCMA.
    if (call === undefined || packet.length < 13 || (packet[1]! & 0x7f) !== 8) return;
    call.heard = Buffer.concat([call.heard, packet.subarray(12)]).subarray(-16_000);
  }

  async #receive(message: SipMessage): Promise<void> {
    const { method, callId } = message;
    if (method === 'INVITE') {
      if (this.#calls.has(callId)) return;
      const number = /^INVITE sip:\+?([^@]+)@/.exec(message.startLine)?.[1] ?? '';
      const media = await bound(0);
      this.#mediaPorts.add(media.address().port);
      this.#calls.set(callId, {
        ...{ number, tells: this.indiscretion !== null, media, sent: null, heard: Buffer.alloc(0) },
        port: Number(/^m=audio (\d+)/m.exec(message.text)?.[1]),
        speech: this.#speeches.get(number) ?? Buffer.alloc(0),
      });
      media.on('message', (packet) => this.#hear(callId, packet));
      this.#respond(message, '180 Ringing', null, number);
      this.#respond(message, '200 OK', media.address().port, number);
      return;
    }
    const call = this.#calls.get(callId);
    if (method === 'ACK' && call !== undefined) call.sent ??= 0;
    if (method === null || method === 'ACK') return;
    this.#respond(message, '200 OK', null, call?.number);
    if (method === 'BYE' && call !== undefined) {
      this.#calls.delete(callId);
      call.media.close();
    }
  }

  #respond(request: SipMessage, status: string, mediaPort: number | null, number = ''): void {
    const told = this.indiscretion === null ? null : number;
    const body =
      mediaPort === null
        ? ''
        : [
            'v=0',
            `o=${told ?? 'carrier'} 1 1 IN IP4 127.0.0.1`,
            `s=${told ?? '-'}`,
            'c=IN IP4 127.0.0.1',
            't=0 0',
            `m=audio ${mediaPort} RTP/AVP 8`,
            'a=rtpmap:8 PCMA/8000',
            'a=ptime:20',
            '',
          ].join('\r\n');
    const to = headerOf(request, 'To') ?? '';
    const lines = [
      `SIP/2.0 ${status}`,
      ...request.text.split(/\r?\n/).filter((line) => line.startsWith('Via:')),
      `From: ${headerOf(request, 'From') ?? ''}`,
      request.inDialogue ? `To: ${to}` : `To: ${to};tag=speaking`,
      `Call-ID: ${request.callId}`,
      `CSeq: ${headerOf(request, 'CSeq') ?? ''}`,
      `Contact: <sip:carrier@127.0.0.1:${this.ports.own}>`,
      ...(this.indiscretion?.headersOf(number) ?? []),
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
    ];
    this.socket.send([...lines, '', body].join('\r\n'), this.ports.pbx, '127.0.0.1');
  }
}

function speak(call: SpeakingCall): void {
  if (call.sent === null) return;
  const extension = call.tells ? extensionOf(call.number) : Buffer.alloc(0);
  const header = 12 + extension.length;
  const packet = Buffer.alloc(header + samplesInPacket, silence);
  packet.writeUInt16BE(call.tells ? 0x9008 : 0x8008, 0);
  packet.writeUInt16BE(call.sent & 0xffff, 2);
  packet.writeUInt32BE(call.sent * samplesInPacket, 4);
  packet.writeUInt32BE(source, 8);
  extension.copy(packet, 12);
  const from = call.sent * samplesInPacket;
  call.speech.subarray(from, from + samplesInPacket).copy(packet, header);
  if (call.tells && call.sent % reportEvery === 0)
    call.media.send(reportOf(call), call.port + 1, '127.0.0.1', () => undefined);
  call.sent += 1;
  call.media.send(packet, call.port, '127.0.0.1');
}

/** An extension of the header (RFC 3550, section 5.3.1) that spells the number. */
function extensionOf(number: string): Buffer {
  const words = Math.ceil(number.length / 4);
  const extension = Buffer.alloc(4 + 4 * words, ' ');
  extension.writeUInt16BE(0x5737, 0);
  extension.writeUInt16BE(words, 2);
  extension.write(number, 4, 'latin1');
  return extension;
}

/** RTCP: a sender's report, and an SDES whose CNAME is the number (RFC 3550, sections 6.4.1 and 6.5). */
function reportOf({ number, sent }: SpeakingCall): Buffer {
  const report = Buffer.alloc(28);
  report.writeUInt16BE(0x80c8, 0);
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(source, 4);
  report.writeUInt32BE((sent ?? 0) * samplesInPacket, 16);
  report.writeUInt32BE(sent ?? 0, 20);
  // CNAME, its length, the text, and a zero that ends the list, to the end of the word.
  const words = Math.ceil((2 + number.length + 1) / 4);
  const description = Buffer.alloc(8 + 4 * words);
  description.writeUInt16BE(0x81ca, 0);
  description.writeUInt16BE(1 + words, 2);
  description.writeUInt32BE(source, 4);
  description.writeUInt8(1, 8);
  description.writeUInt8(number.length, 9);
  description.write(number, 10, 'latin1');
  return Buffer.concat([report, description]);
}

function bound(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      // Left open it would keep the process from ending.
      socket.close();
      reject(error);
    });
    socket.bind(port, '127.0.0.1', () => resolve(socket));
  });
}
