import { gzipSync } from 'node:zlib';
import PostalMime, { addressParser } from 'postal-mime';
import type { Attachment, Email, Mailbox } from 'postal-mime';
import { cleanPicture } from './clean-picture';
import { htmlToText } from './html-text';
import { largestPacked } from './mail-originals';
import { MimeError } from './mime-error';
import { readBounceText, readDeliveryReport } from './model/delivery-report';
import { isMarkedSpam, kindOf } from './model/mail-kind';
import type { Headers } from './model/mail-kind';
import {
  deepestPart,
  largestMail,
  largestPicture,
  longestText,
  mostParts,
  mostPictures,
  mostReferences,
} from './model/mail';
import type { MailPicture, ReadMail, RefusedPart } from './model/mail';
import { redactSubject, redactText } from './model/mail-redaction';
import type { MailRules } from './model/mail-redaction';
import { isFrom } from './model/sender-proof';
import type { ComparedSender } from './model/sender-proof';

/** Bytes of all headers: a long way of forwarding has some ten thousand. */
const largestHeaders = 256 * 1024;
/** Characters of a text that are looked at: more than are kept, since quotations may go. */
const longestRead = 4 * longestText;

/** What is hidden in a mail, which depends on whose it is. */
export interface ReadingRules extends MailRules {
  /** Of the mails of everybody else nothing is compared, and any piece is hidden. Absent: it does not matter whose it is. */
  comparedSender?: ComparedSender;
}

/**
 * Reads a mail into the model and redacts it. Costs time and memory that its sender chooses: {@link MimeProcess} limits both.
 * @param raw RFC 5322, as it came by SMTP
 * @param envelopeSender of SMTP; empty for a bounce
 * @param keepsOriginal whether the result has, besides, what was read before it was redacted
 * @throws MimeError
 */
export async function readMime(
  raw: Buffer,
  envelopeSender: string,
  readingRules: ReadingRules,
  keepsOriginal = false,
): Promise<ReadMail> {
  if (raw.length > largestMail) throw new MimeError('too-large');
  requireFewParts(raw);
  const mail = await parsed(raw);
  const headers = headersOf(mail);
  const from = mailboxesOf(mail);
  const kind = kindOf(headers, envelopeSender, from[0] ?? '');
  // Of several such headers each program believes another one (RFC 5322, section 3.6).
  const authors = headers.get('from')?.length === 1 ? from : [];
  const authentication = [...(headers.get('authentication-results') ?? [])];
  const { comparedSender: sender, ...stated } = readingRules;
  const isCompared = sender === undefined || isFrom(sender, authors, authentication);
  const rules: MailRules = isCompared ? stated : { ...stated, own: 'any-piece' };
  const subject = redactSubject(mail.subject ?? '', rules);
  const plain = textOf(mail);
  const text = redactText(plain, rules);
  const { pictures, refused } = await attachmentsOf(mail.attachments);
  return {
    kind,
    subject: subject.text,
    text: text.text,
    hidden: subject.hidden + text.hidden,
    pictures,
    refused,
    messageId: idsOf(mail.messageId)[0] ?? null,
    references: [...new Set([...idsOf(mail.references), ...idsOf(mail.inReplyTo)])].slice(-mostReferences),
    report: kind === 'bounce' ? reportOf(mail) : null,
    isSpam: isMarkedSpam(headers),
    recipients: recipientsOf(headers),
    from: authors,
    authentication,
    original: keepsOriginal ? { subject: mail.subject ?? '', text: plain, packed: packedOf(raw) } : null,
  };
}

/** @returns null for what would be too large to keep */
function packedOf(raw: Buffer): string | null {
  const packed = gzipSync(raw).toString('base64');
  return packed.length > largestPacked ? null : packed;
}

async function parsed(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw, {
      maxNestingDepth: deepestPart,
      maxHeadersSize: largestHeaders,
      // A mail in a mail is an attachment, and refused as such.
      maxRfc822NestingDepth: 0,
      attachmentEncoding: 'arraybuffer',
    });
  } catch (error) {
    throw new MimeError(error instanceof Error && /nesting/i.test(error.message) ? 'too-deep' : 'malformed');
  }
}

