import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count, date, timeOfDay } from '../../i18n/formats';
import { dayLabel } from './day-label';
import type { LeakReport, LeakWatch } from './leaks-data';

/**
 * What a run compared.
 * @param hasCards whether a card of each group is below
 * @param children what it found, between what its data can show and how it compares
 */
export function LeakRun({
  run,
  power,
  hasCards = false,
  children,
}: {
  run: NonNullable<LeakWatch['run']>;
  power: LeakReport['power'];
  hasCards?: boolean;
  children?: ReactNode;
}) {
  const { t } = useTranslation('supervisor');
  return (
    <>
      <Text fw={600} data-power>
        {run.missing === null ? powerText() : t(`leaks.missing.${run.missing}`, { weeks: run.historyWeeks })}
      </Text>
      {children}
      <Text size="sm">{t('leaks.how', { perYear: count(run.perYear) })}</Text>
      <Text size="sm" c="dimmed">
        {[
          t('leaks.compared', {
            ...{ day: date(run.endedAt), time: timeOfDay(run.endedAt), week: dayLabel(run.weekEnd) },
            orders: count(run.orders),
            ...{ customers: count(run.customers), weeks: run.historyWeeks },
          }),
          ...(run.withManager === null ? [] : [t('leaks.withManager', { count: run.withManager })]),
        ].join(' ')}
      </Text>
    </>
  );

  function powerText(): string {
    const { shown, of, fewest, most } = power;
    const history = t('leaks.power.history', { count: run.historyWeeks });
    if (fewest === null || most === null) return `${t('leaks.power.none')} ${history}`;
    return [
      fewest === most
        ? t('leaks.power.showsAlike', { count: most })
        : t('leaks.power.shows', { fewest, count: most }),
      ...(shown < of ? [t('leaks.power.hidden', { count: of - shown, of })] : []),
      ...(shown < of && hasCards ? [t('leaks.power.where')] : []),
      history,
    ].join(' ');
  }
}
