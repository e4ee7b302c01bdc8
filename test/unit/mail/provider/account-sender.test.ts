import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { mask } from '#kernel/masked';
import { MailSender } from '#mail/mail-sender';
import { trySubmission } from '#mail/provider/submission';

const tls = (name: string): Buffer => readFileSync(path.join(__dirname, '../../../fixtures/tls', name));
const ca = tls('localhost.crt').toString();

let refusal: { code: number; text: string; at: 'RCPT' | 'DATA' } | null = null;
const got: { from: string; to: string; raw: string }[] = [];
let tries = 0;
const refused = (at: 'RCPT' | 'DATA'): Error | null =>
  refusal?.at === at ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null;

const server = new SMTPServer({
  ...{ secure: true, key: tls('localhost.key'), cert: tls('localhost.crt'), logger: false },
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
});
server.on('error', () => undefined);
const senders: MailSender[] = [];
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  refusal = null;
  got.length = 0;
  tries = 0;
});
afterAll(async () => {
  for (const sender of senders) sender.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
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

function senderOf(address: string | null, password?: string): MailSender {
  const account = { submission: submission(password), address };
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
