import type {
  DayHits,
  Decoy,
  DecoyHit,
  DecoyMail,
  DecoyMailbox,
  DecoyNumber,
  DecoySms,
  NumberPurpose,
} from './decoy-store';
import type { ChannelKind } from '../model/decoys/channels';
import type { HitClass } from '../model/decoys/evidence';
import type { Database } from '#database/database';
import { fromDateTime, fromDateTimeOrNull } from '#database/date-time';

/** Hits of a list, mails and SMS. */
const shownHits = 500;

/** What is told of decoys, their lines and who called these: no number, and so without a key. */
export class SqlDecoyLists {
  constructor(protected readonly database: Database) {}

  async numbers(): Promise<DecoyNumber[]> {
    const rows = await this.database.query<{
      id: number;
      purpose: NumberPurpose;
      label: string;
      entered_at: string;
      sms_since: string | null;
      channel: ChannelKind | null;
      channel_key: string | null;
      worn: number;
    }>(
      `SELECT n.id, n.purpose, n.label, n.entered_at, n.sms_since, d.channel, d.channel_key,
              EXISTS (SELECT 1 FROM decoys AS w JOIN decoy_orders AS x ON x.decoy_id = w.id WHERE w.number_id = n.id) AS worn
         FROM decoy_numbers AS n LEFT JOIN decoys AS d ON d.live_number = n.id ORDER BY n.id`,
    );
    return rows.map((row) => ({
      ...{ id: row.id, purpose: row.purpose, label: row.label, enteredAt: fromDateTime(row.entered_at) },
      smsSince: fromDateTimeOrNull(row.sms_since),
      planted: row.channel === null ? null : { kind: row.channel, key: row.channel_key ?? '' },
      isWorn: row.worn === 1,
    }));
  }

  async decoys(retiredToo: boolean): Promise<Decoy[]> {
    const rows = await this.database.query<{
      id: number;
      channel: ChannelKind;
      channel_key: string;
      name: string;
      number_id: number;
      label: string;
      mailbox: string | null;
      sms_since: string | null;
      numbers: string | null;
      town: string | null;
      address: string | null;
      planted_at: string;
      planted_by: string;
      retired_at: string | null;
    }>(
      `SELECT d.id, d.channel, d.channel_key, d.name, d.number_id, n.label, b.label AS mailbox, n.sms_since, a.town, a.address, d.planted_at, d.planted_by,
              d.retired_at,
              (SELECT GROUP_CONCAT(o.order_number ORDER BY o.placed_at) FROM decoy_orders AS x
                 JOIN orders AS o ON o.id = x.order_id WHERE x.decoy_id = d.id) AS numbers
         FROM decoys AS d JOIN decoy_numbers AS n ON n.id = d.number_id
         LEFT JOIN decoy_addresses AS a ON a.id = d.address_id LEFT JOIN decoy_mailboxes AS b ON b.id = d.mailbox_id
        WHERE ? OR d.retired_at IS NULL ORDER BY d.id`,
      [retiredToo],
    );
    return rows.map((row) => ({
      ...{ id: row.id, kind: row.channel, key: row.channel_key, name: row.name },
      ...{
        numberId: row.number_id,
        numberLabel: row.label,
        mailboxLabel: row.mailbox,
        smsSince: fromDateTimeOrNull(row.sms_since),
        orderNumbers: listOf(row.numbers),
      },
      address: row.address === null ? null : `${row.town ?? ''}, ${row.address}`,
      ...{ plantedAt: fromDateTime(row.planted_at), plantedBy: row.planted_by },
      retiredAt: fromDateTimeOrNull(row.retired_at),
    }));
  }

  async hits(): Promise<DecoyHit[]> {
    const rows = await this.database.query<HitRow>(
      `SELECT h.id, h.number_id, n.label, n.purpose, h.at, h.class, h.ring_seconds, h.open_seconds, h.spoken_seconds, h.digits,
              h.judged_by, d.id AS decoy_id, d.channel, d.channel_key, d.name,
              (SELECT COUNT(DISTINCT x.number_id) FROM decoy_hits AS x
                WHERE x.phone_index = h.phone_index AND x.number_id <> h.number_id) AS others
         FROM decoy_hits AS h JOIN decoy_numbers AS n ON n.id = h.number_id LEFT JOIN decoys AS d ON d.id = h.decoy_id
        ORDER BY h.id DESC LIMIT ?`,
      [shownHits],
    );
    return rows.map(hitFrom);
  }

