import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Answer, ItemOf } from '../../api/types';
import { byExtension } from './board-state';

export type Person = ItemOf<Answer<'/api/people', 'get'>>;

/**
 * Names of managers. They change seldom, and nothing waits for them: until they are loaded, extensions are shown
 * alone.
 */
function usePeople(): Person[] {
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: () => take(api.GET('/api/people')),
    staleTime: 5 * 60_000,
  });
  return data?.items ?? [];
}

/** Managers to choose from, by extension. */
export function useManagerOptions(): { value: string; label: string }[] {
  const { t } = useTranslation('supervisor');
  return [...usePeople()].sort(byExtension).map(({ extension, name }) => ({
    value: extension,
    label: t('managerOf', { name, extension }),
  }));
}

/** `Anna Ivanova, 101`; a name that has the extension in it already says it once. */
export function withExtension(name: string, extension: string): string {
  return name.endsWith(extension) ? name : `${name}, ${extension}`;
}

/** Returns the name for an extension; the extension itself where nobody has it any more. */
export function useNameOf(): (extension: string) => string {
  const people = usePeople();
  return (extension) => people.find((person) => person.extension === extension)?.name ?? extension;
}
