import { serviceLevelSeconds, shortAbandonSeconds } from '#calls/model/caller-wait';
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/row-table';
import { RowTable } from '../../components/row-table';
import { count, duration, percent } from '../../i18n/formats';
import { ChartPanel } from './chart-panel';
import { stacked } from './chart-rows';
import { dayLabel } from './day-label';
import { Figure } from './figure';
import type { Statistics } from './statistics-data';
import classes from './statistics.module.css';

type Inbound = Statistics['inbound'];
type Figures = Inbound['total'];
type DidRow = Inbound['byDid'][number];

/** Callers from outside: how many were answered, and how long they waited. Nothing is shown where nobody called. */
export function CallerFigures({ inbound }: { inbound: Inbound }) {
  const { t } = useTranslation('supervisor');
  const { total, byDay, byDid } = inbound;
  if (total.calls === 0) return null;
  const level = t('statistics.inbound.level', { seconds: serviceLevelSeconds });
  const columns = [
    ['calls', t('statistics.calls')],
    ['answered', t('statistics.answered')],
    ['abandoned', t('statistics.inbound.abandoned')],
    ['notTaken', t('statistics.inbound.notTaken')],
    ['callBackWanted', t('statistics.inbound.callBackWanted')],
    ['outOfHours', t('statistics.inbound.outOfHours')],
    ['averageWaitSeconds', t('statistics.inbound.wait')],
    ['longestWaitSeconds', t('statistics.inbound.longest')],
    ['serviceLevel', level],
  ] as const;
  return (
    <section aria-labelledby="caller-figures" data-testid="caller-figures">
      <Title order={2} size="h4" id="caller-figures" mt="lg" mb="sm">
        {t('statistics.inbound.title')}
      </Title>
      <dl className={classes.figures}>
        <Figure
          name={t('statistics.inbound.calls')}
          value={count(total.calls)}
          more={`${t('statistics.inbound.outOfHours')}: ${count(total.outOfHours)}`}
        />
        <Figure name={t('statistics.inbound.answered')} value={count(total.answered)} />
        <Figure name={level} value={textOf(total, 'serviceLevel')} />
        <Figure
          name={t('statistics.inbound.wait')}
          value={textOf(total, 'averageWaitSeconds')}
          {...(total.longestWaitSeconds !== null && {
            more: t('statistics.inbound.longestOf', { time: textOf(total, 'longestWaitSeconds') }),
          })}
        />
        <Figure
          name={t('statistics.inbound.missed')}
          value={count(total.abandoned + total.notTaken + total.callBackWanted)}
          more={t('statistics.inbound.missedOf', {
            abandoned: count(total.abandoned),
            notTaken: count(total.notTaken),
            callBack: count(total.callBackWanted),
          })}
        />
      </dl>
      <Text size="xs" c="dimmed" mb="md">
        {t('statistics.inbound.definition', { seconds: serviceLevelSeconds, short: shortAbandonSeconds })}
      </Text>
      <div className={classes.charts}>
        <ChartPanel
          title={t('statistics.inbound.byDay')}
          data={byDay.map((row) => ({ label: dayLabel(row.day), ...stacked(row) }))}
          series={[
            { name: 'answered', label: t('statistics.answered'), color: 'var(--star7-chart-good)' },
            { name: 'unanswered', label: t('statistics.unanswered'), color: 'var(--star7-chart-rest)' },
          ]}
          header={[t('statistics.day'), ...columns.map(([, header]) => header)]}
          rows={byDay.map((row) => [dayLabel(row.day), ...columns.map(([key]) => textOf(row, key))])}
        />
      </div>
      <Title order={3} size="h5" mt="md" mb="sm">
        {t('statistics.inbound.byDid')}
      </Title>
      <RowTable<DidRow>
        caption={t('statistics.inbound.byDid')}
        rows={byDid}
        keyOf={({ did }) => did ?? ''}
        columns={[
          {
            key: 'did',
            header: t('statistics.inbound.did'),
            names: true,
            cell: ({ did }) => did ?? t('statistics.inbound.unknownDid'),
          },
          ...columns.map(([key, header]): Column<DidRow> => ({
            key,
            header,
            numeric: true,
            cell: (row) => textOf(row, key),
          })),
        ]}
      />
    </section>
  );
}

function textOf(row: Figures, key: keyof Figures): string {
  const value = row[key];
  if (value === null) return '–';
  if (key === 'serviceLevel') return percent(value);
  return key === 'averageWaitSeconds' || key === 'longestWaitSeconds' ? duration(value) : count(value);
}
