import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import { sessionKey } from '../../app/session';

/** The values of the settings, by name. */
export interface SettingValues {
  callsPerHour: number;
  callsPerDay: number;
  callingHours: string;
  defaultTimeZone: string;
  sessionIdleMinutes: number;
  terms: { ru: string; en: string };
}

export interface Setting<Value> {
  value: Value;
  default: Value;
  changedAt: string | null;
  changedBy: string | null;
}

export type Settings = { [Name in keyof SettingValues]: Setting<SettingValues[Name]> };
export type SettingChanges = { [Name in keyof SettingValues]?: SettingValues[Name] | null };

interface Answer {
  items: ({ name: string } & Setting<unknown>)[];
}

const settingsKey = ['settings'] as const;

export function useSettings() {
  return useQuery({
    queryKey: settingsKey,
    queryFn: async () => byName(await take(api.GET('/api/settings'))),
    // A form is being filled in: what comes back to this page does not change under somebody's hands.
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
      // Whoever wrote the new terms accepts them before going on, too: the session says so.
      await queries.invalidateQueries({ queryKey: sessionKey });
    },
  });
}

function byName({ items }: Answer): Settings {
  return Object.fromEntries(items.map(({ name, ...setting }) => [name, setting])) as unknown as Settings;
}
