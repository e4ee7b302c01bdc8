import { networkInterfaces } from 'node:os';
import { hostOf, isPublicHost } from '../addresses';
import { callerModules } from '../checks/caller-checks';
import { talkModules } from '../checks/talk-checks';
import type { ConsoleFacts, SipFacts } from '../facts';
import type { Console } from './console';
import type { AsteriskFolders } from './console-output';
import {
  amiSettingsFrom,
  amiUserFrom,
  amiUserNamesFrom,
  ariStatusFrom,
  ariUsersFrom,
  cdrBackendsFrom,
  celEnabledFrom,
  compactHeadersFrom,
  contextFrom,
  foldersFrom,
  httpFrom,
  logChannelsFrom,
  loopbackIdentitiesFrom,
  modulesFrom,
  passwordFrom,
  plainBindsFrom,
  tlsTransportsFrom,
} from './console-output';
import { isEndpointName } from '#pbx/asterisk/endpoint';
import { isGuessable } from '#people/model/predictable';

export interface ConsoleOwners {
  amiUser: string | null;
  doctorUser: string | null;
  ariUser: string;
}

/**
 * Reads everything needed from Asterisk's command line; changes nothing. @throws where the command line is
 * unavailable
 */
export async function collectConsole(
  console: Console,
  owners: ConsoleOwners,
  phones: readonly string[],
): Promise<{ facts: ConsoleFacts; folders: AsteriskFolders | null }> {
  const folders = foldersFrom(await console.run('core show settings'));
  const names = amiUserNamesFrom(await console.run('manager show users')).filter((name) =>
    // Names come from manager.conf; the command line cannot show a name with other characters.
    /^[\w.@-]{1,80}$/.test(name),
  );
  const users = [];
  for (const name of names) {
    const user = amiUserFrom(await console.run(`manager show user ${name}`));
    if (user !== null) users.push(user);
  }
  const ami = {
    ...amiSettingsFrom(await console.run('manager show settings')),
    users,
    own: owners.amiUser,
    doctor: owners.doctorUser,
  };
  const ari = {
    ...ariStatusFrom(await console.run('ari show status')),
    users: ariUsersFrom(await console.run('ari show users')),
    own: owners.ariUser,
  };
  return {
    folders,
    facts: {
      ami,
      ari,
      http: httpFrom(await console.run('http show status')),
      logChannels: logChannelsFrom(await console.run('logger show channels')),
      cdrBackends: cdrBackendsFrom(await console.run('cdr show status')),
      celEnabled: celEnabledFrom(await console.run('cel show status')),
      // Of all the modules of 22.10.1 the only one (test/scenarios/leaks-text.test.ts).
      textModules: modulesFrom(await console.run('module show like res_pjsip_messaging')),
      missingModules: await missing(console, [...callerModules, ...talkModules]),
      // Not with PJSIP_ENDPOINT, which logs a warning in Asterisk where the endpoint does not exist.
      anonymousContext: contextFrom(await console.run('pjsip show endpoint anonymous')),
      sip: await collectSip(console, phones),
    },
  };
}

/** @param phones names of managers' endpoints */
async function collectSip(console: Console, phones: readonly string[]): Promise<SipFacts> {
  const weakPasswords: string[] = [];
  for (const phone of phones.filter(isEndpointName)) {
    const password = passwordFrom(await console.run(`pjsip show auth ${phone}`));
    if (password !== null && isGuessable(password)) weakPasswords.push(phone);
  }
  const transports = await console.run('pjsip show transports');
  return {
    compactHeaders: compactHeadersFrom(await console.run('pjsip show settings')),
    loopbackIdentities: loopbackIdentitiesFrom(await console.run('pjsip show identifies')),
    openTransports: plainBindsFrom(transports).filter(isOpen),
    tlsTransports: tlsTransportsFrom(transports),
    weakPasswords,
  };
}

/** A transport on all addresses is open where this machine has one of the Internet. */
function isOpen(bind: string): boolean {
  const host = hostOf(bind);
  if (!/^(?:0\.0\.0\.0|::)$/.test(host)) return isPublicHost(host);
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some(({ address }) => isPublicHost(address));
}

async function missing(console: Console, modules: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const module of modules)
    if (modulesFrom(await console.run(`module show like ${module}`)).length === 0) found.push(`${module}.so`);
  return found;
}
