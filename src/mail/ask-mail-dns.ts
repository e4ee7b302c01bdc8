import { Resolver } from 'node:dns/promises';
import type { MailDnsAnswers } from './model/mail-dns';

/** Names that are not there, or have no such record. */
const nothing: ReadonlySet<unknown> = new Set(['ENODATA', 'ENOTFOUND']);
const timeoutMs = 3000;
/** For all answers: several servers that say nothing are tried one after another, each longer the second time. */
const longestMs = 8000;
/** In no domain name system (RFC 2606, section 2): that they are missing there says nothing. */
const reserved = /\.(?:example|test|invalid|localhost)$/;

/**
 * Asks the domain name system what it says of the mail domain.
 * @param selector null where Star7 signs nothing
 * @param servers instead of the machine's own
 * @returns null for a name of examples and tests, which is not asked for
 */
export async function askMailDns(
  domain: string,
  selector: string | null,
  servers: readonly string[] = [],
  withinMs = longestMs,
): Promise<MailDnsAnswers | null> {
  if (servers.length === 0 && reserved.test(domain)) return null;
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  // What has not been answered by then counts as not answered.
  const end = setTimeout(() => resolver.cancel(), withinMs);
  const texts = (name: string) =>
    answerOf(async () => (await resolver.resolveTxt(name)).map((pieces) => pieces.join('')));
  const [mx, own, dkim, dmarc] = await Promise.all([
    // RFC 7505: one without a name says that the domain takes no mail.
    answerOf(async () =>
      (await resolver.resolveMx(domain)).map(({ exchange }) => exchange).filter((name) => name !== ''),
    ),
    texts(domain),
    selector === null ? null : texts(`${selector}._domainkey.${domain}`),
    texts(`_dmarc.${domain}`),
  ]).finally(() => clearTimeout(end));
  return { mx, texts: own, dkim, dmarc };
}

async function answerOf(ask: () => Promise<string[]>): Promise<string[] | null> {
  try {
    return await ask();
  } catch (error) {
    return nothing.has((error as NodeJS.ErrnoException).code) ? [] : null;
  }
}
