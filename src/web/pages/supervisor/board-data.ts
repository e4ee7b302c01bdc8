import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, take } from '../../api/client';
import type { Answer, Call, ItemOf } from '../../api/types';
import { useLive } from '../../live/live';
import type { LiveState } from '../../live/live-store';
import type { Activity } from './board-state';
import { activityOf } from './board-state';

/** One line of the board, at this moment. */
export interface BoardLine extends Omit<ItemOf<BoardAnswer>, 'phone'> {
  activity: Activity;
}

export type BoardAnswer = Answer<'/api/board', 'get'>;

const boardKey = ['board'] as const;

/** How often the totals of the day are refetched; also after the end of each call. */
const refreshMs = 60_000;
/** Delay after the end of a call: records are written in batches, up to half a second later. */
const recordedMs = 1000;

/** The board: the server's answer, updated by the events since. */
export function useBoard() {
  const queries = useQueryClient();
  const live = useLive();
  const query = useQuery({
    queryKey: boardKey,
    queryFn: () => take(api.GET('/api/board')),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });

  const ended = [...live.calls.values()].filter(({ phase }) => phase === 'ended').map(({ id }) => id);
  const lastEnded = ended.at(-1);
  useEffect(() => {
    // Not reset when the next call ends: on a busy day the refetch would never happen.
    if (lastEnded !== undefined)
      setTimeout(() => void queries.invalidateQueries({ queryKey: boardKey }), recordedMs);
  }, [lastEnded, queries]);

  const { data } = query;
  const lines = useMemo(() => (data === undefined ? undefined : linesOf(data, live)), [data, live]);
  return { query, lines };
}

/** Pure. Events are newer than the answer. */
export function linesOf(
  board: BoardAnswer,
  live: Pick<LiveState, 'calls' | 'phones' | 'presences'>,
): BoardLine[] {
  const up = new Map<string, Call>();
  // A manager who dials again while the previous call is being cleared is in the new one.
  for (const call of [...live.calls.values()].sort((a, b) => a.requestedAt.localeCompare(b.requestedAt))) {
    if (call.phase !== 'ended') up.set(call.extension, call);
  }
  return board.items.map(({ phone, ...line }) => {
    const known = line.call === null ? undefined : live.calls.get(line.call.id);
    const call = up.get(line.extension) ?? known ?? line.call;
    return {
      ...line,
      awaySince: (live.presences.get(line.extension) ?? line).awaySince,
      call: call?.phase === 'ended' ? null : call,
      activity: activityOf(call, live.phones.get(line.extension) ?? phone),
    };
  });
}
