import { matchesExtension } from '../dialplan-pattern';
import type { Ability, Place } from '../dialplan-walk';
import { reachableFrom } from '../dialplan-walk';
import type { Dialplan } from '../dialplan';
import type { EndpointFacts, Facts } from '../facts';
import type { Finding, Severity } from '../finding';
import type { FindingSlug } from '../finding-slugs';
import { endpointPlace } from './endpoint-checks';

interface Explanation {
  slug: FindingSlug;
  severity: Severity;
  what: string;
  why: string;
  line: string;
}

/** What must not be reachable from the contexts of managers' phones. */
const fromPhones: Readonly<Partial<Record<Ability, Explanation>>> = {
  trunk: {
    slug: 'phone-reaches-trunk',
    severity: 'high',
    what: 'Phones can call out over a trunk without Star7',
    why: 'A manager who knows a number from elsewhere can call it unrecorded; call pickup, redial and transfers are then possible, too.',
    line: 'remove the line from what managers’ phones may dial, or give them a context with only Star7’s short codes and colleagues',
  },
  'dialled-text': {
    slug: 'phone-dials-any-endpoint',
    severity: 'high',
    what: 'Phones can reach any endpoint, including trunks, by what they dial',
    why: 'The pattern accepts any characters: dialling 5551234%40trunk makes it Dial(PJSIP/5551234@trunk).',
    line: 'a pattern of digits of fixed length, _10X, or Dial(PJSIP/${FILTER(0-9,${EXTEN})})',
  },
  variable: {
    slug: 'phone-dials-variable',
    severity: 'medium',
    what: 'Phones reach a Dial() whose destination is a variable',
    why: 'Whether that is a trunk cannot be seen from the dialplan.',
    line: 'check where the variable is set; if it can be a trunk, give managers’ phones a context without this line',
  },
  disa: {
    slug: 'phone-reaches-disa',
    severity: 'high',
    what: 'Phones can get a dial tone in another context (DISA)',
    why: 'From there they can dial everything that context allows.',
    line: 'remove DISA from what managers’ phones may dial',
  },
  pickup: {
    slug: 'phone-picks-up',
    severity: 'high',
    what: 'Phones can pick up calls that ring elsewhere',
    why: 'A phone that picks up a call displays its connected line.',
    line: 'remove Pickup() from what managers’ phones may dial',
  },
  spy: {
    slug: 'phone-spies',
    severity: 'medium',
    what: 'Phones can listen in on calls (ChanSpy)',
    why: 'A colleague’s customer may say a number aloud.',
    line: 'remove ChanSpy() and ExtenSpy() from what managers’ phones may dial',
  },
  unseen: {
    slug: 'dialplan-elsewhere',
    severity: 'medium',
    what: 'Part of what phones may dial comes from elsewhere (switch =>), where the doctor cannot see it',
    why: 'It may lead to a trunk.',
    line: 'no switch => in a context that managers’ phones reach',
  },
};

/** FORWARD_CONTEXT and TRANSFER_CONTEXT must refuse: nothing may be reachable from there. */
const leadsOn: ReadonlySet<Ability> = new Set([
  'trunk',
  'dialled-text',
  'variable',
  'disa',
  'rings-with-caller-id',
  'unseen',
]);

/** Checks what phones and trunks can reach in the dialplan of the running Asterisk. */
export function dialplanChecks(facts: Facts): Finding[] {
  const { dialplan, endpoints, console } = facts.pbx ?? {};
  if (!dialplan || !endpoints) return [];
  const { trunks } = facts.settings;
  return [
    ...phoneContexts(endpoints, console?.anonymousContext ?? null).flatMap(({ context, subject }) =>
      grouped(reachableFrom(dialplan, context, trunks)).flatMap(([ability, places]) => {
        const explanation = fromPhones[ability];
        return explanation === undefined ? [] : [findingOf(explanation, subject, places)];
      }),
    ),
    ...trunkContexts(endpoints).flatMap(({ context, subject }) =>
      grouped(reachableFrom(dialplan, context, trunks))
        .filter(([ability]) => ability === 'rings-with-caller-id')
        .map(([, places]) => findingOf(callerIdComesIn, subject, places)),
    ),
    ...refusingContexts(endpoints, dialplan, trunks),
    ...hintChecks(endpoints, dialplan),
  ];
}

const callerIdComesIn: Explanation = {
  slug: 'inbound-caller-id',
  severity: 'high',
  what: 'Calls from the trunk ring phones with the customer’s caller ID',
  why: 'When a customer calls the company, every ringing phone displays their number.',
  line: 'same => n,Set(CALLERID(all)="" <>)   above the line that rings phones',
};

/** Managers grouped by the context of their phones, plus the `anonymous` endpoint where there is one. */
function phoneContexts(
  { managers }: EndpointFacts,
  anonymous: string | null,
): { context: string; subject: string }[] {
  const phones = [...byContextOf([...managers])].map(([context, names]) => ({
    context,
    subject: `context ${context} (phones ${shortList(names)})`,
  }));
  if (anonymous === null) return phones;
  return [...phones, { context: anonymous, subject: `context ${anonymous} (anonymous callers)` }];
}

function trunkContexts({ trunks }: EndpointFacts): { context: string; subject: string }[] {
  return [...byContextOf([...trunks])].map(([context, names]) => ({
    context,
    subject: `context ${context} (trunks ${shortList(names)})`,
  }));
}

