import type { Content, Part } from './clients';
import type { Person } from './person';
import { phoneForms } from './person';

/** A row of the list of leaks: one way in which a mail gives its writer away. */
export interface Leak {
  name: string;
  /** What it adds to a mail. */
  content: (person: Person, nth: number) => Partial<Content>;
}

const greeting = 'Добрый день!\nКогда будет доставка? Заказ 1024 на 12 500 руб., оплачен 12.10.2026.';

const file = (type: string, name: string, bytes: string | Buffer): Part => ({
  type: `${type}; name="${name}"`,
  headers: [`Content-Disposition: attachment; filename="${name}"`],
  bytes: Buffer.from(bytes),
});

const text =
  (add: (person: Person, nth: number) => string): Leak['content'] =>
  (person, nth) => ({
    text: `${greeting}\n${add(person, nth)}`,
  });

const html =
  (add: (person: Person) => string): Leak['content'] =>
  (person) => ({
    text: '',
    html: `<html><head><style>.x{background:url(https://${person.site}/a.png)}</style></head><body><p>${greeting}</p>${add(person)}</body></html>`,
  });

/** Every row of it. Pictures are in {@link pictureLeaks}: they are made by a library. */
export const leaks: readonly Leak[] = [
  { name: 'headers alone', content: text(() => '') },
  { name: 'a reply that quotes', content: text(() => '') },
  {
    name: 'headers of others',
    content: ({ address, otherAddress, domain, publicAddress }) => ({
      text: greeting,
      headers: [
        `Sender: ${otherAddress}`,
        `Reply-To: ${otherAddress}`,
        `Cc: ${otherAddress}, colleague@${domain}`,
        `Resent-From: ${otherAddress}`,
        `Return-Path: <bounce+${address.replace('@', '=')}@${domain}>`,
        `Authentication-Results: mx.${domain}; spf=pass smtp.mailfrom=${address}`,
        `Received-SPF: pass client-ip=${publicAddress}; envelope-from=${address}`,
        `DKIM-Signature: v=1; d=${domain}; i=${address}; s=x; b=abc`,
        `Bounces-To: bounces@${domain}`,
        `In-Reply-To: <q@${domain}>`,
        `References: <p@${domain}> <q@${domain}>`,
        `Errors-To: ${otherAddress}`,
        `Face: iVBORw0KGgo${domain}`,
      ],
    }),
  },
  {
    name: 'an address as the name',
    content: ({ address }) => ({ text: greeting, headers: [`Reply-To: "${address}" <${address}>`] }),
  },
  {
    name: 'subject',
    content: (person, nth) => ({
      text: greeting,
      subject: `Re: заказ 1024, ${nth % 2 === 0 ? person.address : `звоните ${phoneForms(person.phone)[nth % 5] ?? ''}`}`,
    }),
  },
  {
    name: 'appointment',
    content: ({ address, phone, domain }) => ({
      text: greeting,
      parts: [
        {
          type: 'text/calendar; method=REQUEST; charset=utf-8',
          bytes: Buffer.from(
            `BEGIN:VCALENDAR\nBEGIN:VEVENT\nORGANIZER:mailto:${address}\nATTENDEE:mailto:two@${domain}\nDESCRIPTION:+7${phone}\nEND:VEVENT\nEND:VCALENDAR`,
          ),
        },
      ],
    }),
  },
  {
    name: 'business card',
    content: ({ name, address, phone, site }) => ({
      text: greeting,
      parts: [
        file(
          'text/vcard',
          'card.vcf',
          `BEGIN:VCARD\nFN:${name}\nEMAIL:${address}\nTEL:+7${phone}\nURL:https://${site}\nEND:VCARD`,
        ),
      ],
    }),
  },
  {
    name: 'a mail in it',
    content: ({ address, phone, machine }) => ({
      text: greeting,
      parts: [
        {
          type: 'message/rfc822',
          headers: ['Content-Disposition: attachment'],
          bytes: Buffer.from(
            `Received: from ${machine}\r\nFrom: ${address}\r\nSubject: hi\r\nContent-Type: text/plain\r\n\r\ncall +7${phone}\r\n`,
          ),
        },
      ],
    }),
  },
  {
    name: 'winmail.dat',
    content: ({ address, machine }) => ({
      text: greeting,
      parts: [file('application/ms-tnef', 'winmail.dat', `x\u009f>"\u0000${address}\u0000${machine}`)],
    }),
  },
  {
    name: 'key and signature of PGP',
    content: ({ name, address }) => ({
      text: greeting,
      parts: [
        file(
          'application/pgp-keys',
          'key.asc',
          `-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: ${name} <${address}>\n`,
        ),
        file(
          'application/pgp-signature',
          'signature.asc',
          `-----BEGIN PGP SIGNATURE-----\nComment: ${address}\n`,
        ),
      ],
    }),
  },
  {
    name: 'S/MIME',
    content: ({ address }) => ({
      text: greeting,
      parts: [file('application/pkcs7-signature', 'smime.p7s', `0\u0082emailAddress=${address}`)],
    }),
  },
  {
    name: 'documents',
    content: ({ address, phone, name }) => ({
      text: greeting,
      parts: [
        file('application/pdf', `invoice ${address}.pdf`, `%PDF-1.7 /Author (${name}) /Contact (${phone})`),
        file(
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          'a.docx',
          `PK\u0003\u0004 ${address}`,
        ),
        file('application/zip', `${phone}.zip`, `PK\u0003\u0004 ${address}`),
        file('text/csv', 'contacts.csv', `${name};${address};+7${phone}`),
      ],
    }),
  },
  {
    name: 'a program, a page and a drawing as attachments',
    content: ({ address, site }) => ({
      text: greeting,
      parts: [
        file(
          'image/svg+xml',
          'logo.svg',
          `<svg><text>${address}</text><image href="https://${site}/x.png"/></svg>`,
        ),
        file('text/html', 'page.html', `<form action="https://${site}"><input value="${address}"></form>`),
        file('image/png', 'no-picture.png', `${address} https://${site}`),
      ],
    }),
  },
  {
    name: 'comment and hidden text',
    content: html(
      ({ address, phone, site }) =>
        `<!-- ${address} --><span style="display:none">${address}</span><div style="font-size:0">+7${phone}</div><span hidden>${site}</span>`,
    ),
  },
  {
    name: 'links to an address and a number',
    content: html(
      ({ address, phone }) =>
        `<a href="mailto:${address}">напишите мне</a> или <a href="tel:+7${phone}">позвоните</a>`,
    ),
  },
  {
    name: 'remote pictures',
    content: html(
      ({ address, site }) =>
        `<img src="https://${site}/p.gif?u=${encodeURIComponent(address)}" width="1"><div style="background:url(https://${site}/b.png)">ok</div><img src="cid:logo@${site}">`,
    ),
  },
  {
    name: 'links with an address in them',
    content: html(
      ({ address, site }) =>
        `<a href="https://${site}/u?mail=${encodeURIComponent(address)}">https://${site}/u?mail=${encodeURIComponent(address)}</a>`,
    ),
  },
  {
    name: 'a form',
    content: html(
      ({ address, site }) =>
        `<form action="https://${site}/f"><input type="hidden" name="m" value="${address}"><button>ok</button></form>`,
    ),
  },
  {
    name: 'digits split by tags',
    content: html(
      ({ phone }) =>
        `<p>8<b>${phone.slice(0, 3)}</b><i>${phone.slice(3, 6)}</i><span>${phone.slice(6)}</span></p>`,
    ),
  },
  {
    name: 'an address split by tags',
    content: html(({ address }) => `<p>${address.replace('@', '<b>@</b>').replace('.', '<i>.</i>')}</p>`),
  },
  {
    name: 'a signature',
    content: text(
      ({ name, phone, address, site }, nth) =>
        `--\nС уважением,\n${name}\nТел.: ${phoneForms(phone)[nth % 5] ?? ''}\nE-mail: ${address}\nwww.${site}`,
    ),
  },
  {
    name: 'a signature in English',
    content: text(
      ({ name, phone, address, site }) =>
        `Best regards,\n${name}\nM: +7 ${phone}\n${address} | https://${site}/team`,
    ),
  },
  {
    name: 'a number in the text',
    content: text(({ phone }, nth) => `Позвоните мне: ${phoneForms(phone)[nth % 5] ?? ''}, после 18:00`),
  },
  {
    name: 'an address in the text',
    content: text(({ address, otherAddress }) => `Пишите на ${address} или ${otherAddress}.`),
  },
  {
    name: 'an address in words',
    content: text(
      ({ address }) => `моя почта ${address.replace('@', ' собака ').replace(/\.(?=[a-z]+$)/, ' точка ')}`,
    ),
  },
  {
    name: 'an address with at',
    content: text(
      ({ address }) => `mail: ${address.replace('@', ' [at] ').replace(/\.(?=[a-z]+$)/, ' [dot] ')}`,
    ),
  },
  { name: 'a number in words', content: text(({ phoneInWords }) => `мой номер ${phoneInWords}`) },
  {
    name: 'zero-width marks',
    content: text(
      ({ phone, address }) => `8${Array.from(phone).join('\u200b')} ${Array.from(address).join('\u200b')}`,
    ),
  },
  {
    name: 'full-width digits',
    content: text(
      ({ phone }) =>
        `８${Array.from(phone)
          .map((digit) => String.fromCodePoint(0xff10 + Number(digit)))
          .join('')}`,
    ),
  },
  {
    name: 'letters of another alphabet',
    content: text(
      ({ address }) => `почта ${address.replace(/a/g, 'а').replace(/o/g, 'о').replace(/e/g, 'е')}`,
    ),
  },
  { name: 'a messenger', content: text(({ messenger }) => `пишите в телеграм ${messenger}`) },
  {
    name: 'a site',
    content: text(({ site }) => `наш сайт ${site}, а каталог на https://www.${site}/catalog?from=mail`),
  },
  {
    name: 'names of machines',
    content: text(
      ({ machine, homeAddress, publicAddress, sixAddress }) =>
        `роутер ${homeAddress}, внешний ${publicAddress}, ${sixAddress}, компьютер ${machine}`,
    ),
  },
  {
    name: 'pasted headers',
    content: text(
      ({ address, domain, machine, publicAddress }) =>
        `Received: from ${machine} ([${publicAddress}])\n by mx.${domain} with ESMTP\nMessage-ID: <a1@${machine}>\nReturn-Path: <${address}>\nX-Sender: ${address}`,
    ),
  },
  {
    name: 'forwarded',
    content: text(
      ({ name, address, otherAddress, phone }) =>
        `---------- Forwarded message ---------\nFrom: ${name} <${address}>\nDate: Mon, 12 Oct 2026 at 10:11\nSubject: счёт\nTo: <${otherAddress}>\n\nмой номер +7${phone}`,
    ),
  },
  {
    name: 'forwarded in Russian',
    content: text(
      ({ name, address, otherAddress }) =>
        `-------- Пересылаемое сообщение --------\nОт кого: ${name} <${address}>\nКому: ${otherAddress}\nДата: Понедельник, 12 октября 2026, 10:11 +03:00\nТема: счёт\n\nсм. ниже\n-------- Конец пересылаемого сообщения --------`,
    ),
  },
  {
    name: 'what a fellow writer was quoted with',
    content: text(
      ({ name, address, otherAddress }) =>
        `> Mon, 12 Oct 2026 10:11:02 +0300 от ${name} <${address}>:\n>> On 11 Oct 2026, at 09:00, ${name} <${otherAddress}> wrote:\n>> добрый день`,
    ),
  },
  {
    name: 'a long number of headers',
    content: (person) => ({
      text: greeting,
      headers: Array.from(
        { length: 40 },
        (_each, nth) => `X-Hop-${String(nth)}: ${person.address} ${person.publicAddress}`,
      ),
    }),
  },
];
