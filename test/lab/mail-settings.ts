import path from 'node:path';

import type { LabPorts } from './lab-ports';
import { projectFolder } from './project-folder';

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

/** An account at a mail provider of the lab (mail-servers.ts), which may send from its own address alone. */
export const mailAccount = {
  user: 'star7',
  address: 'shop@provider.example',
  domain: 'orders.provider.example',
};

/** A Star7 with mail by that account, in the place of {@link mailSettings}. */
export function accountSettings({
  providerImap,
  providerSubmission,
  password,
}: Pick<LabPorts, 'providerImap' | 'providerSubmission'> & { password: string }): Record<string, string> {
  return {
    STAR7_MAIL_DOMAIN: mailAccount.domain,
    STAR7_MAIL_FROM_NAME: mailShop,
    STAR7_MAIL_IMAP_HOST: 'localhost',
    STAR7_MAIL_IMAP_PORT: String(providerImap),
    STAR7_MAIL_IMAP_USER: mailAccount.user,
    STAR7_MAIL_IMAP_PASSWORD: password,
    // Both ways to empty the folder.
    STAR7_MAIL_IMAP_TAKEN: 'Taken',
    STAR7_MAIL_IMAP_REFUSED: 'delete',
    STAR7_MAIL_SEND_HOST: 'localhost',
    STAR7_MAIL_SEND_PORT: String(providerSubmission),
    STAR7_MAIL_ACCOUNT_ADDRESS: mailAccount.address,
    STAR7_MAIL_PROVIDER_CA_FILE: path.join(projectFolder, 'test/fixtures/tls/localhost.crt'),
  };
}

/** A Star7 with mail. @param http where customers reach its pages; absent: they confirm no address */
export function mailSettings({
  lmtp,
  mailServer,
  http,
}: Pick<LabPorts, 'lmtp' | 'mailServer'> & Partial<Pick<LabPorts, 'http'>>): Record<string, string> {
  return {
    STAR7_MAIL_DOMAIN: mailDomain,
    STAR7_MAIL_FROM_NAME: mailShop,
    STAR7_MAIL_LMTP_PORT: String(lmtp),
    STAR7_MAIL_SMTP_PORT: String(mailServer),
    ...(http !== undefined && { STAR7_MAIL_CONFIRM_URL: `http://127.0.0.1:${String(http)}/confirm` }),
  };
}
