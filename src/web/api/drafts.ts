/**
 * Unsaved input, kept for this tab, so that a reload, a lost network or an expired session loses nothing. Keyed by
 * account: the next user of the same machine sees none of it.
 */
export interface DraftKey {
  login: string;
  /** `order:1001`. */
  of: string;
}

const prefix = 'star7-draft';

/** @returns the draft as it was written, of unchecked shape; null where there is none */
export function readDraft(key: DraftKey): unknown {
  try {
    const text = sessionStorage.getItem(nameOf(key));
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** @param draft null deletes it */
export function writeDraft(key: DraftKey, draft: object | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(nameOf(key));
    else sessionStorage.setItem(nameOf(key), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the draft lives only as long as the page.
  }
}

/** Deletes the drafts of all accounts, at sign-out. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}

function nameOf({ login, of }: DraftKey): string {
  return `${prefix}:${login}:${of}`;
}
