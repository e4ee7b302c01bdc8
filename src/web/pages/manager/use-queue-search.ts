import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import type { QueuePart } from '../../api/types';
import { countsQuery } from './queries';

export const parts = ['to-call', 'later', 'done'] as const satisfies QueuePart[];
const pauseMs = 200;

export type Counts = Record<QueuePart, number>;

/** The other parts in which a search finds orders, as far as is known. */
export function foundElsewhere(part: QueuePart, counts: Counts | undefined): QueuePart[] {
  return parts.filter((each) => each !== part && (counts?.[each] ?? 0) > 0);
}

/**
 * Whom Enter waits for, where it was pressed before the list was that of what is typed: the first order of this part or,
 * where it has none, of another. `further`: another part is being looked at already, and no third one will be.
 */
type Awaited = 'first' | 'further' | null;

export interface QueueSearch {
  part: QueuePart;
  /** Somebody chose this tab. */
  choosePart: (part: QueuePart) => void;
  /** Shows what the search found in another part; once the search is done with, the part before is back. */
  lookInto: (part: QueuePart) => void;
  typed: string;
  type: (text: string) => void;
  clear: () => void;
  /** What is searched for: what was typed, once somebody has stopped typing for a moment. */
  search: string;
  /** How many each part has, or of a search, how many it finds there; undefined while nobody knows. */
  counts: Counts | undefined;
  /** The same, or those of the search before while these are asked for. */
  shownCounts: Counts | undefined;
  /** Opens the first order of the search as soon as that is known. */
  awaitFirst: () => void;
  awaitNoMore: () => void;
  awaited: boolean;
  /** To be told the first of the list that was awaited; null where it is empty. */
  onFirst: (orderNumber: string | null) => void;
}

/**
 * The search through a manager's orders, and the part of them that is in sight.
 * @param saves how many orders were saved; with each, the search is done with
 * @param onFound the order that Enter was pressed for
 */
export function useQueueSearch(saves: number, onFound: (orderNumber: string) => void): QueueSearch {
  const [part, setPart] = useState<QueuePart>('to-call');
  /** The part to come back to from where a search has led. */
  const [home, setHome] = useState<QueuePart | null>(null);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const [paused, endPause] = usePaused(wanted);
  const search = useDeferredValue(paused);
  const [awaited, setAwaited] = useState<Awaited>(null);
  const counting = useQuery({ ...countsQuery(search), placeholderData: keepPreviousData });
  const { data } = counting;
  const shownCounts = data && { 'to-call': data.toCall, later: data.later, done: data.done };
  const counts = counting.isPlaceholderData ? undefined : shownCounts;
  const other = search === '' ? undefined : foundElsewhere(part, counts)[0];

  const lookInto = useCallback(
    (there: QueuePart) => {
      setHome((before) => before ?? part);
      setPart(there);
    },
    [part],
  );
  const clear = (): void => {
    setTyped('');
    setAwaited(null);
    if (home !== null) setPart(home);
    setHome(null);
  };
  const [savesBefore, setSavesBefore] = useState(saves);
  if (saves !== savesBefore) {
    setSavesBefore(saves);
    clear();
  }
  const onFirst = useCallback(
    (orderNumber: string | null) => {
      if (orderNumber === null && other !== undefined && awaited === 'first') {
        setAwaited('further');
        lookInto(other);
        return;
      }
      setAwaited(null);
      if (orderNumber !== null) onFound(orderNumber);
    },
    [other, awaited, lookInto, onFound],
  );

  return {
    part,
    choosePart: (chosen) => {
      setHome(null);
      setPart(chosen);
    },
    lookInto,
    typed,
    type: (text) => {
      setTyped(text);
      setAwaited(null);
    },
    clear,
    search,
    counts,
    shownCounts,
    awaitFirst: () => {
      endPause();
      setAwaited('first');
    },
    awaitNoMore: () => setAwaited(null),
    // Where the counts are late, so is the knowledge where else to look.
    awaited: awaited !== null && wanted === search && (counts !== undefined || counting.isError),
    onFirst,
  };
}

/** What was typed, once somebody has stopped typing for a moment; and a function that waits no longer. */
function usePaused(text: string): [paused: string, endPause: () => void] {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [paused, () => setPaused(text)];
}
