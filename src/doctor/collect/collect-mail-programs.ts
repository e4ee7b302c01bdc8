import type { MailProgramFacts, MailProgramUsers } from '../facts';
import type { Config } from '#config/config';
import type { Database } from '#database/database';
import { SettingError } from '#config/setting-error';
import type { Micros } from '#kernel/micros';
import { submissionCertificateOf } from '#mail/programs/server-certificate';

/**
 * Managers' own mail programs, and the certificate that they see. @param users null where the database could not be read
 * @returns null where the site takes no mails from them and lets nobody have one
 */
export function collectMailPrograms(
  config: Config<'mail'>,
  users: MailProgramUsers | null,
  now: Micros,
): MailProgramFacts | null {
  let certificate: MailProgramFacts['certificate'];
  try {
    const read = submissionCertificateOf(config);
    certificate = read === null ? null : { secondsLeft: Math.floor((read.validTo - now) / 1_000_000) };
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    certificate = { fault: error.message };
  }
  return certificate === null && (users?.allowed ?? []).length === 0 ? null : { certificate, users };
}

/** @throws StoreError */
export async function collectMailProgramUsers(database: Database): Promise<MailProgramUsers> {
  const rows = await database.query<{ extension: string; has_token: number; refused: number }>(
    `SELECT m.extension, p.token_hash IS NOT NULL AS has_token,
            EXISTS (SELECT 1 FROM mail_copies AS c WHERE c.program_id = p.id AND c.state = 'failed'
                       AND c.at > UTC_TIMESTAMP() - INTERVAL 1 DAY) AS refused
       FROM mail_programs AS p JOIN managers AS m ON m.id = p.manager_id
      WHERE m.disabled_at IS NULL ORDER BY m.extension`,
  );
  const extensions = (some: typeof rows): string[] => some.map(({ extension }) => extension);
  return {
    allowed: extensions(rows),
    withoutToken: extensions(rows.filter((row) => row.has_token === 0)),
    refusing: extensions(rows.filter((row) => row.refused === 1)),
  };
}
