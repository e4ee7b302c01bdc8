import type { Facts, MailAccountFacts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';
import type { DnsFault } from '#mail/model/mail-dns';
import type { SubmissionFault } from '#mail/provider/submission';

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

const sendingWords: Readonly<Record<SubmissionFault, string>> = {
  unreachable: 'It does not answer.',
  certificate: 'It speaks no TLS there, or its certificate is not trusted.',
  'credentials-refused': 'It refuses the account.',
};

/** Mails that may lie in the folder while Star7 reads it. */
const manyWaiting = 50;

/** Checks the account at a provider: the folder that mails come from. */
function accountChecks({
  imap,
  mailbox: { fault, waiting, hasIdle, hasUidPlus },
}: MailAccountFacts): Finding[] {
  const subject = `mailbox at ${imap}`;
  const line = 'star7 mail test';
  const lacking = [...(hasIdle ? [] : ['IDLE']), ...(hasUidPlus ? [] : ['UIDPLUS'])];
  return [
    ...when(fault === 'credentials-refused', {
      ...({ slug: 'mailbox-credentials', severity: 'high' } as const),
      subject,
      what: 'The provider refuses the account.',
      why: 'Mails of customers lie there, and nobody reads them.',
      mend: {
        where:
          'STAR7_MAIL_IMAP_USER and STAR7_MAIL_IMAP_PASSWORD: IMAP turned on, and a password for programs, where the provider has such',
        line,
      },
    }),
    ...when(fault !== null && fault !== 'credentials-refused', {
      ...({ slug: 'mailbox-down', severity: 'high' } as const),
      subject,
      what:
        fault === 'certificate'
          ? 'It speaks no TLS there, or its certificate is not trusted.'
          : fault === 'folder-refused'
            ? 'The folder is not there, or cannot be written.'
            : 'It does not answer.',
      why: 'Mails of customers lie there, and nobody reads them.',
      mend: { where: 'STAR7_MAIL_IMAP_*, the firewall, or the provider', line },
    }),
    ...when(fault === null && waiting >= manyWaiting, {
      ...({ slug: 'mailbox-waiting', severity: 'medium' } as const),
      subject,
      what: `${String(waiting)} mails lie in the folder.`,
      why: 'Star7 does not run, cannot remove what it has taken, or somebody writes without end.',
      mend: { where: 'the log of Star7', line },
    }),
    ...when(fault === null && lacking.length > 0, {
      ...({ slug: 'mailbox-capability', severity: 'low' } as const),
      subject,
      what: `The provider lacks ${lacking.join(' and ')}.`,
      why: hasUidPlus
        ? 'Mails are found by looking every STAR7_MAIL_IMAP_POLL_SECONDS alone.'
        : 'What another program has marked as deleted in the folder goes with the mails that Star7 deletes.',
      mend: { where: 'a folder that nobody else uses, or another provider', line },
    }),
  ];
}

/** Checks the way of mails: mail server, queue, signature, and what the domain name system says. */
export function mailChecks({ mail }: Facts): Finding[] {
  if (mail === null) return [];
  const { domain, server, isServerUp, signs, dnsFaults, waitingSeconds, account } = mail;
  const line = `star7 mail dns --check`;
  return [
    ...when(!isServerUp, {
      slug: 'mail-server-down',
      severity: 'high',
      subject: `mail server ${server}`,
      what: account === null ? 'It does not greet.' : sendingWords[account.submissionFault ?? 'unreachable'],
      why: 'Mails to customers wait for two days and are given up then.',
      mend: {
        where:
          account === null
            ? 'the mail server, or STAR7_MAIL_SMTP_HOST and STAR7_MAIL_SMTP_PORT'
            : 'STAR7_MAIL_SEND_*, or the pages of the provider',
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
    ...(account === null ? [] : accountChecks(account)),
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