function byContextOf(
  endpoints: ReadonlyArray<readonly [string, Readonly<Record<string, string>> | null]>,
): Map<string, string[]> {
  const byContext = new Map<string, string[]>();
  for (const [name, options] of endpoints) {
    const context = options?.['context'];
    if (context) byContext.set(context, [...(byContext.get(context) ?? []), name]);
  }
  return byContext;
}

function refusingContexts(
  endpoints: EndpointFacts,
  dialplan: Dialplan,
  trunks: readonly string[],
): Finding[] {
  return [...endpoints.managers, ...endpoints.trunks].flatMap(([name, options]) => {
    if (options === null) return [];
    return [...forwarding(name, options, dialplan, trunks), ...messages(name, options, dialplan, trunks)];
  });
}

function forwarding(
  name: string,
  options: Readonly<Record<string, string>>,
  dialplan: Dialplan,
  trunks: readonly string[],
): Finding[] {
  return ['FORWARD_CONTEXT', 'TRANSFER_CONTEXT'].flatMap((variable): Finding[] => {
    const context = options[variable] ?? '';
    const refuses = context !== '' && refusesAll(dialplan, context, trunks);
    if (refuses) return [];
    const isForward = variable === 'FORWARD_CONTEXT';
    return [
      {
        slug: isForward ? 'forward-context' : 'transfer-context',
        severity: isForward ? 'high' : 'medium',
        subject: `endpoint ${name}`,
        what:
          context === ''
            ? `${variable} is not set: ${isForward ? 'a 302' : 'a transfer'} goes through the endpoint’s own context.`
            : `${variable} is ${context}, from which calls continue.`,
        why: isForward
          ? 'A phone or carrier that answers 302 chooses where the call goes, with its connected line.'
          : 'Transfers that remain possible go to everything the phone may dial.',
        mend: { where: endpointPlace(name), line: `set_var=${variable}=star7-refuse` },
      },
    ];
  });
}

function messages(
  name: string,
  options: Readonly<Record<string, string>>,
  dialplan: Dialplan,
  trunks: readonly string[],
): Finding[] {
  const context = options['message_context'] ?? '';
  if (context !== '' && refusesAll(dialplan, context, trunks)) return [];
  return [
    {
      slug: 'message-context',
      severity: 'medium',
      subject: `endpoint ${name}`,
      what:
        context === ''
          ? 'SIP MESSAGEs run the endpoint’s own context.'
          : `SIP MESSAGEs run the context ${context}, from which they continue.`,
      why: 'Numbers can leave the building as text messages, too.',
      mend: { where: endpointPlace(name), line: 'message_context=star7-refuse' },
    },
  ];
}

function refusesAll(dialplan: Dialplan, context: string, trunks: readonly string[]): boolean {
  return reachableFrom(dialplan, context, trunks).every(({ ability }) => !leadsOn.has(ability));
}

function hintChecks({ managers }: EndpointFacts, dialplan: Dialplan): Finding[] {
  return dialplan.hints.flatMap(({ context, extension, devices }): Finding[] => {
    const watched = [...managers.keys()].filter((name) => watches(devices, extension, name));
    if (watched.length === 0) return [];
    return [
      {
        slug: 'phone-hint',
        severity: 'medium',
        subject: `context ${context}, hint ${extension}`,
        what: `A hint watches phones of managers: ${shortList(watched)}.`,
        why: 'A subscriber to the hint sees whom such a phone is talking to.',
        mend: {
          where: 'extensions.conf (FreePBX: Settings, Advanced, hints; or leave the extension out of BLF)',
          line: `;exten => ${extension},hint,…`,
        },
      },
    ];
  });
}

function watches(devices: string, extension: string, name: string): boolean {
  return devices.split('&').some((device) => {
    const endpoint = /^PJSIP\/(.*)$/i.exec(device.trim())?.[1];
    if (endpoint === undefined) return false;
    return endpoint.includes('$') ? matchesExtension(extension, name) : endpoint === name;
  });
}

function grouped(places: readonly Place[]): [Ability, Place[]][] {
  const byAbility = new Map<Ability, Place[]>();
  for (const place of places) byAbility.set(place.ability, [...(byAbility.get(place.ability) ?? []), place]);
  return [...byAbility];
}

/**
 * Patterns and contexts come from the admin and contain a customer's number only if the admin wrote one
 * there.
 */
function findingOf(
  { slug, severity, what, why, line }: Explanation,
  subject: string,
  places: readonly Place[],
): Finding {
  const named = places.map(({ context, extension, application }) =>
    extension === ''
      ? `${application} in [${context}]`
      : `${application}() at ${shown(extension)} in [${context}]`,
  );
  return {
    slug,
    severity,
    subject,
    what: `${what}: ${shortList(named)}.`,
    why,
    mend: {
      where: `extensions.conf, ${[...new Set(places.map(({ context }) => `[${context}]`))].slice(0, 5).join(' ')}`,
      line,
    },
  };
}

/** A speed dial may be a private number. */
function shown(extension: string): string {
  return (extension.match(/\d/g) ?? []).length > 6 ? 'an extension of many digits' : extension;
}

function shortList(names: readonly string[]): string {
  const most = 5;
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
