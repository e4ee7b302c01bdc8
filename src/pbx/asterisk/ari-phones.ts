import type { AriRequests } from './ari/ari-connection';
import { operationOf } from './ari/ari-connection';
import { AriError } from './ari/ari-errors';
import { AriEndpoints } from './ari-endpoints';
import { idSuffixOf } from '#kernel/node';
import { staticPrefix } from '#phone/model/static-phone';
import type { PagePhone, PbxDeskPhones } from '#phone/pbx-phones';

export type Options = readonly (readonly [name: string, value: string])[];

/**
 * The protections of managers' phones: star7-manager-protections.conf, whose comments give the reasons; a test compares the two.
 * The times after which a silent phone's call ends are shorter: a page that crashed sends no BYE.
 */
export const protections: Options = [
  ['send_pai', 'no'],
  ['send_rpid', 'no'],
  ['send_connected_line', 'no'],
  ['trust_connected_line', 'no'],
  ['trust_id_outbound', 'no'],
  ['send_diversion', 'no'],
  ['send_history_info', 'no'],
  ['direct_media', 'no'],
  ['allow_subscribe', 'no'],
  ['allow_transfer', 'no'],
  ['set_var', 'FORWARD_CONTEXT=star7-refuse'],
  ['set_var', 'TRANSFER_CONTEXT=star7-refuse'],
  ['redirect_method', 'user'],
  ['message_context', 'star7-refuse'],
  ['trust_id_inbound', 'no'],
  ['call_group', ''],
  ['pickup_group', ''],
  ['named_call_group', ''],
  ['named_pickup_group', ''],
];

/** Seconds. Browsers send packets all the time, muted or not. */
const silentSeconds = 15;

const configuration = 'res_pjsip';

/** What translates a codec: of Opus the module of Debian's package, and the one that Sangoma gives away. */
const translators = {
  opus: ['codec_opus_open_source.so', 'codec_opus.so'],
  g722: ['codec_g722.so'],
} as const;

/** What the names of Star7's own endpoints begin with. */
const prefixes = { page: 'page', desk: 'desk' } as const;

/** The names of this node's endpoints, in pages and on desks, and of those that pages are lent. */
export function ownEndpoints(node: string): RegExp {
  const kinds = Object.values(prefixes).join('|');
  const made = `(?:${kinds})${idSuffixOf(node).replace('.', '\\.')}-[0-9a-f]{32}`;
  return new RegExp(`^(?:${made}|${staticPrefix}[0-9A-Za-z-]+)$`);
}

/** What tells phones of one kind from those of another. */
export interface PhoneKind {
  /** What the names of their endpoints begin with. */
  prefix: string;
  /** Codecs before G.711, where Asterisk can translate them. */
  codecs: readonly (keyof typeof translators)[];
  aor: Options;
  endpoint: (phone: PagePhone) => Options;
}

/**
 * Phones of one kind as objects of Asterisk's push configuration: endpoint, auth and AOR in memory (sorcery.conf has to map the
 * three to `memory` after their files, see dialplan/sorcery.sample.conf). Each is put whole, once: Asterisk refuses to change an
 * endpoint that has `set_var` (500; seen on 22.10.1, see also asterisk#1615). The bodies hold passwords: only names of operations are logged.
 *
 * Source: https://docs.asterisk.org/Configuration/Interfaces/Asterisk-REST-Interface-ARI/ARI-Push-Configuration/
 */
export class AriPhones extends AriEndpoints implements PbxDeskPhones {
  readonly prefix: string;

  constructor(
    ari: AriRequests,
    { node, ariUrl }: { node: string; ariUrl: string },
    private readonly kind: PhoneKind = pagePhoneKind(ariUrl),
  ) {
    super(ari);
    this.prefix = `${kind.prefix}${idSuffixOf(node)}-`;
  }

