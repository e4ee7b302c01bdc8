import type { Dialplan, DialplanLine } from '#doctor/dialplan';
import type { ConsoleFacts, DeviceFacts, EndpointOptions, Facts, PbxFacts } from '#doctor/facts';
import type { Finding } from '#doctor/finding';

/** A manager's phone with every protection, as PJSIP_ENDPOINT reports it on Asterisk 22.10.1. */
export const safePhone: NonNullable<EndpointOptions> = {
  context: 'from-phones',
  auth: '101',
  identify_by: 'username,auth_username',
  callerid: '"Anna" <101>',
  acl: 'deny/permit',
  media_encryption: 'no',
  media_encryption_optimistic: 'false',
  message_context: 'star7-refuse',
  redirect_method: 'user',
  send_pai: 'false',
  send_rpid: 'false',
  send_connected_line: 'no',
  send_diversion: 'false',
  send_history_info: 'false',
  trust_id_inbound: 'false',
  trust_id_outbound: 'false',
  trust_connected_line: 'no',
  direct_media: 'false',
  allow_transfer: 'false',
  allow_subscribe: 'false',
  call_group: '',
  pickup_group: '',
  named_call_group: '',
  named_pickup_group: '',
  FORWARD_CONTEXT: 'star7-refuse',
  TRANSFER_CONTEXT: 'star7-refuse',
};

export const safeTrunk: NonNullable<EndpointOptions> = {
  ...safePhone,
  context: 'from-trunk',
  auth: '',
  identify_by: 'ip',
  callerid: '"customer" <anonymous>',
};

/** `exten => EXTEN,n,Application(data)` lines, one after another. */
export function extension(context: string, exten: string, ...applications: string[]): DialplanLine[] {
  return applications.map((text, index) => {
    const [, application = '', data = ''] = /^(\w+)\((.*)\)$/s.exec(text) ?? [];
    return { context, extension: exten, priority: index + 1, label: null, application, data };
  });
}

/** The lab's dialplan: contexts for phones, for trunks, and for refusals. */
export const safeDialplan: Dialplan = {
  lines: [
    ...extension('from-phones', '_10X', 'Dial(PJSIP/${EXTEN},30)', 'Hangup()'),
    ...extension(
      'star7-short-codes',
      '_*7.',
      'Stasis(star7,short-code,${CHANNEL(endpoint)},${URIENCODE(${EXTEN:2})})',
      'Goto(star7-after,s,1)',
    ),
    ...extension('star7-short-codes', '*7*1', 'Answer()', 'Set(TIMEOUT(absolute)=60)', 'Echo()', 'Hangup()'),
    ...extension(
      'star7-after',
      's',
      'GotoIf($["${STASISSTATUS}" = "FAILED"]?down)',
      'Hangup()',
      'Hangup(38)',
    ),
    ...extension('star7-refuse', '_[0-9a-zA-Z+*#]!', 'Hangup(21)'),
    ...extension(
      'star7-inbound',
      '_[0-9+]!',
      'Set(CALLERID(all)="" <>)',
      'Set(STAR7_ROLE=caller)',
      'Stasis(star7,inbound,${URIENCODE(${EXTEN})})',
      'Goto(star7-after,s,1)',
    ),
  ],
  hints: [],
  includes: [
    { context: 'from-phones', included: 'star7-short-codes' },
    { context: 'from-trunk', included: 'star7-inbound' },
  ],
  switches: [],
};

const safeConsole: ConsoleFacts = {
  ami: {
    bind: '127.0.0.1:5038',
    tlsBind: null,
    webEnabled: false,
    users: [{ name: 'star7', acl: true, read: ['call', 'security'], write: ['reporting'] }],
    own: 'star7',
    doctor: null,
  },
  ari: {
    enabled: true,
    users: [{ name: 'star7', readOnly: false, acl: true }],
    allowedOrigins: '',
    own: 'star7',
  },
  http: { bind: '127.0.0.1:8088', tlsBind: null, uris: ['/ari/...', '/ws'] },
  logChannels: [
    {
      name: '/var/log/asterisk/messages.log',
      type: 'File',
      enabled: true,
      levels: ['NOTICE', 'WARNING', 'ERROR'],
    },
    { name: 'console', type: 'Console', enabled: true, levels: ['VERBOSE'] },
  ],
  cdrBackends: [],
  celEnabled: false,
  textModules: [],
  missingModules: [],
  anonymousContext: null,
  sip: {
    compactHeaders: false,
    loopbackIdentities: [],
    openTransports: [],
    tlsTransports: [],
    weakPasswords: [],
  },
};

