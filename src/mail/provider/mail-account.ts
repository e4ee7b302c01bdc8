import { readFileSync } from 'node:fs';
import type { Config } from '#config/config';
import { SettingError } from '#config/setting-error';

/** A server of the provider and who signs in there. Always with TLS (RFC 8314). */
export interface AccountServer {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, required. */
  isImplicit: boolean;
  user: string;
  password: string;
  /** PEM; null: those that Node.js trusts. */
  ca: string | null;
}

/** An account at a mail provider: mails come by IMAP and go by submission (RFC 6409). */
export interface MailAccount {
  imap: AccountServer;
  submission: AccountServer;
  folder: string;
  /** Where mails go that were taken in, and those that were not; null: they are deleted. */
  taken: string | null;
  refused: string | null;
  pollSeconds: number;
  /** The one address that it may send from; null: those of the mail domain. */
  address: string | null;
}

const deleted = 'delete';

/** Of a mail server of one's own, with what they are where nobody has set them. */
const ofOwnServer = {
  STAR7_MAIL_LMTP_HOST: '127.0.0.1',
  STAR7_MAIL_LMTP_PORT: 7024,
  STAR7_MAIL_SMTP_HOST: '127.0.0.1',
  STAR7_MAIL_SMTP_PORT: 25,
  STAR7_MAIL_DKIM_KEY_FILE: undefined,
} as const;

/**
 * @returns null where the site has a mail server of its own, or no mail
 * @throws SettingError where both ways are begun, and for certificates that cannot be read
 */
export function mailAccountOf(config: Config<'mail'>): MailAccount | null {
  const { STAR7_MAIL_IMAP_HOST: host, STAR7_MAIL_SEND_HOST: submissionHost = '' } = config;
  if (host === undefined) return null;
  const own = (Object.keys(ofOwnServer) as (keyof typeof ofOwnServer)[]).filter(
    (name) => config[name] !== ofOwnServer[name],
  );
  if (own.length > 0) {
    throw new SettingError(
      `an account at a provider takes the place of a mail server of one’s own, and ${own.join(', ')} ${own.length === 1 ? 'is' : 'are'} set: remove ${own.length === 1 ? 'it' : 'them'} for the account, or STAR7_MAIL_IMAP_* and STAR7_MAIL_SEND_* for the mail server (docs/mail.md)`,
    );
  }
  const folders = {
    folder: config.STAR7_MAIL_IMAP_FOLDER,
    taken: folderOf(config.STAR7_MAIL_IMAP_TAKEN),
    refused: folderOf(config.STAR7_MAIL_IMAP_REFUSED),
  };
  if (folders.taken === folders.folder || folders.refused === folders.folder) {
    throw new SettingError(
      'STAR7_MAIL_IMAP_TAKEN and STAR7_MAIL_IMAP_REFUSED must name other folders than STAR7_MAIL_IMAP_FOLDER: mails would be read again and again',
    );
  }
  const ca = certificatesIn(config.STAR7_MAIL_PROVIDER_CA_FILE);
  const { STAR7_MAIL_IMAP_USER: user = '', STAR7_MAIL_IMAP_PASSWORD: password = '' } = config;
  return {
    imap: {
      ...{ host, port: config.STAR7_MAIL_IMAP_PORT, user, password, ca },
      isImplicit: config.STAR7_MAIL_IMAP_TLS === 'implicit',
    },
    submission: {
      ...{ host: submissionHost, port: config.STAR7_MAIL_SEND_PORT, ca },
      isImplicit: config.STAR7_MAIL_SEND_TLS === 'implicit',
      user: config.STAR7_MAIL_SEND_USER ?? user,
      password: config.STAR7_MAIL_SEND_PASSWORD ?? password,
    },
    ...folders,
    pollSeconds: config.STAR7_MAIL_IMAP_POLL_SECONDS,
    address: config.STAR7_MAIL_ACCOUNT_ADDRESS ?? null,
  };
}

function folderOf(setting: string): string | null {
  return setting === deleted ? null : setting;
}

function certificatesIn(file: string | undefined): string | null {
  if (file === undefined) return null;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SettingError(`STAR7_MAIL_PROVIDER_CA_FILE cannot be read (${code})`);
  }
}
