import { Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { useAddressFilter } from './address-filter';
import { CallerFigures } from './caller-figures';
import { ManagerField } from './manager-field';
import { PeriodField } from './period-field';
import { StatisticsCharts } from './statistics-charts';
import {
  readStatisticsFilter,
  statisticsPeriods,
  timeZone,
  useStatistics,
  writeStatisticsFilter,
} from './statistics-data';
import { StatisticsFigures } from './statistics-figures';
import { SoundFigures } from './sound-figures';
import { FilterBar } from './filter-bar';

/** Figures and charts for the calls of a period. */
export function StatisticsPage() {
  const { t } = useTranslation('supervisor');
  const [filter, setFilter] = useAddressFilter(readStatisticsFilter, writeStatisticsFilter);
  const query = useStatistics(filter);
  return (
    <PageFrame title={t('statistics.title')}>
      <FilterBar
        filtered={writeStatisticsFilter(filter) !== ''}
        onClear={() => setFilter(readStatisticsFilter(''))}
      >
        <PeriodField
          value={filter}
          choices={statisticsPeriods}
          onChange={(period) => setFilter({ ...filter, ...period })}
        />
        <ManagerField
          value={filter.extension}
          onChange={(extension) => setFilter({ ...filter, extension })}
        />
      </FilterBar>
      <Asked query={query} lines={8}>
        {(statistics) =>
          statistics.byDay.every(({ calls }) => calls === 0) &&
          statistics.firstCall.orders === 0 &&
          statistics.inbound.total.calls === 0 ? (
            <EmptyNote
              icon={IconChartBar}
              title={t('statistics.empty.title')}
              text={t('statistics.empty.text')}
            />
          ) : (
            <>
              <StatisticsFigures statistics={statistics} />
              <StatisticsCharts statistics={statistics} oneManager={filter.extension !== null} />
              <CallerFigures inbound={statistics.inbound} />
              <SoundFigures quality={statistics.quality} />
              <Text size="xs" c="dimmed" mt="md">
                {t('statistics.timeZone', { timeZone })}
              </Text>
            </>
          )
        }
      </Asked>
    </PageFrame>
  );
}
