import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askMailDns } from '#mail/ask-mail-dns';
import { readDkimKey, writeDkimKey } from '#mail/dkim-key';
import { faultsOfDns, mailRecords } from '#mail/model/mail-dns';
import type { MailDnsAnswers } from '#mail/model/mail-dns';
import { verdictsIn } from '#mail/model/mail-verdicts';

const folder = mkdtempSync(path.join(tmpdir(), 'star7-dkim-'));
const file = path.join(folder, 'dkim.pem');
afterAll(() => rmSync(folder, { recursive: true }));

const named = { domain: 'mail.shop.example', selector: 'star7' };

it('a key is written once, for its owner alone, and read back', () => {
  writeDkimKey(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(() => writeDkimKey(file)).toThrow(/EEXIST/);
  const key = readDkimKey(file, named);
  expect(key).toMatchObject(named);
  expect(key.publicKey).toMatch(/^MIIBI[A-Za-z0-9+/]+=*$/);
});

it('what is wrong with a key file is said without a word of it', () => {
  chmodSync(file, 0o640);
  expect(() => readDkimKey(file, named)).toThrow('open to others');
  chmodSync(file, 0o600);
  expect(() => readDkimKey(path.join(folder, 'none'), named)).toThrow('cannot be read (ENOENT)');
  const other = path.join(folder, 'other');
  writeFileSync(other, 'a secret', { mode: 0o600 });
  expect(() => readDkimKey(other, named)).toThrow(/^is no private key in PEM$/);
});

it('the records of a domain pass its own check', () => {
  const { publicKey } = readDkimKey(file, named);
  const records = mailRecords({
    ...named,
    mailHost: 'mx.shop.example',
    dkim: { selector: 'star7', publicKey },
  });
  expect(records.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'mail.shop.example MX',
    'mail.shop.example TXT',
    'star7._domainkey.mail.shop.example TXT',
    '_dmarc.mail.shop.example TXT',
  ]);
  const text = (name: string): string[] =>
    records
      .filter((record) => record.name === name && record.type === 'TXT')
      .map(({ value }) => [...value.matchAll(/"([^"]*)"/g)].map(([, piece]) => piece).join(''));
  // A piece has at most 255 bytes.
  for (const { value } of records) expect(value).not.toMatch(/"[^"]{256,}"/);
  const answers: MailDnsAnswers = {
    mx: ['mx.shop.example'],
    texts: text('mail.shop.example'),
    dkim: text('star7._domainkey.mail.shop.example'),
    dmarc: text('_dmarc.mail.shop.example'),
  };
  expect(faultsOfDns(answers, publicKey)).toEqual([]);
  expect(faultsOfDns({ ...answers, mx: [], texts: [], dkim: [], dmarc: [] }, publicKey)).toEqual([
    ...['mx-missing', 'spf-missing', 'dkim-missing', 'dmarc-missing'],
  ]);
  expect(
    faultsOfDns(
      { mx: ['a'], texts: ['v=spf1 +all'], dkim: ['v=DKIM1; p=AAAA'], dmarc: ['v=DMARC1; p=none'] },
      publicKey,
    ),
  ).toEqual(['spf-open', 'dkim-other-key', 'dmarc-lax']);
  expect(faultsOfDns({ ...answers, texts: ['v=spf1 -all', 'v=spf1 mx -all'] }, publicKey)).toEqual([
    'spf-several',
  ]);
  // What follows `all` is no sender (RFC 7208, section 6).
  expect(faultsOfDns({ ...answers, texts: ['v=spf1 mx -all exp=why.shop.example '] }, publicKey)).toEqual([]);
  expect(faultsOfDns({ ...answers, texts: ['v=spf1 mx -allother'] }, publicKey)).toEqual(['spf-open']);
  // Nothing is said of what was not answered, nor of a key that Star7 does not have.
  expect(faultsOfDns({ mx: null, texts: null, dkim: null, dmarc: null }, publicKey)).toEqual([]);
  expect(faultsOfDns({ ...answers, dkim: [] }, null)).toEqual([]);
});

it('of what a filter says of a sender only methods and results are kept', () => {
  const raw = [
    'Authentication-Results: mx.shop.example; spf=pass smtp.mailfrom=ivan77@customer.example;',
    '\tdkim=fail (no key) header.d=customer.example; dmarc=none',
    'Subject: dkim=pass',
    '',
    'Authentication-Results: x; spf=fail',
  ].join('\r\n');
  expect(verdictsIn(raw)).toBe('spf=pass dkim=fail dmarc=none');
  expect(verdictsIn('')).toBe('');
});

it('servers that say nothing hold up the doctor no longer than a while', async () => {
  const silent = createSocket('udp4');
  silent.bind(0, '127.0.0.1');
  await once(silent, 'listening');
  const began = Date.now();
  try {
    const server = `127.0.0.1:${String(silent.address().port)}`;
    expect(await askMailDns('mail.shop.example', 'star7', [server], 300)).toEqual({
      ...{ mx: null, texts: null, dkim: null, dmarc: null },
    });
    expect(Date.now() - began).toBeLessThan(2500);
  } finally {
    silent.close();
  }
});
