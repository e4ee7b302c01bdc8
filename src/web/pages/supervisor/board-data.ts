import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { isAtPhone, isCallerWaiting } from '#calls/model/caller-wait';
import { useEffect, useMemo } from 'react';
import { api, take } from '../../api/client';
import type { Answer, Call, ItemOf } from '../../api/types';
import { useLive } from '../../live/live';
import type { DeviceKind } from '#people/model/reach';
import type { LiveState, Presence } from '../../live/live-store';
import type { Activity } from './board-state';
import { activityOf } from './board-state';

/** One line of the board, at this moment. */
export interface BoardLine extends Omit<ItemOf<BoardAnswer>, 'phone'> {
  activity: Activity;
  /** What rings now. */
  devices: readonly DeviceKind[];
}

export type BoardAnswer = Answer<'/api/board', 'get'>;

const boardKey = ['board'] as const;

export type LiveQuality = Answer<'/api/quality', 'get'>;

/** As often as it is measured. */
const qualityMs = 5000;

/** How live calls sound, by the call's id. Asked for while somebody talks. */
export function useLiveQuality(isAnyLive: boolean): ReadonlyMap<string, ItemOf<LiveQuality>['quality']> {
  const { data } = useQuery({
    queryKey: ['quality'],
    queryFn: () => take(api.GET('/api/quality')),
    refetchInterval: qualityMs,
    enabled: isAnyLive,
  });
  return useMemo(() => new Map(data?.items.map(({ callId, quality }) => [callId, quality])), [data]);
}

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
  return { query, lines, waiting: waitingIn(live) };
}

export interface Waiting {
  callers: number;
  /** When the one who waits longest called, in milliseconds since 1970; null without any. */
  since: number | null;
}

/** Callers whom nobody has answered yet. */
export function waitingIn({ calls }: Pick<LiveState, 'calls'>): Waiting {
  const waiting = [...calls.values()].filter(isCallerWaiting);
  return {
    callers: waiting.length,
    since:
      waiting.length === 0 ? null : Math.min(...waiting.map(({ requestedAt }) => Date.parse(requestedAt))),
  };
}

/** Pure. Events are newer than the answer. */
export function linesOf(
  board: BoardAnswer,
  live: Pick<LiveState, 'calls' | 'phones' | 'presences'>,
): BoardLine[] {
  const up = new Map<string, Call>();
  // A manager who dials again while the previous call is being cleared is in the new one.
  for (const call of [...live.calls.values()].sort((a, b) => a.requestedAt.localeCompare(b.requestedAt))) {
    if (call.phase !== 'ended' && isAtPhone(call)) up.set(call.extension, call);
  }
  return board.items.map(({ phone, ...line }) => {
    const known = line.call === null ? undefined : live.calls.get(line.call.id);
    const answered = up.get(line.extension) ?? known ?? line.call;
    // Meanwhile a caller may have gone on to a colleague.
    const isGone =
      answered === null ||
      answered.phase === 'ended' ||
      answered.extension !== line.extension ||
      !isAtPhone(answered);
    const call = isGone ? null : answered;
    const phoneNow = live.phones.get(line.extension) ?? phone;
    return {
      ...line,
      ...awayOf(live.presences.get(line.extension) ?? line),
      call,
      activity: activityOf(call, phoneNow),
      devices: phoneNow.devices,
    };
  });
}

function awayOf({
  awaySince,
  awayReason,
  awayUntil,
}: Pick<Presence, 'awaySince' | 'awayReason' | 'awayUntil'>) {
  return { awaySince, awayReason, awayUntil };
}
