import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count, date, timeOfDay } from '../../i18n/formats';
import { dayLabel } from './day-label';
import type { LeakReport, LeakWatch } from './leaks-data';

/** More managers than so many in a line are no answer. */
const mostNamed = 4;

/**
 * What a run compared.
 * @param hidden the managers of whom a loss would not show, whose cards are below
 * @param further those of them who have an open case: that one shows, and a further one would not
 * @param children what it found, between what its data can show and how it compares
 */
export function LeakRun({
  run,
  power,
  hidden = [],
  further = [],
  children,
}: {
  run: NonNullable<LeakWatch['run']>;
  power: LeakReport['power'];
  hidden?: readonly string[];
  further?: readonly string[];
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

  function hiddenText(howMany: number, of: number): string {
    if (hidden.length === 0) return t('leaks.power.hidden', { count: howMany, of });
    if (hidden.length <= mostNamed) {
      return t('leaks.power.hiddenWho', { count: howMany, of, who: hidden.join(', ') });
    }
    return `${t('leaks.power.hidden', { count: howMany, of })} ${t('leaks.power.where')}`;
  }

  function powerText(): string {
    const { shown, of, fewest, most } = power;
    const history = t('leaks.power.history', { count: run.historyWeeks });
    if (fewest === null || most === null) return `${t('leaks.power.none')} ${history}`;
    return [
      fewest === most
        ? t('leaks.power.showsAlike', { count: most })
        : t('leaks.power.shows', { fewest, count: most }),
      ...(shown + further.length < of ? [hiddenText(of - shown - further.length, of)] : []),
      ...(further.length === 0 ? [] : [t('leaks.power.further', { who: further.join(', ') })]),
      history,
    ].join(' ');
  }
}
