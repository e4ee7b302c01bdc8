import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { count, dateTime } from '../../i18n/formats';
import { dayLabel } from './day-label';
import type { LeakWatch } from './leaks-data';

/** What a run compared. @param power what its data can show, if it was enough */
export function LeakRun({ run, power }: { run: NonNullable<LeakWatch['run']>; power: string }) {
  const { t } = useTranslation('supervisor');
  return (
    <>
      <Text fw={600} data-power>
        {run.missing === null ? power : t(`leaks.missing.${run.missing}`, { weeks: run.historyWeeks })}
      </Text>
      <Text size="sm">{t('leaks.how', { perYear: count(run.perYear) })}</Text>
      <Text size="sm" c="dimmed">
        {t('leaks.lastRun', {
          time: dateTime(run.endedAt),
          week: dayLabel(run.weekEnd),
          orders: count(run.orders),
          customers: count(run.customers),
          weeks: run.historyWeeks,
        })}
      </Text>
    </>
  );
}
