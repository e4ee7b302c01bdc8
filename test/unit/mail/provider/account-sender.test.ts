import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { mask } from '#kernel/masked';
import { MailSender } from '#mail/mail-sender';
import type { AccountServer } from '#mail/provider/mail-account';
import { trySubmission } from '#mail/provider/submission';

const tls = (name: string): Buffer => readFileSync(path.join(__dirname, '../../../fixtures/tls', name));
const ca = tls('localhost.crt').toString();

let refusal: { code: number; text: string; at: 'RCPT' | 'DATA' } | null = null;
const got: { from: string; to: string; raw: string }[] = [];
let tries = 0;
const refused = (at: 'RCPT' | 'DATA'): Error | null =>
  refusal?.at === at ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null;

const options: SMTPServerOptions = {
  ...{ key: tls('localhost.key'), cert: tls('localhost.crt'), logger: false },
  ...{ disableReverseLookup: true, hideENHANCEDSTATUSCODES: true },
  onAuth: ({ username, password }, _session, done) =>
    username === 'shop' && password === 'right'
      ? done(null, { user: 'shop' })
      : done(Object.assign(new Error('5.7.8 no'), { responseCode: 535 })),
  onRcptTo: (_address, _session, done) => {
    tries += 1;
    done(refused('RCPT'));
  },
  onData: (stream, { envelope }, done) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.on('end', () => {
      const error = refused('DATA');
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      if (error === null) {
        got.push({ from, to: envelope.rcptTo[0]?.address ?? '', raw: Buffer.concat(pieces).toString() });
      }
      done(error);
    });
  },
};
const [server, startTls] = [true, false].map((secure) => new SMTPServer({ ...options, secure })) as [
  SMTPServer,
  SMTPServer,
];
for (const each of [server, startTls]) each.on('error', () => undefined);
const gates: Server[] = [];
const sockets: Socket[] = [];
const senders: MailSender[] = [];
beforeAll(async () => {
  for (const each of [server, startTls]) {
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
  }
});
beforeEach(() => {
  refusal = null;
  got.length = 0;
  tries = 0;
});
afterAll(async () => {
  for (const sender of senders) sender.close();
  for (const each of sockets) each.destroy();
  for (const each of [server, startTls, ...gates]) {
    await new Promise<void>((resolve) => void each.close(() => resolve()));
  }
});

const submission = (password = 'right') => ({
  ...{
    host: 'localhost',
    port: (server.server.address() as AddressInfo).port,
    isImplicit: true,
    user: 'shop',
  },
  ...{ password, ca },
});
const alias = 'r.aaaabbbbccccdddd@orders.shop.example';
const bounceTo = 'b.bbbbccccddddeeee@orders.shop.example';

function senderOf(address: string | null, password?: string, at: Partial<AccountServer> = {}): MailSender {
  const account = { submission: { ...submission(password), ...at }, address };
  const sender = new MailSender(account.submission, 'orders.shop.example', null, account);
  senders.push(sender);
  return sender;
}
const send = (sender: MailSender) =>
  sender.send(
    {
      ...{ token: 'bbbbccccddddeeee', fromName: 'Звезда', from: alias, subject: 'Order', text: 'x' },
      ...{ at: 1_790_000_000_000_000, pictures: [], references: [], isAutomatic: false },
    },
    mask('ivan@customer.example'),
    bounceTo,
  );

it('signs in, and mails are from the order’s address where the account may', async () => {
  expect(await send(senderOf(null))).toBe('sent');
  expect(got).toMatchObject([{ from: bounceTo, to: 'ivan@customer.example' }]);
  expect(got[0]?.raw).toContain(`<${alias}>`);
  expect(got[0]?.raw).not.toMatch(/^Reply-To:/m);
});

it('or from the account’s, and are answered at the order’s', async () => {
  expect(await send(senderOf('shop@provider.example'))).toBe('sent');
  const [mail] = got;
  expect(mail?.from).toBe('shop@provider.example');
  expect(mail?.raw).toMatch(/^From: [^\r\n]*<shop@provider\.example>/m);
  expect(mail?.raw).toMatch(new RegExp(`^Reply-To: ${alias}`, 'm'));
});

it('a limit of the account puts the mail off, and nothing is tried for a while', async () => {
  const sender = senderOf(null);
  refusal = { code: 550, text: '5.4.5 Daily user sending limit exceeded', at: 'DATA' };
  const putOff = { fault: 'unreachable', isFinal: false };
  expect(await send(sender)).toEqual(putOff);
  refusal = null;
  expect(await send(sender)).toEqual(putOff);
  expect(tries).toBe(1);
  // The control: another process has not heard of it.
  expect(await send(senderOf(null))).toBe('sent');
});

it('a sender or password that the provider does not take is no fault of the mail', async () => {
  refusal = { code: 553, text: '5.7.1 <x>: Sender address rejected: not owned by user shop', at: 'RCPT' };
  expect(await send(senderOf(null))).toEqual({ fault: 'unreachable', isFinal: false });
  refusal = null;
  expect(await send(senderOf(null, 'wrong'))).toEqual({ fault: 'unreachable', isFinal: false });
});

