import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/types';

export type DecoyWatch = Answer<'/api/leaks/decoys', 'get'>;
export type DecoyHit = DecoyWatch['hits'][number];
export type DecoyMail = DecoyWatch['mails'][number];
export type DecoyChannel = DecoyWatch['standing']['channels'][number];

export const decoysKey = ['decoys'] as const;

export const channelKinds = ['manager', 'export', 'import', 'courier', 'shop', 'backup'] as const;
export const hitClasses = ['silent', 'answered', 'offered', 'named'] as const;

export function useDecoys() {
  return useQuery({
    queryKey: decoysKey,
    queryFn: () => take(api.GET('/api/leaks/decoys')),
    staleTime: Infinity,
  });
}

/** Whether what the calls say of a list is more than a hint. */
export function isWorthALook({ strength }: DecoyChannel): boolean {
  return strength === 'evidence' || strength === 'strong';
}

/** What a list is called: a manager's by the extension, for a name would be read as who took it. */
export function useChannelName(): (channel: { kind: DecoyChannel['kind']; key: string }) => string {
  const { t } = useTranslation('supervisor');
  return ({ kind, key }) =>
    kind === 'manager' ? t('decoys.listOf', { extension: key }) : `${t(`decoys.kinds.${kind}`)}: ${key}`;
}

/** What came from outside. */
export type Contacts = Pick<DecoyChannel, 'hits' | 'mails' | 'sms'>;

/** Calls, mails and SMS of all kinds. */
export function contactsIn({ hits, mails, sms }: Contacts): number {
  return hitClasses.reduce((sum, one) => sum + hits[one] + mails[one] + sms[one], 0);
}

/** What a list is called within a sentence. */
export function useListName(): (channel: { kind: DecoyChannel['kind']; key: string }) => string {
  const { t } = useTranslation('supervisor');
  const nameOf = useChannelName();
  return (channel) =>
    channel.kind === 'manager' ? t('decoys.out.list', { extension: channel.key }) : nameOf(channel);
}

/** What the calls, mails and SMS were, without the kinds that none was. */
export function useContactsText(): (contacts: Contacts) => string {
  const { t } = useTranslation('supervisor');
  return ({ hits, mails, sms }) =>
    [
      ...hitClasses
        .filter((one) => hits[one] > 0)
        .map((one) => t(`decoys.counted.${one}`, { count: hits[one] })),
      ...hitClasses
        .filter((one) => mails[one] > 0)
        .map((one) => t(`decoys.mailed.${one}`, { count: mails[one] })),
      ...hitClasses
        .filter((one) => sms[one] > 0)
        .map((one) => t(`decoys.texted.${one}`, { count: sms[one] })),
    ].join('; ');
}

/** Whole numbers; shares in percent. */
export interface ChanceAsked {
  sold: number;
  contacted: number;
  decoys: number;
  hits: number;
}

/** What so many decoys are good for; while a new answer is on its way, the one before. */
export function useChance(asked: ChanceAsked) {
  return useQuery({
    queryKey: [...decoysKey, 'chance', asked],
    queryFn: () =>
      take(api.GET('/api/leaks/decoys/chance', { params: { query: { ...asked, answered: 100 } } })),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
