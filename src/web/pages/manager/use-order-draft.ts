import { useCallback, useState } from 'react';
import { useDraft } from '../../components/use-draft';
import { draftFrom, emptyDraft } from './order-draft';
import type { OrderDraft } from './order-draft';

export interface DraftControl {
  draft: OrderDraft;
  change: (change: Partial<OrderDraft>) => void;
  /** Call after saving: the next draft is a new one. */
  clear: () => void;
}

/**
 * An order's draft, which survives reloads, lost networks and expired sessions. Needs a `key` of the order's
 * number.
 */
export function useOrderDraft(orderNumber: string): DraftControl {
  const { kept, keep, forget } = useDraft<OrderDraft>(`order:${orderNumber}`);
  const [draft, setDraft] = useState(() => draftFrom(kept));
  const change = useCallback(
    (changed: Partial<OrderDraft>) => {
      setDraft((before) => {
        const after = { ...before, ...changed };
        keep(after);
        return after;
      });
    },
    [keep],
  );
  const clear = useCallback(() => {
    forget();
    setDraft(emptyDraft());
  }, [forget]);
  return { draft, change, clear };
}
