import type { DnsRecord } from '../../model/mail-dns';

interface KnownProvider {
  host: RegExp;
  mx: readonly string[];
  spf: string;
}

/** By the name of their IMAP server, as their own pages state it. They change them: what a provider's page says goes before this. */
const known: readonly KnownProvider[] = [
  { host: /(?:^|\.)yandex\.(?:ru|com|net)$/, mx: ['10 mx.yandex.net.'], spf: 'redirect=_spf.yandex.net' },
  { host: /(?:^|\.)mail\.ru$/, mx: ['10 emx.mail.ru.'], spf: 'redirect=_spf.mail.ru' },
  { host: /(?:^|\.)(?:gmail|google)\.com$/, mx: ['1 smtp.google.com.'], spf: 'include:_spf.google.com -all' },
  {
    host: /(?:^|\.)fastmail\.com$/,
    mx: ['10 in1-smtp.messagingengine.com.', '20 in2-smtp.messagingengine.com.'],
    spf: 'include:spf.messagingengine.com -all',
  },
];

/**
 * Records of a mail domain whose mails a provider takes and sends. Its DKIM key is the provider's: only its pages say it.
 * @param sends whether mails are from addresses of the domain; else it takes mails alone, and nobody may send from it
 */
export function providerRecords(domain: string, imapHost: string, sends: boolean): DnsRecord[] {
  const { mx, spf } = known.find(({ host }) => host.test(imapHost.toLowerCase())) ?? {
    mx: ['10 <as the provider says>.'],
    spf: 'include:<as the provider says> -all',
  };
  return [
    ...mx.map((value): DnsRecord => ({ name: domain, type: 'MX', value })),
    { name: domain, type: 'TXT', value: sends ? `"v=spf1 ${spf}"` : '"v=spf1 -all"' },
    { name: `_dmarc.${domain}`, type: 'TXT', value: '"v=DMARC1; p=reject"' },
  ];
}
