import { aliasAddress } from '#mail/model/alias';
import { answeredMail, mostRecipients, providerEnvelope } from '#mail/provider/model/provider-envelope';

const domain = 'mail.shop.example';
const alias = `r.aaaabbbbccccdddd@${domain}`;
const other = `r.bbbbccccddddeeee@${domain}`;

const envelope = (...lines: string[]) =>
  providerEnvelope([...lines, '', `To: ${other}`, ''].join('\r\n'), domain);
const addresses = (...lines: string[]) => envelope(...lines).aliases.map((one) => aliasAddress(one, domain));

it.each([
  ['Postfix', ['X-Original-To: ' + alias, 'Delivered-To: star7@provider.example']],
  [
    'Google',
    ['Delivered-To: shop@provider.example', 'X-Gm-Original-To: ' + alias, 'To: Anna <anna@x.example>'],
  ],
  ['Fastmail', [`X-Delivered-to: ${alias}`]],
  ['Exim', [`Envelope-to: ${alias.toUpperCase()}`]],
  ['none but what the sender wrote', [`To: "a, b" <x@y.example>,`, `\t=?utf-8?q?x?= <${alias}>`]],
])('finds the address by what %s writes', (_name, lines) => {
  expect(addresses(...lines)).toEqual([alias]);
});

it.each(['b', 't', 'd', 'm', 'c'])('finds an address that begins with %s', (letter) => {
  const one = `${letter}.aaaabbbbccccdddd@${domain}`;
  expect(addresses(`Delivered-To: ${one}`)).toEqual([one]);
});

it('takes each address once, and no more of them than anybody writes to', () => {
  expect(addresses(`Delivered-To: ${alias}`, `To: ${alias}, ${other}`)).toEqual([alias, other]);
  const many = Array.from(
    { length: 40 },
    (_, nth) => `r.aaaabbbbcccc${nth < 26 ? 'a' : 'b'}dd${String.fromCharCode(97 + (nth % 26))}@${domain}`,
  );
  expect(addresses(`To: ${many.join(', ')}`)).toHaveLength(mostRecipients);
});

it('an address in another header, in the text or of another domain is none', () => {
  expect(addresses(`Subject: ${alias}`, `Reply-To: ${alias}`, `From: ${alias}`)).toEqual([]);
  expect(addresses(`To: ${alias}.evil.example, xr.aaaabbbbccccdddd@other.example`)).toEqual([]);
});

it('says whether it is a report by the topmost Return-Path, and whether it has an id', () => {
  expect(envelope('Return-Path: <>', 'Return-Path: <a@b.example>').sender).toBe('');
  expect(envelope('Return-Path: <a@b.example>', 'Return-Path: <>').sender).toBe('a@b.example');
  expect(envelope('Subject: x').sender).toBe('unknown');
  expect(envelope('Message-ID: <x1@y.example>').hasMessageId).toBe(true);
  expect(envelope('Message-ID: none', 'X: <x1@y.example>').hasMessageId).toBe(false);
});

it('a report to the account itself is of the mail whose headers it has, an answer of the one that it answers', () => {
  const own = `ccccddddeeeeffff@${domain}`;
  const report = [
    ...['To: shop@provider.example', 'Content-Type: multipart/report; boundary=b', '', '--b'],
    ...['Content-Type: text/rfc822-headers', '', 'Subject: Order', `Message-ID: <${own}>`, '--b--', ''],
  ].join('\r\n');
  expect(answeredMail(report, domain)).toEqual({ use: 'bounce', token: 'ccccddddeeeeffff' });
  const answer = `References: <a@b.example>\r\n <${own}>\r\n\r\ntext`;
  expect(answeredMail(answer, domain)).toEqual({ use: 'bounce', token: 'ccccddddeeeeffff' });
  expect(answeredMail(`Subject: <${own}>\r\n\r\n<${own}>`, domain)).toBeNull();
});
