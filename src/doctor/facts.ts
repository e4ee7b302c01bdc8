import type { Dialplan } from './dialplan';
import type { LiveResult } from './live/live-result';
import type { DnsFault } from '#mail/model/mail-dns';
import type { MailboxTrial } from '#mail/provider/imap-mailbox';
import type { SubmissionFault } from '#mail/provider/submission';
import type { BindTrial } from '#mail/smpp/bind-once';

/*
 * The facts that the doctor collected, before the checks. Null means that it could not look; `unseen` says
 * why. No fact contains a password or a number.
 */

/** Something that could not be inspected. */
export interface Unseen {
  what: string;
  why: string;
  /** What to change so that the doctor can see it. */
  remedy: string;
}

/** A PJSIP endpoint's options in the running Asterisk; null where the endpoint does not exist. */
export type EndpointOptions = Readonly<Record<string, string>> | null;

/** A device that is registered as a phone, without its address. */
export interface DeviceFacts {
  /** `udp`, `tls`, … */
  transport: string;
  /** It is registered from an address of the Internet. */
  isPublic: boolean;
}

export interface EndpointFacts {
  /** Endpoints of Star7's active managers, by extension. */
  managers: ReadonlyMap<string, EndpointOptions>;
  /** Those of them who need no such endpoint: they have the phone in the page, a desk phone that Star7 set up, or their own mobile. */
  reachedOtherwise: ReadonlySet<string>;
  /** Reachable devices of each of them, by extension. */
  devices: ReadonlyMap<string, readonly DeviceFacts[]>;
  /** Endpoints of STAR7_TRUNKS, by name. */
  trunks: ReadonlyMap<string, EndpointOptions>;
}

export interface PbxFacts {
  /** `22.10.1~dfsg-1`, as Asterisk reports it. */
  version: string | null;
  endpoints: EndpointFacts | null;
  dialplan: Dialplan | null;
  /** Facts from Asterisk's own command line; null where the doctor has no access to it. */
  console: ConsoleFacts | null;
}

export interface ConsoleFacts {
  ami: AmiFacts | null;
  ari: AriFacts | null;
  http: HttpFacts | null;
  logChannels: readonly LogChannel[] | null;
  /** Where Asterisk writes call records, such as `cdr-csv`; empty where CDR is off. */
  cdrBackends: readonly string[] | null;
  celEnabled: boolean | null;
  /** Loaded modules that pass text on from one leg of a call to the other; null where they could not be listed. */
  textModules: readonly string[] | null;
  /** Modules that some feature of Star7 needs and that do not run; null where they could not be listed. */
  missingModules: readonly string[] | null;
  /** The context of callers without their own endpoint; null where they are refused. */
  anonymousContext: string | null;
  sip: SipFacts;
}

/** Of PJSIP as it runs. */
export interface SipFacts {
  /** Null where it could not be read. */
  compactHeaders: boolean | null;
  /** Endpoints that this machine's own address is taken for, without a port. */
  loopbackIdentities: readonly string[];
  /** Where SIP without TLS listens that can be reached from the Internet. */
  openTransports: readonly string[];
  /** Names of those with TLS. */
  tlsTransports: readonly string[];
  /** Managers' endpoints whose password can be guessed; never the password. */
  weakPasswords: readonly string[];
}

export interface AmiFacts {
  /** `127.0.0.1:5038`; null where AMI is off. */
  bind: string | null;
  tlsBind: string | null;
  /** AMI over HTTP. */
  webEnabled: boolean;
  users: readonly AmiUser[];
  /** The users that Star7 and the doctor log in with; null where none is configured. */
  own: string | null;
  doctor: string | null;
}

export interface AmiUser {
  name: string;
  /** Whether the user may connect only from listed addresses. */
  acl: boolean;
  read: readonly string[];
  write: readonly string[];
}

export interface AriFacts {
  enabled: boolean;
  users: ReadonlyArray<{ name: string; readOnly: boolean; acl: boolean }>;
  /** Origins whose web pages may use ARI from a browser. */
  allowedOrigins: string;
  own: string;
}

export interface HttpFacts {
  /** `127.0.0.1:8088`; null where the HTTP server is off. */
  bind: string | null;
  tlsBind: string | null;
  /** `/static/...`, `/phoneprov/...`. */
  uris: readonly string[];
}

export interface LogChannel {
  name: string;
  /** `File`, `Console`, `Syslog`. */
  type: string;
  enabled: boolean;
  levels: readonly string[];
}

/** The role of a file. */
export type FileRole = 'key' | 'setting' | 'asterisk-configuration' | 'log' | 'recordings' | 'backup';

