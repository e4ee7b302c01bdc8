import { composeMail } from '#mail/compose-mail';
import { MimeError } from '#mail/mime-error';
import { longestSubject, longestText } from '#mail/model/mail';
import { readMime } from '#mail/read-mime';
import type { Random } from '#kernel/random';
import { canaryAddress, canaryNumbers, canaryWords } from '../canaries';
import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { bytesOf, mutatedBytes, nastyWords } from '../mutation';

/** The bytes of a mail, and the sender of its envelope. */
interface Mail {
  raw: string;
  sender: string;
}

const rules = {
  own: { numbers: canaryNumbers.map((number) => number.slice(1)), addresses: [canaryAddress] },
  keptHosts: ['shop.example'],
};
const domain = 'mail.shop.example';

const texts = [
  'Здравствуйте! Когда привезут заказ 1001?',
  `Позвоните мне: ${canaryNumbers[0]}\n\n> Ваш заказ собран.`,
  `On Mon, 5 Oct 2026 at 10:11, Canary <${canaryAddress}> wrote:\n> hello`,
  '<p>Добрый день</p><img src="http://t.tracker.example/a.gif"><a href="https://shop.example/1">shop</a>',
  'Hi. This is the qmail-send program. Sorry, no mailbox here by that name. (#5.1.1)',
  'Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n',
];
const types = [
  'text/plain; charset=utf-8',
  'text/html; charset=utf-8',
  'text/plain; charset=koi8-r',
  'text/plain; charset=windows-1251; format=flowed',
  'text/calendar; method=REQUEST',
  'text/vcard',
  'message/rfc822',
  'message/delivery-status',
  'message/disposition-notification',
  'application/pdf; name="a.pdf"',
  'application/ms-tnef; name=winmail.dat',
  'application/pkcs7-signature',
  'image/png; name="IMG.png"',
  'image/svg+xml',
];
const encodings = ['7bit', '8bit', 'quoted-printable', 'base64', 'binary', 'x-unknown'];
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const headers = [
  'Message-ID: <a1@home.example>',
  'References: <a0@home.example> <b0@mail.shop.example>',
  'In-Reply-To: <b0@mail.shop.example>',
  'Auto-Submitted: auto-replied',
  'Authentication-Results: mx; dmarc=pass header.from=example.test',
  'X-Spam: Yes',
  'X-Failed-Recipients: a@b',
  `To: ${canaryAddress}`,
  `Subject: =?utf-8?B?${Buffer.from('Заказ 1001').toString('base64')}?=`,
  'Subject: =?utf-8?Q?=D0=97?=\r\n =?koi8-r?B?xQ==?=',
  'From: "a" <b@c.example>, group: d@e.example;',
];
const words = [
  ...[
    '\r\n',
    '\n',
    '\r\n\r\n',
    '\r\n ',
    '--b',
    '--b--',
    '--b1',
    ';',
    '"',
    '=?utf-8?B?',
    '?=',
    '=\r\n',
    '=3D',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=b',
    'boundary=""',
    'Content-Transfer-Encoding: base64',
    'charset=',
  ],
  ...['<', '>', '<style>', '<!--', '&#55;', '&nbsp;', '<a href="', 'begin 644 a\n', '\u200b', '\u00ad'],
  ...canaryWords,
  ...nastyWords,
].map(bytesOf);

/** A read receipt, a picture alone, and more parts than are read. */
const whole = [
  'From: a@b.example\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\n\r\nread\r\n--b--\r\n',
  `From: a@b.example\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${png}\r\n`,
  `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(201)}--b--\r\n`,
];

function part(random: Random, depth: number): string {
  if (depth < 4 && random.chance(0.25)) return multipart(random, depth + 1);
  const type = random.pick(types);
  const text = type.startsWith('image/png') ? png : random.pick(texts);
  // Where a damaged mail shows its encoding as its text, a number in it is there for whoever decodes it: that is not hidden.
  const encoding = random.pick(
    /canary|\d{7}/.test(text) ? encodings.filter((each) => each !== 'base64') : encodings,
  );
  const body = encoding === 'base64' ? Buffer.from(text).toString('base64') : bytesOf(text);
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
}

