import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as a mail server got it. */
export interface TakenMail {
  /** Of the envelope. */
  from: string;
  to: string;
  raw: string;
  /** Its bytes, one character each. */
  bytes: string;
}

/** A mail server that takes what Star7 gives it. */
export class TakingMailServer {
  readonly received: TakenMail[] = [];
  /** The next answers; 250 afterwards. */
  readonly answers: { code: number; text: string }[] = [];
  readonly #server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, disableReverseLookup: true },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const answer = this.answers.shift();
        if (answer !== undefined) {
          done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
          return;
        }
        const { mailFrom, rcptTo } = envelope;
        const raw = Buffer.concat(pieces);
        this.received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address).join(),
          raw: raw.toString('utf8'),
          bytes: raw.toString('latin1'),
        });
        done();
      });
    },
  });

  constructor() {
    this.#server.on('error', () => undefined);
  }

  /** @param port 0 for any @returns the port that it has */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
