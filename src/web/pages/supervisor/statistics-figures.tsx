import { useTranslation } from 'react-i18next';
import { count, duration, percent } from '../../i18n/formats';
import { shareOf } from './chart-rows';
import { Figure } from './figure';
import type { Statistics } from './statistics-data';
import classes from './statistics.module.css';

/** The period in five figures. */
export function StatisticsFigures({
  statistics: { byDay, firstCall, voicemails },
}: {
  statistics: Statistics;
}) {
  const { t } = useTranslation('supervisor');
  const calls = sum(byDay.map((day) => day.calls));
  const answered = sum(byDay.map((day) => day.answered));
  const talkSeconds = sum(byDay.map((day) => day.talkSeconds));
  const share = shareOf(answered, calls);
  return (
    <dl className={classes.figures}>
      <Figure name={t('statistics.calls')} value={count(calls)} />
      <Figure
        name={t('statistics.answered')}
        value={share === null ? '–' : percent(share)}
        more={[
          t('statistics.of', { share: count(answered), count: calls }),
          ...(voicemails === 0 ? [] : [t('statistics.voicemails', { count: voicemails })]),
        ].join('; ')}
      />
      <Figure name={t('statistics.talk')} value={duration(talkSeconds)} />
      <Figure
        name={t('statistics.averageTalk')}
        value={answered === 0 ? '–' : duration(talkSeconds / answered)}
      />
      <Figure
        name={t('statistics.firstCall')}
        value={firstCall.medianSeconds === null ? '–' : duration(firstCall.medianSeconds)}
        more={
          firstCall.medianSeconds === null
            ? t('statistics.notCalled')
            : [
                t('statistics.firstCallHalf', { time: duration(firstCall.medianSeconds) }),
                ...(firstCall.p90Seconds === null
                  ? []
                  : [t('statistics.firstCallMost', { time: duration(firstCall.p90Seconds) })]),
                t('statistics.firstCallCount', {
                  called: count(firstCall.called),
                  orders: count(firstCall.orders),
                }),
              ].join('; ')
        }
      />
    </dl>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
