import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';
import type { DnsFault } from '#mail/model/mail-dns';

/** Seconds for which a mail may wait: after an outage of the mail server the next try may be hours away. */
const longWaiting = 6 * 3600;

const dnsWords: Readonly<Record<DnsFault, string>> = {
  'mx-missing': 'It has no MX record: no answer of a customer arrives.',
  'spf-missing': 'It has no SPF record.',
  'spf-several': 'It has several SPF records, which counts as none.',
  'spf-open': 'Its SPF record does not end in -all: anybody may send from it.',
  'dkim-missing': 'The key that signs is not published.',
  'dkim-other-key': 'Another key is published than the one that signs.',
  'dmarc-missing': 'It has no DMARC record.',
  'dmarc-lax': 'Its DMARC record asks nobody to refuse forged mails.',
};

/** What breaks mails to customers altogether, and what makes them spam. */
const grave: ReadonlySet<DnsFault> = new Set(['mx-missing', 'dkim-missing', 'dkim-other-key', 'spf-several']);

/** Checks the way of mails: mail server, queue, signature, and what the domain name system says. */
export function mailChecks({ mail }: Facts): Finding[] {
  if (mail === null) return [];
  const { domain, server, isServerUp, signs, dnsFaults, waitingSeconds } = mail;
  const line = `star7 mail dns --check`;
  return [
    ...when(!isServerUp, {
      slug: 'mail-server-down',
      severity: 'high',
      subject: `mail server ${server}`,
      what: 'It does not greet.',
      why: 'Mails to customers wait for two days and are given up then.',
      mend: {
        where: 'the mail server, or STAR7_MAIL_SMTP_HOST and STAR7_MAIL_SMTP_PORT',
        line: 'star7 mail test',
      },
    }),
    ...when(isServerUp && (waitingSeconds ?? 0) >= longWaiting, {
      slug: 'mail-waiting',
      severity: 'medium',
      subject: `mail server ${server}`,
      what: `It greets, and a mail has been waiting for ${String(Math.floor((waitingSeconds ?? 0) / 3600))} h.`,
      why: 'It takes no mail from Star7: after two days of tries a mail is given up.',
      mend: { where: 'the log of the mail server', line: 'star7 mail test' },
    }),
    ...when(!signs, {
      slug: 'mail-unsigned',
      severity: 'low',
      subject: domain,
      what: 'Star7 does not sign mails.',
      why: 'Unless the mail server signs them, large mail services take them for spam.',
      mend: {
        where: 'a shell, then STAR7_MAIL_DKIM_KEY_FILE and STAR7_MAIL_DKIM_SELECTOR',
        line: 'star7 mail dkim-key <file>',
      },
    }),
    ...dnsFaults.map((fault): Finding => ({
      slug: 'mail-dns',
      severity: grave.has(fault) ? 'high' : 'medium',
      subject: domain,
      what: dnsWords[fault],
      why: 'Mails do not arrive, are taken for spam, or can be forged.',
      mend: { where: 'the domain name system: the records that this prints', line },
    })),
  ];
}
