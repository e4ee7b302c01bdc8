import MailComposer from 'nodemailer/lib/mail-composer';
import { ownMessageId, pictureName } from './model/new-mail';
import type { NewMail } from './model/new-mail';

/**
 * Writes a mail (RFC 5322, MIME): text and pictures, with own headers alone and dates in UTC.
 * @param to the recipient's address
 * @param domain of Message-IDs
 */
export function composeMail(mail: NewMail, to: string, domain: string): Promise<Buffer> {
  const ids = mail.references.map((id) => `<${id}>`);
  const [last] = ids.slice(-1);
  const composer = new MailComposer({
    from: { name: mail.fromName, address: mail.from },
    to: { name: '', address: to },
    ...(mail.replyTo !== undefined && { replyTo: mail.replyTo }),
    subject: mail.subject,
    messageId: `<${ownMessageId(mail.token, domain)}>`,
    ...(last !== undefined && { inReplyTo: last, references: ids }),
    date: new Date(mail.at / 1000),
    text: mail.text,
    attachments: mail.pictures.map((picture, nth) => ({
      filename: pictureName(nth, picture),
      contentType: picture.type,
      contentDisposition: 'attachment',
      content: Buffer.from(picture.bytes),
    })),
    ...(mail.isAutomatic && { headers: { 'Auto-Submitted': 'auto-generated' } }),
    newline: 'windows',
    // Only what is given here gets into a mail.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
