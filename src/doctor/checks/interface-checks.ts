import { hostOf, isLoopback } from '../addresses';
import type { AmiFacts, AmiUser, AriFacts, Facts, HttpFacts, SettingFacts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';

/** Privileges that send call data to an AMI user: caller IDs, dialled numbers, dial strings. */
const tellsNumbers = new Set([
  'all',
  'call',
  'dialplan',
  'cdr',
  'agi',
  'verbose',
  'log',
  'dtmf',
  'user',
  'command',
]);
/** Privileges that let an AMI user make calls, change the PBX or run programs on its host. */
const actsOnPbx = new Set(['all', 'system', 'call', 'command', 'originate', 'config', 'agi', 'message']);
/** The privileges that dialplan/manager.sample.conf grants Star7. */
const ownRead = new Set(['call', 'security']);
const ownWrite = new Set(['reporting']);

/**
 * Checks who may control or read the PBX, and from where: AMI, ARI, Asterisk's HTTP server, and Star7's own.
 */
export function interfaceChecks({ pbx, settings }: Facts): Finding[] {
  const { ami, ari, http } = pbx?.console ?? {};
  return [
    ...(ami ? amiChecks(ami) : []),
    ...(ari ? ariChecks(ari, http ?? null) : []),
    ...(http ? httpChecks(http) : []),
    ...ownChecks(settings),
  ];
}

function amiChecks(ami: AmiFacts): Finding[] {
  const open = ami.bind !== null && !isLoopback(hostOf(ami.bind));
  return [
    ...when(open, {
      slug: 'ami-open',
      severity: 'high',
      subject: 'AMI',
      what: `The manager interface listens on ${ami.bind ?? ''}, unencrypted.`,
      why: 'Passwords and calls cross the network in plain text, and anyone there can try passwords.',
      mend: { where: 'manager.conf, [general]', line: 'bindaddr=127.0.0.1' },
    }),
    ...when(ami.webEnabled, {
      slug: 'ami-over-http',
      severity: 'medium',
      subject: 'AMI',
      what: 'The manager interface is also reachable by HTTP.',
      why: 'Star7 does not use it, and it is one more way in.',
      mend: { where: 'manager.conf, [general]', line: 'webenabled=no' },
    }),
    ...ami.users.flatMap((user) => amiUserChecks(user, ami, open)),
  ];
}

function amiUserChecks(user: AmiUser, { own, doctor }: AmiFacts, open: boolean): Finding[] {
  const where = `manager.conf, [${user.name}]`;
  const subject = `AMI user ${user.name}`;
  const findings: Finding[] = [];
  if (!user.acl) {
    findings.push({
      slug: 'ami-user-from-anywhere',
      severity: open ? 'high' : 'low',
      subject,
      what: 'The user may log in from any address.',
      why: 'A leaked password opens the PBX from anywhere.',
      mend: { where, line: 'deny=0.0.0.0/0.0.0.0   permit=127.0.0.1/255.255.255.255' },
    });
  }
  if (user.name === doctor && doctor !== own) {
    findings.push({
      slug: 'ami-doctor-enabled',
      severity: 'low',
      subject,
      what: 'The doctor’s own user is enabled.',
      why: 'It may run commands, and is needed only while the doctor runs.',
      mend: { where, line: 'remove the section, then: asterisk -rx "manager reload"' },
    });
    return findings;
  }
  if (user.name === own) {
    const read = user.read.filter((privilege) => !ownRead.has(privilege));
    const write = user.write.filter((privilege) => !ownWrite.has(privilege));
    if (read.length + write.length > 0) {
      findings.push({
        slug: 'ami-own-user-too-much',
        severity: write.some((privilege) => actsOnPbx.has(privilege)) ? 'high' : 'medium',
        subject,
        what: `Star7’s user has more privileges than it needs:${excess('read', read)}${excess('write', write)}.`,
        why: 'Star7 only reads. A leaked password would give these privileges away, too.',
        mend: { where, line: 'read=call,security   write=reporting' },
      });
    }
    return findings;
  }
  if (user.read.some((privilege) => tellsNumbers.has(privilege))) {
    findings.push({
      slug: 'ami-user-told-numbers',
      severity: 'medium',
      subject,
      what: `The user receives events of calls (read=${user.read.join(',')}).`,
      why: 'Events of calls contain numbers: those of callers, and those of all calls outside Star7.',
      mend: { where, line: 'remove the section, or read=   if the program needs no events' },
    });
  }
  if (user.write.some((privilege) => actsOnPbx.has(privilege))) {
    findings.push({
      slug: 'ami-user-acts',
      severity: 'medium',
      subject,
      what: `The user may act on the PBX (write=${user.write.join(',')}).`,
      why: 'It can start calls over a trunk, change the dialplan or run commands, bypassing Star7.',
      mend: { where, line: 'remove the section, or write=   with only what its program needs' },
    });
  }
  return findings;
}

function excess(kind: string, privileges: readonly string[]): string {
  return privileges.length === 0 ? '' : ` ${kind} ${privileges.join(', ')}`;
}

function ariChecks(ari: AriFacts, http: HttpFacts | null): Finding[] {
  if (!ari.enabled) return [];
  const open = !isLoopback(hostOf(http?.bind ?? '127.0.0.1'));
  return [
    ...ari.users
      .filter(({ acl }) => !acl)
      .map(({ name }): Finding => ({
        slug: 'ari-user-from-anywhere',
        severity: open ? 'high' : 'low',
        subject: `ARI user ${name}`,
        what: 'The user may log in from any address.',
        why: 'A leaked password opens the PBX from anywhere.',
        mend: {
          where: `ari.conf, [${name}]`,
          line: 'deny=0.0.0.0/0.0.0.0   permit=127.0.0.1/255.255.255.255',
        },
      })),
    ...ari.users
      .filter(({ name }) => name !== ari.own)
      .map(({ name, readOnly }): Finding => ({
        slug: 'ari-other-user',
        severity: 'medium',
        subject: `ARI user ${name}`,
        what: `Another program may ${readOnly ? 'read' : 'control'} all calls by ARI.`,
        why: readOnly
          ? 'It sees channels and their caller IDs.'
          : 'It can join Star7’s calls, and originate over a trunk.',
        mend: { where: `ari.conf, [${name}]`, line: 'remove the section if you do not use it' },
      })),
    ...when(ari.allowedOrigins.includes('*'), {
      slug: 'ari-any-origin',
      severity: 'medium',
      subject: 'ARI',
      what: 'Web pages of any site may use ARI from a browser.',
      why: 'Star7 does not need that; it is one more way in.',
      mend: { where: 'ari.conf, [general]', line: 'allowed_origins=' },
    }),
  ];
}

function httpChecks({ bind, uris }: HttpFacts): Finding[] {
  const served = (path: string): boolean => uris.some((uri) => uri.startsWith(path));
  return [
    ...when(bind !== null && !isLoopback(hostOf(bind)), {
      slug: 'http-open',
      severity: 'high',
      subject: 'Asterisk’s HTTP server',
      what: `It listens on ${bind}, unencrypted.`,
      why: 'ARI’s password and every dialled number cross the network in plain text.',
      mend: {
        where: 'http.conf, [general]',
        line: 'bindaddr=127.0.0.1   (or TLS only: tlsenable=yes)',
      },
    }),
    ...when(served('/phoneprov'), {
      slug: 'http-phoneprov',
      severity: 'high',
      subject: 'Asterisk’s HTTP server',
      what: 'It serves the configuration of phones (/phoneprov).',
      why: 'It contains SIP passwords: with one of them, somebody can act as that manager.',
      mend: { where: 'modules.conf', line: 'noload=res_phoneprov.so' },
    }),
    ...when(served('/static') || served('/httpstatus'), {
      slug: 'http-static',
      severity: 'low',
      subject: 'Asterisk’s HTTP server',
      what: 'It serves files or its status.',
      why: 'Star7 does not need that.',
      mend: { where: 'http.conf, [general]', line: 'enable_static=no   enable_status=no' },
    }),
  ];
}

function ownChecks({ httpHost, agiHost, agiPeers, agiTrustsExtension }: SettingFacts): Finding[] {
  const findings: Finding[] = [];
  if (!isLoopback(httpHost)) {
    findings.push({
      slug: 'star7-http-open',
      severity: 'medium',
      subject: 'Star7’s REST',
      what: `It listens on ${httpHost}, unencrypted.`,
      why: 'Tokens and customers’ names cross the network in plain text.',
      mend: { where: 'Star7’s settings', line: 'STAR7_HTTP_HOST=127.0.0.1   (with a TLS proxy in front)' },
    });
  }
  if (!isLoopback(agiHost) && agiPeers.some((peer) => /\/0$/.test(peer))) {
    findings.push({
      slug: 'star7-agi-open',
      severity: 'high',
      subject: 'Star7’s FastAGI',
      what: `It listens on ${agiHost} and accepts connections from anywhere.`,
      why: 'FastAGI has no password: anyone may ask which orders are open, and for whom.',
      mend: { where: 'Star7’s settings', line: 'STAR7_AGI_PEERS=<Asterisk’s address>' },
    });
  }
  if (agiTrustsExtension) {
    findings.push({
      slug: 'star7-agi-trusts',
      severity: 'low',
      subject: 'Star7’s FastAGI',
      what: 'It trusts the extension named by the dialplan.',
      why: 'Anyone who edits the dialplan can ask in any manager’s name.',
      mend: { where: 'Star7’s settings', line: 'STAR7_AGI_TRUST_EXTENSION=false' },
    });
  }
  return findings;
}
