import { useCallback, useState } from 'react';
import { readDraft, writeDraft } from '../api/drafts';
import { useSession } from '../app/session';

export interface KeptDraft<Values> {
  /** The unsaved input, or null. */
  kept: Partial<Values> | null;
  keep: (values: Values) => void;
  forget: () => void;
}

/**
 * Keeps the input of a form in this tab until it is saved, so that a reload or an expired session loses nothing.
 * Never for passwords.
 */
export function useDraft<Values extends object>(of: string): KeptDraft<Values> {
  const { login } = useSession().session;
  const [kept] = useState(() => readDraft({ login, of }) as Partial<Values> | null);
  const keep = useCallback((values: Values) => writeDraft({ login, of }, values), [login, of]);
  const forget = useCallback(() => writeDraft({ login, of }, null), [login, of]);
  return { kept, keep, forget };
}
