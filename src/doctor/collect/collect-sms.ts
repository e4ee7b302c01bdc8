import type { SmsFacts } from '../facts';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import type { Clock } from '#kernel/clock';
import { bindOnce } from '#mail/smpp/bind-once';
import { smsAccountOf } from '#mail/sms/sms-account';

/** Signs in at the provider, and sends nothing. @returns null where the site has no SMS */
export async function collectSms(
  config: Config<'sms'>,
  queue: SmsFacts['queue'],
  clock: Clock,
): Promise<SmsFacts | null> {
  const account = smsAccountOf(config);
  if (account === null) return null;
  const { host, port } = account.server;
  const { fault } = await bindOnce(account.server, account.credentials, clock);
  return { server: `${host}:${String(port)}`, fault, queue };
}

/** @throws StoreError */
export async function collectSmsQueue(database: Database): Promise<SmsFacts['queue']> {
  const [row] = await database.query<{ refused: number; seconds: number | null }>(
    `SELECT (SELECT COUNT(*) FROM mails WHERE transport = 'sms' AND fault = 'sender-refused'
                AND at > UTC_TIMESTAMP() - INTERVAL 1 DAY) AS refused,
            (SELECT TIMESTAMPDIFF(SECOND, MIN(e.at), UTC_TIMESTAMP())
               FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id WHERE s.due_at IS NOT NULL) AS seconds`,
  );
  return { senderRefused: row?.refused ?? 0, waitingSeconds: Math.max(0, row?.seconds ?? 0) };
}