  async hitCounts(): Promise<DayHits[]> {
    const rows = await this.database.query<{
      medium: DayHits['medium'];
      decoy_id: number | null;
      purpose: NumberPurpose;
      class: HitClass;
      day: string;
      count: number;
    }>(
      `SELECT 'call' AS medium, h.decoy_id, n.purpose, h.class, DATE_FORMAT(h.at, '%Y-%m-%d 00:00:00.000000') AS day, COUNT(*) AS count
         FROM decoy_hits AS h JOIN decoy_numbers AS n ON n.id = h.number_id GROUP BY h.decoy_id, n.purpose, h.class, day
       UNION ALL
       SELECT 'mail', m.decoy_id, b.purpose, m.class, DATE_FORMAT(m.at, '%Y-%m-%d 00:00:00.000000') AS day, COUNT(*)
         FROM decoy_mails AS m JOIN decoy_mailboxes AS b ON b.id = m.mailbox_id GROUP BY m.decoy_id, b.purpose, m.class, day
       UNION ALL
       SELECT 'sms', s.decoy_id, n.purpose, s.class, DATE_FORMAT(s.at, '%Y-%m-%d 00:00:00.000000') AS day, COUNT(*)
         FROM decoy_sms AS s JOIN decoy_numbers AS n ON n.id = s.number_id GROUP BY s.decoy_id, n.purpose, s.class, day`,
    );
    return rows.map(({ medium, decoy_id: decoyId, purpose, class: hitClass, day, count }) => ({
      ...{ medium, decoyId, purpose, class: hitClass, at: fromDateTime(day), count },
    }));
  }

  async mailboxes(): Promise<DecoyMailbox[]> {
    const rows = await this.database.query<{
      id: number;
      purpose: NumberPurpose;
      label: string;
      token: string;
      entered_at: string;
      heard_at: string | null;
      channel: ChannelKind | null;
      channel_key: string | null;
      worn: number;
    }>(
      `SELECT b.id, b.purpose, b.label, b.token, b.entered_at, b.heard_at, d.channel, d.channel_key,
              EXISTS (SELECT 1 FROM decoys AS w JOIN decoy_orders AS x ON x.decoy_id = w.id WHERE w.mailbox_id = b.id) AS worn
         FROM decoy_mailboxes AS b LEFT JOIN decoys AS d ON d.live_mailbox = b.id ORDER BY b.id`,
    );
    return rows.map((row) => ({
      ...{ id: row.id, purpose: row.purpose, label: row.label, token: row.token },
      ...{ enteredAt: fromDateTime(row.entered_at), heardAt: fromDateTimeOrNull(row.heard_at) },
      planted: row.channel === null ? null : { kind: row.channel, key: row.channel_key ?? '' },
      isWorn: row.worn === 1,
    }));
  }

  async mails(): Promise<DecoyMail[]> {
    const rows = await this.#written(
      `SELECT m.id, b.label, b.purpose, m.at, m.class, m.judged_by, d.id AS decoy_id, d.channel, d.channel_key, d.name
         FROM decoy_mails AS m JOIN decoy_mailboxes AS b ON b.id = m.mailbox_id LEFT JOIN decoys AS d ON d.id = m.decoy_id
        ORDER BY m.id DESC LIMIT ?`,
    );
    return rows.map(({ label, ...mail }) => ({ ...mail, mailboxLabel: label }));
  }

  async sms(): Promise<DecoySms[]> {
    const rows = await this.#written(
      `SELECT s.id, n.label, n.purpose, s.at, s.class, s.judged_by, d.id AS decoy_id, d.channel, d.channel_key, d.name
         FROM decoy_sms AS s JOIN decoy_numbers AS n ON n.id = s.number_id LEFT JOIN decoys AS d ON d.id = s.decoy_id
        ORDER BY s.id DESC LIMIT ?`,
    );
    return rows.map(({ label, ...sms }) => ({ ...sms, numberLabel: label }));
  }

  async #written(statement: string): Promise<(Omit<DecoySms, 'numberLabel'> & { label: string })[]> {
    const rows = await this.database.query<
      DecoyColumns & {
        id: number;
        label: string;
        purpose: NumberPurpose;
        at: string;
        class: HitClass;
        judged_by: string | null;
      }
    >(statement, [shownHits]);
    return rows.map((row) => ({
      ...{ id: row.id, label: row.label, purpose: row.purpose, at: fromDateTime(row.at) },
      ...{ class: row.class, judgedBy: row.judged_by },
      decoy: decoyOf(row),
    }));
  }
}

/** Whose it was; all null for nobody's. */
interface DecoyColumns {
  decoy_id: number | null;
  channel: ChannelKind | null;
  channel_key: string | null;
  name: string | null;
}

interface HitRow extends DecoyColumns {
  id: number;
  number_id: number;
  label: string;
  purpose: NumberPurpose;
  at: string;
  class: HitClass;
  ring_seconds: number;
  open_seconds: number;
  spoken_seconds: number;
  digits: number;
  judged_by: string | null;
  others: number;
}

function decoyOf({ decoy_id: id, channel: kind, channel_key: key, name }: DecoyColumns): DecoyHit['decoy'] {
  return id === null || kind === null ? null : { id, kind, key: key ?? '', name: name ?? '' };
}

function hitFrom(row: HitRow): DecoyHit {
  return {
    ...{ id: row.id, numberId: row.number_id, numberLabel: row.label, purpose: row.purpose },
    decoy: decoyOf(row),
    ...{ at: fromDateTime(row.at), class: row.class, ringSeconds: row.ring_seconds },
    ...{ openSeconds: row.open_seconds, spokenSeconds: row.spoken_seconds, digits: row.digits },
    ...{ otherLines: row.others, judgedBy: row.judged_by },
  };
}

/** Texts that the database joins by commas. */
export function listOf(text: string | null): string[] {
  return text === null || text === '' ? [] : text.split(',');
}
