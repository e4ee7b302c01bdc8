import { hostOf, isLoopback } from '../addresses';
import type { AmiUser, HttpFacts, LogChannel } from '../facts';

/*
 * Parsers for the output of Asterisk's `show` commands, as printed by 22.10.1
 * (test/unit/doctor/console-output.test.ts has the recorded texts).
 */

/** `Name:   value` lines, by name; the first of a name counts. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/^ *([^:\n]+?) *: *(.*?) *$/gm)) {
    if (!fields.has(name)) fields.set(name, value);
  }
  return fields;
}

/** `manager show settings`. */
export function amiSettingsFrom(text: string): {
  bind: string | null;
  tlsBind: string | null;
  webEnabled: boolean;
} {
  const fields = fieldsOf(text);
  const bindOf = (name: string, enabled: boolean): string | null => {
    const value = fields.get(name) ?? '';
    return enabled && value !== '' && !/^disabled$/i.test(value) ? value : null;
  };
  return {
    bind: bindOf('TCP Bindaddress', isYes(fields.get('Manager (AMI)'))),
    tlsBind: bindOf('TLS Bindaddress', isYes(fields.get('TLS Enable'))),
    webEnabled: isYes(fields.get('Web Manager (AMI/HTTP)')),
  };
}

/** `manager show users`: names between two horizontal rules. */
export function amiUserNamesFrom(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const rules = lines.flatMap((line, index) => (/^-+$/.test(line) ? [index] : []));
  return lines.slice((rules[0] ?? lines.length) + 1, rules.at(-1)).filter((line) => line !== '');
}

/** `manager show user NAME`. @returns null where there is none */
export function amiUserFrom(text: string): AmiUser | null {
  const fields = fieldsOf(text);
  const name = fields.get('username');
  if (name === undefined) return null;
  const privileges = (field: string): string[] =>
    (fields.get(field) ?? '').split(',').filter((privilege) => !['', '<none>'].includes(privilege));
  return {
    name,
    acl: isYes(fields.get('ACL')),
    read: privileges('read perm'),
    write: privileges('write perm'),
  };
}

/** `ari show status`. */
export function ariStatusFrom(text: string): { enabled: boolean; allowedOrigins: string } {
  const fields = fieldsOf(text);
  return { enabled: isYes(fields.get('Enabled')), allowedOrigins: fields.get('Allowed Origins') ?? '' };
}

/** `ari show users`. */
export function ariUsersFrom(text: string): { name: string; readOnly: boolean; acl: boolean }[] {
  return [...text.matchAll(/^(Yes|No) +(?:(Yes|No) +)?(\S+) *$/gm)].map(([, readOnly, acl, name = '']) => ({
    name,
    readOnly: isYes(readOnly),
    acl: isYes(acl),
  }));
}

/** `http show status`. */
export function httpFrom(text: string): HttpFacts {
  return {
    bind: /^(?:HTTP )?Server Enabled and Bound to (\S+)/m.exec(text)?.[1] ?? null,
    tlsBind: /^HTTPS Server Enabled and Bound to (\S+)/m.exec(text)?.[1] ?? null,
    uris: [...text.matchAll(/^(\/\S*) => /gm)].map(([, uri = '']) => uri),
  };
}

/** `logger show channels`. */
export function logChannelsFrom(text: string): LogChannel[] {
  return [...text.matchAll(/^(\S+) +(\w+) +(?:\S+ +)?(Enabled|Disabled) +- *(.*?) *$/gm)].map(
    ([, name = '', type = '', status, levels = '']) => ({
      name,
      type,
      enabled: status === 'Enabled',
      levels: levels.split(/\s+/).filter((level) => level !== ''),
    }),
  );
}

/** `cdr show status`. @returns the backends that record calls; empty where CDR is off */
export function cdrBackendsFrom(text: string): string[] {
  if (!/^ *Logging: *Enabled/m.test(text)) return [];
  const [, after = ''] = text.split(/Registered Backends\s*\n/);
  return after
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^-+$/.test(line) && !line.includes(':') && line !== '(none)')
    .filter((line) => !/\(suspended\)/.test(line));
}

/** `cel show status`. */
export function celEnabledFrom(text: string): boolean {
  return /^ *CEL Logging: *Enabled/m.test(text);
}

/** `module show like …`. @returns the modules that run */
export function modulesFrom(text: string): string[] {
  return [...text.matchAll(/^(\S+\.so) .* \d+ +Running /gm)].map(([, name = '']) => name);
}

/** `pjsip show endpoint NAME`. @returns null where there is none */
export function contextFrom(text: string): string | null {
  return fieldsOf(text).get('context') ?? null;
}

export interface AsteriskFolders {
  /** Of sounds, among others; null where it is not named. */
  data: string | null;
  configuration: string;
  log: string;
  spool: string;
}

/** `core show settings`. @returns null where the output does not name them */
export function foldersFrom(text: string): AsteriskFolders | null {
  const fields = fieldsOf(text);
  const configuration = fields.get('Configuration directory');
  const log = fields.get('Log directory');
  const spool = fields.get('Spool directory');
  const data = fields.get('Data directory') ?? null;
  return configuration && log && spool ? { data, configuration, log, spool } : null;
}

function isYes(text: string | undefined): boolean {
  return /^yes/i.test(text ?? '');
}

/** `pjsip show settings`. @returns null where it is not said */
export function compactHeadersFrom(text: string): boolean | null {
  const value = fieldsOf(text).get('compact_headers');
  return value === undefined ? null : isYes(value) || value === 'true';
}

/** `pjsip show identifies`. @returns endpoints that any port of this machine is taken for */
export function loopbackIdentitiesFrom(text: string): string[] {
  let endpoint = '';
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    endpoint = /^ *Identify: +[^/<\s]+\/(\S+) *$/.exec(line)?.[1] ?? endpoint;
    const [, host, port = '0'] = /^ *Match: +([^\s/<]+?)(?::(\d+))?\/\d+ *$/.exec(line) ?? [];
    if (host !== undefined && endpoint !== '' && isLoopback(hostOf(host)) && port === '0')
      found.add(endpoint);
  }
  return [...found];
}

/** `pjsip show transports`. @returns the addresses of those without TLS */
export function plainBindsFrom(text: string): string[] {
  return [...text.matchAll(/^ *Transport: +[^<\s]\S* +(udp|tcp) +\d+ +\d+ +(\S+) *$/gm)].map(
    ([, , bind = '']) => bind,
  );
}

/** `pjsip show transports`. @returns the names of those with TLS */
export function tlsTransportsFrom(text: string): string[] {
  return [...text.matchAll(/^ *Transport: +([^<\s]\S*) +tls +\d+ +\d+ +\S+ *$/gm)].map(
    ([, name = '']) => name,
  );
}

/** `pjsip show auth NAME`. @returns null where it has none in clear; the caller keeps nothing of it */
export function passwordFrom(text: string): string | null {
  const value = fieldsOf(text).get('password') ?? '';
  return value === '' ? null : value;
}
