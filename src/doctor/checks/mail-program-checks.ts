import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** A certificate that is renewed by itself is renewed earlier than that. */
const soonSeconds = 14 * 24 * 3600;

/** Checks what managers' own mail programs need: a certificate whose time is not over, tokens, mailboxes that take copies. */
export function mailProgramChecks({ mailPrograms }: Facts): Finding[] {
  if (mailPrograms === null) return [];
  const { certificate, users } = mailPrograms;
  const { allowed = [], withoutToken = [], refusing = [] } = users ?? {};
  const subject = 'STAR7_MAIL_SUBMISSION_CERT_FILE';
  const renew = {
    where: 'what renews the certificate (certbot, for one); Star7 reads a new one within a minute',
    line: 'certbot renew',
  };
  const left = certificate !== null && 'secondsLeft' in certificate ? certificate.secondsLeft : null;
  const managers = (some: readonly string[]): string => `manager ${some.join(', ')}`;
  return [
    ...when(certificate !== null && 'fault' in certificate, {
      ...({ slug: 'mail-program-certificate', severity: 'high' } as const),
      subject,
      what: `It ${certificate !== null && 'fault' in certificate ? certificate.fault : ''}.`,
      why: 'Star7 does not start again with it.',
      mend: renew,
    }),
    ...when(left !== null && left < soonSeconds, {
      slug: 'mail-program-certificate',
      severity: left !== null && left > 0 ? 'medium' : 'high',
      subject,
      what:
        left !== null && left > 0
          ? `Its time is over in ${String(Math.ceil(left / 86_400))} days.`
          : 'Its time is over.',
      why: 'Mail programs of managers send nothing, or ask to trust whoever is there.',
      mend: renew,
    }),
    ...when(certificate === null && allowed.length > 0, {
      slug: 'mail-program-off',
      severity: 'low',
      subject: managers(allowed),
      what: 'They may use a mail program, and Star7 takes no mails from any.',
      why: 'They cannot send.',
      mend: {
        where: 'STAR7_MAIL_SUBMISSION_TLS_PORT, or a shell',
        line: `star7 mail program forbid ${allowed[0] ?? ''}`,
      },
    }),
    ...when(certificate !== null && withoutToken.length > 0, {
      slug: 'mail-program-no-token',
      severity: 'low',
      subject: managers(withoutToken),
      what: 'They may use a mail program, and have no token for it.',
      why: 'They cannot send. If they do not want to, end the permission.',
      mend: {
        where: 'their settings in the page, or a shell',
        line: `star7 mail program token ${withoutToken[0] ?? ''}`,
      },
    }),
    ...when(certificate !== null && refusing.length > 0, {
      slug: 'mail-program-copies',
      severity: 'medium',
      subject: managers(refusing),
      what: 'Their own mailbox has refused copies within the last day.',
      why: 'They learn of customers’ mails on the page alone.',
      mend: {
        where: 'the mail service of that mailbox, or a shell',
        line: `star7 mail program mailbox ${refusing[0] ?? ''} --address-file -`,
      },
    }),
  ];
}
