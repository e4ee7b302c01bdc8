import type { AriRequests } from './ari/ari-connection';
import { operationOf } from './ari/ari-connection';
import { AriError } from './ari/ari-errors';
import { AriEndpoints } from './ari-endpoints';
import type { Options } from './ari-phones';
import { authOf, pagePhoneKind } from './ari-phones';
import type { Language } from '#kernel/language';
import type { PhoneCredentials } from '#phone/model/static-phone';
import { staticPrefix } from '#phone/model/static-phone';
import type { PagePhone, PbxPhones } from '#phone/pbx-phones';
import { PhoneNotFreeError } from '#phone/pbx-phones';

/**
 * Phones in pages whose endpoints are in Asterisk's pjsip.conf, for sites without push configuration. Star7 changes nothing
 * there: it looks whether one is there and idle before it is lent.
 */
export class AriStaticPhones extends AriEndpoints implements PbxPhones {
  readonly prefix = staticPrefix;
  readonly #names: ReadonlySet<string>;

  constructor(ari: AriRequests, phones: readonly PhoneCredentials[]) {
    super(ari);
    this.#names = new Set(phones.map(({ endpoint }) => endpoint));
  }

  async put({ endpoint }: Pick<PagePhone, 'endpoint'>): Promise<void> {
    const found = await this.#find(endpoint);
    if (found === null) throw new PhoneNotFreeError('missing');
    if ((found.channel_ids ?? []).length > 0) throw new PhoneNotFreeError('in-call');
  }

  /** Its page's connection is closed, and Asterisk forgets the contact with that. */
  remove(): Promise<void> {
    return this.up ? Promise.resolve() : Promise.reject(new Error('Asterisk is away'));
  }

  protected override isOurs(endpoint: string): boolean {
    return this.#names.has(endpoint);
  }

  /** @returns null of one that Asterisk does not have */
  async #find(resource: string): Promise<{ channel_ids?: unknown[] } | null> {
    try {
      return (await this.ari.call('endpoints.get', (client) =>
        operationOf(client, 'endpoints', 'get')({ tech: 'PJSIP', resource }),
      )) as { channel_ids?: unknown[] };
    } catch (error) {
      if (error instanceof AriError && error.slug === 'refused') return null;
      throw error;
    }
  }
}

export interface StaticSections {
  /** To know whether Star7 is on Asterisk's machine: then they may register from there alone. */
  ariUrl: string;
  /** Of what the PBX says by itself to whoever has one of them: they are lent to all managers. */
  language: Language;
  /** Whether Asterisk translates Opus. */
  hasOpus: boolean;
}

/** The sections of pjsip.conf: what {@link AriPhones} puts of a phone in a page, written down. */
export function staticPhoneSections(
  phones: readonly PhoneCredentials[],
  { ariUrl, language, hasOpus }: StaticSections,
): string {
  const kind = pagePhoneKind(ariUrl);
  const codecs = [...(hasOpus ? kind.codecs : []), 'alaw', 'ulaw'].join(',');
  return phones
    .map((credentials) => {
      const { endpoint } = credentials;
      const phone = { ...credentials, name: 'manager', extension: endpoint, language };
      return [
        section(endpoint, 'auth', authOf(phone)),
        section(endpoint, 'aor', kind.aor),
        section(endpoint, 'endpoint', [...kind.endpoint(phone), ['disallow', 'all'], ['allow', codecs]]),
      ].join('\n');
    })
    .join('\n');
}

function section(name: string, type: string, options: Options): string {
  // What is empty is so by default.
  const lines = options.filter(([, value]) => value !== '').map(([option, value]) => `${option}=${value}`);
  return `[${name}]\ntype=${type}\n${lines.join('\n')}\n`;
}