/** Counted before anything is decoded: boundaries are stated in the clear (RFC 2046, section 5.1.1). @throws MimeError */
function requireFewParts(raw: Buffer): void {
  const text = raw.toString('latin1');
  const boundaries = new Set<string>();
  for (const [, quoted, plain] of text.matchAll(
    /boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi,
  )) {
    boundaries.add(`--${quoted ?? plain ?? ''}`);
    if (boundaries.size > mostParts) throw new MimeError('too-many-parts');
  }
  let parts = 0;
  for (let at = text.indexOf('\n--'); at !== -1; at = text.indexOf('\n--', at + 1)) {
    const end = text.indexOf('\n', at + 1);
    if (end !== -1 && end - at > 300) continue;
    if (!boundaries.has(text.slice(at + 1, end === -1 ? undefined : end).trimEnd())) continue;
    parts += 1;
    if (parts > mostParts) throw new MimeError('too-many-parts');
  }
}

function headersOf(mail: Email): Headers {
  const headers = new Map<string, string[]>();
  for (const { key, value } of mail.headers) {
    const values = headers.get(key) ?? [];
    values.push(value);
    headers.set(key, values);
  }
  return headers;
}

function mailboxesOf({ from }: Email): string[] {
  if (from === undefined) return [];
  const all: Mailbox[] = from.group === undefined ? [from] : from.group;
  return all.map(({ address }) => address).filter((address) => address !== '');
}

/** In small letters; an empty text for each that is no address. */
function recipientsOf(headers: Headers): string[] {
  const values = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc'].flatMap(
    (name) => headers.get(name) ?? [],
  );
  const all = values.flatMap((value) => addressParser(value, { flatten: true }));
  return [...new Set(all.map(({ address = '' }) => address.trim().toLowerCase()))];
}

/** As its sender's program wrote it as plain text, or what is seen of its HTML. */
function textOf({ text, html }: Email): string {
  const plain = (text ?? '').slice(0, longestRead);
  return plain.trim() === '' && html !== undefined ? htmlToText(html).slice(0, longestRead) : plain;
}

/** Those of printable ASCII (RFC 5322, section 3.6.4): they get into headers of mails that go out. */
function idsOf(header: string | undefined): string[] {
  return Array.from((header ?? '').matchAll(/<([!-;=?-~]{3,250})>/g), ([, id]) => id ?? '');
}

function reportOf(mail: Email): ReadMail['report'] {
  const part = mail.attachments.find(({ mimeType }) =>
    /^message\/(?:global-)?delivery-status$/i.test(mimeType),
  );
  return part === undefined
    ? readBounceText(textOf(mail))
    : readDeliveryReport(bytesOf(part).toString('latin1'));
}

async function attachmentsOf(
  attachments: readonly Attachment[],
): Promise<Pick<ReadMail, 'pictures' | 'refused'>> {
  const pictures: MailPicture[] = [];
  const refused: RefusedPart[] = [];
  for (const part of attachments) {
    const reason = reasonFor(part, pictures.length);
    if (reason !== null) {
      refused.push(reason);
      continue;
    }
    const picture = await cleanPicture(bytesOf(part));
    if (picture === null) refused.push('picture');
    else pictures.push(picture);
  }
  return { pictures, refused: refused.slice(0, mostParts) };
}

const reasons: readonly [type: RegExp, reason: RefusedPart][] = [
  [/^text\/(?:x-)?v?calendar$|^application\/ics$/, 'calendar'],
  [/^text\/(?:x-)?(?:vcard|directory)$/, 'contact-card'],
  [/^message\/|^text\/rfc822/, 'message'],
  [/^application\/(?:x-)?(?:pkcs7|pgp|pgp-[a-z]+|pkcs7-[a-z]+)/, 'signature'],
  [/^application\/(?:vnd\.)?ms-tnef$/, 'winmail'],
  [/^(?!image\/)/, 'file'],
];

/** @returns null for what may be a picture */
function reasonFor(part: Attachment, taken: number): RefusedPart | null {
  const type = part.mimeType.toLowerCase();
  const reason = reasons.find(([pattern]) => pattern.test(type))?.[1];
  if (reason !== undefined) return reason;
  if (taken >= mostPictures) return 'too-many';
  return bytesOf(part).length > largestPicture ? 'too-large' : null;
}

function bytesOf({ content }: Attachment): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}
