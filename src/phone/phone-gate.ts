import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import { frameOfPage, frameToPage, isRegistered } from './model/gate-rules';
import { fullAllowance, spendFrame } from './model/frame-rate';
import type { FrameAllowance } from './model/frame-rate';
import type { PhoneEnd } from './model/phone-end';
import { phoneEnds } from './model/phone-end';
import type { PagePhones } from './page-phones';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Bytes of one message of the PBX. */
const largestFrame = 64 * 1024;

/** The subprotocol of SIP over WebSocket (RFC 7118, section 4). */
export const sipProtocol = 'sip';

/** Frames that a page sends before the PBX has taken its connection. */
const mostWaiting = 20;
const connectMs = 5_000;
/** A page that vanished from the network is noticed after two of them, and by the page that the gate did. */
const pingMs = 5_000;
/** What the page hears if all is well (RFC 5626, section 4.4.1): browsers do not tell it of pings. */
const keepAlive = '\r\n\r\n';

export interface PhoneGateParts {
  phones: Pick<PagePhones, 'connect' | 'registered' | 'disconnected'>;
  /** The PBX's own WebSocket for SIP, `ws://127.0.0.1:8088/ws`. */
  pbxUrl: string;
  trail: Pick<AuditTrail, 'after'>;
  clock: Clock;
  log: Log;
}

/**
 * Passes SIP between a page and the PBX, and nothing but what gate-rules.ts lists. The PBX's HTTP server stays on loopback,
 * where ARI is too.
 *
 *     page ──wss, cookie, Origin──► gate ──ws, loopback──► Asterisk /ws
 *            every frame read, judged, written anew
 */
export class PhoneGate {
  readonly #open = new Set<GateConnection>();

  constructor(private readonly parts: PhoneGateParts) {}

  /** To be called in the turn in which the page's socket was opened: no frame of it is missed. */
  serve(page: WebSocket, session: string): void {
    const connection = new GateConnection(page, this.parts, () => this.#open.delete(connection));
    this.#open.add(connection);
    void connection.begin(session);
  }

  /** Star7 stops: the pages connect again, to the next one. */
  stop(): void {
    for (const connection of this.#open) connection.end('pbx-away');
  }
}

/** One page and the PBX. */
class GateConnection {
  /** Whose it is; null until that is known. */
  #phone: { endpoint: string; extension: string } | null = null;
  #pbx: WebSocket | null = null;
  /** Frames of the page before the PBX has taken the connection; null from then on. */
  #waiting: string[] | null = [];
  #allowance: FrameAllowance;
  #isOver = false;
  #isAlive = true;
  #cancelPing: () => void = () => undefined;
  /** One function for the whole connection: the phones know it by that. */
  readonly end = (why: PhoneEnd): void => this.#close(() => this.page.close(phoneEnds[why], why));

  constructor(
    private readonly page: WebSocket,
    private readonly parts: PhoneGateParts,
    private readonly onEnd: () => void,
  ) {
    this.#allowance = fullAllowance(parts.clock.now());
    page.on('pong', () => (this.#isAlive = true));
    page.on('close', () => this.#close());
    page.on('message', (data: RawData, isBinary) => this.#takeOfPage(isBinary ? '' : textOf(data)));
    this.#ping();
  }

  /** Never rejects. */
  async begin(session: string): Promise<void> {
    const { phones, log } = this.parts;
    try {
      const connected = await phones.connect(session, this.end);
      if (typeof connected === 'string') this.end(connected);
      else if (this.#isOver) phones.disconnected(connected.endpoint, this.end);
      else {
        this.#phone = connected;
        this.#connect(connected.endpoint);
      }
    } catch (error) {
      log.warn('a phone in a page could not be connected', { error });
      this.end('pbx-away');
    }
  }

  #connect(endpoint: string): void {
    const { phones, pbxUrl, log } = this.parts;
    const pbx = new WebSocket(pbxUrl, sipProtocol, {
      handshakeTimeout: connectMs,
      perMessageDeflate: false,
      maxPayload: largestFrame,
    });
    this.#pbx = pbx;
    pbx.on('error', (error) => {
      if (!this.#isOver) log.warn('the PBX refuses the connection of a phone in a page', { error });
    });
    pbx.on('close', () => this.end('pbx-away'));
    pbx.on('open', () => {
      const waiting = this.#waiting ?? [];
      this.#waiting = null;
      for (const text of waiting) this.#pass(text);
    });
    pbx.on('message', (data: RawData, isBinary) => {
      const frame = isBinary ? null : frameToPage(textOf(data));
      if (frame === null || this.#isOver) return;
      this.page.send(frame);
      if (isRegistered(frame)) phones.registered(endpoint, this.end);
    });
  }

  #takeOfPage(text: string): void {
    if (this.#isOver) return;
    const left = spendFrame(this.#allowance, this.parts.clock.now());
    if (left === null) {
      this.#refuse('too-fast');
      return;
    }
    this.#allowance = left;
    if (this.#waiting === null) this.#pass(text);
    else if (this.#waiting.length < mostWaiting) this.#waiting.push(text);
    else this.#refuse('too-fast');
  }

  #pass(text: string): void {
    if (this.#isOver) return;
    const judged = frameOfPage(text, this.#phone?.endpoint ?? '');
    if ('fault' in judged) this.#refuse('refused', judged.fault);
    else this.#pbx?.send(judged.forward);
  }

  #refuse(why: 'refused' | 'too-fast', reason: string = why): void {
    this.end(why);
    this.parts.log.warn('a frame of a phone in a page was refused', { reason });
    if (this.#phone === null) return;
    const actor = `manager:${this.#phone.extension}`;
    void this.parts.trail.after({ actor, action: 'phone.refused', subject: actor, detail: { reason } });
  }

  #ping(): void {
    this.#cancelPing = this.parts.clock.after(pingMs, () => {
      if (!this.#isAlive) {
        this.#close(() => this.page.terminate());
        return;
      }
      this.#isAlive = false;
      this.page.ping();
      this.page.send(keepAlive);
      this.#ping();
    });
  }

  #close(closePage: () => void = () => undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelPing();
    if (this.#phone !== null) this.parts.phones.disconnected(this.#phone.endpoint, this.end);
    // Also while it connects.
    this.#pbx?.terminate();
    closePage();
    this.onEnd();
  }
}

/** What is no UTF-8 becomes U+FFFD, which no rule lets pass where it matters. */
function textOf(data: RawData): string {
  const bytes = Array.isArray(data)
    ? Buffer.concat(data)
    : data instanceof ArrayBuffer
      ? Buffer.from(data)
      : data;
  return bytes.toString('utf8');
}