it('a recipient that the provider refuses is final', async () => {
  refusal = { code: 550, text: '5.1.1 No such user', at: 'RCPT' };
  expect(await send(senderOf(null))).toEqual({ fault: 'mailbox-unknown', isFinal: true });
});

it('a try of the account says what is wrong', async () => {
  expect(await trySubmission(submission(), 'x.example')).toBeNull();
  expect(await trySubmission(submission('wrong'), 'x.example')).toBe('credentials-refused');
  expect(await trySubmission({ ...submission(), ca: null }, 'x.example')).toBe('certificate');
  expect(await trySubmission({ ...submission(), port: 1 }, 'x.example')).toBe('unreachable');
});

describe('by STARTTLS', () => {
  /** All that came from Star7's side, one character a byte. */
  let heard = '';
  beforeEach(() => void (heard = ''));

  /** The password as it stands in AUTH PLAIN and AUTH LOGIN (RFC 4616), and as it is. */
  const secrets = [
    'right',
    Buffer.from('right').toString('base64'),
    Buffer.from('\0shop\0right').toString('base64'),
  ];
  const at = (gate: Server): Partial<AccountServer> => ({
    ...{ isImplicit: false, port: (gate.address() as AddressInfo).port },
  });

  async function listening(gate: Server): Promise<Server> {
    gates.push(gate);
    gate.on('connection', (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => void gate.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  /** The provider, with all that it gets noted on its way. */
  const overheard = (): Promise<Server> =>
    listening(
      createServer((client) => {
        const provider = connect((startTls.server.address() as AddressInfo).port, '127.0.0.1');
        client.on('data', (bytes) => void (heard += bytes.toString('latin1')));
        client.pipe(provider).pipe(client);
        for (const each of [client, provider]) each.on('error', () => client.destroy());
        client.on('close', () => provider.destroy());
      }),
    );

  /** A server in plain text that lets in whoever asks. @param lines what it can do @param tls its answer to STARTTLS */
  const plain = (lines: readonly string[], tls: string): Promise<Server> =>
    listening(
      createServer((client) => {
        client.on('error', () => undefined);
        client.write('220 plain.example\r\n');
        client.on('data', (bytes) => {
          const said = bytes.toString('latin1');
          heard += said;
          if (/^EHLO/i.test(said)) {
            const all = ['plain.example', ...lines];
            client.write(
              all.map((each, nth) => `250${nth + 1 < all.length ? '-' : ' '}${each}\r\n`).join(''),
            );
          } else if (/^STARTTLS/i.test(said)) client.write(`${tls}\r\n`);
          else if (/^AUTH/i.test(said)) client.write('235 2.7.0 in\r\n');
          else client.write('250 2.0.0 fine\r\n');
        });
      }),
    );

  it('a mail goes, and before TLS nothing is said but EHLO and STARTTLS', async () => {
    const gate = await overheard();
    expect(await send(senderOf(null, 'right', at(gate)))).toBe('sent');
    expect(got).toMatchObject([{ from: bounceTo, to: 'ivan@customer.example' }]);
    expect(await trySubmission({ ...submission(), ...at(gate) }, 'x.example')).toBeNull();
    // A handshake begins with 0x16, 0x03 (RFC 8446, section 5.1).
    const before = heard.slice(0, heard.indexOf('\u0016\u0003'));
    expect(before).toBe('EHLO orders.shop.example\r\nSTARTTLS\r\n');
    for (const secret of [...secrets, 'customer.example']) expect(heard).not.toContain(secret);
  });

  it('a password that the provider does not take is said, and so is a certificate of somebody else', async () => {
    const gate = await overheard();
    const of = (more: Partial<AccountServer>) =>
      trySubmission({ ...submission(), ...at(gate), ...more }, 'x.example');
    expect(await of({ password: 'wrong' })).toBe('credentials-refused');
    expect(await of({ ca: null })).toBe('certificate');
  });

  it.each([
    ['offers none', ['AUTH PLAIN LOGIN'], '502 5.5.1 no'],
    ['offers it and will not', ['STARTTLS', 'AUTH PLAIN LOGIN'], '454 4.7.0 no'],
    ['has no TLS behind it', ['STARTTLS', 'AUTH PLAIN LOGIN'], '220 2.0.0 go'],
  ])('a server that %s gets no password and no mail', async (_name, lines, answer) => {
    const gate = await plain(lines, answer);
    expect(await send(senderOf(null, 'right', at(gate)))).toEqual({ fault: 'unreachable', isFinal: false });
    expect(await trySubmission({ ...submission(), ...at(gate) }, 'x.example')).toBe('certificate');
    expect(heard).toMatch(/^EHLO/);
    expect(heard).not.toMatch(/AUTH|MAIL FROM|RCPT/i);
    for (const secret of secrets) expect(heard).not.toContain(secret);
  });

  it('the control: a mail server of one’s own elsewhere is spoken to without TLS, and is heard', async () => {
    const gate = await plain(['AUTH PLAIN LOGIN'], '502 5.5.1 no');
    const { port } = gate.address() as AddressInfo;
    const sender = new MailSender({ host: 'localhost', port }, 'orders.shop.example', null);
    senders.push(sender);
    await send(sender);
    expect(heard).toContain('RCPT TO:<ivan@customer.example>');
  });
});
