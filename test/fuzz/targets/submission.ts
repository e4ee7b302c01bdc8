import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { HeldMails } from '#mail/held-mails';
import { MimeError } from '#mail/mime-error';
import { SubmissionError } from '#mail/programs/mail-submission';
import type { Submitter } from '#mail/programs/mail-programs';
import { SubmissionServer } from '#mail/programs/submission-server';
import type { SubmissionServerParts } from '#mail/programs/submission-server';
import type { Random } from '#kernel/random';
import { systemClock } from '#kernel/system-clock';
import { projectFolder } from '../../lab/project-folder';
import { canaryAddress, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, nastyWords, pieces } from '../mutation';
import { SaidLog } from '../said-log';
import { GreetedConnections, heardOn } from './greeted';

/** What a manager's mail program says on one connection, in the pieces in which it comes. */
interface Session {
  /** Whether TLS is there from the beginning. Else nothing may come of it. */
  isTls: boolean;
  pieces: string[];
  /** What becomes of mails. */
  results: Result[];
}

const results = ['sent', 'sent', 'sent', 'sent', 'sent', 'wait', 'unreadable', 'empty', 'outage'] as const;
type Result = (typeof results)[number];

const token = 'star7mail_right';
const own = 'm.aaaabbbbccccdddd@mail.shop.example';
const basic = (user: string, pass: string): string => Buffer.from(`\0${user}\0${pass}`).toString('base64');
const signIn = `AUTH PLAIN ${basic('101', token)}\r\n`;
const mail = `From: <${canaryAddress}>\r\nSubject: order\r\n\r\nПривет\r\n..\r\n.\r\n`;
const whole = [
  'EHLO laptop\r\n',
  signIn,
  `MAIL FROM:<${canaryAddress}>\r\n`,
  `RCPT TO:<${own}>\r\n`,
  'DATA\r\n',
  mail,
];
const commands = [
  ...whole,
  ...[`AUTH PLAIN ${basic('101', 'wrong')}\r\n`, `AUTH PLAIN ${basic(canaryAddress, '')}\r\n`],
  ...['AUTH LOGIN\r\n', `${Buffer.from('101').toString('base64')}\r\n`, 'AUTH XOAUTH2 =\r\n', '*\r\n'],
  ...[`RCPT TO:<${canaryAddress}>\r\n`, 'RCPT TO:<m.bbbbccccddddeeee@mail.shop.example>\r\n'],
  ...['STARTTLS\r\n', 'RSET\r\n', 'NOOP\r\n', 'VRFY root\r\n', 'HELP\r\n', 'HELO a\r\n', 'LHLO a\r\n'],
  ...['BDAT 10 LAST\r\n', 'XCLIENT ADDR=192.0.2.1\r\n', 'GET / HTTP/1.1\r\n', 'QUIT\r\n'],
];
const words = [
  ...['\r\n', '\n', '\r', '\r\n.\r\n', '\n.\n', '.', '<', '>', '@', ' SIZE=', ':', '"', '=', '\0', '\xff'],
  ...['\x16\x03\x01', ...canaryWords, ...nastyWords].map(bytesOf),
];

function generate(random: Random): Session {
  const said = random.chance(0.7)
    ? [...whole]
    : random.list(1 + random.size(12), () => random.pick(commands));
  for (let times = random.int(3); times > 0; times -= 1) {
    said.splice(random.int(said.length + 1), random.int(2), random.pick(commands));
  }
  if (random.chance(0.4)) said.push(...whole.slice(2));
  let bytes = said.map(bytesOf).join('');
  if (random.chance(0.6)) bytes = mutatedBytes(random, bytes, words);
  return {
    isTls: random.chance(0.7),
    pieces: pieces(random, bytes),
    results: random.list(4, () => random.pick(results)),
  };
}

const tls = (name: string): string =>
  readFileSync(path.join(projectFolder, 'test/fixtures/tls', name), 'utf8');
const certificate = { cert: tls('localhost.crt'), key: tls('localhost.key'), names: [], validTo: 0 };
const submitter: Submitter = {
  ...{ program: 1, tokenHash: Buffer.alloc(32) },
  manager: { id: 1, extension: '101', since: 0 },
};

/** Each lets whoever connects wait for a tenth of a second, and has room for ten who have not signed in. */
const servers = 6;
const waiting = 6;

