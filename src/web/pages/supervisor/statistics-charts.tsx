import { useTranslation } from 'react-i18next';
import { useOutcomeLabel } from '../../components/outcomes-query';
import { count, duration, percent } from '../../i18n/formats';
import { fillDays, fillHours, shareOf, stacked } from './chart-rows';
import { ChartPanel } from './chart-panel';
import { dayLabel } from './day-label';
import type { Statistics } from './statistics-data';
import classes from './statistics.module.css';

interface StatisticsChartsProps {
  statistics: Statistics;
  /** One manager only: no comparison between managers. */
  oneManager: boolean;
}

export function StatisticsCharts({ statistics, oneManager }: StatisticsChartsProps) {
  const { t } = useTranslation('supervisor');
  const hours = fillHours(statistics.byHour);
  const days = fillDays(statistics.byDay, null, null);
  const outcomes = useOutcomeLabel();
  const answeredAndNot = [
    { name: 'answered', label: t('statistics.answered'), color: 'var(--star7-chart-good)' },
    { name: 'unanswered', label: t('statistics.unanswered'), color: 'var(--star7-chart-rest)' },
  ] as const;
  const header = [t('statistics.calls'), t('statistics.answered'), t('statistics.share')];
  const cells = ({ calls, answered }: { calls: number; answered: number }): string[] => [
    count(calls),
    count(answered),
    percentOrDash(answered, calls),
  ];
  const managers = statistics.byManager.map((row) => ({ ...row, label: row.name ?? row.extension }));
  return (
    <div className={classes.charts}>
      <ChartPanel
        title={t('statistics.byHour')}
        data={hours.map((row) => ({ label: hourLabel(row.hour), ...stacked(row) }))}
        series={answeredAndNot}
        header={[t('statistics.hour'), ...header]}
        rows={hours.map((row) => [hourLabel(row.hour), ...cells(row)])}
      />
      <ChartPanel
        title={t('statistics.byDay')}
        data={days.map((row) => ({ label: dayLabel(row.day), ...stacked(row) }))}
        series={answeredAndNot}
        header={[t('statistics.day'), ...header]}
        rows={days.map((row) => [dayLabel(row.day), ...cells(row)])}
      />
      <ChartPanel
        title={t('statistics.talkByDay')}
        data={days.map(({ day, talkSeconds }) => ({ label: dayLabel(day), minutes: talkSeconds / 60 }))}
        series={[{ name: 'minutes', label: t('statistics.talkMinutes'), color: 'var(--star7-chart-talk)' }]}
        header={[t('statistics.day'), t('statistics.talk')]}
        rows={days.map(({ day, talkSeconds }) => [dayLabel(day), duration(talkSeconds)])}
      />
      {!oneManager && (
        <ChartPanel
          title={t('statistics.byManager')}
          sideways
          data={managers.map((row) => ({ label: row.label, ...stacked(row) }))}
          series={answeredAndNot}
          header={[t('manager'), ...header, t('statistics.talkShort')]}
          rows={managers.map((row) => [row.label, ...cells(row), duration(row.talkSeconds)])}
        />
      )}
      <ChartPanel
        title={t('statistics.results')}
        sideways
        data={statistics.dispositions.map((row) => ({
          label: t(`disposition.${row.disposition}`),
          count: row.count,
        }))}
        series={[{ name: 'count', label: t('statistics.number'), color: 'var(--star7-chart-talk)' }]}
        header={[t('statistics.result'), t('statistics.number')]}
        rows={statistics.dispositions.map((row) => [t(`disposition.${row.disposition}`), count(row.count)])}
      />
      <ChartPanel
        title={t('statistics.outcomes')}
        sideways
        empty={t('statistics.noOutcomes')}
        data={statistics.outcomes.map((row) => ({ label: outcomes(row.outcome), count: row.count }))}
        series={[{ name: 'count', label: t('statistics.number'), color: 'var(--star7-chart-good)' }]}
        header={[t('statistics.outcome'), t('statistics.number')]}
        rows={statistics.outcomes.map((row) => [outcomes(row.outcome), count(row.count)])}
      />
    </div>
  );
}

function hourLabel(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function percentOrDash(part: number, whole: number): string {
  const share = shareOf(part, whole);
  return share === null ? '–' : percent(share);
}
