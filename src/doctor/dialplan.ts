import { matchesExtension } from './dialplan-pattern';

/** One line of the dialplan, as Asterisk has it in memory. */
export interface DialplanLine {
  context: string;
  extension: string;
  priority: number;
  label: string | null;
  application: string;
  /** The application's arguments, variables not yet replaced. */
  data: string;
}

export interface DialplanHint {
  context: string;
  extension: string;
  /** `PJSIP/101&Custom:x`. */
  devices: string;
}

/** What the running Asterisk would execute: every context, by name. */
export interface Dialplan {
  lines: readonly DialplanLine[];
  hints: readonly DialplanHint[];
  includes: readonly { context: string; included: string }[];
  /** `switch =>`: extensions that come from elsewhere and are not seen. */
  switches: readonly { context: string; target: string }[];
}

/** A context and all it includes, each once. */
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
 * The extensions that may run where a channel enters a context, each with its lines in order.
 * @param dialled null where it may be anything
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