class Rig {
  readonly said = new SaidLog();
  #results: readonly Result[] = [];
  #tries = 0;
  #submitted = 0;
  #signedIn = false;
  readonly #held = new HeldMails();
  readonly #servers = {
    tls: Array.from({ length: servers }, () => this.#server(true)),
    plain: Array.from({ length: servers }, () => this.#server(false)),
  };
  readonly #greeted = {
    tls: new GreetedConnections(servers * waiting, (nth) =>
      connectTls({ ...this.#at('tls', nth), ca: certificate.cert, servername: 'localhost' }),
    ),
    plain: new GreetedConnections(servers * waiting, (nth) => connect(this.#at('plain', nth))),
  };

  #at(kind: 'tls' | 'plain', nth: number): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.#servers[kind][nth % servers]!.port };
  }

  #server(isImplicit: boolean): SubmissionServer {
    const submission: SubmissionServerParts['submission'] = {
      signIn: (user, secret) => {
        this.#tries += 1;
        this.#signedIn ||= user === '101' && secret === token;
        return Promise.resolve(user === '101' && secret === token ? submitter : null);
      },
      recipient: (_by, address) =>
        Promise.resolve(address.toLowerCase() === own ? { orderNumber: '1001', alias: own } : null),
      submit: () => {
        const result = this.#results[this.#submitted % this.#results.length] ?? 'sent';
        this.#submitted += 1;
        if (result === 'unreadable') return Promise.reject(new MimeError('malformed'));
        if (result === 'empty') return Promise.reject(new SubmissionError('empty'));
        if (result === 'outage') return Promise.reject(new Error('no database'));
        return Promise.resolve(result);
      },
    };
    return new SubmissionServer({
      ...{ submission, certificate, isImplicit, held: this.#held, clock: systemClock, log: this.said },
      ...{ onSignIn: () => undefined, onMail: () => undefined },
    });
  }

  static async open(): Promise<Rig> {
    const rig = new Rig();
    for (const server of [...rig.#servers.tls, ...rig.#servers.plain]) {
      await server.listen({ host: '127.0.0.1', port: 0 });
    }
    return rig;
  }

  async run({ isTls, pieces: said, results: wanted }: Session): Promise<string[]> {
    this.#results = wanted;
    this.#tries = 0;
    this.#submitted = 0;
    this.#signedIn = false;
    const answer = await this.#answer(isTls, said);
    this.said.also(answer);
    const lines = answer.split('\r\n').filter((line) => line !== '');
    must(
      lines.every((line) => /^[2345]\d\d[ -]/.test(line)),
      'an answer that is none',
    );
    must((lines[0] ?? '').startsWith('220 '), 'no greeting');
    must(isTls || this.#tries === 0, 'a token was taken before TLS');
    const good = lines.filter((line) => line.startsWith('235')).length;
    must(good === 0 || this.#signedIn, 'somebody is let in by no token');
    must(this.#submitted === 0 || this.#signedIn, 'a mail of whom no token has let in');
    const taken = lines.filter((line) => line.startsWith('250 2.0.0 Taken')).length;
    must(taken <= this.#submitted, 'a mail is said to be taken that nobody was given');
    return [
      ...new Set(lines.map((line) => line.slice(0, 3))),
      ...(isTls ? [] : ['plain']),
      ...(taken > 0 ? ['taken'] : []),
      ...(taken > 1 ? ['several'] : []),
    ];
  }

  async close(): Promise<void> {
    for (const queue of [this.#greeted.tls, this.#greeted.plain]) await queue.drop();
    for (const server of [...this.#servers.tls, ...this.#servers.plain]) await server.close();
  }

  /** Everything that was said until the connection has ended; after STARTTLS that is TLS, and no answer. */
  async #answer(isTls: boolean, said: readonly string[]): Promise<string> {
    return await heardOn(await this.#greeted[isTls ? 'tls' : 'plain'].next(), (connection) => {
      for (const piece of said) connection.write(Buffer.from(piece, 'latin1'));
      // Ends whatever was begun: a mail, or a line.
      connection.write('\r\n.\r\nQUIT\r\n');
      // A handshake, too. Where mails are taken an end would come before their answers.
      if (!isTls) connection.end();
    });
  }
}

const flood = (text: string): Session => ({ isTls: true, pieces: [text], results: ['sent'] });
const begun = whole.slice(0, 3).join('');

export const submission: FuzzTarget<Session> = {
  name: 'submission',
  generate,
  growing: {
    'a long line': (size) => flood(`EHLO ${'x'.repeat(size * 20)}\r\n`),
    'many commands': (size) => flood('NOOP\r\n'.repeat(size)),
    'many recipients': (size) => flood(`${begun}${`RCPT TO:<${own}>\r\n`.repeat(Math.ceil(size / 10))}`),
    'a long mail': (size) => flood(`${begun}RCPT TO:<${own}>\r\nDATA\r\n${'..\r\n'.repeat(size)}.\r\n`),
  },
  open: async () => {
    const rig = await Rig.open();
    return {
      run: (input: Session) => rig.run(input),
      said: () => rig.said.take(),
      close: () => rig.close(),
    };
  },
};
