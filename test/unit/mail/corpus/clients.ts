import type { Person } from './person';

/** What a mail holds, before a client puts it into its own shape. */
export interface Content {
  subject: string;
  text: string;
  /** Null: the client sends plain text alone, or makes HTML of it. */
  html: string | null;
  headers: readonly string[];
  parts: readonly Part[];
}

export interface Part {
  type: string;
  /** With name, disposition and whatever else. */
  headers?: readonly string[];
  bytes: Buffer;
}

export interface Client {
  name: string;
  charset: 'utf-8' | 'koi8-r' | 'windows-1251';
  encoding: 'base64' | 'quoted-printable' | '8bit';
  hasHtml: boolean;
  boundary: (person: Person, nth: number) => string;
  headers: (person: Person) => string[];
  quote: (person: Person, text: string) => string;
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** Shapes of headers, structure and quotations as real clients write them. */
export const clients: readonly Client[] = [
  {
    name: 'Gmail',
    charset: 'utf-8',
    encoding: 'base64',
    hasHtml: true,
    boundary: (_person, nth) => `00000000000078a${String(nth)}f0061b2c3d4e`,
    headers: ({ domain, address, publicAddress }) => [
      `Received: by 2002:a05:6402:1e88 with SMTP id f8csp123; Mon, 12 Oct 2026 03:11:02 -0700 (PDT)`,
      `X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=1e100.net; s=20230601`,
      `X-Gm-Message-State: AOJu0Yw${domain}`,
      `X-Google-Original-From: ${address}`,
      `X-Received: by ${publicAddress} with SMTP id z3`,
      `Message-ID: <CAF=x1+${domain}@mail.gmail.com>`,
    ],
    quote: ({ name, address }, text) =>
      `пн, 12 окт. 2026 г. в 10:11, ${name} <${address}>:\n\n${quoted(text)}`,
  },
  {
    name: 'Gmail in English',
    charset: 'utf-8',
    encoding: 'quoted-printable',
    hasHtml: true,
    boundary: (_person, nth) => `0000000000009b1${String(nth)}aa061`,
    headers: ({ domain, publicAddress }) => [
      `Received: from [${publicAddress}] by smtp.gmail.com with ESMTPSA; Mon, 12 Oct 2026 10:11:02 +0300`,
      `ARC-Authentication-Results: i=1; mx.google.com; dkim=pass header.i=@${domain}`,
      `Message-ID: <CAHb0@${domain}>`,
    ],
    quote: ({ name, address }, text) =>
      `On Mon, Oct 12, 2026 at 10:11 AM ${name} <\n${address}> wrote:\n\n${quoted(text)}`,
  },
  {
    name: 'Outlook',
    charset: 'windows-1251',
    encoding: 'quoted-printable',
    hasHtml: true,
    boundary: ({ domain }, nth) => `_00${String(nth)}_AM0PR04MB1${domain}_`,
    headers: ({ domain, publicAddress, machine, site }) => [
      `Received: from ${machine} (${publicAddress}) by AM0PR04MB1.eurprd04.prod.outlook.com (2603:10a6::1) with Microsoft SMTP Server`,
      `Thread-Topic: ${site}`,
      `Thread-Index: AQHbHQ3c${domain}`,
      `X-MS-Exchange-Organization-AuthAs: Internal`,
      `X-MS-Exchange-CrossTenant-OriginalArrivalTime: 12 Oct 2026 07:11:02 +0000`,
      `x-originating-ip: [${publicAddress}]`,
      `Message-ID: <AM0PR04MB1@${machine}>`,
      `Disposition-Notification-To: <receipts@${domain}>`,
    ],
    quote: ({ name, address }, text) =>
      [
        '________________________________',
        `От: ${name} <${address}>`,
        'Отправлено: 12 октября 2026 г. 10:11',
        `Кому: Магазин <r.aaaabbbbccccdddd@mail.shop.example>; ${address}`,
        'Тема: Заказ',
        '',
        text,
      ].join('\n'),
  },
  {
    name: 'Outlook in English',
    charset: 'utf-8',
    encoding: '8bit',
    hasHtml: false,
    boundary: ({ machine }, nth) => `----=_NextPart_00${String(nth)}_${machine}`,
    headers: ({ domain, publicAddress, machine }) => [
      `Received: from ${machine} ([${publicAddress}]) by mx.${domain} with ESMTPSA`,
      `X-Mailer: Microsoft Outlook 16.0 on ${machine}`,
      `Organization: ${domain}`,
      `Message-ID: <000001dd$${machine}@${domain}>`,
      `Return-Receipt-To: receipts@${domain}`,
    ],
    quote: ({ name, address }, text) =>
      [
        '-----Original Message-----',
        `From: ${name} [mailto:${address}]`,
        'Sent: Monday, October 12, 2026 10:11 AM',
        `To: shop@example.org; ${address}`,
        'Subject: RE: order',
        '',
        text,
      ].join('\n'),
  },
  {
    name: 'Apple Mail',
    charset: 'utf-8',
    encoding: 'quoted-printable',
    hasHtml: true,
    boundary: (_person, nth) => `Apple-Mail=_7B2F${String(nth)}C6D`,
    headers: ({ domain, homeAddress, machine }) => [
      `Received: from smtpclient.apple (${machine}.${domain} [${homeAddress}]) by mail.${domain}`,
      `Message-Id: <7B2F@${domain}>`,
      `X-Mailer: Apple Mail (2.3774.600.62)`,
      `X-Universally-Unique-Identifier: ${machine}`,
    ],
    quote: ({ name, address }, text) =>
      `12 окт. 2026 г., в 10:11, ${name} <${address}> написал(а):\n\n${quoted(text)}`,
  },
  {
    name: 'Thunderbird',
    charset: 'koi8-r',
    encoding: 'base64',
    hasHtml: false,
    boundary: (_person, nth) => `------------x0Zq${String(nth)}Pb`,
    headers: ({ address, domain, homeAddress }) => [
      `Received: from [${homeAddress}] (unknown [${homeAddress}]) by smtp.${domain} (Postfix) with ESMTPSA`,
      `User-Agent: Mozilla Thunderbird`,
      `Autocrypt: addr=${address}; keydata=xsFNBF`,
      `OpenPGP: url=https://keys.${domain}/${address}`,
      `Message-ID: <1f2e@${domain}>`,
    ],
    quote: ({ name, address }, text) => `12.10.2026 10:11, ${name} <${address}> пишет:\n${quoted(text)}`,
  },
  {
    name: 'Mail.ru',
    charset: 'utf-8',
    encoding: 'base64',
    hasHtml: true,
    boundary: (_person, nth) => `--ALT--9Qz${String(nth)}`,
    headers: ({ address, domain, publicAddress }) => [
      `Received: by e.mail.ru with local (envelope-from <${address}>) id 1r; Mon, 12 Oct 2026 10:11:02 +0300`,
      `X-Originating-IP: [${publicAddress}]`,
      `X-Mailer: Mail.Ru Mailer 1.0`,
      `X-Priority: 3 (Normal)`,
      `Message-ID: <1728@f42.i.${domain}>`,
      `X-7564579A: ${domain}`,
    ],
    quote: ({ name, address }, text) =>
      `Понедельник, 12 октября 2026, 10:11 +03:00 от ${name} <${address}>:\n\n${quoted(text)}`,
  },
  {
    name: 'Yandex',
    charset: 'utf-8',
    encoding: '8bit',
    hasHtml: true,
    boundary: (_person, nth) => `----==--bound.27${String(nth)}.mail`,
    headers: ({ address, domain, publicAddress, sixAddress }) => [
      `Received: from mail-nwsmtp (${sixAddress}) by ${domain} with HTTP; Mon, 12 Oct 2026 10:11:02 +0300`,
      `X-Yandex-Spam: 1`,
      `X-Yandex-Sender: ${address}`,
      `X-Source-Ip: ${publicAddress}`,
      `Message-Id: <27@mail.${domain}>`,
    ],
    quote: ({ name, address }, text) => `12.10.2026, 10:11, "${name}" <${address}>:\n${quoted(text)}`,
  },
  {
    name: 'K-9',
    charset: 'utf-8',
    encoding: 'quoted-printable',
    hasHtml: false,
    boundary: (_person, nth) => `----Q1W2E3${String(nth)}`,
    headers: ({ domain, publicAddress }) => [
      `Received: from [127.0.0.1] (client.${domain} [${publicAddress}]) by smtp.${domain}`,
      `User-Agent: K-9 Mail for Android`,
      `Message-ID: <A1B2-${domain}@${domain}>`,
    ],
    quote: ({ address }, text) => `10:11, 12 октября 2026 г. ${address} написал:\n${quoted(text)}`,
  },
  {
    name: 'web form',
    charset: 'utf-8',
    encoding: '8bit',
    hasHtml: false,
    boundary: ({ domain }, nth) => `b1_${String(nth)}${domain}`,
    headers: ({ address, publicAddress, site }) => [
      `X-PHP-Originating-Script: 1000:${site}/form.php`,
      `X-Mailer: PHPMailer 6 (https://${site})`,
      `X-Sender: ${address}`,
      `X-Originating-IP: ${publicAddress}`,
      `Message-ID: <form@${site}>`,
      `List-Unsubscribe: <mailto:out@${site}>, <https://${site}/out?mail=${address}>`,
    ],
    quote: ({ name, address, phone }, text) =>
      `Имя: ${name}\nE-mail: ${address}\nТелефон: +7${phone}\nСообщение:\n${text}`,
  },
];
