import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HTTPParser } from 'http-parser-js';

/** One request, and who waits for its answer. Exactly one of the two is called, once. */
export interface Exchange {
  /** Method, target, headers and body, as they go over the wire (RFC 9112). */
  request: string;
  onAnswer: (status: number, body: string) => void;
  onError: (error: AriSocketError) => void;
}

/** The connection failed. Says nothing of what was asked for. */
export class AriSocketError extends Error {
  override readonly name = 'AriSocketError';

  /** @param code of the system, `ECONNRESET`; or `silent`, `closed`, `unreadable`, `too-long` */
  constructor(readonly code: string) {
    super(`The connection to ARI failed (${code})`);
  }
}

/** Bytes. The longest is the list of all channels: some 800 bytes each. */
const longestAnswer = 32 * 1024 * 1024;

/**
 * One connection to ARI that stays open. Requests of one moment go out in one write, Asterisk takes them one after
 * another and answers in their order (pipelining; RFC 9112, 9.3.2): what they cost is mostly the sending and the waking up
 * on both sides, and that is then paid once.
 *
 * When the connection is lost, all that is not answered has failed. Nothing is sent again by itself: an originate that
 * came through late would call somebody for a call that was given up.
 */
export class AriSocket {
  readonly #socket: Socket;
  readonly #parser = new HTTPParser('RESPONSE');
  #waiting: Exchange[] = [];
  #status = 0;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #mayGoOn = true;
  #ended = false;

  /**
   * @param base where ARI is, `http://host:port` or `https://…`
   * @param silenceMs after which a socket that says nothing is let go, whether it owes an answer or not
   * @param onFree told whenever nothing is unanswered
   * @param onEnd told when it takes nothing any more
   */
  constructor(
    base: URL,
    silenceMs: number,
    private readonly onFree: (socket: AriSocket) => void,
    private readonly onEnd: (socket: AriSocket) => void,
  ) {
    const isTls = base.protocol === 'https:';
    const host = base.hostname.replace(/^\[|\]$/g, '');
    const port = Number(base.port || (isTls ? 443 : 80));
    this.#socket = isTls
      ? connectTls({ host, port, ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }) })
      : connectTcp({ host, port });
    this.#socket.setNoDelay(true);
    this.#socket.setTimeout(silenceMs);
    this.#socket
      .on('data', (bytes) => this.#read(bytes))
      .on('end', () => {
        this.#parser.finish();
        this.end(new AriSocketError('closed'));
      })
      .on('timeout', () => this.end(new AriSocketError('silent')))
      .on('error', (error: NodeJS.ErrnoException) => this.end(new AriSocketError(error.code ?? 'closed')))
      .on('close', () => this.end(new AriSocketError('closed')));
    this.#listen();
  }

  /** Sends requests in one write. To be called only where nothing is unanswered. */
  send(exchanges: readonly Exchange[]): void {
    this.#waiting = [...exchanges];
    this.#socket.write(exchanges.map(({ request }) => request).join(''));
  }

  /** Lets go of it at once. What is not answered fails. */
  end(why: AriSocketError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.destroy();
    this.onEnd(this);
    const failed = this.#waiting;
    this.#waiting = [];
    for (const { onError } of failed) onError(why);
  }

  #listen(): void {
    this.#parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, shouldKeepAlive }) => {
      this.#status = statusCode;
      this.#mayGoOn = shouldKeepAlive;
    };
    this.#parser[HTTPParser.kOnBody] = (piece) => {
      this.#bytes += piece.length;
      if (this.#bytes > longestAnswer) this.end(new AriSocketError('too-long'));
      else this.#pieces.push(piece);
    };
    this.#parser[HTTPParser.kOnMessageComplete] = () => this.#answered();
  }

  #read(bytes: Buffer): void {
    // An answer that nobody asked for would be taken for the next one's.
    if (this.#waiting.length === 0 || this.#parser.execute(bytes) instanceof Error) {
      this.end(new AriSocketError('unreadable'));
      return;
    }
    // Not before all of it is read: what follows the last answer must not meet the requests that are sent next.
    if (this.#waiting.length === 0 && !this.#ended) this.onFree(this);
  }

  #answered(): void {
    const [status, body] = [this.#status, textOf(this.#pieces)];
    this.#pieces = [];
    this.#bytes = 0;
    // Something provisional (100, 103): the answer is yet to come.
    if (status < 200) return;
    const exchange = this.#waiting.shift();
    if (exchange === undefined) {
      this.end(new AriSocketError('unreadable'));
      return;
    }
    exchange.onAnswer(status, body);
    if (!this.#mayGoOn) this.end(new AriSocketError('closed'));
  }
}

function textOf(pieces: readonly Buffer[]): string {
  const [first] = pieces;
  if (first === undefined) return '';
  return (pieces.length === 1 ? first : Buffer.concat(pieces)).toString('utf8');
}
