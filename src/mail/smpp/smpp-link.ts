import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { statuses } from './pdu';
import type { BindRequest, ShortMessage } from './pdu';
import { SmppSession } from './smpp-session';
import type { SmppAnswer } from './smpp-session';
import { Reconnection } from '../reconnection';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';

/** Why there is no connection. Stable: in logs, the doctor and metrics. */
export const linkFaults = [
  'unreachable',
  'certificate',
  'credentials-refused',
  /** The account has a connection already. */
  'already-bound',
  'bind-refused',
] as const;
export type LinkFault = (typeof linkFaults)[number];

export interface SmppServer {
  host: string;
  port: number;
  /** Null: no TLS. */
  tls: { caFile: string | null } | null;
}

export interface SmppLinkParts {
  server: SmppServer;
  credentials: BindRequest;
  /** Messages that may be without an answer at once. */
  window: number;
  /** Messages in a second at most. */
  perSecond: number;
  onMessage: (message: ShortMessage) => Promise<number>;
  /** It can be sent now. */
  onUp: () => void;
  /** Once for an outage. */
  onDown: (fault: LinkFault) => void;
  clock: Clock;
  log: Log;
}

const refusedSeconds = 120;
const connectMs = 10_000;
const stopMs = 3000;
const longestPause = 30_000;

/** Keeps one connection to a centre: connects, binds, and after an end does so again. */
export class SmppLink {
  #session: SmppSession | null = null;
  readonly #reconnection: Reconnection<LinkFault>;
  /** When the next message may go, in milliseconds of the clock. */
  #nextAt = 0;
  /** The last pause after "too many", milliseconds. */
  #pauseMs = 0;
  /** Of what waits now: each ends its wait. */
  readonly #waits = new Set<() => void>();

  constructor(private readonly parts: SmppLinkParts) {
    const { clock, log, onDown } = parts;
    this.#reconnection = new Reconnection({
      ...{ clock, refusedSeconds },
      connect: () => this.#connect(),
      onDown: (fault) => {
        log.warn('SMS: no connection to the provider', { reason: fault });
        onDown(fault);
      },
    });
  }

  get isUp(): boolean {
    return this.#session !== null;
  }

  /** Messages that may be given now. */
  get room(): number {
    return this.#session === null ? 0 : Math.max(0, this.parts.window - this.#session.underway);
  }

  start(): void {
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#reconnection.stop();
    for (const end of [...this.#waits]) end();
    const session = this.#session;
    if (session === null) return;
    const cancel = this.parts.clock.after(stopMs, () => session.destroy());
    await session.unbind();
    cancel();
  }

  /** Gives a message to the centre, when its turn comes. @returns `down`: it was not given */
  async submit(message: ShortMessage): Promise<SmppAnswer | 'down'> {
    const session = await this.#turn();
    if (session === null) return 'down';
    const answer = await session.submit(message);
    if (answer === 'unanswered') return answer;
    const isTooMuch = answer.status === statuses.throttled || answer.status === statuses.queueFull;
    this.#pauseMs = isTooMuch ? Math.min(Math.max(1000, this.#pauseMs * 2), longestPause) : 0;
    if (isTooMuch) this.#nextAt = Math.max(this.#nextAt, this.#nowMs() + this.#pauseMs);
    return answer;
  }

  /** Takes the turn of a message, and the time of its answer, and gives none. @returns what one that is given would have had */
  async pass(answerMs: number): Promise<'passed' | 'unanswered' | 'down'> {
    const session = await this.#turn();
    if (session === null) return 'down';
    await this.#wait(answerMs);
    return this.#session === session && !this.#reconnection.hasStopped() ? 'passed' : 'unanswered';
  }

  /** One after another, at the pace that the account has. @returns the connection then; null: there is none */
  async #turn(): Promise<SmppSession | null> {
    const { perSecond, window } = this.parts;
    const now = this.#nowMs();
    // A clock that was set back holds up nobody.
    const latest = now + longestPause + (1000 * window) / perSecond;
    const at = Math.min(Math.max(now, this.#nextAt), latest);
    this.#nextAt = at + 1000 / perSecond;
    if (at > now) await this.#wait(at - now);
    return this.#reconnection.hasStopped() ? null : this.#session;
  }

  /** At a stop it is over. */
  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.parts.clock.after(milliseconds, () => end());
      const end = (): void => {
        cancel();
        this.#waits.delete(end);
        resolve();
      };
      this.#waits.add(end);
    });
  }

  #nowMs(): number {
    return this.parts.clock.now() / 1000;
  }

  async #connect(): Promise<void> {
    if (this.#reconnection.hasStopped()) return;
    const { server, credentials, clock, log, onMessage, onUp } = this.parts;
    const { session, fault } = await openSession(server, credentials, {
      ...{ clock, onMessage },
      onEnd: () => this.#again('unreachable'),
    });
    if (session === null) {
      this.#again(fault);
      return;
    }
    if (this.#reconnection.hasStopped()) {
      await session.unbind();
      return;
    }
    // It may have ended since.
    if (!session.isOpen) {
      this.#again('unreachable');
      return;
    }
    this.#session = session;
    this.#reconnection.works();
    log.info('SMS: bound to the provider');
    onUp();
  }

  #again(fault: LinkFault): void {
    this.#session = null;
    this.#reconnection.failed(fault);
  }
}

