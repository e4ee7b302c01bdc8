import { connect } from 'node:net';
import type { MailFacts } from '../facts';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { askMailDns } from '#mail/ask-mail-dns';
import { dkimKeyOf } from '#mail/dkim-key';
import { faultsOfDns } from '#mail/model/mail-dns';

const greetingMs = 5000;

/** The way of mails, as far as it can be seen from here; changes nothing and sends none. @returns null where the site has no mail */
export async function collectMail(
  config: Config<'mail'>,
  waitingSeconds: number | null,
): Promise<MailFacts | null> {
  const { STAR7_MAIL_DOMAIN: domain, STAR7_MAIL_SMTP_HOST: host, STAR7_MAIL_SMTP_PORT: port } = config;
  if (domain === undefined) return null;
  const dkim = dkimKeyOf(config);
  const [isServerUp, answers] = await Promise.all([
    greets(host, port),
    askMailDns(domain, dkim?.selector ?? null),
  ]);
  return {
    ...{ domain, server: `${host}:${String(port)}`, isServerUp, waitingSeconds },
    signs: dkim !== null,
    isDnsUp: answers === null || answers.mx !== null || answers.texts !== null || answers.dmarc !== null,
    dnsFaults: answers === null ? [] : faultsOfDns(answers, dkim?.publicKey ?? null),
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
