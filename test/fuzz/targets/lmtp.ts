import { connect } from 'node:net';
import { LmtpServer } from '#mail/lmtp-server';
import type { IntakeResult } from '#mail/mail-intake';
import { MimeError } from '#mail/mime-error';
import type { Random } from '#kernel/random';
import { canaryAddress, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, nastyWords, pieces } from '../mutation';
import { SaidLog } from '../said-log';
import { GreetedConnections, heardOn } from './greeted';

/** What a mail server says on one connection, in the pieces in which it comes. */
interface Session {
  pieces: string[];
  /** What becomes of mails. */
  results: (IntakeResult | 'unreadable' | 'outage')[];
}

const domain = 'mail.shop.example';
const alias = `r.aaaabbbbccccdddd@${domain}`;
const body = `From: <${canaryAddress}>\r\nSubject: order\r\n\r\nПривет\r\n..\r\n`;
const commands = [
  'LHLO mx.example\r\n',
  `MAIL FROM:<${canaryAddress}>\r\n`,
  'MAIL FROM:<> BODY=8BITMIME SIZE=100\r\n',
  `RCPT TO:<${alias}>\r\n`,
  `RCPT TO:<b.aaaabbbbccccdddd@${domain}>\r\n`,
  `RCPT TO:<${canaryAddress}>\r\n`,
  `RCPT TO:<r.bbbbbbbbbbbbbbbb@${domain}>\r\n`,
  'DATA\r\n',
  `${body}.\r\n`,
  'RSET\r\n',
  'NOOP\r\n',
  'VRFY root\r\n',
  'HELP\r\n',
  'AUTH PLAIN AGEAYg==\r\n',
  'STARTTLS\r\n',
  'EHLO mx\r\n',
  'BDAT 10 LAST\r\n',
  'XCLIENT ADDR=192.0.2.1\r\n',
  'GET / HTTP/1.1\r\n',
  'QUIT\r\n',
];
const whole = [0, 1, 3, 7, 8].map((at) => commands[at] ?? '');
const words = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n.\r\n',
    '\n.\n',
    '\r\n.\n',
    '.',
    '..',
    '<',
    '>',
    '@',
    ' SIZE=',
    ':',
    '"',
    '\\',
  ],
  ...['=?', ' SMTPUTF8', ' ORCPT=rfc822;', ' NOTIFY=NEVER', '\xff', '\x80'],
  ...[...canaryWords, ...nastyWords].map(bytesOf),
];
const results = [
  'stored',
  'stored',
  'repeated',
  'dropped',
  'no-mailbox',
  'too-many',
  'not-taken',
  'unreadable',
  'outage',
] as const;

function generate(random: Random): Session {
  const said = random.chance(0.7)
    ? [...whole]
    : random.list(1 + random.size(12), () => random.pick(commands));
  for (let times = random.int(3); times > 0; times -= 1) {
    said.splice(random.int(said.length + 1), random.int(2), random.pick(commands));
  }
  if (random.chance(0.2)) said.push(...whole.slice(1));
  let bytes = said.map(bytesOf).join('');
  if (random.chance(0.6)) bytes = mutatedBytes(random, bytes, words);
  return { pieces: pieces(random, bytes), results: random.list(4, () => random.pick(results)) };
}

/** Each takes twenty connections at once, and lets whoever connects wait for a tenth of a second. */
const servers = 4;
/** Connections to each that have waited already. */
const waiting = 15;

class Rig {
  readonly said = new SaidLog();
  #results: Session['results'] = [];
  #taken = 0;
  readonly #servers = Array.from({ length: servers }, () => this.#server());
  readonly #greeted = new GreetedConnections(waiting * servers, (nth) =>
    connect(this.#servers[nth % servers]!.port, '127.0.0.1'),
  );

  #server(): LmtpServer {
    return new LmtpServer({
      domain,
      log: this.said,
      onTaken: () => undefined,
      intake: {
        isKnown: ({ token }) => Promise.resolve(token === 'aaaabbbbccccdddd'),
        take: () => {
          const result = this.#results[this.#taken % this.#results.length] ?? 'stored';
          this.#taken += 1;
          if (result === 'unreadable') return Promise.reject(new MimeError('malformed'));
          if (result === 'outage') return Promise.reject(new Error('no database'));
          return Promise.resolve(result);
        },
      },
    });
  }

  static async open(): Promise<Rig> {
    const rig = new Rig();
    for (const server of rig.#servers) await server.listen({ host: '127.0.0.1', port: 0 });
    return rig;
  }

  async run({ pieces: said, results: wanted }: Session): Promise<string[]> {
    this.#results = wanted;
    this.#taken = 0;
    const answer = await this.#answer(said);
    this.said.also(answer);
    const lines = answer.split('\r\n').filter((line) => line !== '');
    must(
      lines.every((line) => /^[2345]\d\d[ -]/.test(line)),
      'an answer that is none',
    );
    must((lines[0] ?? '').startsWith('220 '), 'no greeting');
    const stored = lines.filter((line) => line.startsWith('250 2.0.0 Stored')).length;
    must(stored <= this.#taken, 'a mail is said to be stored that nobody was given');
    return [
      ...new Set(lines.map((line) => line.slice(0, 3))),
      ...(stored > 0 ? ['stored'] : []),
      ...(stored > 1 ? ['several'] : []),
    ];
  }

  async close(): Promise<void> {
    await this.#greeted.drop();
    for (const server of this.#servers) await server.close();
  }

  /** Everything that was said until the connection has ended. */
  async #answer(said: readonly string[]): Promise<string> {
    return await heardOn(await this.#greeted.next(), (connection) => {
      for (const piece of said) connection.write(Buffer.from(piece, 'latin1'));
      // Ends whatever was begun: a mail, or a line.
      connection.write('\r\n.\r\nQUIT\r\n');
    });
  }
}

const flood = (text: string): Session => ({ pieces: [text], results: ['stored'] });

export const lmtp: FuzzTarget<Session> = {
  name: 'lmtp',
  generate,
  growing: {
    'a long line': (size) => flood(`LHLO ${'x'.repeat(size * 20)}\r\n`),
    'many commands': (size) => flood('NOOP\r\n'.repeat(size)),
    'many recipients': (size) =>
      flood(`LHLO a\r\nMAIL FROM:<>\r\n${`RCPT TO:<${alias}>\r\n`.repeat(Math.ceil(size / 10))}`),
    'a long mail': (size) =>
      flood(`LHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<${alias}>\r\nDATA\r\n${'..\r\n'.repeat(size)}.\r\n`),
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