/**
 * Connects and binds once.
 * @returns a session that is bound, or why there is none; never throws
 */
export async function openSession(
  server: SmppServer,
  credentials: BindRequest,
  parts: {
    clock: Pick<Clock, 'after'>;
    onMessage: (message: ShortMessage) => Promise<number>;
    /** A session that was bound has ended. */
    onEnd: () => void;
  },
): Promise<{ session: SmppSession; fault: null } | { session: null; fault: LinkFault }> {
  const socket = await connected(server, parts.clock);
  if (typeof socket === 'string') return { session: null, fault: socket };
  let isBound = false;
  const session = new SmppSession({
    ...{ socket, clock: parts.clock, onMessage: parts.onMessage },
    onEnd: () => {
      if (isBound) parts.onEnd();
    },
  });
  const status = await session.bind(credentials);
  if (status === statuses.ok) {
    isBound = true;
    return { session, fault: null };
  }
  session.destroy();
  return { session: null, fault: bindFault(status) };
}

function bindFault(status: number | 'unanswered'): LinkFault {
  if (status === 'unanswered') return 'unreachable';
  const wrong: readonly number[] = [statuses.bindFailed, statuses.invalidPassword, statuses.invalidSystemId];
  if (wrong.includes(status)) return 'credentials-refused';
  return status === statuses.alreadyBound ? 'already-bound' : 'bind-refused';
}

/** @throws Error with a code, for a file that cannot be read */
export function trustedCertificates(caFile: string): Buffer {
  return readFileSync(caFile);
}

/** @returns a socket that is connected, and trusted where it has TLS; never rejects */
function connected(
  { host, port, tls }: SmppServer,
  clock: Pick<Clock, 'after'>,
): Promise<Socket | LinkFault> {
  return new Promise((resolve) => {
    let socket: Socket;
    try {
      socket =
        tls === null
          ? connect({ host, port })
          : connectTls({
              ...{ host, port, minVersion: 'TLSv1.2' as const },
              ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
              ...(tls.caFile !== null && { ca: trustedCertificates(tls.caFile) }),
            });
    } catch {
      resolve('certificate');
      return;
    }
    const cancel = clock.after(connectMs, () => socket.destroy(new Error('no answer')));
    socket.setNoDelay(true);
    socket.once(tls === null ? 'connect' : 'secureConnect', () => {
      cancel();
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      cancel();
      resolve(isOfCertificate(error) ? 'certificate' : 'unreachable');
    });
    socket.once('close', () => resolve('unreachable'));
  });
}

function isOfCertificate({ code = '' }: NodeJS.ErrnoException): boolean {
  return /CERT|SIGNATURE|ALTNAME|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code);
}
