import type { DecoySmsTexts, SmsContent } from './decoy-sms';
import type { NumberPurpose } from './decoy-store';
import { ownDids } from './own-dids';
import type { HitClass } from '../model/decoys/evidence';
import { classOfSms } from '../model/decoys/mail-class';
import type { SmsResult } from '../model/decoys/sms-plan';
import type { Database } from '#database/database';
import { fromDateTimeOrNull, toDateTime } from '#database/date-time';
import { lockSealing } from '#database/sealing-lock';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import type { Micros } from '#kernel/micros';
import { onceWithin } from '#mail/model/sms/sms-rates';
import type { LineSms } from '#mail/sms/own-lines';
import { DecoySmsVault } from '#vault/decoy-sms-vault';
import { DecoyVault } from '#vault/decoy-vault';
import type { LiveKeys } from '#vault/live-keys';
import type { MailColumns } from '#vault/mail-vault';

/** To one number: whoever sends more wants to fill the table. */
const mostAnHour = 60;
/** Characters of a text that are kept. */
const longestText = 20_000;
/** Of the company's SMS to customers. */
const sampledResults = 500;
/** What has no receipt by then gets none: operators keep an SMS for one to three days. */
const settledWithin: Micros = 3 * 86_400_000_000;
const day: Micros = 86_400_000_000;
/** A refusal that says something of the recipient; others are about the company or the message. */
const recipientFaults = ['number-unknown', 'rejected'];

/** The tables of SMS to the numbers of decoys. */
export class SqlDecoySms implements DecoySmsTexts {
  readonly #numbers: DecoyVault;
  readonly #texts: DecoySmsVault;

  constructor(
    private readonly database: Database,
    private readonly keys: LiveKeys,
    private readonly now: () => Micros,
  ) {
    this.#numbers = new DecoyVault(keys, 'decoy_numbers');
    this.#texts = new DecoySmsVault(keys);
  }

  async isLine(number: Masked): Promise<boolean> {
    const hashes = this.#numbers.hashes(number).map(({ hash }) => hash);
    const rows = await this.database.query('SELECT id FROM decoy_numbers WHERE phone_index IN (?) LIMIT 1', [
      hashes,
    ]);
    return rows.length > 0;
  }

