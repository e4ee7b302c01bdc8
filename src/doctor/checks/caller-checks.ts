import { handedToStar7 } from '../dialplan-entry';
import { contextsIn } from '../dialplan';
import type { Dialplan, DialplanLine } from '../dialplan';
import { matchesExtension } from '../dialplan-pattern';
import { splitOutside } from '../dialplan-text';
import type { DidFacts, Facts } from '../facts';
import type { Finding } from '../finding';
import { when } from '../finding';
import { endpointPlace } from './endpoint-checks';

/** The context of dialplan/star7-extensions.conf for calls from a trunk. */
const ownContext = 'star7-inbound';

/** Checks what customers need who call the company's number: the way to Star7, and their number kept out of the PBX. */
export function callerChecks({ settings, pbx, sounds, database }: Facts): Finding[] {
  const { dialplan, endpoints, console } = pbx ?? {};
  const trunks = endpoints?.trunks ?? new Map<string, null>();
  return [
    ...[...trunks].flatMap(([name, options]) =>
      options === null ? [] : trunkChecks(name, options['callerid'] ?? ''),
    ),
    ...trunkContexts(trunks).flatMap(([context, names]) =>
      dialplan ? reachChecks(dialplan, { context, trunks: names }, settings, database?.dids ?? []) : [],
    ),
    ...(dialplan ? contextChecks(dialplan, settings) : []),
    ...(console?.missingModules ?? []).filter((module) => module in whyModule).map(moduleFinding),
    ...soundChecks(sounds),
  ];
}

function trunkChecks(name: string, callerId: string): Finding[] {
  return when(['', '<unknown>'].includes(callerId.trim()), {
    slug: 'trunk-takes-number',
    severity: 'low',
    subject: `endpoint ${name}`,
    what: 'A caller’s number comes into the channel with the call, before the dialplan can clear it.',
    why: 'Asterisk’s call records, channel events, AMI and console have it from then on. Star7 does not need it: it reads the INVITE.',
    mend: {
      where: `${endpointPlace(name)}, unless your own phones are to show callers of this trunk`,
      line: 'callerid=customer <anonymous>',
    },
  });
}

function trunkContexts(
  trunks: ReadonlyMap<string, Readonly<Record<string, string>> | null>,
): [context: string, names: string[]][] {
  const byContext = new Map<string, string[]>();
  for (const [name, options] of trunks) {
    const context = options?.['context'];
    if (context) byContext.set(context, [...(byContext.get(context) ?? []), name]);
  }
  return [...byContext];
}

/** The company's numbers of which a finding names some. */
const mostNamed = 5;

/** Whether a call to each of the company's numbers reaches Star7, however the carrier writes the number. */
function reachChecks(
  dialplan: Dialplan,
  { context, trunks }: { context: string; trunks: readonly string[] },
  { defaultDid, ariApplication }: Facts['settings'],
  dids: readonly DidFacts[],
): Finding[] {
  // Extensions from elsewhere cannot be seen.
  const within = new Set(contextsIn(dialplan, context));
  if (dialplan.switches.some((one) => within.has(one.context))) return [];
  const isReached = (did: string): boolean =>
    [did, `+${did}`, did.slice(1), 's'].some(
      (dialled) =>
        handedToStar7(dialplan, context, dialled, { application: ariApplication, word: 'inbound' }).length >
        0,
    );
  const others = dids.filter(({ did }) => did !== defaultDid && !isReached(did));
  const missing = [
    ...(isReached(defaultDid) ? [] : ['STAR7_DEFAULT_DID']),
    ...others.map(({ did, isForCouriers }) => (isForCouriers ? `${did} (for couriers)` : did)),
  ];
  const named = missing.slice(0, mostNamed).join(', ');
  const more = missing.length > mostNamed ? ` and ${String(missing.length - mostNamed)} more` : '';
  return when(missing.length > 0, {
    slug: 'callers-not-reached',
    severity: 'low',
    subject: `context ${context} (trunks ${trunks.slice(0, 5).join(', ')})`,
    what: `A call to ${named}${more} does not reach Stasis(${ariApplication},inbound,…) from there.`,
    why: others.some(({ isForCouriers }) => isForCouriers)
      ? 'Couriers who call are not put through, nor are customers who call a courier back.'
      : 'Customers who call back are not put through to the manager of their order.',
    mend: {
      where: `extensions.conf, [${context}] (FreePBX: extensions_custom.conf, [from-pstn-custom])`,
      line: `include => ${ownContext}`,
    },
  });
}

