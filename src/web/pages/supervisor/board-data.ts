import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, take } from '../../api/client';
import type { Answer, Call, ItemOf } from '../../api/types';
import { useLive } from '../../live/live';
import type { LiveState } from '../../live/live-store';
import type { Activity } from './board-state';
import { activityOf } from './board-state';

/** A line of the board, as it stands this second. */
export interface BoardLine extends Omit<ItemOf<BoardAnswer>, 'phone'> {
  activity: Activity;
}

export type BoardAnswer = Answer<'/api/board', 'get'>;

const boardKey = ['board'] as const;

/** Totals of the day are asked for anew so often, and whenever a call has ended. */
const refreshMs = 60_000;
/** After a call's end: its record is written with those of others, half a second later. */
const recordedMs = 1000;

/** The board: what the server said of the day, and on top of it what the events have told since. */
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
    // Not taken back when the next call ends: on a busy day nothing would be asked for any more.
    if (lastEnded !== undefined)
      setTimeout(() => void queries.invalidateQueries({ queryKey: boardKey }), recordedMs);
  }, [lastEnded, queries]);

  const { data } = query;
  const lines = useMemo(() => (data === undefined ? undefined : linesOf(data, live)), [data, live]);
  return { query, lines };
}

/** Pure. An event is newer than the answer, as far as it goes. */
export function linesOf(board: BoardAnswer, live: Pick<LiveState, 'calls' | 'phones'>): BoardLine[] {
  const up = new Map<string, Call>();
  // Whoever dials anew while the call before is being cleared is in the new one.
  for (const call of [...live.calls.values()].sort((a, b) => a.requestedAt.localeCompare(b.requestedAt))) {
    if (call.phase !== 'ended') up.set(call.extension, call);
  }
  return board.items.map(({ phone, ...line }) => {
    const known = line.call === null ? undefined : live.calls.get(line.call.id);
    const call = up.get(line.extension) ?? known ?? line.call;
    return {
      ...line,
      call: call?.phase === 'ended' ? null : call,
      activity: activityOf(call, live.phones.get(line.extension) ?? phone),
    };
  });
}
