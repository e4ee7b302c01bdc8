/** What the domain name system is to say of the mail domain. */
export interface DnsRecord {
  name: string;
  type: 'MX' | 'TXT';
  /** As a zone file has it. */
  value: string;
}

export interface MailDnsWishes {
  domain: string;
  /** The machine of the mail server. */
  mailHost: string;
  /** Null where another program signs. */
  dkim: { selector: string; publicKey: string } | null;
}

/** Records of a domain that nothing else uses: whoever else sends from it is refused (RFC 7208, 6376, 7489). */
export function mailRecords({ domain, mailHost, dkim }: MailDnsWishes): DnsRecord[] {
  return [
    { name: domain, type: 'MX', value: `10 ${mailHost}.` },
    { name: domain, type: 'TXT', value: '"v=spf1 mx -all"' },
    ...(dkim === null
      ? []
      : [
          {
            name: `${dkim.selector}._domainkey.${domain}`,
            type: 'TXT' as const,
            value: inPieces(`v=DKIM1; k=rsa; p=${dkim.publicKey}`),
          },
        ]),
    { name: `_dmarc.${domain}`, type: 'TXT', value: '"v=DMARC1; p=reject; adkim=s; aspf=s"' },
  ];
}

/** Text of a record has at most 255 bytes a piece (RFC 1035, section 3.3). */
function inPieces(text: string): string {
  return (text.match(/.{1,250}/g) ?? []).map((piece) => `"${piece}"`).join(' ');
}

/** What the domain name system says. Texts have their pieces joined; null: it did not answer. */
export interface MailDnsAnswers {
  mx: readonly string[] | null;
  texts: readonly string[] | null;
  /** Null too where Star7 signs nothing. */
  dkim: readonly string[] | null;
  dmarc: readonly string[] | null;
}

/** What is wrong with it. Stable: parts of findings' slugs. */
export const dnsFaults = [
  'mx-missing',
  'spf-missing',
  'spf-several',
  'spf-open',
  'dkim-missing',
  'dkim-other-key',
  'dmarc-missing',
  'dmarc-lax',
] as const;
export type DnsFault = (typeof dnsFaults)[number];

/** @param publicKey null where Star7 signs nothing */
export function faultsOfDns(
  { mx, texts, dkim, dmarc }: MailDnsAnswers,
  publicKey: string | null,
): DnsFault[] {
  const faults: DnsFault[] = [];
  if (mx?.length === 0) faults.push('mx-missing');
  if (texts !== null) {
    const spf = texts.filter((text) => /^v=spf1(?: |$)/i.test(text));
    if (spf.length === 0) faults.push('spf-missing');
    else if (spf.length > 1) faults.push('spf-several');
    else if (!/ (?:[-~]all|redirect=\S+)(?: |$)/i.test(spf[0] ?? '')) faults.push('spf-open');
  }
  if (publicKey !== null && dkim !== null) {
    const keys = dkim.map((text) => /(?:^|;)\s*p=([^;]*)/i.exec(text)?.[1]?.replace(/\s+/g, '') ?? '');
    if (keys.length === 0) faults.push('dkim-missing');
    else if (!keys.includes(publicKey)) faults.push('dkim-other-key');
  }
  if (dmarc !== null) {
    const policy = dmarc.find((text) => /^v=DMARC1(?:;|$)/i.test(text));
    if (policy === undefined) faults.push('dmarc-missing');
    else if (!/(?:^|;)\s*p=(?:quarantine|reject)\b/i.test(policy)) faults.push('dmarc-lax');
  }
  return faults;
}

/** Parts of what was asked. Stable. */
const dnsParts = ['mx', 'spf', 'dkim', 'dmarc'] as const;
export type DnsPart = (typeof dnsParts)[number];

/**
 * What nothing is known of: the domain name system did not answer, or was not asked.
 * @param answers null where nothing was asked: a name of examples and tests @param signs whether Star7 signs, so that its key was asked for
 */
export function unansweredOf(answers: MailDnsAnswers | null, signs: boolean): DnsPart[] {
  const { mx = null, texts = null, dkim = null, dmarc = null } = answers ?? {};
  const by: Record<DnsPart, readonly string[] | null> = { mx, spf: texts, dkim, dmarc };
  return dnsParts.filter((part) => by[part] === null && (part !== 'dkim' || signs));
}
