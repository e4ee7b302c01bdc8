import { createHash, randomBytes } from 'node:crypto';
import type { ArrivedMail, DecoyMailboxes, MailContent } from './decoy-mailboxes';
import type { NumberPurpose } from './decoy-store';
import type { HitClass } from '../model/decoys/evidence';
import { classOfMail } from '../model/decoys/mail-class';
import type { Database } from '#database/database';
import { toDateTime } from '#database/date-time';
import { lockSealing } from '#database/sealing-lock';
import { isDuplicate } from '#database/store-error';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { tokenBytes, tokenFrom } from '#mail/model/alias';
import { ContactVault } from '#vault/contact-vault';
import { isSameAddress } from '#vault/email-address';
import type { LiveKeys } from '#vault/live-keys';
import { MailVault, unsealed } from '#vault/mail-vault';
import type { MailColumns } from '#vault/mail-vault';

/** Of a mailbox: whoever sends more wants to fill the table. */
const mostAnHour = 60;
/** Characters of a text that are kept. */
const longestText = 20_000;

/** The tables of the mailboxes of decoys. */
export class SqlDecoyMailboxes implements DecoyMailboxes {
  readonly #addresses: MailVault;
  readonly #texts: MailVault;
  readonly #contacts: ContactVault;

  constructor(
    private readonly database: Database,
    private readonly keys: LiveKeys,
    private readonly now: () => Micros,
  ) {
    this.#addresses = new MailVault(keys, 'decoy_mailboxes');
    this.#texts = new MailVault(keys, 'decoy_mails');
    this.#contacts = new ContactVault(keys);
  }

  async addMailbox({
    address,
    purpose,
    label,
    by,
  }: {
    address: Masked;
    purpose: NumberPurpose;
    label: string;
    by: string;
  }): Promise<{ token: string } | 'known' | 'in-use'> {
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.keys.refresh();
      const rows = await transaction.query<{ id: number } & MailColumns>(
        'SELECT id, text_ciphertext, text_nonce, text_key_version FROM decoy_mailboxes',
      );
      if (rows.some((row) => isSameAddress(this.#addresses.openMasked(row.id, row), address))) return 'known';
      const customers = await transaction.query(
        'SELECT id FROM contact_points WHERE blind_index IN (?) LIMIT 1',
        [this.#contacts.hashes('email', address).map(({ hash }) => hash)],
      );
      if (customers.length > 0) return 'in-use';
      const token = tokenFrom(randomBytes(tokenBytes));
      const id = await transaction.insert('decoy_mailboxes', {
        ...{ purpose, label, token, ...unsealed, entered_by: by, entered_at: toDateTime(this.now()) },
      });
      await transaction.update('decoy_mailboxes', { id }, { ...this.#addresses.sealMasked(id, address) });
      return { token };
    });
  }

  /** @returns null if there is none for decoys @throws VaultError */
  async addressOf(id: number): Promise<Masked | null> {
    const [row] = await this.database.query<MailColumns>(
      `SELECT text_ciphertext, text_nonce, text_key_version FROM decoy_mailboxes WHERE id = ? AND purpose = 'decoy'`,
      [id],
    );
    return row === undefined ? null : this.#addresses.openMasked(id, row);
  }

  /** @returns the decoy that has an address now; null: none, or it is no mailbox's @throws VaultError */
  async decoyAt(address: Masked): Promise<number | null> {
    const rows = await this.database.query<{ id: number; decoy_id: number } & MailColumns>(
      `SELECT b.id, d.id AS decoy_id, b.text_ciphertext, b.text_nonce, b.text_key_version
         FROM decoy_mailboxes AS b JOIN decoys AS d ON d.live_mailbox = b.id`,
    );
    return (
      rows.find((row) => isSameAddress(this.#addresses.openMasked(row.id, row), address))?.decoy_id ?? null
    );
  }

  async isToken(token: string): Promise<boolean> {
    const rows = await this.database.execute('SELECT id FROM decoy_mailboxes WHERE token = ?', [token]);
    return rows.length > 0;
  }

  /** A mail of the company itself came by: it forwards. */
  async heard(token: string, at: Micros): Promise<void> {
    await this.database.update('decoy_mailboxes', { token }, { heard_at: toDateTime(at) });
  }

  /**
   * Keeps a mail, once however often it is given, and so many of a mailbox within an hour.
   * @param mail null: nobody can read it
   * @returns its class; null for one that is not kept, and where no mailbox has this token
   * @throws VaultError
   */
  async keep(token: string, mail: ArrivedMail | null, arrivedAt: Micros): Promise<HitClass | null> {
    const at = toDateTime(arrivedAt);
    try {
      return await this.database.transaction(async (transaction) => {
        await lockSealing(transaction);
        this.keys.refresh();
        const [mailbox] = await transaction.query<{
          id: number;
          purpose: NumberPurpose;
          decoy_id: number | null;
          name: string | null;
          lately: number;
        }>(
          `SELECT b.id, b.purpose, d.id AS decoy_id, d.name,
                  (SELECT COUNT(*) FROM decoy_mails AS m WHERE m.mailbox_id = b.id AND m.at > ? - INTERVAL 1 HOUR) AS lately
             FROM decoy_mailboxes AS b LEFT JOIN decoys AS d ON d.live_mailbox = b.id WHERE b.token = ?`,
          [at, token],
        );
        if (mailbox === undefined || mailbox.lately >= mostAnHour) return null;
        // Before it is planted, nobody but its provider knows it.
        const isWatched = mailbox.decoy_id !== null || mailbox.purpose === 'control';
        const hitClass = mail === null || !isWatched ? 'silent' : classOfMail(mail, mailbox.name);
        const messageId = mail?.messageId ?? null;
        const id = await transaction.insert('decoy_mails', {
          ...{ mailbox_id: mailbox.id, decoy_id: mailbox.decoy_id, at, class: hitClass },
          once: messageId === null ? null : createHash('sha256').update(messageId).digest(),
        });
        if (mail !== null) {
          const { subject, text, from } = mail;
          const content: MailContent = { subject, text: text.slice(0, longestText), from };
          await transaction.update(
            'decoy_mails',
            { id },
            { ...this.#texts.seal(id, JSON.stringify(content)) },
          );
        }
        await transaction.update('decoy_mailboxes', { id: mailbox.id }, { heard_at: at });
        return hitClass;
      });
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  async content(id: number): Promise<MailContent | null> {
    const [row] = await this.database.query<MailColumns>(
      `SELECT text_ciphertext, text_nonce, text_key_version FROM decoy_mails WHERE id = ? AND text_ciphertext IS NOT NULL`,
      [id],
    );
    return row === undefined ? null : (JSON.parse(this.#texts.open(id, row)) as MailContent);
  }

  async judgeMail(id: number, hitClass: HitClass, by: string): Promise<boolean> {
    const rows = await this.database.query('SELECT id FROM decoy_mails WHERE id = ?', [id]);
    if (rows.length === 0) return false;
    await this.database.update(
      'decoy_mails',
      { id },
      { class: hitClass, judged_by: by, judged_at: toDateTime(this.now()) },
    );
    return true;
  }
}
