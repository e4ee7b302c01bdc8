import { transferHandling } from '../facts';
import type { DeviceFacts, EndpointFacts, EndpointOptions, Facts } from '../facts';
import type { Finding, Severity } from '../finding';
import { when } from '../finding';
import type { FindingSlug } from '../finding-slugs';

/** An endpoint option that closes one leak of a number. */
interface Protection {
  option: string;
  /** The required value; empty where the option must be unset. */
  wanted: string;
  slug: FindingSlug;
  severity: Severity;
  what: string;
  why: string;
}

const no = 'no';
const none = '';

/** What a manager's phone must not receive or be allowed to do, by the option that prevents it. */
const managerProtections: readonly Protection[] = [
  {
    option: 'send_pai',
    wanted: no,
    slug: 'phone-send-pai',
    severity: 'high',
    what: 'The phone receives P-Asserted-Identity.',
    why: 'Asterisk writes the other leg’s number into it, at the latest in the re-INVITE when it bridges the two.',
  },
  {
    option: 'send_rpid',
    wanted: no,
    slug: 'phone-send-rpid',
    severity: 'high',
    what: 'The phone receives Remote-Party-ID.',
    why: 'Like P-Asserted-Identity, it contains the other leg’s number.',
  },
  {
    option: 'send_connected_line',
    wanted: no,
    slug: 'phone-connected-line',
    severity: 'high',
    what: 'The phone receives the connected line (UPDATE, re-INVITE).',
    why: 'The connected line of a bridged call is the caller ID of the other leg.',
  },
  {
    option: 'trust_id_outbound',
    wanted: no,
    slug: 'phone-trusted-with-private-id',
    severity: 'high',
    what: 'The phone is trusted with caller IDs that are marked private.',
    why: 'It receives a caller ID even if the customer withheld it.',
  },
  {
    option: 'send_diversion',
    wanted: no,
    slug: 'phone-send-diversion',
    severity: 'high',
    what: 'The phone receives Diversion.',
    why: 'For a redirected call it contains the number that redirected it.',
  },
  {
    option: 'send_history_info',
    wanted: no,
    slug: 'phone-send-history-info',
    severity: 'high',
    what: 'The phone receives History-Info.',
    why: 'It lists the numbers a call passed through.',
  },
  {
    option: 'direct_media',
    wanted: no,
    slug: 'phone-direct-media',
    severity: 'high',
    what: 'Media may bypass Asterisk.',
    why: 'The session description then contains the far side’s address, and the phone talks to it directly.',
  },
  {
    option: 'allow_transfer',
    wanted: no,
    slug: 'phone-transfer',
    severity: 'high',
    what: 'The phone may transfer calls (REFER).',
    why: 'The target of the transfer sees the customer’s channel, and it can be the manager’s own mobile.',
  },
  {
    option: 'allow_subscribe',
    wanted: no,
    slug: 'phone-subscribe',
    severity: 'high',
    what: 'The phone may subscribe to the state of others (BLF, dialog-info, presence).',
    why: 'The <remote> of dialog-info is the connected line: whom a colleague is talking to.',
  },
  ...['call_group', 'pickup_group', 'named_call_group', 'named_pickup_group'].map((option): Protection => ({
    option,
    wanted: none,
    slug: 'phone-pickup-group',
    severity: 'high',
    what: `The phone is in a group for call pickup (${option}).`,
    why: 'A phone that picks up a ringing call displays its connected line.',
  })),
  {
    option: 'redirect_method',
    wanted: 'user',
    slug: 'phone-redirect',
    severity: 'high',
    what: 'Asterisk follows a 302 from the phone to any address the phone gives.',
    why: 'Only with `user` does a redirected call go through FORWARD_CONTEXT, where it is refused.',
  },
  {
    option: 'trust_id_inbound',
    wanted: no,
    slug: 'phone-trusted-identity',
    severity: 'medium',
    what: 'Asterisk trusts the identity the phone claims in P-Asserted-Identity.',
    why: 'The phone can then call colleagues under any name, such as a customer’s or a supervisor’s.',
  },
  {
    option: 'trust_connected_line',
    wanted: no,
    slug: 'phone-trusted-connected-line',
    severity: 'medium',
    what: 'Asterisk trusts connected-line updates from the phone.',
    why: 'The phone can make Asterisk send any identity to the other side.',
  },
];

