import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import type { HeldMails } from '../held-mails';
import { MimeError } from '../mime-error';
import { largestMail } from '../model/mail';
import type { SubmissionFault } from '../model/submission';
import { Answer, later, tooLarge, unreadable } from '../smtp-answer';
import { closed, listenAt, portOf } from '../smtp-listening';
import { SubmissionError } from './mail-submission';
import type { MailSubmission, Recipient } from './mail-submission';
import type { Submitter } from './mail-programs';
import type { ServerCertificate } from './server-certificate';
import { clientNetwork } from '#http/client-network';
import type { Address } from '#http/listen';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { RefusedError } from '#kernel/refused-error';

/** What became of a mail, and of a try to sign in. Stable: labels of metrics. */
export const submittedResults = ['sent', 'refused', 'failed'] as const;
export type SubmittedResult = (typeof submittedResults)[number];
export const programSignIns = ['good', 'wrong', 'wait', 'failed'] as const;
export type ProgramSignIn = (typeof programSignIns)[number];

export interface SubmissionServerParts {
  submission: Pick<MailSubmission, 'signIn' | 'recipient' | 'submit'>;
  certificate: ServerCertificate;
  /** TLS from the beginning (RFC 8314, section 3.3); else by STARTTLS, and before it nothing is taken. */
  isImplicit: boolean;
  /** Of all ports together. */
  held: HeldMails;
  clock: Pick<Clock, 'after'>;
  log: Log;
  onSignIn: (result: ProgramSignIn) => void;
  onMail: (result: SubmittedResult) => void;
}

const wrongToken = (): Answer =>
  new Answer(535, '5.7.8 User or token not accepted. Make a new password in Star7 under Settings');
const tooManyTries = (): Answer => new Answer(454, '4.7.0 Too many failed attempts, try again later');
/** For unknown, foreign and closed addresses, and for all that are no address of an order. */
const notYours = (): Answer =>
  new Answer(550, '5.1.1 Not the address of an order of yours. Copy it from the order in Star7');
const tooManyConnections = (): Answer =>
  new Answer(421, '4.7.0 Too many connections that have not signed in, try again later');
const oneOnly = (): Answer =>
  new Answer(550, '5.5.3 One order for each mail. Send each customer a mail of their own');
const tooManyMails = (): Answer => new Answer(450, '4.7.1 Too many mails within an hour. Send it later');
const tooSlow = (): Answer => new Answer(421, '4.4.2 Not signed in within a minute');
const refusedWhole = (): Answer =>
  new Answer(554, '5.7.1 A recipient was refused, so nobody gets this mail. Remove it and send again');

const faults: Readonly<Record<SubmissionFault, string>> = {
  'other-recipients':
    '5.7.1 Nobody gets this mail: To, Cc and Bcc may hold only the one address of the order. Remove all others',
  attachments:
    '5.6.1 Nobody gets this mail: pictures and files are not sent, also those of a signature. Remove them',
  automatic: '5.7.1 Automatic mails and receipts are not sent',
  'too-long': '5.6.0 The text has more than 20000 characters. Shorten what is quoted',
  empty: '5.6.0 The mail has no text',
};

const refusals: ReadonlyMap<string, () => Answer> = new Map([
  ['order-refused', notYours],
  ['no-mail-address', () => new Answer(550, '5.1.2 The order has no e-mail address of its customer')],
  ['invalid-input', () => new Answer(550, faults.empty)],
  ['idempotency-key-reused', () => new Answer(554, '5.6.0 A mail with this Message-ID was sent before')],
  [
    'too-many-mails',
    () => new Answer(450, '4.7.1 Too many mails to this order within an hour. Send it later'),
  ],
  ['locked-out', () => new Answer(450, '4.7.1 Too many refused orders. Try again later')],
]);

