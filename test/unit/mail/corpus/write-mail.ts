import type { Client, Content, Part } from './clients';
import type { Person } from './person';

/** A mail as its client sends it. */
export function writeMail(client: Client, person: Person, content: Content): Buffer {
  const boundary = (nth: number): string => client.boundary(person, nth);
  const text: Part = {
    type: `text/plain; charset=${client.charset}`,
    bytes: encoded(content.text, client.charset),
  };
  const html = content.html ?? (client.hasHtml ? htmlOf(content.text) : null);
  const body: Entity =
    html === null
      ? leaf(text, client.encoding)
      : several('alternative', boundary(1), [
          leaf(text, client.encoding),
          leaf(
            { type: `text/html; charset=${client.charset}`, bytes: encoded(html, client.charset) },
            client.encoding,
          ),
        ]);
  const whole =
    content.parts.length === 0
      ? body
      : several('mixed', boundary(0), [body, ...content.parts.map((part) => leaf(part, 'base64'))]);
  const headers = [
    ...client.headers(person),
    `From: ${word(person.name)} <${person.address}>`,
    'To: =?utf-8?B?0JzQsNCz0LDQt9C40L0=?= <r.aaaabbbbccccdddd@mail.shop.example>',
    `Subject: ${word(content.subject)}`,
    'Date: Mon, 12 Oct 2026 10:11:02 +0700',
    'MIME-Version: 1.0',
    ...content.headers,
    ...whole.headers,
  ];
  return Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`, 'utf8'), whole.body]);
}

interface Entity {
  headers: string[];
  body: Buffer;
}

function leaf({ type, headers = [], bytes }: Part, encoding: Client['encoding']): Entity {
  return {
    headers: [`Content-Type: ${type}`, ...headers, `Content-Transfer-Encoding: ${encoding}`],
    body: transferred(bytes, encoding),
  };
}

function several(kind: string, boundary: string, entities: readonly Entity[]): Entity {
  const parts = entities.flatMap(({ headers, body }) => [
    Buffer.from(`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`),
    body,
    Buffer.from('\r\n'),
  ]);
  return {
    headers: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function transferred(bytes: Buffer, encoding: Client['encoding']): Buffer {
  if (encoding === '8bit') return Buffer.from(bytes.toString('latin1').replace(/\n/g, '\r\n'), 'latin1');
  if (encoding === 'base64') return Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'));
  const lines = bytes
    .toString('latin1')
    .split('\n')
    .map((line) =>
      line
        .replace(/[^ -<>-~]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
        .replace(/(?:[^=]|=..){1,70}(?=(?:[^=]|=..))/g, '$&=\r\n'),
    );
  return Buffer.from(lines.join('\r\n'));
}

/** RFC 2047, section 2. */
function word(text: string): string {
  return /^[\u0020-\u007e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

function htmlOf(text: string): string {
  const lines = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').split('\n');
  return `<html><body>${lines.map((line) => `<div>${line === '' ? '<br>' : line}</div>`).join('\n')}</body></html>`;
}

const codes = new Map<string, ReadonlyMap<string, number>>();

/** In a charset of one byte; `?` for what it lacks. */
function encoded(text: string, charset: Client['charset']): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  let code = codes.get(charset);
  if (code === undefined) {
    const decoder = new TextDecoder(charset);
    code = new Map(Array.from({ length: 256 }, (_each, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
    codes.set(charset, code);
  }
  return Buffer.from(Array.from(text, (character) => code.get(character) ?? 0x3f));
}