const trunkProtections: readonly Protection[] = [
  {
    option: 'trust_id_inbound',
    wanted: no,
    slug: 'trunk-trusted-identity',
    severity: 'high',
    what: 'Asterisk trusts the identity of the called party from the carrier (P-Asserted-Identity in 180 and 200).',
    why: 'It is the customer’s number, and becomes the connected line sent to phones.',
  },
  {
    option: 'trust_connected_line',
    wanted: no,
    slug: 'trunk-connected-line',
    severity: 'high',
    what: 'Asterisk trusts connected-line updates from the carrier (UPDATE, re-INVITE).',
    why: 'They contain the customer’s number.',
  },
  {
    option: 'direct_media',
    wanted: no,
    slug: 'trunk-direct-media',
    severity: 'high',
    what: 'Media may bypass Asterisk.',
    why: 'The session description sent to the phone then contains the carrier’s address.',
  },
  {
    option: 'redirect_method',
    wanted: 'user',
    slug: 'trunk-redirect',
    severity: 'high',
    what: 'Asterisk follows a 302 from the carrier to any address the carrier gives.',
    why: 'Only with `user` does a redirected call go through FORWARD_CONTEXT, where it is refused.',
  },
  {
    option: 'allow_transfer',
    wanted: no,
    slug: 'trunk-transfer',
    severity: 'medium',
    what: 'The customer’s side may transfer calls (REFER).',
    why: 'It could connect a manager to somebody else, with an identity of the carrier’s choice.',
  },
  {
    option: 'allow_subscribe',
    wanted: no,
    slug: 'trunk-subscribe',
    severity: 'medium',
    what: 'The carrier’s side may subscribe to the state of phones.',
    why: 'Anyone who can send from the carrier’s address sees who is talking to whom.',
  },
  ...[
    'send_connected_line',
    'send_pai',
    'send_rpid',
    'send_diversion',
    'send_history_info',
    'trust_id_outbound',
  ].map((option): Protection => ({
    option,
    wanted: no,
    slug: 'trunk-told-extension',
    severity: 'medium',
    what: `The carrier receives more than the company’s number (${option}).`,
    why: 'The manager’s extension and name go to the carrier, and may be shown to the customer.',
  })),
];

/** Where the options of an endpoint are set. */
export function endpointPlace(name: string): string {
  return `pjsip.conf, section [${name}] of type endpoint (FreePBX: pjsip.endpoint_custom_post.conf)`;
}

/** Checks each endpoint option that closes a leak, by its value in the running Asterisk. */
export function endpointChecks({ pbx }: Facts): Finding[] {
  const endpoints = pbx?.endpoints;
  if (!endpoints) return [];
  return [
    ...[...endpoints.managers].flatMap(([name, options]) =>
      options === null
        ? []
        : [
            ...managerEndpoint(name, options),
            ...readable(name, options, endpoints.devices.get(name) ?? []),
            ...optionallyEncrypted(name, options),
          ],
    ),
    ...[...endpoints.trunks].flatMap(([name, options]) =>
      options === null
        ? [missingTrunk(name)]
        : [...protect(name, options, trunkProtections), ...trunkChecks(name, options)],
    ),
    ...[...endpoints.devices].flatMap(([name, devices]) => severalDevices(name, devices.length)),
    ...noPhone(endpoints),
  ];
}

/** What closes leaks of a manager's phone, wherever that is. */
export function managerEndpoint(name: string, options: NonNullable<EndpointOptions>): Finding[] {
  return [...protect(name, options, managerProtections), ...phoneChecks(name, options)];
}

function severalDevices(name: string, count: number): Finding[] {
  return when(count > 1, {
    slug: 'phone-several-devices',
    severity: 'low',
    subject: `endpoint ${name}`,
    what: `${count} devices are registered as this phone.`,
    why: 'A click rings all of them, and whoever answers first, on whichever device, talks to the customer.',
    mend: {
      where: `pjsip.conf, section [${name}] of type aor, if it should be one device`,
      line: 'max_contacts=1   and   remove_existing=yes',
    },
  });
}

function protect(
  name: string,
  options: NonNullable<EndpointOptions>,
  protections: readonly Protection[],
): Finding[] {
  return protections
    .filter(
      ({ option, wanted, slug }) => normal(options[option] ?? '') !== wanted && !isLeftToStar7(slug, options),
    )
    .map(({ option, wanted, slug, severity, what, why }) => ({
      slug,
      severity,
      subject: `endpoint ${name}`,
      what,
      why,
      mend: {
        where: endpointPlace(name),
        line: wanted === none ? `${option}=   (remove the line)` : `${option}=${wanted}`,
      },
    }));
}

