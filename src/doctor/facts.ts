import type { Dialplan } from './dialplan';
import type { LiveResult } from './live/live-result';

/*
 * What the doctor has seen, before anything is made of it. A null is what could not be looked at; `unseen` says why.
 * Nothing here holds a password or a number.
 */

/** Something that could not be looked at. */
export interface Unseen {
  what: string;
  why: string;
  /** What would let the doctor see it. */
  remedy: string;
}

/** A PJSIP endpoint's options as the running Asterisk has them; null where there is no such endpoint. */
export type EndpointOptions = Readonly<Record<string, string>> | null;

export interface EndpointFacts {
  /** Those of Star7's active managers, by extension. */
  managers: ReadonlyMap<string, EndpointOptions>;
  /** Those of STAR7_TRUNKS, by name. */
  trunks: ReadonlyMap<string, EndpointOptions>;
}

export interface PbxFacts {
  /** `22.10.1~dfsg-1`, as Asterisk says it. */
  version: string | null;
  endpoints: EndpointFacts | null;
  dialplan: Dialplan | null;
  /** What Asterisk's own command line says; null where nobody may ask it. */
  console: ConsoleFacts | null;
}

export interface ConsoleFacts {
  ami: AmiFacts | null;
  ari: AriFacts | null;
  http: HttpFacts | null;
  logChannels: readonly LogChannel[] | null;
  /** Where Asterisk writes call records, `cdr-csv`; empty where it does not. */
  cdrBackends: readonly string[] | null;
  celEnabled: boolean | null;
  /** Where callers without an endpoint of their own come in; null where they are refused. */
  anonymousContext: string | null;
}

export interface AmiFacts {
  /** `127.0.0.1:5038`; null where it is off. */
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
  /** Whether it may come from listed addresses alone. */
  acl: boolean;
  read: readonly string[];
  write: readonly string[];
}

export interface AriFacts {
  enabled: boolean;
  users: ReadonlyArray<{ name: string; readOnly: boolean; acl: boolean }>;
  /** Web pages that may use ARI from a browser. */
  allowedOrigins: string;
  own: string;
}

export interface HttpFacts {
  /** `127.0.0.1:8088`; null where it is off. */
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

/** What a file is to Star7. */
export type FileRole = 'key' | 'setting' | 'asterisk-configuration' | 'log' | 'recordings' | 'backup';

export interface FileFacts {
  role: FileRole;
  /** The path to name to people; of recordings the folder, since their names may hold numbers. */
  path: string;
  /** Permission bits; of several files those of all together. */
  mode: number;
  /** Permission bits of the folders on the way, the outermost first. */
  parents: readonly number[];
  /** Of a configuration file: whether a password stands in it. */
  holdsSecret: boolean;
}

/** What `star7 serve` would refuse the keys for. */
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
  /** Why Star7 cannot use it, in words; null where it can. */
  fault: { slug: KeyFileFault; text: string } | null;
}

export interface DiskFacts {
  /** What lies there: `Asterisk’s log`. */
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
  /** Seconds since the newest was written; null where there is none. */
  newestAgeSeconds: number | null;
  /** Why the folder cannot be read, in a word. */
  fault: string | null;
}

/** A clock that is not this host's. */
export interface ClockFacts {
  whose: 'database' | 'PBX';
  /** How much it is ahead of this host's, milliseconds; behind where negative. */
  aheadMs: number;
  /** How far off that may be: half the time that the answer took. */
  uncertainMs: number;
}

export interface HostFacts {
  disks: readonly DiskFacts[];
  /** Whether some service keeps the clock right; null where nothing on this host says so. */
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
  /** Where the server listens; null where it does not say. */
  bindAddress: string | null;
  /** Migrations that this version of Star7 has and the database lacks. */
  pendingMigrations: readonly string[];
}

export interface Grant {
  privileges: readonly string[];
  /** `*.*`, `star7.*`, `star7.calls`; null for a role or a proxy. */
  on: string | null;
  withGrantOption: boolean;
}

/** Star7's own settings, as far as they open something or the dialplan has to agree with them. */
export interface SettingFacts {
  httpHost: string;
  agiHost: string;
  agiPeers: readonly string[];
  agiTrustsExtension: boolean;
  trunks: readonly string[];
  /** What is dialled before the order number, `*7`. */
  shortCode: string;
  /** The Stasis application that Star7 is. */
  ariApplication: string;
}

export interface Facts {
  settings: SettingFacts;
  pbx: PbxFacts | null;
  database: DatabaseFacts | null;
  keyFile: KeyFileFacts;
  files: readonly FileFacts[];
  host: HostFacts;
  backups: BackupFacts;
  /** Null where no test call was asked for. */
  live: LiveResult | null;
  unseen: readonly Unseen[];
}
