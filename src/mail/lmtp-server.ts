import { SMTPServer } from 'smtp-server';
import type { SMTPServerAddress, SMTPServerDataResult, SMTPServerDataStream } from 'smtp-server';
import { HeldMails } from './held-mails';
import type { IntakeResult, MailIntake } from './mail-intake';
import { MimeError } from './mime-error';
import { readAlias } from './model/alias';
import type { Alias } from './model/alias';
import { largestMail } from './model/mail';
import { Answer, later, tooLarge, unreadable } from './smtp-answer';
import { closed, listenAt, portOf } from './smtp-listening';
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

const noMailbox = (): Answer => new Answer(550, '5.1.1 No such mailbox');

const refusals: Readonly<Record<Exclude<IntakeResult, 'stored' | 'repeated' | 'dropped'>, () => Answer>> = {
  'no-mailbox': noMailbox,
  'too-many': () => new Answer(450, '4.7.1 Too many messages, try again later'),
  waited: () => new Answer(550, '5.7.1 Too many messages, not delivered'),
  'not-taken': () => new Answer(550, '5.7.1 This kind of message is not accepted'),
};

/**
 * Connections of the mail server at once, and how long one may say nothing (RFC 5321, section 4.5.3.2.7): longer than all of them wait
 * for their mails to be read, one after another. A mail whose connection ends before the answer is sent again.
 */
const mostConnections = 20;
const silenceMs = 300_000;
/** A mail whose reading has begun is read within it; a stop of Star7 must not wait for connections that the mail server keeps. */
const closeMs = 6_000;

/**
 * Takes mails from the mail server of this machine by LMTP (RFC 2033), which answers for each recipient. 250 means that the mail is in
 * the database, or is a program's that nobody is to get ({@link IntakeResult}). It has no password: it listens on loopback, or in a network where the mail server alone is.
 */
export class LmtpServer {
  readonly #server: SMTPServer;
  readonly #held: HeldMails;

  constructor(private readonly parts: LmtpServerParts) {
    this.#held = new HeldMails(parts.mostHeld);
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

  listen(at: Address): Promise<void> {
    return listenAt(this.#server, at);
  }

  /** The port that it has. */
  get port(): number {
    return portOf(this.#server);
  }

  close(): Promise<void> {
    return closed(this.#server);
  }

  async #know({ address }: SMTPServerAddress): Promise<void> {
    const alias = readAlias(address, this.parts.domain);
    // An address that can be none costs the same look.
    const known = await this.parts.intake.isKnown(alias ?? { use: 'reply', token: '' });
    if (alias === null || !known) throw noMailbox();
  }

  #takeAll(
    stream: SMTPServerDataStream,
    sender: string,
    recipients: readonly SMTPServerAddress[],
  ): Promise<SMTPServerDataResult[]> {
    return this.#held.use(stream, async (raw) => {
      const answers: SMTPServerDataResult[] = [];
      for (const { address } of recipients) {
        const alias = readAlias(address, this.parts.domain);
        answers.push(alias === null ? noMailbox() : await this.#take(alias, raw, sender));
      }
      return answers;
    });
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
    return error.slug === 'too-large' ? tooLarge() : unreadable();
  }
  return later();
}