/** Transfers that Asterisk leaves to Star7 (dialplan/star7-manager-transfer.conf). */
function isLeftToStar7(slug: FindingSlug, options: NonNullable<EndpointOptions>): boolean {
  return slug === 'phone-transfer' && options[transferHandling] === 'ari-only';
}

function phoneChecks(name: string, options: NonNullable<EndpointOptions>): Finding[] {
  if ((options['auth'] ?? '') !== '') return [];
  return [
    {
      slug: 'phone-without-password',
      severity: 'high',
      subject: `endpoint ${name}`,
      what: 'The phone needs no password.',
      why: 'Anyone who puts its name into From is this manager, and can call the customers of their orders.',
      mend: { where: endpointPlace(name), line: `auth=${name}` },
    },
  ];
}

/** By which a registration shows that its signalling is encrypted. Browsers register so by `wss` too. */
const encryptedTransports: ReadonlySet<string> = new Set(['tls', 'ws', 'wss']);

function readable(
  name: string,
  options: NonNullable<EndpointOptions>,
  devices: readonly DeviceFacts[],
): Finding[] {
  const isEncrypted =
    devices.every(({ transport }) => encryptedTransports.has(transport)) &&
    ['sdes', 'dtls'].includes(normal(options['media_encryption'] ?? ''));
  return when(!isEncrypted && (options['acl'] ?? '') === '', {
    slug: 'phone-unencrypted',
    severity: 'medium',
    subject: `endpoint ${name}`,
    what: 'The phone has neither TLS and SRTP nor a list of addresses.',
    why:
      'Whoever reads its traffic can use its answer to a challenge for another order, and hears conversations; a stolen ' +
      'password works from anywhere.',
    mend: {
      where: endpointPlace(name),
      line: 'transport=transport-tls   and   media_encryption=sdes; or deny=0.0.0.0/0.0.0.0,::/0   and   permit=<its network>',
    },
  });
}

function optionallyEncrypted(name: string, options: NonNullable<EndpointOptions>): Finding[] {
  const isEncrypted = ['sdes', 'dtls'].includes(normal(options['media_encryption'] ?? ''));
  const isOptional = !['', 'no'].includes(normal(options['media_encryption_optimistic'] ?? ''));
  return when(isEncrypted && isOptional, {
    slug: 'phone-srtp-optional',
    severity: 'medium',
    subject: `endpoint ${name}`,
    what: 'The phone may talk without SRTP: its encryption is optional.',
    why: 'A phone that is set up wrongly, or whoever changes its messages, has conversations in the clear, and nobody sees it.',
    mend: { where: endpointPlace(name), line: 'media_encryption_optimistic=no' },
  });
}

function trunkChecks(name: string, options: NonNullable<EndpointOptions>): Finding[] {
  const byName = /username/.test(options['identify_by'] ?? '');
  if (!byName || (options['auth'] ?? '') !== '') return [];
  return [
    {
      slug: 'trunk-known-by-name',
      severity: 'medium',
      subject: `endpoint ${name}`,
      what: 'The trunk has no password and is identified by its name as well as by its address.',
      why: 'Anyone who puts its name into From is accepted as the carrier.',
      mend: { where: endpointPlace(name), line: 'identify_by=ip' },
    },
  ];
}

function missingTrunk(name: string): Finding {
  return {
    slug: 'trunk-missing',
    severity: 'high',
    subject: `endpoint ${name}`,
    what: 'STAR7_TRUNKS names an endpoint that the running Asterisk does not have.',
    why: 'Calls over it fail, and the doctor cannot check its protections.',
    mend: { where: 'STAR7_TRUNKS, or pjsip.conf', line: `[${name}](star7-trunk)` },
  };
}

/** Managers without an endpoint, and without anything else that could ring. */
function noPhone({ managers, reachedOtherwise }: EndpointFacts): Finding[] {
  return [...managers]
    .filter(([name, options]) => options === null && !reachedOtherwise.has(name))
    .map(([name]) => ({
      slug: 'phone-missing',
      severity: 'low' as const,
      subject: `endpoint ${name}`,
      what: `A manager has the extension ${name}, and the running Asterisk has no PJSIP endpoint of that name.`,
      why: 'The manager cannot call: there is no account for the phone in the page, no desk phone by a link and no own mobile either, or calls are chosen to ring at the desk phone.',
      mend: {
        where: 'pjsip.conf; an account for the pages; a link for a desk phone; or the list of managers',
        line: `star7 manager disable ${name}`,
      },
    }));
}

function normal(value: string): string {
  const text = value.trim().toLowerCase();
  return text === 'false' || text === 'off' || text === '0' ? 'no' : text;
}
