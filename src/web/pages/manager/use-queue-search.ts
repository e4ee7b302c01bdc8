import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useState } from 'react';
import type { QueueList } from '../../api/types';
import { usePaused } from '../../components/use-paused';
import { countsQuery } from './queries';

/** The parts that have tabs. Missed calls are above them. */
export const parts = ['to-call', 'later', 'done'] as const satisfies QueueList[];
export type TabPart = (typeof parts)[number];

export type Counts = Record<QueueList, number>;

/** The other parts in which the search has matches, as far as is known. */
export function foundElsewhere(part: TabPart, counts: Counts | undefined): TabPart[] {
  return parts.filter((each) => each !== part && (counts?.[each] ?? 0) > 0);
}

/**
 * What Enter is waiting for, where it was pressed before the list was that of the search: the first order of this
 * part or, where it has none, of another. `further`: another part is being searched already, and no third one will
 * be.
 */
type Awaited = 'first' | 'further' | null;

export interface QueueSearch {
  part: TabPart;
  /** Called when the user chooses a tab. */
  choosePart: (part: TabPart) => void;
  /** Shows the matches of another part; the previous part returns when the search is cleared. */
  lookInto: (part: TabPart) => void;
  typed: string;
  type: (text: string) => void;
  clear: () => void;
  /** The search: the typed text, after a short pause in typing. */
  search: string;
  /** How many orders each part has, or with a search, how many match; undefined while it is not known. */
  counts: Counts | undefined;
  /** The same, or the counts of the previous search while the new ones are loading. */
  shownCounts: Counts | undefined;
  /** Opens the first match as soon as it is known. */
  awaitFirst: () => void;
  awaitNoMore: () => void;
  awaited: boolean;
  /** Called with the first order of the awaited list; null where it is empty. */
  onFirst: (orderNumber: string | null) => void;
}

/**
 * The search in a manager's orders, and the part of them that is shown.
 * @param saves how many orders were saved; each save clears the search
 * @param onFound called with the order that Enter was waiting for
 */
export function useQueueSearch(saves: number, onFound: (orderNumber: string) => void): QueueSearch {
  const [part, setPart] = useState<TabPart>('to-call');
  /** The part to return to after the search. */
  const [home, setHome] = useState<TabPart | null>(null);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const [paused, endPause] = usePaused(wanted);
  const search = useDeferredValue(paused);
  const [awaited, setAwaited] = useState<Awaited>(null);
  const counting = useQuery({ ...countsQuery(search), placeholderData: keepPreviousData });
  const { data } = counting;
  const shownCounts = data && {
    missed: data.missed,
    'to-call': data.toCall,
    later: data.later,
    done: data.done,
    mail: data.mail,
  };
  const counts = counting.isPlaceholderData ? undefined : shownCounts;
  const other = search === '' ? undefined : foundElsewhere(part, counts)[0];

  const lookInto = useCallback(
    (there: TabPart) => {
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
    // While the counts are loading, it is not known which other parts have matches.
    awaited: awaited !== null && wanted === search && (counts !== undefined || counting.isError),
    onFirst,
  };
}
