import { SMTPServer } from 'smtp-server';
import type { SMTPServerAddress, SMTPServerDataResult, SMTPServerDataStream } from 'smtp-server';
import type { IntakeResult, MailIntake } from './mail-intake';
import { MimeError } from './mime-error';
import { readAlias } from './model/alias';
import type { Alias } from './model/alias';
import { largestMail } from './model/mail';
import type { Address } from '#http/listen';
import type { Log } from '#kernel/log';

export interface LmtpServerParts {
  intake: Pick<MailIntake, 'isKnown' | 'take'>;
  domain: string;
  log: Log;
  onTaken: (result: TakenResult) => void;
  /** Bytes of mails that are held at once, of all connections: what is more is to be given later. */
  mostHeld?: number;
}

/** What became of a mail. Stable: a label of a metric. */
export const takenResults = ['stored', 'repeated', 'dropped', 'refused', 'failed'] as const;
export type TakenResult = (typeof takenResults)[number];

/** An answer to the mail server (RFC 5321, section 4.2; RFC 3463). Holds nothing of the mail. */
class Answer extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

const noMailbox = (): Answer => new Answer(550, '5.1.1 No such mailbox');
const later = (): Answer => new Answer(451, '4.3.0 Not available, try again later');
const full = (): Answer => new Answer(452, '4.3.1 Too many messages at once, try again later');

const refusals: Readonly<Record<Exclude<IntakeResult, 'stored' | 'repeated' | 'dropped'>, () => Answer>> = {
  'no-mailbox': noMailbox,
  'too-many': () => new Answer(450, '4.7.1 Too many messages, try again later'),
  'not-taken': () => new Answer(550, '5.7.1 This kind of message is not accepted'),
};

/**
 * Connections of the mail server at once, and how long one may say nothing (RFC 5321, section 4.5.3.2.7): longer than all of them wait
 * for their mails to be read, one after another. A mail whose connection ends before the answer is sent again.
 */
const mostConnections = 20;
const defaultMostHeld = 4 * largestMail;
const silenceMs = 300_000;
/** Pieces of a mail before they are put together. */
const mostPieces = 1024;
/** Lines with a dot first, each of which begins a piece: of a mail with more, nobody wrote a word, and it would take seconds to read. */
const mostDots = 200_000;
const unreadable = (): Answer => new Answer(554, '5.6.0 This message cannot be read');
/** A mail whose reading has begun is read within it; a stop of Star7 must not wait for connections that the mail server keeps. */
const closeMs = 6_000;

/**
 * Takes mails from the mail server of this machine by LMTP (RFC 2033), which answers for each recipient. 250 means that the mail is in
 * the database, or is a program's that nobody is to get ({@link IntakeResult}). It has no password: it listens on loopback, or in a network where the mail server alone is.
 */
export class LmtpServer {
  readonly #server: SMTPServer;
  #held = 0;

  constructor(private readonly parts: LmtpServerParts) {
    this.#server = new SMTPServer({
      lmtp: true,
      // Answers tell neither this machine's name nor the library's.
      name: 'star7',
      banner: 'ready',
      size: largestMail,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: true,
      maxClients: mostConnections,
      socketTimeout: silenceMs,
      closeTimeout: closeMs,
      logger: false,
      onRcptTo: (address, _session, done) => {
        this.#know(address).then(
          () => done(),
          (error: unknown) => done(asAnswer(error)),
        );
      },
      onData: (stream, { envelope }, done) => {
        const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        this.#takeAll(stream, sender, envelope.rcptTo).then(
          (answers) => done(null, answers),
          (error: unknown) => done(asAnswer(error)),
        );
      },
    });
    this.#server.on('error', (error: Error) =>
      parts.log.warn('a connection of the mail server broke off', { error }),
    );
  }

  listen({ host, port }: Address): Promise<void> {
    return new Promise((resolve, reject) => {
      const { server } = this.#server;
      server.once('error', reject);
      this.#server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  /** The port that it has. */
  get port(): number {
    const address = this.#server.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #know({ address }: SMTPServerAddress): Promise<void> {
    const alias = readAlias(address, this.parts.domain);
    // An address that can be none costs the same look.
    const known = await this.parts.intake.isKnown(alias ?? { use: 'reply', token: '' });
    if (alias === null || !known) throw noMailbox();
  }

  async #takeAll(
    stream: SMTPServerDataStream,
    sender: string,
    recipients: readonly SMTPServerAddress[],
  ): Promise<SMTPServerDataResult[]> {
    const { mostHeld = defaultMostHeld } = this.parts;
    const whole: Buffer[] = [];
    const pieces: Buffer[] = [];
    let length = 0;
    let count = 0;
    let isFull = false;
    try {
      // What is beyond a limit is read and dropped: the mail server waits for the answer.
      for await (const piece of stream as AsyncIterable<Buffer>) {
        count += 1;
        if (length + piece.length > largestMail || count > mostDots) continue;
        isFull ||= this.#held + piece.length > mostHeld;
        if (isFull) continue;
        pieces.push(piece);
        // A mail of short lines with dots comes in millions of pieces, each of which costs more than its bytes.
        if (pieces.length === mostPieces) whole.push(Buffer.concat(pieces.splice(0)));
        length += piece.length;
        this.#held += piece.length;
      }
      if (stream.sizeExceeded) throw new Answer(552, '5.3.4 Message too large');
      if (count > mostDots) throw unreadable();
      if (isFull) throw full();
      const raw = Buffer.concat([...whole.splice(0), ...pieces.splice(0)]);
      const answers: SMTPServerDataResult[] = [];
      for (const { address } of recipients) {
        const alias = readAlias(address, this.parts.domain);
        answers.push(alias === null ? noMailbox() : await this.#take(alias, raw, sender));
      }
      return answers;
    } finally {
      this.#held -= length;
    }
  }

  async #take(alias: Alias, raw: Buffer, sender: string): Promise<SMTPServerDataResult> {
    const { intake, log, onTaken } = this.parts;
    try {
      const result = await intake.take(alias, raw, sender);
      if (result === 'stored' || result === 'repeated') {
        onTaken(result);
        return '2.0.0 Stored';
      }
      if (result === 'dropped') {
        onTaken(result);
        log.info('a mail of a program was dropped');
        return '2.0.0 Dropped';
      }
      onTaken('refused');
      log.info('a mail was refused', { reason: result });
      return refusals[result]();
    } catch (error) {
      const answer = asAnswer(error);
      onTaken(answer.responseCode >= 500 ? 'refused' : 'failed');
      log.warn('a mail was not taken', { error });
      return answer;
    }
  }
}

function asAnswer(error: unknown): Answer {
  if (error instanceof Answer) return error;
  if (error instanceof MimeError) {
    return error.slug === 'too-large' ? new Answer(552, '5.3.4 Message too large') : unreadable();
  }
  return later();
}
