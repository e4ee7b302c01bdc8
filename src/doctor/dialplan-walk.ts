import type { Dialplan, DialplanLine } from './dialplan';
import { contextsIn, extensionsIn } from './dialplan';
import { isOpenEnded, matchesExtension } from './dialplan-pattern';
import type { Target } from './dialplan-text';
import { applicationOf, branchesOf, resourcesOf, splitOutside, targetOf } from './dialplan-text';

/** What a channel that reaches a line of the dialplan can do. */
export type Ability =
  /** Calls a number over a trunk. */
  | 'trunk'
  /** Calls any endpoint that the dialled text names: `…%40trunk` becomes `…@trunk`. */
  | 'dialled-text'
  /** Calls an endpoint named by a variable. */
  | 'variable'
  /** Gives a dial tone in another context. */
  | 'disa'
  | 'pickup'
  | 'spy'
  /** Rings a phone with the incoming caller ID, which nothing removed on the way. */
  | 'rings-with-caller-id'
  /** Extensions from elsewhere: `switch =>`. */
  | 'unseen';

export interface Place {
  ability: Ability;
  context: string;
  extension: string;
  /** `Dial`, or `switch`. */
  application: string;
}

const ringing = new Set(['dial', 'retrydial', 'page', 'originate', 'queue', 'followme']);
/** Technologies of trunks: with digits as the name, these are not phones. */
const otherTechnologies = /^(?:SIP|IAX2|DAHDI|OOH323|H323|mISDN|Khomp|USTM|Motif|Dongle|Quectel)\//i;

interface Step {
  context: string;
  /** Null: any text that a phone may dial. */
  extension: string | null;
  /** The caller ID was removed or replaced on the way here. */
  wiped: boolean;
}

/**
 * Everything that may happen to a channel that enters the dialplan in a context, with any extension. Follows
 * includes, Goto, Gosub, Macro and Local channels. A jump to a variable extension counts as a jump to every
 * extension of the context; a jump to a variable context is not followed.
 * @param trunks PJSIP endpoints that lead to the outside
 */
export function reachableFrom(dialplan: Dialplan, context: string, trunks: readonly string[]): Place[] {
  const places = new Map<string, Place>();
  const seen = new Set<string>();
  const steps: Step[] = [{ context, extension: null, wiped: false }];
  const report = (
    ability: Ability,
    at: { context: string; extension: string },
    application: string,
  ): void => {
    const place = { ability, context: at.context, extension: at.extension, application };
    places.set(JSON.stringify(place), place);
  };
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const key = JSON.stringify(step);
    if (seen.has(key)) continue;
    seen.add(key);
    const within = new Set(contextsIn(dialplan, step.context));
    for (const { context: at } of dialplan.switches) {
      if (within.has(at)) report('unseen', { context: at, extension: '' }, 'switch');
    }
    for (const lines of extensionsIn(dialplan, step.context, step.extension)) {
      let wiped = step.wiped;
      for (const line of lines) {
        const action = { application: line.application, data: line.data };
        if (wipes(action)) wiped = true;
        take(action, line, wiped);
      }
    }
  }
  return [...places.values()];

  function take(action: { application: string; data: string }, line: DialplanLine, wiped: boolean): void {
    const application = action.application.toLowerCase();
    if (ringing.has(application)) {
      if (!wiped && application !== 'originate') report('rings-with-caller-id', line, action.application);
      if (application === 'queue' || application === 'followme') return;
      for (const resource of resourcesOf(action.data))
        takeResource(resource.trim(), action.application, line, wiped);
      return;
    }
    switch (application) {
      case 'disa':
        report('disa', line, action.application);
        return;
      case 'pickup':
      case 'pickupchan':
        report('pickup', line, action.application);
        return;
      case 'chanspy':
      case 'extenspy':
        report('spy', line, action.application);
        return;
      case 'goto':
      case 'gosub':
        go(targetOf(action.data), line, wiped);
        return;
      case 'gotoif':
      case 'gotoiftime':
      case 'gosubif':
        for (const branch of branchesOf(action.data)) go(targetOf(branch), line, wiped);
        return;
      case 'macro':
      case 'macroexclusive':
        go({ context: `macro-${splitOutside(action.data, ',')[0] ?? ''}`, extension: 's' }, line, wiped);
        return;
      case 'execif':
        for (const branch of branchesOf(action.data)) takeNested(branch, line, wiped);
        return;
      case 'exec':
      case 'tryexec':
        takeNested(action.data, line, wiped);
    }
  }

  function takeNested(text: string, line: DialplanLine, wiped: boolean): void {
    const nested = applicationOf(text);
    if (nested !== null) take(nested, line, wiped);
  }

  function go(target: Target | 'same-extension', line: DialplanLine, wiped: boolean): void {
    // All lines of the extension are examined anyway.
    if (target === 'same-extension' || target.context === null) return;
    steps.push({ context: target.context || line.context, extension: target.extension, wiped });
  }

  function takeResource(resource: string, application: string, line: DialplanLine, wiped: boolean): void {
    const local = /^Local\/([^@]*)@([^/]+)/i.exec(resource);
    if (local !== null) {
      const [, extension = '', named = ''] = local;
      if (named.includes('$')) report('variable', line, application);
      else steps.push({ context: named, extension: extension.includes('$') ? null : extension, wiped });
      return;
    }
    const ability = abilityOf(resource, line.extension, trunks);
    if (ability !== null) report(ability, line, application);
  }
}

/** `Set(CALLERID(all)=…)`, `(num)`: unconditional only, since a conditional Set may not run. */
function wipes({ application, data }: { application: string; data: string }): boolean {
  return /^(?:set|mset)$/i.test(application) && /(?:^|,)\s*CALLERID\((?:all|num)\)\s*=/i.test(data);
}

/** The ability that dialling this resource from this extension gives; null for a phone. */
function abilityOf(resource: string, extension: string, trunks: readonly string[]): Ability | null {
  const contacts = /^\$\{PJSIP_DIAL_CONTACTS\(([^,)]*)/.exec(resource)?.[1];
  const name = contacts ?? /^PJSIP\/(.*)$/is.exec(resource)?.[1];
  if (name === undefined)
    return otherTechnologies.test(resource) ? 'trunk' : resource.includes('$') ? 'variable' : null;
  // A number at an endpoint, or an address via an endpoint: this syntax is used only for trunks.
  if (splitOutside(name, '@').length > 1 || splitOutside(name, '/').length > 1) return 'trunk';
  if (!name.includes('$')) return trunks.includes(name) ? 'trunk' : null;
  if (/^\$\{FILTER\(/i.test(name)) return null;
  if (!/^[^$]*\$\{EXTEN(?::-?\d+)?(?::\d+)?\}$/.test(name)) return 'variable';
  if (isOpenEnded(extension)) return 'dialled-text';
  return trunks.some((trunk) => matchesExtension(extension, trunk)) ? 'trunk' : null;
}