  /** @throws AriError `refused` also where Asterisk has no push configuration: see dialplan/README.md */
  async put(phone: PagePhone): Promise<void> {
    const { endpoint } = phone;
    // The endpoint comes last: it names the other two.
    await this.#put('auth', endpoint, authOf(phone));
    await this.#put('aor', endpoint, this.kind.aor);
    const codecs = await this.codecs();
    await this.#put('endpoint', endpoint, [
      ...this.kind.endpoint(phone),
      ['disallow', 'all'],
      ['allow', codecs.join(',')],
    ]);
  }

  /**
   * Opus first, which bears a bad network (RFC 7587), where Asterisk can translate it: else a page that has chosen it and a
   * trunk that has not would not hear each other. G.711 beside it.
   */
  async codecs(): Promise<readonly string[]> {
    const translated = await Promise.all(
      this.kind.codecs.map(async (codec) => {
        const running = await Promise.all(translators[codec].map((name) => this.#isRunning(name)));
        return running.includes(true) ? [codec] : [];
      }),
    );
    return [...translated.flat(), 'alaw', 'ulaw'];
  }

  async #isRunning(moduleName: string): Promise<boolean> {
    try {
      const found = await this.ari.call('asterisk.getModule', (client) =>
        operationOf(client, 'asterisk', 'getModule')({ moduleName }),
      );
      return (found as { status?: unknown } | null)?.status === 'Running';
    } catch (error) {
      // 404: not loaded.
      if (error instanceof AriError && error.slug === 'refused') return false;
      throw error;
    }
  }

  async remove(endpoint: string): Promise<void> {
    for (const type of ['endpoint', 'aor', 'auth']) {
      try {
        await this.#do('deleteObject', type, endpoint);
      } catch (error) {
        if (!(error instanceof AriError && error.slug === 'refused')) throw error;
      }
    }
  }

  /** After the prefix there is no hyphen: nodes `shop` and `shop-2` may share a PBX. */
  protected override isOurs(name: string): boolean {
    return name.startsWith(this.prefix) && !name.includes('-', this.prefix.length);
  }

  async #put(type: string, id: string, options: Options): Promise<void> {
    const fields = options.map(([attribute, value]) => ({ attribute, value }));
    await this.#do('updateObject', type, id, { fields: { fields } });
  }

  async #do(operation: string, objectType: string, id: string, body: object = {}): Promise<void> {
    await this.ari.call(`asterisk.${operation}`, (client) =>
      operationOf(client, 'asterisk', operation)({ configClass: configuration, objectType, id, ...body }),
    );
  }
}

export function authOf({ endpoint, password }: PagePhone): Options {
  return [
    ['auth_type', 'digest'],
    ['username', endpoint],
    ['password', password],
    ['nonce_lifetime', '5'],
  ];
}

/** @param ariUrl to know whether Star7 is on Asterisk's machine */
export function pagePhoneKind(ariUrl: string): PhoneKind {
  return {
    prefix: prefixes.page,
    codecs: ['opus'],
    // A page has one connection; its contact goes with it.
    aor: [
      ['max_contacts', '1'],
      ['remove_existing', 'yes'],
      ['minimum_expiration', '30'],
      ['default_expiration', '120'],
      ['qualify_frequency', '0'],
    ],
    endpoint: (phone) => [
      // The short codes alone: what else managers dial at their desks, pages do not.
      ['context', 'star7-short-codes'],
      ...commonOptions(phone),
      // DTLS-SRTP, ICE, AVPF and rtcp-mux with a certificate made for this endpoint.
      ['webrtc', 'yes'],
      ['rtp_timeout', String(silentSeconds)],
      ['rtp_timeout_hold', String(silentSeconds)],
      ...protections,
      ...gateAlone(ariUrl),
    ],
  };
}

/**
 * As pjsip-tls.sample.conf sets a phone up by hand: SRTP by SDES (RFC 4568), which needs TLS, or no call; the context refuses calls that come
 * without TLS. The times after which a silent phone's call ends are those of star7-manager-protections.conf.
 * @param transport of pjsip.conf, with TLS
 */
export function deskPhoneKind(transport: string): PhoneKind {
  return {
    prefix: prefixes.desk,
    codecs: ['opus', 'g722'],
    aor: [
      ['max_contacts', '1'],
      ['remove_existing', 'yes'],
      ['minimum_expiration', '30'],
      ['default_expiration', '300'],
      // Keeps the way through the router at home open, too.
      ['qualify_frequency', '60'],
    ],
    endpoint: (phone) => [
      ['context', 'star7-desk-phones'],
      ...commonOptions(phone),
      ['transport', transport],
      ['media_encryption', 'sdes'],
      ['media_encryption_optimistic', 'no'],
      ['rtp_timeout', '60'],
      ['rtp_timeout_hold', '900'],
      ...protections,
    ],
  };
}

/**
 * From the gate alone, where that is on the PBX's machine: a SIP client elsewhere is refused with the very credentials. Star7 on
 * another machine does not know by which address the PBX sees it.
 */
function gateAlone(ariUrl: string): Options {
  const isBeside = /^(?:127(?:\.[0-9]+){3}|localhost|\[::1\])$/.test(new URL(ariUrl).hostname);
  return isBeside
    ? [
        ['deny', '0.0.0.0/0.0.0.0,::/0'],
        ['permit', '127.0.0.0/255.0.0.0,::1/128'],
      ]
    : [];
}

function commonOptions({ endpoint, name, extension, language }: PagePhone): Options {
  return [
    ['identify_by', 'username,auth_username'],
    ['auth', endpoint],
    ['aors', endpoint],
    ['callerid', `${name.replace(/["\\<>\r\n]/g, ' ')} <${extension}>`],
    ['language', language],
    ['dtmf_mode', 'rfc4733'],
    ['rtp_symmetric', 'yes'],
    ['force_rport', 'yes'],
    ['rewrite_contact', 'yes'],
  ];
}