/** Facts without any finding. */
export const healthy = {
  settings: {
    httpHost: '127.0.0.1',
    agiHost: '127.0.0.1',
    agiPeers: ['127.0.0.0/8', '::1'],
    agiTrustsExtension: false,
    trunks: ['carrier'],
    shortCode: '*7',
    defaultDid: '74950000000',
    ariApplication: 'star7',
    marksVoicemails: true,
    beepHertz: 1000,
    reveals: false,
    deskPhoneTransport: null,
    trustsProxies: true,
  },
  pbx: {
    version: '22.10.1~dfsg-1',
    endpoints: {
      managers: new Map<string, EndpointOptions>([['101', safePhone]]),
      reachedOtherwise: new Set<string>(),
      devices: new Map<string, readonly DeviceFacts[]>([['101', [{ transport: 'udp', isPublic: false }]]]),
      trunks: new Map<string, EndpointOptions>([['carrier', safeTrunk]]),
    },
    dialplan: safeDialplan,
    console: safeConsole,
  },
  database: {
    couriers: { active: 2, withoutPhone: 0, withoutPin: 0 },
    supervisorListening: 'announced',
    revealPersons: 0,
    dids: [{ did: '74950000000', isForCouriers: true }],
    webhooks: [{ host: 'shop.example', enabled: true, dead: 0, held: 0, failingSeconds: 0, refused: false }],
    shops: [{ name: 'Shop', enabled: true, fault: null, failingSeconds: 0, rejects: 0 }],
    name: 'star7',
    user: 'star7@127.0.0.1',
    grants: [
      { privileges: ['USAGE'], on: '*.*', withGrantOption: false },
      {
        privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE'],
        on: 'star7.*',
        withGrantOption: false,
      },
    ],
    local: true,
    encrypted: false,
    bindAddress: '127.0.0.1',
    pendingMigrations: [],
  },
  keyFile: { path: '/etc/star7/keys.json', fault: null },
  files: [
    {
      role: 'asterisk-configuration',
      path: '/etc/asterisk/manager.conf',
      mode: 0o640,
      parents: [0o755, 0o755, 0o750],
      holdsSecret: true,
    },
  ],
  sounds: { folder: '/usr/share/asterisk/sounds/star7', missing: [] },
  host: {
    disks: [
      {
        what: 'this system',
        path: '/',
        freeBytes: 50e9,
        totalBytes: 100e9,
        freeInodes: 5e6,
        totalInodes: 6e6,
      },
    ],
    ntpSynchronised: true,
    clocks: [
      { whose: 'database', aheadMs: 3, uncertainMs: 1 },
      { whose: 'PBX', aheadMs: -2, uncertainMs: 1 },
    ],
  },
  backups: { directory: '/var/backups/star7', newestAgeSeconds: 3600, fault: null },
  live: {
    manager: '101',
    trunk: 'carrier',
    calls: [
      { manner: 'as-star7', sip: 3, rtp: 25, textOf: [], controlled: true, complete: true },
      { manner: 'unprotected', sip: 3, rtp: 25, textOf: [], controlled: true, complete: true },
      { manner: 'as-courier', sip: 3, rtp: 25, textOf: [], controlled: true, complete: true },
    ],
    leaks: [],
    fault: null,
  },
  staticPhones: null,
  turn: { server: 'turn.shop.example:3478', answers: true, letsIn: true, isOpen: false },
  mail: {
    ...{ domain: 'mail.shop.example', server: '127.0.0.1:25', isServerUp: true, signs: true },
    account: null,
    ...{ isDnsUp: true, dnsFaults: [], waitingSeconds: 0 },
  },
  mailPrograms: {
    certificate: { secondsLeft: 60 * 86_400 },
    users: { allowed: ['101'], withoutToken: [], refusing: [] },
  },
  sms: { server: 'smpp.provider.example:2775', fault: null, queue: { senderRefused: 0, waitingSeconds: 0 } },
  unseen: [],
} as const satisfies Facts;

export function withPbx(changes: Partial<PbxFacts>): Facts {
  return { ...healthy, pbx: { ...healthy.pbx, ...changes } };
}

export function withConsole(changes: Partial<ConsoleFacts>): Facts {
  return withPbx({ console: { ...safeConsole, ...changes } });
}

export function withPhone(options: Record<string, string>): Facts {
  return withPbx({
    endpoints: { ...healthy.pbx.endpoints, managers: new Map([['101', { ...safePhone, ...options }]]) },
  });
}

export function withTrunk(options: Record<string, string>): Facts {
  return withPbx({
    endpoints: { ...healthy.pbx.endpoints, trunks: new Map([['carrier', { ...safeTrunk, ...options }]]) },
  });
}

/** The safe dialplan with lines added. */
export function withDialplan(lines: readonly DialplanLine[], changes: Partial<Dialplan> = {}): Facts {
  return withPbx({
    dialplan: { ...safeDialplan, ...changes, lines: [...safeDialplan.lines, ...lines] },
  });
}

/** `high phone-send-pai`. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, slug }) => `${severity} ${slug}`);
}
