/*
 * Parsers for the arguments of dialplan applications. Source: docs.asterisk.org, "Applications" of Asterisk
 * 22; commas, question marks and ampersands inside ${…}, $[…], (…) and quotes do not separate arguments.
 */

const opening = new Set(['{', '[', '(']);
const closing = new Set(['}', ']', ')']);

/** Splits at a character outside brackets and quotes. */
export function splitOutside(text: string, separator: string, most = Infinity): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && opening.has(character)) depth += 1;
    else if (!quoted && closing.has(character)) depth = Math.max(0, depth - 1);
    else if (!quoted && depth === 0 && character === separator && parts.length + 1 < most) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** Where control goes; null stands for a variable, which may have any value. */
export interface Target {
  context: string | null;
  extension: string | null;
}

/** `[[context,]extension,]priority`, relative to a line; `same-extension` for a jump inside the extension. */
export function targetOf(text: string): Target | 'same-extension' {
  const label = text.trim().replace(/\(.*\)$/s, '');
  const parts = splitOutside(label, ',').map((part) => part.trim());
  if (parts.length < 2) return 'same-extension';
  const [context, extension] = parts.length === 2 ? ['', parts[0] ?? ''] : [parts[0] ?? '', parts[1] ?? ''];
  return { context: context === '' ? '' : literalOrNull(context), extension: literalOrNull(extension) };
}

/** `condition?one:other`. */
export function branchesOf(text: string): string[] {
  const [, branches] = splitOutside(text, '?', 2);
  return branches === undefined
    ? []
    : splitOutside(branches, ':', 2).filter((branch) => branch.trim() !== '');
}

/** `Application(arguments)`. */
export function applicationOf(text: string): { application: string; data: string } | null {
  const [, application, data] = /^\s*(\w+)\((.*)\)\s*$/s.exec(text) ?? [];
  return application === undefined || data === undefined ? null : { application, data };
}

/** The resources of Dial and similar applications: `PJSIP/101&Local/5@context`. */
export function resourcesOf(data: string): string[] {
  return splitOutside(splitOutside(data, ',')[0] ?? '', '&').filter((resource) => resource.trim() !== '');
}

function literalOrNull(text: string): string | null {
  return text.includes('$') ? null : text;
}
