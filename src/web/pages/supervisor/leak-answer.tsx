import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { dayLabel } from './day-label';
import { isWorthALook, useDecoys } from './decoys-data';
import type { DecoyWatch } from './decoys-data';
import type { LeakGroup, LeakWatch } from './leaks-data';
import classes from './leaks.module.css';
import { useManagerOptions } from './people';

export const casesId = 'leak-cases';
export const listsId = 'leak-lists';

/** Of the cards of a kind. */
export function headingId(kind: LeakGroup['kind']): string {
  return `leak-${kind}`;
}

/** The answer to the page's question, over all instruments, with the way to each. Of customers and lists, never of persons. */
export function LeakAnswer({ watch: { run, shop, cases, groups } }: { watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  const { data, isPending } = useDecoys();
  // A "nothing" that only waits for the rest would be wrong.
  if (isPending) return null;
  const open = cases.filter(({ closedAt }) => closedAt === null);
  const managers = groups.filter(({ kind, group }) => kind === 'manager' && group !== '*');
  const ofManagers = open.filter(({ kind }) => kind === 'manager').length;
  const lists = (data?.standing.channels ?? []).filter(isWorthALook).length;
  const tooFew = managers.filter((group) => group.tooFew).length;
  const { changed, since } = handedOver(managers);
  const found = [
    { id: casesId, key: 'managers', count: ofManagers, of: Math.max(ofManagers, managers.length) },
    { id: casesId, key: 'groups', count: open.length - ofManagers },
    { id: listsId, key: 'lists', count: lists },
  ] as const;
  const items = found.filter(({ count }) => count > 0);
  if (items.length === 0 && run?.missing !== null) return null;
  return (
    <div data-answer>
      <Text size="lg" fw={700}>
        {items.length === 0
          ? t(shop?.fell === true ? 'leaks.answer.fell' : 'leaks.answer.none')
          : items.map(({ id, key, ...values }, nth) => (
              <Fragment key={key}>
                {nth === 0 ? `${t('leaks.answer.worth')} ` : '; '}
                <Anchor href={`#${id}`} inherit className={classes.link ?? ''}>
                  {key === 'managers'
                    ? t('leaks.answer.managers', { of: 0, ...values })
                    : t(`leaks.answer.${key}`, values)}
                </Anchor>
              </Fragment>
            ))}
      </Text>
      {items.length === 0 && shop?.fell !== true && <Text size="sm">{t('leaks.answer.noAllClear')}</Text>}
      {changed > 0 && (
        <Text fw={600} mt={4}>
          {t('leaks.answer.changed', { count: changed, week: dayLabel(since) })}{' '}
          <Anchor href={`#${headingId('manager')}`} inherit className={classes.link ?? ''}>
            {t('leaks.answer.see')}
          </Anchor>
        </Text>
      )}
      {tooFew > 0 && (
        <Text size="sm">{t('leaks.answer.tooFew', { count: tooFew, of: managers.length })}</Text>
      )}
      {data === undefined && <Text size="sm">{t('leaks.answer.noDecoys')}</Text>}
      {data !== undefined && <ListsWithDecoys channels={data.standing.channels} />}
    </div>
  );
}

/** Of which lists calls can tell at all. */
function ListsWithDecoys({ channels }: { channels: DecoyWatch['standing']['channels'] }) {
  const { t } = useTranslation('supervisor');
  const managers = useManagerOptions().length;
  if (channels.length === 0) return <Text size="sm">{t('leaks.answer.noLists')}</Text>;
  const own = channels.filter(({ kind }) => kind === 'manager').length;
  const elsewhere = channels.length - own;
  const where = [
    t('leaks.answer.decoysIn', { count: own, of: Math.max(own, managers) }),
    ...(elsewhere === 0 ? [] : [t('leaks.answer.decoysElsewhere', { count: elsewhere })]),
  ].join(' ');
  return <Text size="sm">{`${where}: ${t('leaks.answer.decoysNowhere')}`}</Text>;
}

/** Customers who have changed managers, each of whom went and came, unless a side is on no card; and the earliest week. */
function handedOver(managers: readonly LeakGroup[]): { changed: number; since: string } {
  const all = managers.flatMap(({ handOver }) => (handOver === null ? [] : [handOver]));
  const sum = (side: 'went' | 'came'): number => all.reduce((total, one) => total + one[side], 0);
  const [since = ''] = all.map((one) => one.since).sort();
  return { changed: Math.max(sum('went'), sum('came')), since };
}
