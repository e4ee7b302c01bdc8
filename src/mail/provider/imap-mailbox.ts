import type { ImapFlow, ImapFlowError } from 'imapflow';
import { largestMail } from '../model/mail';
import type { AccountServer, MailAccount } from './mail-account';
import type { Mailbox, MailboxEvents, MailboxFault, OpenedMailbox } from './mailbox';

const connectMs = 10_000;
/** Without a byte; every look into the folder is one. */
const silenceMs = 120_000;
/** Networks forget connections that say nothing for some minutes. */
const idleMs = 240_000;
/** After a command, before the server is asked to tell of news. */
const idleAfterMs = 500;
const mebibyte = 1024 * 1024;

/** What a try of the account has found. */
export interface MailboxTrial {
  fault: MailboxFault | null;
  /** Mails in the folder; 0 without it. */
  waiting: number;
  /** It tells of news (IDLE, RFC 2177). */
  hasIdle: boolean;
  /** Deletes what it is told to, and nothing else (UIDPLUS, RFC 4315). */
  hasUidPlus: boolean;
}

/** The library is loaded where it is used: most sites have no such account. */
async function clientOf({ host, port, isImplicit, user, password, ca }: AccountServer): Promise<ImapFlow> {
  const { ImapFlow: Client } = await import('imapflow');
  return new Client({
    ...{ host, port, secure: isImplicit, logger: false, clientInfo: { name: 'star7' } },
    ...(!isImplicit && { doSTARTTLS: true }),
    auth: { user, pass: password },
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca !== null && { ca }) },
    ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: silenceMs },
    ...{ maxIdleTime: idleMs, autoIdleDelay: idleAfterMs, disableCompression: true },
    // What a server may make this process hold: a mail is fetched up to a limit, and this ends a connection that sends more.
    ...{ maxLiteralSize: largestMail + mebibyte, maxResponseSize: largestMail + 2 * mebibyte },
    ...{ maxLineLength: 4 * mebibyte, maxResponseTokens: 100_000 },
  });
}

/** Connects, signs in and opens the folder; makes those that mails are moved to. Never throws. */
export async function openImapMailbox(
  { imap, folder, taken, refused }: Omit<MailAccount, 'submission'>,
  { onNews, onEnd }: MailboxEvents,
): Promise<OpenedMailbox> {
  const client = await clientOf(imap);
  // Without a listener an error would end the process; what follows it is `close`.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    return { mailbox: null, fault: faultOf(error) };
  }
  try {
    for (const each of [taken, refused]) if (each !== null) await client.mailboxCreate(each);
    const opened = await client.mailboxOpen(folder);
    if (opened.readOnly === true) throw new Error('read only');
    client.on('exists', onNews);
    client.on('close', () => {
      if (!client.closedByClient) onEnd();
    });
    if (!client.usable) throw new Error('closed');
    return { mailbox: new ImapMailbox(client, String(opened.uidValidity)), fault: null };
  } catch {
    const fault = client.usable ? 'folder-refused' : 'unreachable';
    client.close();
    return { mailbox: null, fault };
  }
}

/** Signs in and looks, changes nothing. Never throws. */
export async function tryMailbox({
  imap,
  folder,
}: Pick<MailAccount, 'imap' | 'folder'>): Promise<MailboxTrial> {
  const none = { waiting: 0, hasIdle: false, hasUidPlus: false };
  const client = await clientOf(imap);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    return { ...none, fault: faultOf(error) };
  }
  try {
    const { exists } = await client.mailboxOpen(folder, { readOnly: true });
    const [hasIdle = false, hasUidPlus = false] = ['IDLE', 'UIDPLUS'].map((name) =>
      client.capabilities.has(name),
    );
    await client.logout();
    return { fault: null, waiting: exists, hasIdle, hasUidPlus };
  } catch {
    const fault = client.usable ? 'folder-refused' : 'unreachable';
    client.close();
    return { ...none, fault };
  }
}

class ImapMailbox implements Mailbox {
  constructor(
    private readonly client: ImapFlow,
    readonly uidValidity: string,
  ) {}

  async uids(): Promise<number[]> {
    // What has come since the last command is told with the answer.
    await this.client.noop();
    const found = await this.client.search({ all: true }, { uid: true });
    if (found === false || found === undefined) throw new Error('the folder cannot be searched');
    return found.toSorted((one, other) => one - other);
  }

  async sizes(uids: readonly number[]): Promise<ReadonlyMap<number, number>> {
    const mails = await this.client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true });
    return new Map(mails.flatMap(({ uid, size }) => (size === undefined ? [] : [[uid, size]])));
  }

  async read(uid: number, most: number): Promise<Buffer | 'refused' | null> {
    const query = { uid: true, source: { start: 0, maxLength: most } };
    try {
      const mail = await this.client.fetchOne(String(uid), query, { uid: true });
      return mail === false ? null : (mail.source ?? null);
    } catch (error) {
      // A mail that is broken at the server holds up no other.
      if (this.client.usable) return 'refused';
      throw error;
    }
  }

  async remove(uid: number, folder: string | null): Promise<boolean> {
    const one = String(uid);
    const done =
      folder === null
        ? await this.client.messageDelete(one, { uid: true })
        : await this.client.messageMove(one, folder, { uid: true });
    if (!this.client.usable) throw new Error('the connection has ended');
    return Boolean(done);
  }

  async close(): Promise<void> {
    // A server that does not answer holds up no stop.
    await this.client.logout().catch(() => undefined);
    this.client.close();
  }
}

/** Nothing of what a library or server says goes further: it may name the account. */
function faultOf(error: unknown): MailboxFault {
  const { authenticationFailed, tlsFailed, code = '' } = error as Partial<ImapFlowError>;
  if (authenticationFailed === true) return 'credentials-refused';
  if (tlsFailed === true || /CERT|SIGNATURE|ALTNAME|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code))
    return 'certificate';
  return 'unreachable';
}