function multipart(random: Random, depth: number): string {
  const kind = random.pick([
    'mixed',
    'alternative',
    'related',
    'report; report-type=delivery-status',
    'signed',
  ]);
  const boundary = `b${depth === 0 ? '' : String(depth)}`;
  const parts = random.list(random.size(6), () => part(random, depth));
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${parts.map((each) => `--${boundary}\r\n${each}`).join('')}--${boundary}--\r\n`;
}

function generate(random: Random): Mail {
  if (random.chance(0.05)) return { raw: random.pick(whole), sender: '' };
  const some = random.list(random.int(6), () => random.pick(headers)).map((line) => `${line}\r\n`);
  const body = random.chance(0.6) ? multipart(random, 0) : part(random, 4);
  let raw = bytesOf(`From: Canary <${canaryAddress}>\r\n${some.join('')}MIME-Version: 1.0\r\n`) + body;
  if (random.chance(0.8)) raw = mutatedBytes(random, raw, words);
  return { raw, sender: random.chance(0.1) ? '' : canaryAddress };
}

async function run({ raw, sender }: Mail): Promise<{ depths: string[]; said: string }> {
  let mail;
  try {
    mail = await readMime(Buffer.from(raw, 'latin1'), sender, rules);
  } catch (error) {
    must(error instanceof MimeError, 'an error that is not said in words');
    return { depths: [error.slug], said: '' };
  }
  const { subject, text, pictures, references, kind, report } = mail;
  must(subject.length <= longestSubject && !/[\r\n]/.test(subject), 'a subject is long, or has lines');
  must(text.length <= longestText * 2, 'a text is long');
  must(!/(?![\t\n\r\x7f-\x9f])\p{Cc}/u.test(text), 'a control character is left');
  const composed = await composeMail(
    {
      ...{ token: 'aaaabbbbccccdddd', fromName: 'Shop', from: `r.bbbbccccddddeeee@${domain}`, at: 0 },
      ...{ subject, text, pictures, references: references.slice(-2), isAutomatic: false },
    },
    'reader@elsewhere.example',
    domain,
  );
  const head = composed.toString('latin1').split('\r\n\r\n')[0] ?? '';
  const names = Array.from(head.matchAll(/^([A-Za-z-]+):/gm), ([, name]) => name);
  must(new Set(names).size === names.length, 'a header twice');
  must(
    names.every((name) => allowed.has(name?.toLowerCase() ?? '')),
    'a header of another mail',
  );
  return {
    depths: [
      kind,
      ...(pictures.length > 0 ? ['picture'] : []),
      ...(mail.refused.length > 0 ? ['refused'] : []),
      ...(mail.hidden > 0 ? ['hidden'] : []),
      ...(report === null ? [] : [report.outcome]),
    ],
    said: `${subject}\n${text}`,
  };
}

const allowed = new Set([
  ...['from', 'to', 'subject', 'message-id', 'in-reply-to', 'references', 'date', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'content-disposition'],
]);

const simple = (text: string, type = 'text/plain'): Mail => ({
  raw: `From: a@b.example\r\nContent-Type: ${type}\r\n\r\n${text}`,
  sender: 'a@b.example',
});

export const mime: FuzzTarget<Mail> = {
  name: 'mime',
  generate,
  growing: {
    'a long text': (size) => simple('Здравствуйте, заказ 1001. '.repeat(size)),
    'many quoted lines': (size) => simple('> On Mon wrote:\r\n'.repeat(size)),
    'much HTML': (size) => simple('<div><b>a</b>'.repeat(size), 'text/html'),
    'many references': (size) => ({
      raw: `From: a@b.example\r\nReferences: ${'<a@b.example> '.repeat(size)}\r\n\r\nx`,
      sender: 'a@b.example',
    }),
    'many encoded words': (size) => ({
      raw: `From: a@b.example\r\nSubject:${' =?utf-8?B?0LA=?=\r\n'.repeat(size)}\r\nx`,
      sender: 'a@b.example',
    }),
    'lines like boundaries': (size) => simple('--x\r\n'.repeat(size), 'multipart/mixed; boundary=b'),
  },
  open: () => {
    let said: string[] = [];
    return Promise.resolve({
      run: async (input: Mail) => {
        const result = await run(input);
        said.push(result.said);
        return result.depths;
      },
      said: () => {
        const all = said.join('\n');
        said = [];
        return all;
      },
      close: () => Promise.resolve(),
    });
  },
};
