/**
 * What somebody typed and has not saved, kept for this tab: a reload, a lost network and an ended session lose nothing.
 * By account, so that whoever signs in next at the same machine sees none of it.
 */
export interface DraftKey {
  login: string;
  /** `order:1001`. */
  of: string;
}

const prefix = 'star7-draft';

/** @returns as it was written; null where there is none. Of what shape it is, the caller finds out. */
export function readDraft(key: DraftKey): unknown {
  try {
    const text = sessionStorage.getItem(nameOf(key));
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** @param draft null forgets it */
export function writeDraft(key: DraftKey, draft: object | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(nameOf(key));
    else sessionStorage.setItem(nameOf(key), JSON.stringify(draft));
  } catch {
    // Full or forbidden: then it is kept only as long as the page.
  }
}

/** Everything, of everybody: whoever signs out leaves nothing behind. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}

function nameOf({ login, of }: DraftKey): string {
  return `${prefix}:${login}:${of}`;
}
