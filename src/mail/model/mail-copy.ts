import { longestSubject } from './mail';
import type { MailPicture } from './mail';
import type { Language } from '#kernel/language';

/** A customer's mail as its thread has it, for the manager's own mailbox. */
export interface CopiedMail {
  orderNumber: string;
  customerName: string;
  subject: string;
  /** Redacted. */
  text: string;
  senderKnown: boolean;
  senderFormer: boolean;
  hasRefused: boolean;
  /** Pictures are too large to be copied. */
  lacksPictures?: boolean;
}

/** Bytes of a copy's pictures, before base64: mailboxes take mails of 10 MB at least. */
const mostOfPictures = 6_000_000;

/** The pictures that a copy has: the first ones that mailboxes take in one mail. */
export function copiedPictures(pictures: readonly MailPicture[]): MailPicture[] {
  let bytes = 0;
  const end = pictures.findIndex((picture) => (bytes += picture.bytes.length) > mostOfPictures);
  return pictures.slice(0, end === -1 ? pictures.length : end);
}

const words = {
  ru: {
    stranger: 'Письмо пришло не с адреса покупателя: его мог написать кто-то другой.',
    former: 'Письмо пришло с прежнего адреса заказа.',
    refused: 'Вложения не приняты, какие — видно в заказе.',
    pictures: 'Фотографии слишком большие для письма, посмотрите их в заказе.',
    noText: '(без текста)',
  },
  en: {
    stranger: 'This mail did not come from the customer’s address: somebody else may have written it.',
    former: 'This mail came from an address that the order had before.',
    refused: 'Attachments were refused: the order’s page says which.',
    pictures: 'Pictures are too large for a mail: see them in the order.',
    noText: '(no text)',
  },
} as const satisfies Record<Language, object>;

/** What the manager's mail program shows: sender, subject and text. */
export function copyOf(
  mail: CopiedMail,
  language: Language,
): { fromName: string; subject: string; text: string } {
  const say = words[language];
  const notes = [
    ...(mail.senderKnown ? [] : [mail.senderFormer ? say.former : say.stranger]),
    ...(mail.hasRefused ? [say.refused] : []),
    ...(mail.lacksPictures === true ? [say.pictures] : []),
  ];
  const number = `№ ${mail.orderNumber}`;
  // It stands before an address, in quotes.
  const name = mail.customerName.replace(/[\s\p{Cc}"<>@\\]+/gu, ' ').trim();
  return {
    fromName: name === '' ? number : `${name}, ${number}`,
    subject: mail.subject === '' ? number : mail.subject.slice(0, longestSubject),
    text: [...notes.map((note) => `[Star7: ${note}]`), mail.text === '' ? say.noText : mail.text].join(
      '\n\n',
    ),
  };
}
