import type { DeliveryFault, MailKind, RefusedPart } from './model/mail';
import type { MailDirection, MailOrder, MailState, ThreadMail, Transport } from './mails';
import { fromDateTime, fromDateTimeOrNull } from '#database/date-time';
import type { Masked } from '#kernel/masked';
import { plainContacts } from '#vault/contact-text';
import type { ContactVault } from '#vault/contact-vault';
import type { MailColumns, MailVault } from '#vault/mail-vault';

/** A mail of the table mails. */
export interface MailRow extends MailColumns {
  id: number;
  token: string;
  direction: MailDirection;
  kind: MailKind;
  state: MailState;
  fault: DeliveryFault | null;
  author: string | null;
  at: string;
  read_at: string | null;
  read_by: string | null;
  sender_known: number;
  sender_former: number;
  /** The order's address then. */
  point_id: number | null;
  spam: number;
  hidden: number;
  refused: string;
  pictures: number;
  transport: Transport;
  parts: number;
  repeated: number;
  submitted: number;
}

/** What is sealed of a mail. */
export interface MailText {
  subject: string;
  text: string;
  /** Of its sender's side, or of the manager's own mail program: it names a host of theirs. */
  messageId: string | null;
  /** Of the link that confirms the address. No text of the thread has it. */
  linkToken?: string;
}

export function textOf(text: MailText): string {
  return JSON.stringify(text);
}

/** @throws VaultError */
export function openText(row: MailColumns & { id: number }, vault: MailVault): MailText {
  return JSON.parse(vault.open(row.id, row)) as MailText;
}

/** @throws VaultError */
export function mailFrom(row: MailRow, vault: MailVault): ThreadMail {
  const { subject, text } = openText(row, vault);
  return {
    id: row.id,
    transport: row.transport,
    parts: row.parts,
    repeated: row.repeated === 1,
    direction: row.direction,
    kind: row.kind,
    state: row.state,
    fault: row.fault,
    author: row.author,
    submitted: row.submitted === 1,
    at: fromDateTime(row.at),
    readAt: fromDateTimeOrNull(row.read_at),
    readBy: row.read_by,
    senderKnown: row.sender_known === 1,
    senderFormer: row.sender_former === 1,
    isSpam: row.spam === 1,
    subject,
    text,
    hidden: row.hidden,
    refused: row.refused === '' ? [] : (row.refused.split(' ') as RefusedPart[]),
    pictures: row.pictures,
  };
}

const points = ['main', 'second', 'recipient', 'email'] as const;
type Point = (typeof points)[number];

export type MailOrderRow = {
  id: number;
  order_number: string;
  extension: string | null;
  token: string;
  /** The customer's address that has the token. */
  alias_point_id: number | null;
  email_point_id: number | null;
  email_typed: number | null;
  changed: number;
} & { [Name in Point as `${Name}_id`]: number | null } & {
  [Name in Point as `${Name}_ciphertext`]: Buffer | null;
} & { [Name in Point as `${Name}_nonce`]: Buffer | null } & {
  [Name in Point as `${Name}_key_version`]: number | null;
};

/** An order with its thread and all contacts: what stands before `WHERE`. */
export const orderColumns = `o.id, o.order_number, m.active_extension AS extension, t.token, t.point_id AS alias_point_id, o.email_point_id, email.typed AS email_typed,
  EXISTS (SELECT 1 FROM order_entries AS c WHERE c.order_id = o.id AND c.kind = 'contact-changed') AS changed, ${points
    .map((name) =>
      ['id', 'ciphertext', 'nonce', 'key_version']
        .map((column) => `${name}.${column} AS ${name}_${column}`)
        .join(', '),
    )
    .join(', ')}
  FROM mail_threads AS t JOIN orders AS o ON o.id = t.order_id LEFT JOIN managers AS m ON m.id = o.manager_id
  ${points.map((name) => `LEFT JOIN contact_points AS ${name} ON ${name}.id = o.${name}_point_id AND ${name}.active`).join('\n')}`;

/** @param token that it was found by; absent: by none @throws VaultError */
export function orderFrom(row: MailOrderRow, vault: ContactVault, token = row.token): MailOrder {
  const email = pointOf(row, 'email', vault);
  const numbers = (['main', 'second', 'recipient'] as const).flatMap(
    (name) => pointOf(row, name, vault) ?? [],
  );
  return {
    id: row.id,
    orderNumber: row.order_number,
    managerExtension: row.extension,
    token: row.token,
    email,
    emailPointId: email === null ? null : row.email_id,
    isEmailStated: email !== null && row.email_typed === 0,
    isContactChanged: row.changed === 1,
    isAliasPresent: token === row.token && row.alias_point_id === row.email_point_id,
    own: plainContacts(numbers, email),
  };
}

function pointOf(row: MailOrderRow, name: Point, vault: ContactVault): Masked | null {
  const id = row[`${name}_id`];
  const ciphertext = row[`${name}_ciphertext`];
  const nonce = row[`${name}_nonce`];
  const keyVersion = row[`${name}_key_version`];
  if (id === null || ciphertext === null || nonce === null || keyVersion === null) return null;
  return vault.open(id, name === 'email' ? 'email' : 'phone', { ciphertext, nonce, key_version: keyVersion });
}
