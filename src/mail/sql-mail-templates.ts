import type { TemplateStore } from './mail-templates';
import { isTemplateSlug } from './mail-templates';
import type { MailTemplate } from './model/mail-templates';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { overwriting } from '#database/queries';
import type { Micros } from '#kernel/micros';

/** Templates in MySQL or MariaDB. They are the shop's words, and hold nothing of an order. */
export class SqlMailTemplates implements TemplateStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<MailTemplate[]> {
    const rows = await this.database.query<MailTemplate>(
      'SELECT slug, language, subject, text FROM mail_templates',
    );
    return rows.filter(({ slug }) => isTemplateSlug(slug));
  }

  async write(template: MailTemplate, at: Micros, by: string): Promise<void> {
    const row = { ...template, changed_at: toDateTime(at), changed_by: by };
    await this.database.transaction((transaction) =>
      transaction.insertMany(
        'mail_templates',
        [row],
        overwriting('subject', 'text', 'changed_at', 'changed_by'),
      ),
    );
  }
}
