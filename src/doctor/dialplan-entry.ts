import type { Dialplan } from './dialplan';
import { extensionsIn } from './dialplan';
import { applicationOf, branchesOf, splitOutside } from './dialplan-text';

/** The order number, or the number called, that Star7 receives; null where the dialplan does not determine it. */
export type HandedOver = string | null;

/** Enough for any dialplan; stops loops that make the dialled text longer each time. */
const mostSteps = 1_000;

/** How the dialplan hands a channel to Star7: `Stasis(application,word,…)`. */
export interface Entry {
  application: string;
  word: 'short-code' | 'inbound';
}

/**
 * What Star7 receives when this text is dialled in a context: order numbers, or numbers that were called. Follows includes and every
 * branch of Goto, GotoIf and ExecIf, with the dialled text substituted for `${EXTEN}` and `${EXTEN:2}`.
 * @returns an empty list where the call does not reach Star7
 */
export function handedToStar7(
  dialplan: Dialplan,
  context: string,
  dialled: string,
  { application, word: wanted }: Entry,
): HandedOver[] {
  const found = new Set<HandedOver>();
  const seen = new Set<string>();
  const steps = [{ context, dialled }];
  for (let step = steps.pop(); step !== undefined && seen.size < mostSteps; step = steps.pop()) {
    const key = JSON.stringify(step);
    if (seen.has(key)) continue;
    seen.add(key);
    const at = step;
    for (const line of extensionsIn(dialplan, at.context, at.dialled).flat())
      take(line.application, line.data, line.context, at.dialled);
  }
  return [...found];

  function take(name: string, data: string, at: string, extension: string): void {
    switch (name.toLowerCase()) {
      case 'stasis': {
        const [app = '', word, ...rest] = splitOutside(data, ',').map((part) => part.trim());
        if (app !== application || word !== wanted) return;
        const number = rest.at(wanted === 'short-code' ? 1 : 0) ?? '';
        found.add(filledIn(number, extension));
        return;
      }
      case 'goto':
        go(data, at, extension);
        return;
      case 'gotoif':
      case 'gotoiftime':
        for (const branch of branchesOf(data)) go(branch, at, extension);
        return;
      case 'execif':
        for (const branch of branchesOf(data)) {
          const nested = applicationOf(branch);
          if (nested !== null) take(nested.application, nested.data, at, extension);
        }
    }
  }

  function go(target: string, from: string, extension: string): void {
    const parts = splitOutside(target.trim(), ',').map((part) => part.trim());
    // All lines of the extension are examined anyway.
    if (parts.length < 2) return;
    const [to, next] = parts.length === 2 ? [from, parts[0] ?? ''] : [parts[0] ?? '', parts[1] ?? ''];
    const filled = filledIn(next, extension);
    if (filled !== null) steps.push({ context: to === '' ? from : to, dialled: filled });
  }
}

/**
 * `${EXTEN}`, `${EXTEN:2}`, `${EXTEN:2:4}` substituted (main/pbx_variables.c, substring), alone or in URIENCODE, which changes nothing
 * of an order number; null where the text has other variables.
 */
function filledIn(text: string, extension: string): string | null {
  const filled = text
    .replaceAll(/\$\{URIENCODE\((\$\{EXTEN[^}]*\})\)\}/g, '$1')
    .replaceAll(
      /\$\{EXTEN(?::(-?\d+))?(?::(\d+))?\}/g,
      (_all, offset: string | undefined, length: string | undefined) => {
        const rest = extension.slice(Number(offset ?? 0));
        return length === undefined ? rest : rest.slice(0, Number(length));
      },
    );
  return filled.includes('$') ? null : filled;
}
