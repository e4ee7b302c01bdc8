import { connect } from 'node:net';
import type { MailAccountFacts, MailFacts } from '../facts';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { askMailDns } from '#mail/ask-mail-dns';
import { dkimKeyOf } from '#mail/dkim-key';
import { faultsOfDns } from '#mail/model/mail-dns';
import { tryMailbox } from '#mail/provider/imap-mailbox';
import { mailAccountOf } from '#mail/provider/mail-account';
import type { MailAccount } from '#mail/provider/mail-account';
import { trySubmission } from '#mail/provider/submission';

const greetingMs = 5000;

/** The way of mails, as far as it can be seen from here; changes nothing and sends none. @returns null where the site has no mail */
export async function collectMail(
  config: Config<'mail'>,
  waitingSeconds: number | null,
): Promise<MailFacts | null> {
  const { STAR7_MAIL_DOMAIN: domain, STAR7_MAIL_SMTP_HOST: host, STAR7_MAIL_SMTP_PORT: port } = config;
  if (domain === undefined) return null;
  const account = mailAccountOf(config);
  const dkim = dkimKeyOf(config);
  const server = account?.submission ?? { host, port };
  const [tried, isUp, answers] = await Promise.all([
    account === null ? null : collectAccount(account, domain),
    account === null ? greets(host, port) : null,
    askMailDns(domain, dkim?.selector ?? null),
  ]);
  return {
    ...{ domain, server: `${server.host}:${String(server.port)}`, waitingSeconds, account: tried },
    isServerUp: isUp ?? tried?.submissionFault === null,
    signs: dkim !== null || account !== null,
    isDnsUp: answers === null || answers.mx !== null || answers.texts !== null || answers.dmarc !== null,
    dnsFaults: (answers === null ? [] : faultsOfDns(answers, dkim?.publicKey ?? null)).filter(
      // Nobody sends from the domain then, and what it says of senders is the account's affair.
      (fault) => tried?.sendsFromDomain !== false || fault === 'mx-missing',
    ),
  };
}

async function collectAccount(account: MailAccount, domain: string): Promise<MailAccountFacts> {
  const { imap, submission, address } = account;
  const [mailbox, submissionFault] = await Promise.all([
    tryMailbox(account),
    trySubmission(submission, domain),
  ]);
  return {
    imap: `${imap.host}:${String(imap.port)}`,
    ...{ mailbox, submissionFault, sendsFromDomain: address === null },
  };
}

/** How long the mail waits that is due longest. @throws StoreError */
export async function collectMailQueue(database: Database): Promise<number> {
  const [row] = await database.query<{ seconds: number | null }>(
    'SELECT TIMESTAMPDIFF(SECOND, MIN(at), UTC_TIMESTAMP()) AS seconds FROM mails WHERE due_at IS NOT NULL OR confirm_due_at IS NOT NULL',
  );
  return Math.max(0, row?.seconds ?? 0);
}

/** Whether a mail server says 220 (RFC 5321, section 4.2). */
function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: greetingMs });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (greeting) => end(greeting.toString('latin1').startsWith('220')));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
