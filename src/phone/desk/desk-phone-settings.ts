import type { Config } from '#config/config';

/** What the files of desk phones and the links to them need of the site. */
export interface DeskPhoneSite {
  /** Where phones reach Asterisk by TLS. */
  server: { host: string; port: number };
  /** Of pjsip.conf. */
  transport: string;
  linkMinutes: number;
  /** The address of Star7 as phones reach it, without a slash at the end; null for the pages' own. */
  linkUrl: string | null;
}

/** @returns null where the site sets up no desk phones */
export function deskPhoneSite(config: Config<'deskPhones'>): DeskPhoneSite | null {
  const server = config.STAR7_DESK_PHONE_SERVER;
  if (server === undefined) return null;
  const colon = server.lastIndexOf(':');
  return {
    server: { host: server.slice(0, colon), port: Number(server.slice(colon + 1)) },
    transport: config.STAR7_DESK_PHONE_TRANSPORT,
    linkMinutes: config.STAR7_DESK_PHONE_LINK_MINUTES,
    linkUrl: config.STAR7_DESK_PHONE_LINK_URL?.replace(/\/$/, '') ?? null,
  };
}