/** What is not there without TLS. */
const beforeTls = ['AUTH', 'MAIL', 'RCPT', 'DATA'];
const mostConnections = 100;
/** Of one network before they have signed in: nobody else's wait for them. An office signs in within a second. */
const mostStrangers = 10;
const silenceMs = 120_000;
/** Whoever has not signed in by then makes room, whatever they send meanwhile. */
const signInMs = 60_000;
const closeMs = 6_000;

/** What a connection knows, besides smtp-server. */
interface Dialogue {
  submitter: Submitter | null;
  recipient: Recipient | null;
  /** One was refused: then nobody gets the mail. */
  isRefused: boolean;
  /** Until it has signed in. */
  strangerOf: string | null;
  /** Of the time that it has for that. */
  cancelTimer: () => void;
}

/**
 * Takes mails from managers' own mail programs (RFC 6409) over TLS alone. Who is in MAIL FROM and From does not matter: the token says who
 * writes.
 */
export class SubmissionServer {
  readonly #server: SMTPServer;
  /** Connections that have not signed in, by network. */
  readonly #strangers = new Map<string, number>();
  readonly #dialogues = new WeakMap<SMTPServerSession, Dialogue>();

  constructor(private readonly parts: SubmissionServerParts) {
    const { certificate, isImplicit, log } = parts;
    const options: SMTPServerOptions = {
      ...{ secure: isImplicit, cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' },
      ...{ name: 'star7', banner: 'ready', size: largestMail },
      ...{ authMethods: ['PLAIN', 'LOGIN'], authOptional: false, allowInsecureAuth: false },
      ...{ disableReverseLookup: true, hideENHANCEDSTATUSCODES: true, logger: false },
      ...{ maxClients: mostConnections, socketTimeout: silenceMs, closeTimeout: closeMs },
      onConnect: (session, done) => {
        // A program that does not ask for TLS must not be offered to give its token away.
        if (!isImplicit) session.disabledCommands = [...beforeTls];
        done(this.#admits(session) ? null : tooManyConnections());
      },
      onClose: (session) => this.#isStrangerNoMore(session),
      onSecure: (_socket, session, done) => {
        session.disabledCommands = [];
        done();
      },
      onAuth: ({ username, password }, session, done) => {
        const user = username ?? '';
        this.#signIn(user, password ?? '', session).then(
          () => done(null, { user }),
          (error: unknown) => done(asAnswer(error)),
        );
      },
      onMailFrom: (_address, session, done) => {
        const dialogue = this.#dialogueOf(session);
        dialogue.recipient = null;
        dialogue.isRefused = false;
        done();
      },
      onRcptTo: ({ address }, session, done) => {
        this.#address(address, session).then(
          () => done(),
          (error: unknown) => {
            this.#dialogueOf(session).isRefused = true;
            done(asAnswer(error));
          },
        );
      },
      onData: (stream, session, done) => {
        this.#take(stream, session).then(
          () => done(null, '2.0.0 Taken'),
          (error: unknown) => done(this.#noted(error, session)),
        );
      },
    };
    this.#server = new SMTPServer(options);
    this.#server.on('error', (error: Error) =>
      log.info('a connection of a mail program broke off', { error }),
    );
  }

  /** The certificate was renewed: it counts for connections from now on. */
  renew({ cert, key }: ServerCertificate): void {
    this.#server.updateSecureContext({ cert, key });
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

  async #signIn(user: string, token: string, session: SMTPServerSession): Promise<void> {
    const { submission, onSignIn, log } = this.parts;
    const submitter = await submission
      .signIn(user.trim(), token.trim(), clientNetwork(session.remoteAddress))
      .catch((error: unknown) => {
        onSignIn('failed');
        throw error;
      });
    if (submitter === null || submitter === 'wait') {
      onSignIn(submitter === 'wait' ? 'wait' : 'wrong');
      log.warn('a mail program was not let in', { reason: submitter === 'wait' ? 'wait' : 'wrong' });
      throw submitter === 'wait' ? tooManyTries() : wrongToken();
    }
    onSignIn('good');
    this.#dialogueOf(session).submitter = submitter;
    this.#isStrangerNoMore(session);
  }

  #admits(session: SMTPServerSession): boolean {
    const network = clientNetwork(session.remoteAddress);
    const strangers = this.#strangers.get(network) ?? 0;
    if (strangers >= mostStrangers) return false;
    this.#strangers.set(network, strangers + 1);
    const dialogue = this.#dialogueOf(session);
    dialogue.strangerOf = network;
    dialogue.cancelTimer = this.parts.clock.after(signInMs, () => this.#letGo(session));
    return true;
  }

  /** It has signed in, or has ended. */
  #isStrangerNoMore(session: SMTPServerSession): void {
    const dialogue = this.#dialogueOf(session);
    const network = dialogue.strangerOf;
    if (network === null) return;
    dialogue.strangerOf = null;
    dialogue.cancelTimer();
    const others = (this.#strangers.get(network) ?? 1) - 1;
    if (others === 0) this.#strangers.delete(network);
    else this.#strangers.set(network, others);
  }

  /** It has taken too long to sign in. */
  #letGo(session: SMTPServerSession): void {
    for (const connection of this.#server.connections) {
      if (connection.session !== session) continue;
      const { responseCode, message } = tooSlow();
      connection.send(responseCode, message);
      connection.close();
    }
  }

  async #address(address: string, session: SMTPServerSession): Promise<void> {
    const dialogue = this.#dialogueOf(session);
    if (dialogue.submitter === null) throw wrongToken();
    const recipient = await this.parts.submission.recipient(
      ...([dialogue.submitter, address, clientNetwork(session.remoteAddress)] as const),
    );
    if (recipient === 'wait') throw tooManyTries();
    if (recipient === null) throw notYours();
    if (dialogue.recipient !== null && dialogue.recipient.alias !== recipient.alias) throw oneOnly();
    dialogue.recipient = recipient;
  }

  #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const { submitter, recipient, isRefused } = this.#dialogueOf(session);
    return this.parts.held.use(stream, async (raw) => {
      if (isRefused) throw refusedWhole();
      if (submitter === null || recipient === null) throw notYours();
      const became = await this.parts.submission.submit(submitter, recipient, raw);
      if (became === 'wait') throw tooManyMails();
      this.parts.onMail('sent');
    });
  }

  #noted(error: unknown, session: SMTPServerSession): Answer {
    const { log, onMail } = this.parts;
    const answer = asAnswer(error);
    const manager = this.#dialogueOf(session).submitter?.manager.extension;
    onMail(answer.responseCode >= 500 ? 'refused' : 'failed');
    if (error instanceof SubmissionError) {
      log.info('a mail of a mail program was refused', { manager, reason: error.fault });
    } else if (error instanceof Answer) {
      log.info('a mail of a mail program was refused', { manager, status: answer.responseCode });
    } else {
      log.warn('a mail of a mail program was not taken', { manager, error });
    }
    return answer;
  }

  #dialogueOf(session: SMTPServerSession): Dialogue {
    const known = this.#dialogues.get(session);
    if (known !== undefined) return known;
    const cancelTimer = (): void => undefined;
    const begun: Dialogue = {
      submitter: null,
      recipient: null,
      isRefused: false,
      strangerOf: null,
      cancelTimer,
    };
    this.#dialogues.set(session, begun);
    return begun;
  }
}

function asAnswer(error: unknown): Answer {
  if (error instanceof Answer) return error;
  if (error instanceof SubmissionError) return new Answer(554, faults[error.fault]);
  if (error instanceof RefusedError) return (refusals.get(error.slug) ?? later)();
  if (error instanceof MimeError && error.slug !== 'too-long') {
    return error.slug === 'too-large' ? tooLarge() : unreadable();
  }
  return later();
}
