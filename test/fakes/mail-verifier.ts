import { authenticate } from 'mailauth';

import type { DnsRecord } from '#mail/model/mail-dns';

/** A mail as a server on the way has it. */
export interface MailOnTheWay {
  /** Bytes. */
  raw: Buffer;
  /** Of the envelope. */
  sender: string;
  /** Of the machine that brings it. */
  ip: string;
}

export interface Verdict {
  dkim: string[];
  spf: string;
  dmarc: string;
  /** Domains of From, of what signed, and of the envelope: one, where all is strictly aligned (RFC 7489, section 3.1). */
  domains: string[];
}

/**
 * Judges a mail as a recipient's server does, by a library that has nothing in common with what signs.
 * @param records what the domain name system has: as Star7 prints them, and A records by name
 */
export async function judged(
  { raw, sender, ip }: MailOnTheWay,
  records: readonly DnsRecord[],
  addresses: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const { dkim, spf, dmarc } = await authenticate(raw, {
    ...{ ip, helo: domainOf(sender), sender, mta: 'mx.customer.example' },
    ...{ disableArc: true, disableBimi: true },
    resolver: (name, type) => {
      const found = answersTo(name, type);
      return found.length === 0
        ? Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
        : Promise.resolve(found);
    },
  });
  const signed = dkim.results.map(({ signingDomain }) => signingDomain);
  return {
    dkim: dkim.results.map(({ status }) => status.result),
    spf: spf === false ? 'none' : spf.status.result,
    dmarc: dmarc === false ? 'none' : dmarc.status.result,
    domains: [...new Set([...dkim.headerFrom.map(domainOf), ...signed, domainOf(sender)])],
  };

  function answersTo(name: string, type: string): unknown[] {
    const address = addresses[name];
    if (type === 'A') return address === undefined ? [] : [address];
    return records
      .filter((record) => record.name === name && record.type === type)
      .map(({ value }) => {
        if (type === 'TXT') return Array.from(value.matchAll(/"([^"]*)"/g), ([, piece]) => piece);
        const [priority, exchange = ''] = value.split(' ');
        return { priority: Number(priority), exchange: exchange.replace(/\.$/, '') };
      });
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
