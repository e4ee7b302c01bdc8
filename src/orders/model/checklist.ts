/** What a call is to settle, and whether it did. */
export interface Check {
  /** As the site's list had it then. */
  text: string;
  done: boolean;
}

export const mostChecks = 20;
/** Characters. */
export const longestCheck = 100;

/**
 * The site's list as a call left it.
 * @param checked texts of the list
 * @returns null where the site has no list; `unknown-check` if a text is not of the list
 */
export function checklistOf(
  list: readonly string[],
  checked: readonly string[],
): Check[] | null | 'unknown-check' {
  if (checked.some((text) => !list.includes(text))) return 'unknown-check';
  return list.length === 0 ? null : list.map((text) => ({ text, done: checked.includes(text) }));
}

export function doneOf(checklist: readonly Check[] | null): string[] {
  return (checklist ?? []).flatMap(({ text, done }) => (done ? [text] : []));
}