export interface FileFacts {
  role: FileRole;
  /** The path to show; for recordings the folder, since file names may contain numbers. */
  path: string;
  /** Permission bits; for several files the union of their bits. */
  mode: number;
  /** Permission bits of the parent folders, the outermost first. */
  parents: readonly number[];
  /** For a configuration file: whether it contains a password. */
  holdsSecret: boolean;
}

/** Faults for which `star7 serve` would refuse the keys. */
export const keyFileFaults = [
  'key-file-exposed',
  'key-file-missing',
  'key-file-unset',
  'key-file-unreadable',
  'key-file-damaged',
] as const;
export type KeyFileFault = (typeof keyFileFaults)[number];

export interface KeyFileFacts {
  path: string;
  /** Why Star7 cannot use the file; null where it can. */
  fault: { slug: KeyFileFault; text: string } | null;
}

/** Star7's own sounds on the PBX. */
export interface SoundFacts {
  /** As Asterisk names it. */
  folder: string;
  /** Names without their ending, `ru/wait`. */
  missing: readonly string[];
}

export interface DiskFacts {
  /** What is stored there: `Asterisk’s log`. */
  what: string;
  path: string;
  freeBytes: number;
  totalBytes: number;
  freeInodes: number;
  totalInodes: number;
}

export interface BackupFacts {
  /** Null where the setting is not set. */
  directory: string | null;
  /** Seconds since the newest backup was written; null where there is none. */
  newestAgeSeconds: number | null;
  /** Why the folder cannot be read, in one word. */
  fault: string | null;
}

/** A clock of another host. */
export interface ClockFacts {
  whose: 'database' | 'PBX';
  /** Milliseconds by which it is ahead of this host's clock; negative where it is behind. */
  aheadMs: number;
  /** The uncertainty of `aheadMs`: half the round-trip time. */
  uncertainMs: number;
}

export interface HostFacts {
  disks: readonly DiskFacts[];
  /** Whether a service keeps the clock right; null where this host cannot tell. */
  ntpSynchronised: boolean | null;
  clocks: readonly ClockFacts[];
}

export interface DatabaseFacts {
  name: string;
  /** `star7@127.0.0.1`, as the server knows the user. */
  user: string;
  /** Without passwords. */
  grants: readonly Grant[];
  /** Whether the connection stays on this machine. */
  local: boolean;
  encrypted: boolean;
  /** Where the server listens; null where it does not report it. */
  bindAddress: string | null;
  /** Migrations of this version of Star7 that the database lacks. */
  pendingMigrations: readonly string[];
  /** Active couriers; null if the tables are too old for that. */
  couriers: CourierFacts | null;
  /** The setting of that name, if an administrator has changed it; null if not, or if the tables are too old for it. */
  supervisorListening: string | null;
  /** The company's numbers that have a route of their own, by number; empty if the tables are too old for that. */
  dids: readonly DidFacts[];
  /** Addresses that are told of orders and calls; empty if the tables are too old for that. */
  webhooks: readonly WebhookFacts[];
  /** Shops whose orders are fetched; likewise. */
  shops: readonly ShopFacts[];
  /** Active persons who may ask to see what is hidden; null if the tables are too old for that. */
  revealPersons: number | null;
}

export interface WebhookFacts {
  /** Of its address, with its port. */
  host: string;
  enabled: boolean;
  /** Messages that were given up. */
  dead: number;
  /** Messages that wait for an address that is switched off. */
  held: number;
  /** Since the oldest message that has failed and is still tried was made; 0 if none has. */
  failingSeconds: number;
  /** The last try of a message was refused for its address. */
  refused: boolean;
}

export interface ShopFacts {
  name: string;
  enabled: boolean;
  /** Why the last request failed; null if it did not. */
  fault: string | null;
  failingSeconds: number;
  /** Orders that could not be taken. */
  rejects: number;
}

export interface DidFacts {
  /** Digits. */
  did: string;
  isForCouriers: boolean;
}

export interface CourierFacts {
  active: number;
  /** Of these, those whose own mobile is not known. */
  withoutPhone: number;
  withoutPin: number;
}

export interface Grant {
  privileges: readonly string[];
  /** `*.*`, `star7.*`, `star7.calls`; null for a role or a proxy. */
  on: string | null;
  withGrantOption: boolean;
}

