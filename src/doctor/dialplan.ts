import { matchesExtension } from './dialplan-pattern';

/** One line of the dialplan, as loaded in Asterisk. */
export interface DialplanLine {
  context: string;
  extension: string;
  priority: number;
  label: string | null;
  application: string;
  /** The application's arguments, before variables are replaced. */
  data: string;
}

export interface DialplanHint {
  context: string;
  extension: string;
  /** `PJSIP/101&Custom:x`. */
  devices: string;
}

/** The dialplan of the running Asterisk: every context, by name. */
export interface Dialplan {
  lines: readonly DialplanLine[];
  hints: readonly DialplanHint[];
  includes: readonly { context: string; included: string }[];
  /** `switch =>`: extensions from elsewhere, which the doctor cannot see. */
  switches: readonly { context: string; target: string }[];
}

/** A context and all contexts that it includes, each once. */
export function contextsIn(dialplan: Dialplan, context: string): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const include of dialplan.includes) if (include.context === name) add(include.included);
  };
  add(context);
  return [...found];
}

/**
 * The extensions that may run when a channel enters a context, each with its lines in order.
 * @param dialled null for any text
 */
export function extensionsIn(dialplan: Dialplan, context: string, dialled: string | null): DialplanLine[][] {
  const contexts = new Set(contextsIn(dialplan, context));
  const byExtension = new Map<string, DialplanLine[]>();
  for (const line of dialplan.lines) {
    if (!contexts.has(line.context)) continue;
    if (dialled !== null && !matchesExtension(line.extension, dialled)) continue;
    const key = JSON.stringify([line.context, line.extension]);
    byExtension.set(key, [...(byExtension.get(key) ?? []), line]);
  }
  return [...byExtension.values()].map((lines) => lines.sort((one, other) => one.priority - other.priority));
}