/** Contexts that hand callers to Star7, and Star7's own one of an earlier release, which refused them. */
function contextChecks(dialplan: Dialplan, { ariApplication }: Facts['settings']): Finding[] {
  const handing = dialplan.lines.filter((line) => handsOver(line, ariApplication));
  const contexts = new Set(handing.map(({ context }) => context));
  const isOwnThere = dialplan.lines.some(({ context }) => context === ownContext);
  const isOld = isOwnThere && !(contexts.has(ownContext) && marksCallers(dialplan, ownContext));
  return [
    ...when(isOld, {
      slug: 'inbound-dialplan-old',
      severity: 'medium',
      subject: `context ${ownContext}`,
      what: 'The context is an earlier release’s: it does not hand callers to Star7, or does not mark them with STAR7_ROLE.',
      why: 'Callers are refused, or stay on the line if Star7 dies.',
      mend: {
        where: 'the folder of extensions.conf; then dialplan reload',
        line: 'star7-extensions.conf of this release',
      },
    }),
    ...[...contexts].flatMap((context) =>
      when(
        handing.some((line) => line.context === context && takesHangUp(line)),
        {
          slug: 'inbound-takes-hang-up',
          severity: 'medium',
          subject: `context ${context}`,
          what: 'A pattern that hands callers to Star7 also matches h, which Asterisk runs after each hang-up.',
          why: 'Each caller who hangs up is handed to Star7 a second time, as a call from nobody.',
          mend: { where: `extensions.conf, [${context}]`, line: 'exten => _[0-9+]!,1,…   (no letters)' },
        },
      ),
    ),
  ];
}

function handsOver({ application, data }: DialplanLine, ariApplication: string): boolean {
  if (application.toLowerCase() !== 'stasis') return false;
  const [name, word] = splitOutside(data, ',').map((part) => part.trim());
  return name === ariApplication && word === 'inbound';
}

function takesHangUp({ extension }: DialplanLine): boolean {
  return extension.startsWith('_') && matchesExtension(extension, 'h');
}

/** Without the mark, the watchdog does not let go of callers when Star7 has died. */
function marksCallers(dialplan: Dialplan, context: string): boolean {
  return dialplan.lines.some(
    (line) =>
      line.context === context &&
      line.application.toLowerCase() === 'set' &&
      /^\s*STAR7_ROLE\s*=\s*caller\s*$/.test(line.data),
  );
}

const whyModule: Readonly<Record<string, string>> = {
  'res_pjsip_header_funcs.so':
    'Star7 reads a caller’s number with its function PJSIP_HEADER. Without it every caller counts as unknown, and is asked for the order number.',
  'res_musiconhold.so': 'Callers who wait for a manager hear silence.',
};

/** By the names that Asterisk has for them, without `.so`. */
export const callerModules: readonly string[] = Object.keys(whyModule).map((name) =>
  name.replace(/\.so$/, ''),
);

function moduleFinding(module: string): Finding {
  return {
    slug: 'caller-module-missing',
    severity: 'medium',
    subject: `module ${module}`,
    what: 'The module is not loaded.',
    why: whyModule[module] ?? 'Calls from customers need it.',
    mend: { where: 'modules.conf, [modules]; then restart Asterisk', line: `load=${module}` },
  };
}

function soundChecks(sounds: Facts['sounds']): Finding[] {
  if (sounds === null || sounds.missing.length === 0) return [];
  const { folder, missing } = sounds;
  const named = missing.slice(0, 5).join(', ');
  return [
    {
      slug: 'sounds-missing',
      severity: 'medium',
      subject: `folder ${folder}`,
      what: `Sounds that callers hear are not there: ${named}${missing.length > 5 ? ` and ${String(missing.length - 5)} more` : ''}.`,
      why: 'Callers hear nothing where Star7 asks for the order number, or says that they are called back.',
      mend: { where: 'the machine with Asterisk', line: `cp -rT dialplan/sounds ${folder}` },
    },
  ];
}
