import type { LabPorts } from './lab-ports';

/** The domain of a lab's mails. */
export const mailDomain = 'mail.shop.example';
/** The shop's name, as customers see it. */
export const mailShop = 'Звезда';

/** An account at a fake centre of SMS (test/fakes/fake-smsc.ts). */
export const smsAccount = { systemId: 'star7', password: 'lab-pass', senders: ['74951234567'] };

/** A Star7 with SMS. */
export function smsSettings({ smsc }: Pick<LabPorts, 'smsc'>): Record<string, string> {
  return {
    STAR7_SMS_SMPP_HOST: '127.0.0.1',
    STAR7_SMS_SMPP_PORT: String(smsc),
    STAR7_SMS_SMPP_TLS: 'false',
    STAR7_SMS_SMPP_SYSTEM_ID: smsAccount.systemId,
    STAR7_SMS_SMPP_PASSWORD: smsAccount.password,
    STAR7_SMS_SENDER: smsAccount.senders[0] ?? '',
  };
}

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