  /** Whether an order is a decoy's, and its SMS go to the decoy's number: neither one of a later customer, nor one that somebody typed. */
  async isOwn(orderNumber: string, number: Masked): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT n.id FROM orders AS o JOIN decoy_orders AS x ON x.order_id = o.id JOIN decoys AS d ON d.id = x.decoy_id
         JOIN decoy_numbers AS n ON n.id = d.number_id AND n.phone_index IN (?) WHERE o.order_number = ?`,
      [this.#numbers.hashes(number).map(({ hash }) => hash), orderNumber],
    );
    return rows.length > 0;
  }

  /**
   * Keeps an SMS, once however often it is given, and so many to a number within an hour.
   * @param defaultDid digits; what calls show that have no other number
   * @param onKept told its class before it is lasting: whoever is killed in between tells it once more, and loses nothing
   * @returns its class; null for one that is not kept
   * @throws VaultError
   */
  async keep(
    sms: LineSms,
    defaultDid: string,
    onKept: (hitClass: HitClass) => void = () => undefined,
  ): Promise<HitClass | null> {
    const at = toDateTime(sms.at);
    return this.database.transaction(async (transaction) => {
      await lockSealing(transaction);
      this.keys.refresh();
      const [line] = await transaction.query<{
        id: number;
        purpose: NumberPurpose;
        sms_since: string | null;
        decoy_id: number | null;
        name: string | null;
        lately: number;
        repeated: number;
      }>(
        `SELECT n.id, n.purpose, n.sms_since, d.id AS decoy_id, d.name,
                (SELECT COUNT(*) FROM decoy_sms AS s WHERE s.number_id = n.id AND s.at > ? - INTERVAL 1 HOUR) AS lately,
                (SELECT COUNT(*) FROM decoy_sms AS s
                  WHERE s.number_id = n.id AND (s.once_hash = ? OR (s.once_hash = ? AND s.at > ?))) AS repeated
           FROM decoy_numbers AS n
                -- Retired ones too: their number is in lists that were handed out.
                LEFT JOIN decoys AS d ON d.id = (SELECT MAX(w.id) FROM decoys AS w WHERE w.number_id = n.id)
          WHERE n.phone_index IN (?) FOR UPDATE`,
        [
          ...[at, sms.once[0], sms.once[1], toDateTime(sms.at - onceWithin)],
          this.#numbers.hashes(sms.to).map(({ hash }) => hash),
        ],
      );
      if (line === undefined) return null;
      if (line.sms_since === null) {
        await transaction.update('decoy_numbers', { id: line.id }, { sms_since: at });
      }
      if (line.lately >= mostAnHour || line.repeated > 0) return null;
      const hitClass = await this.#classOf(sms, line, async () => [
        defaultDid,
        ...(await ownDids(transaction)),
      ]);
      const id = await transaction.insert('decoy_sms', {
        ...{ number_id: line.id, decoy_id: line.decoy_id, at, class: hitClass, once_hash: sms.once[0] },
      });
      const content = { from: sms.from, text: sms.text.slice(0, longestText) };
      await transaction.update('decoy_sms', { id }, { ...this.#texts.seal(id, content) });
      onKept(hitClass);
      return hitClass;
    });
  }

  /** By itself the company's own says nothing, and neither does one before the number was ever planted: nobody but its operator knows it. */
  async #classOf(
    { number, isCompany, text }: LineSms,
    {
      purpose,
      decoy_id: decoyId,
      name,
    }: { purpose: NumberPurpose; decoy_id: number | null; name: string | null },
    dids: () => Promise<readonly string[]>,
  ): Promise<HitClass> {
    if (isCompany || (decoyId === null && purpose !== 'control')) return 'silent';
    if (number !== null) {
      const own = new Set(this.#hashesOf(number));
      const isOwn = (await dids()).some((did) =>
        this.#hashesOf(mask(`+${did}`)).some((hash) => own.has(hash)),
      );
      if (isOwn) return 'silent';
    }
    return classOfSms({ text, isNumber: number !== null }, name);
  }

  #hashesOf(number: Masked): string[] {
    return this.#numbers.hashes(number).map(({ hash }) => hash.toString('hex'));
  }

  async smsContent(id: number): Promise<SmsContent | null> {
    const [row] = await this.database.query<MailColumns>(
      'SELECT text_ciphertext, text_nonce, text_key_version FROM decoy_sms WHERE id = ? AND text_ciphertext IS NOT NULL',
      [id],
    );
    return row === undefined ? null : this.#texts.open(id, row);
  }

  async judgeSms(id: number, hitClass: HitClass, by: string): Promise<boolean> {
    const rows = await this.database.query('SELECT id FROM decoy_sms WHERE id = ?', [id]);
    if (rows.length === 0) return false;
    await this.database.update(
      'decoy_sms',
      { id },
      { class: hitClass, judged_by: by, judged_at: toDateTime(this.now()) },
    );
    return true;
  }

  /** Of the company's last SMS to customers that the provider had within a day, until then: whether it is known what became of each. */
  async lastSettled(until: Micros, most: number): Promise<boolean[]> {
    const rows = await this.database.query<{ settled: number }>(
      `SELECT s.settled_at IS NOT NULL AS settled FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id
        WHERE s.given_at BETWEEN ? AND ? AND e.order_id NOT IN (SELECT order_id FROM decoy_orders)
        ORDER BY s.given_at DESC LIMIT ?`,
      [toDateTime(until - day), toDateTime(until), most],
    );
    return rows.map(({ settled }) => settled === 1);
  }

  /** What came of the company's last SMS to customers, of which it is known. */
  async results(): Promise<SmsResult[]> {
    const rows = await this.database.query<{
      answer_ms: number;
      given_at: string | null;
      settled_at: string | null;
      state: string;
      fault: string | null;
    }>(
      `SELECT s.answer_ms, s.given_at, s.settled_at, e.state, e.fault
         FROM sms_outbox AS s JOIN mails AS e ON e.id = s.mail_id
        WHERE s.answer_ms IS NOT NULL AND e.at < ? AND e.order_id NOT IN (SELECT order_id FROM decoy_orders)
          AND (s.given_at IS NOT NULL OR (e.state = 'failed' AND e.fault IN (?)))
        ORDER BY s.mail_id DESC LIMIT ?`,
      [toDateTime(this.now() - settledWithin), recipientFaults, sampledResults],
    );
    return rows.map(({ answer_ms: answerMs, given_at, settled_at, state, fault }) => {
      const [givenAt, settledAt] = [fromDateTimeOrNull(given_at), fromDateTimeOrNull(settled_at)];
      if (givenAt === null) return { answerMs, end: 'refused', fault, settleMs: 0 };
      if (settledAt === null) return { answerMs, end: 'none', fault: null, settleMs: 0 };
      const settleMs = Math.max(0, Math.round((settledAt - givenAt) / 1000));
      return state === 'delivered'
        ? { answerMs, end: 'delivered', fault: null, settleMs }
        : { answerMs, end: 'failed', fault, settleMs };
    });
  }
}
