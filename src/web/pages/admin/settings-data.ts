import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Answer, Body, ItemOf } from '../../api/types';
import { sessionKey } from '../../app/session';

type Item = ItemOf<Answer<'/api/settings', 'get'>>;

/** The settings by name, as GET /api/settings has them. */
export type Settings = { [Each in Item as Each['name']]: Omit<Each, 'name'> };
export type SettingValues = { [Name in keyof Settings]: Settings[Name]['value'] };
/** Null restores the environment's value. */
export type SettingChanges = Body<'/api/settings', 'patch'>;

const settingsKey = ['settings'] as const;

export function useSettings() {
  return useQuery({
    queryKey: settingsKey,
    queryFn: async () => byName(await take(api.GET('/api/settings'))),
    // A refetch must not change a form that is being filled in.
    refetchOnWindowFocus: false,
  });
}

export function useChangeSettings(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (changes: SettingChanges) =>
      byName(await take(api.PATCH('/api/settings', { body: changes }))),
    onSuccess: async (settings, { terms }) => {
      queries.setQueryData(settingsKey, settings);
      onDone();
      if (terms === undefined) return;
      await queries.invalidateQueries({ queryKey: ['terms'] });
      // The author of new terms has to accept them, too: the session says so.
      await queries.invalidateQueries({ queryKey: sessionKey });
    },
  });
}

function byName({ items }: { items: Item[] }): Settings {
  return Object.fromEntries(items.map(({ name, ...setting }) => [name, setting])) as unknown as Settings;
}
