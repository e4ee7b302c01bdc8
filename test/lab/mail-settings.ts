import type { LabPorts } from './lab-ports';

/** The domain of a lab's mails. */
export const mailDomain = 'mail.shop.example';
/** The shop's name, as customers see it. */
export const mailShop = 'Звезда';

/** A Star7 with mail. */
export function mailSettings({
  lmtp,
  mailServer,
}: Pick<LabPorts, 'lmtp' | 'mailServer'>): Record<string, string> {
  return {
    STAR7_MAIL_DOMAIN: mailDomain,
    STAR7_MAIL_FROM_NAME: mailShop,
    STAR7_MAIL_LMTP_PORT: String(lmtp),
    STAR7_MAIL_SMTP_PORT: String(mailServer),
  };
}
