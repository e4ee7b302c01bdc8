import { useCallback, useState } from 'react';
import { readDraft, writeDraft } from '../../api/drafts';
import { useSession } from '../../app/session';
import { draftFrom, emptyDraft } from './order-draft';
import type { OrderDraft } from './order-draft';

export interface DraftControl {
  draft: OrderDraft;
  change: (change: Partial<OrderDraft>) => void;
  /** It is saved: the next one is another. */
  clear: () => void;
}

/** An order's draft, which outlives reloads, lost networks and ended sessions. Wants a `key` of the order's number. */
export function useOrderDraft(orderNumber: string): DraftControl {
  const { login } = useSession().session;
  const [draft, setDraft] = useState(() => draftFrom(readDraft({ login, of: `order:${orderNumber}` })));
  const change = useCallback(
    (changed: Partial<OrderDraft>) => {
      setDraft((before) => {
        const after = { ...before, ...changed };
        writeDraft({ login, of: `order:${orderNumber}` }, after);
        return after;
      });
    },
    [login, orderNumber],
  );
  const clear = useCallback(() => {
    writeDraft({ login, of: `order:${orderNumber}` }, null);
    setDraft(emptyDraft());
  }, [login, orderNumber]);
  return { draft, change, clear };
}
