import type { MailTests } from './mail-test';
import type { Database } from '#database/database';
import { fromDateTime, toDateTime } from '#database/date-time';
import type { Micros } from '#kernel/micros';

const day: Micros = 86_400_000_000;

/** Test mails in MySQL or MariaDB: between the command that sends one and the Star7 that gets it. */
export class SqlMailTests implements MailTests {
  constructor(private readonly database: Database) {}

  async begin(token: string, at: Micros): Promise<void> {
    await this.database.write('DELETE FROM mail_tests WHERE sent_at < ?', [toDateTime(at - day)]);
    await this.database.write('INSERT INTO mail_tests (token, sent_at) VALUES (?, ?)', [
      token,
      toDateTime(at),
    ]);
  }

  async arrival(token: string): Promise<{ at: Micros; authentication: string } | null> {
    const [row] = await this.database.query<{ arrived_at: string | null; authentication: string }>(
      'SELECT arrived_at, authentication FROM mail_tests WHERE token = ?',
      [token],
    );
    if (row === undefined || row.arrived_at === null) return null;
    return { at: fromDateTime(row.arrived_at), authentication: row.authentication };
  }
}