/** The Star7 settings that affect exposure or must agree with the dialplan. */
export interface SettingFacts {
  httpHost: string;
  agiHost: string;
  agiPeers: readonly string[];
  agiTrustsExtension: boolean;
  trunks: readonly string[];
  /** The prefix dialled before the order number, `*7`. */
  shortCode: string;
  /** The company's number shown to customers, digits. */
  defaultDid: string;
  /** The name of Star7's Stasis application. */
  ariApplication: string;
  marksVoicemails: boolean;
  /** 0: beeps are not listened for. */
  beepHertz: number;
  /** Whether two persons may see what is hidden (docs/reveal.md). */
  reveals: boolean;
  /** The transport of desk phones that Star7 sets up; null where it sets up none. */
  deskPhoneTransport: string | null;
  /** Whether there are proxies whose word for who asks is taken. */
  trustsProxies: boolean;
}

/** Endpoints of pjsip.conf that are lent to phones in pages. */
export interface StaticPhoneFacts {
  count: number;
  /** Null where the PBX could not be asked. */
  endpoints: ReadonlyMap<string, EndpointOptions> | null;
  /** Names of those whose password can be guessed. */
  guessable: readonly string[];
  /** Whether Star7 reaches the PBX by loopback, so that they need to register from there alone. */
  isPbxHere: boolean;
  /** Active managers who can sign in to the pages; null if the tables are too old for that. */
  managers: number | null;
}

/** The TURN server of pages, asked with Star7's own credentials. */
export interface TurnFacts {
  /** `turn.shop.example:3478` */
  server: string;
  answers: boolean;
  letsIn: boolean;
  /** It relays to addresses that cannot be Asterisk's. */
  isOpen: boolean;
}

/** The way of mails to customers. */
export interface MailFacts {
  domain: string;
  /** `127.0.0.1:25`: whether the mail server there greets. */
  server: string;
  isServerUp: boolean;
  /** Null where the mail server is the site's own. */
  account: MailAccountFacts | null;
  /** Whether Star7 signs by itself, or a provider does. */
  signs: boolean;
  /** Whether the domain name system said anything. */
  isDnsUp: boolean;
  dnsFaults: readonly DnsFault[];
  /** How long the mail that is due longest waits; 0 for none. Null where the database could not be read. */
  waitingSeconds: number | null;
}

/** By extension: who may use a mail program of their own. */
export interface MailProgramUsers {
  allowed: readonly string[];
  withoutToken: readonly string[];
  /** Their own mailbox has refused a copy within a day. */
  refusing: readonly string[];
}

/** Managers' own mail programs. */
export interface MailProgramFacts {
  /** That of the ports; null where there are none. `fault`: what is wrong with its file, to stand behind its name. */
  certificate: { secondsLeft: number } | { fault: string } | null;
  /** Null where the database could not be read. */
  users: MailProgramUsers | null;
}

/** The account at a mail provider that takes the place of a mail server. */
export interface MailAccountFacts {
  /** `imap.provider.example:993` */
  imap: string;
  mailbox: MailboxTrial;
  /** What the server that sends answers to the account; null if it takes it. */
  submissionFault: SubmissionFault | null;
  /** Whether mails are from addresses of the mail domain. */
  sendsFromDomain: boolean;
}

/** The connection to the provider of SMS. */
export interface SmsFacts {
  /** `smpp.provider.example:2775` */
  server: string;
  /** What it answers to the account; null if it takes it. */
  fault: BindTrial['fault'];
  /** SMS of the last day that it refused for their sender, and how long the oldest waits. Null where the database could not be read. */
  queue: { senderRefused: number; waitingSeconds: number } | null;
}

export interface Facts {
  settings: SettingFacts;
  pbx: PbxFacts | null;
  database: DatabaseFacts | null;
  keyFile: KeyFileFacts;
  files: readonly FileFacts[];
  /** Null where Asterisk's files are not visible. */
  sounds: SoundFacts | null;
  host: HostFacts;
  backups: BackupFacts;
  /** Null where the site has no mail. */
  mail: MailFacts | null;
  /** Null where nobody has one. */
  mailPrograms: MailProgramFacts | null;
  /** Null where the site has no SMS. */
  sms: SmsFacts | null;
  /** Null where the site has no TURN server that speaks UDP. */
  turn: TurnFacts | null;
  /** Null where Star7 makes endpoints for pages itself. */
  staticPhones: StaticPhoneFacts | null;
  /** Null where no test call was requested. */
  live: LiveResult | null;
  unseen: readonly Unseen[];
}

/**
 * Who carries out a REFER of an endpoint that may transfer (dialplan/star7-manager-transfer.conf). Asked of those alone:
 * Asterisk warns of a variable that an endpoint does not have.
 */
export const transferHandling = 'PJSIP_TRANSFER_HANDLING()';
