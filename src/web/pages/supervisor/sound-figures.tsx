import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/row-table';
import { RowTable } from '../../components/row-table';
import { count, percent } from '../../i18n/formats';
import { shareOf } from './chart-rows';
import { decimal } from './decimal';
import type { Statistics } from './statistics-data';

type Quality = Statistics['quality'];
type ManagerRow = Quality['byManager'][number];
type TrunkRow = Quality['byTrunk'][number];

/** Whose line is bad: managers' own, and the customers' side by trunk. Nothing is shown where nothing was measured. */
export function SoundFigures({ quality: { byManager, byTrunk } }: { quality: Quality }) {
  const { t } = useTranslation('supervisor');
  if (byManager.length === 0 && byTrunk.length === 0) return null;
  const figures = <Row extends Pick<ManagerRow, 'legs' | 'poor' | 'mos'>>(): Column<Row>[] => [
    { key: 'legs', header: t('statistics.quality.legs'), numeric: true, cell: ({ legs }) => count(legs) },
    {
      key: 'poor',
      header: t('statistics.quality.poor'),
      numeric: true,
      cell: ({ poor, legs }) => `${count(poor)} (${percent(shareOf(poor, legs) ?? 0)})`,
    },
    { key: 'mos', header: t('statistics.quality.mos'), numeric: true, cell: ({ mos }) => decimal(mos, 1) },
  ];
  return (
    <section aria-labelledby="sound-figures" data-testid="sound-figures">
      <Title order={2} size="h4" id="sound-figures" mt="lg" mb="sm">
        {t('statistics.quality.title')}
      </Title>
      <Text size="xs" c="dimmed" mb="md">
        {t('statistics.quality.definition')}
      </Text>
      <RowTable<ManagerRow>
        caption={t('statistics.quality.byManager')}
        rows={byManager}
        keyOf={({ extension }) => extension}
        columns={[
          {
            key: 'manager',
            header: t('statistics.quality.byManager'),
            names: true,
            cell: ({ extension, name }) => (name === null ? extension : t('managerOf', { name, extension })),
          },
          ...figures<ManagerRow>(),
        ]}
      />
      <RowTable<TrunkRow>
        caption={t('statistics.quality.byTrunk')}
        rows={byTrunk}
        keyOf={({ trunk }) => trunk}
        columns={[
          { key: 'trunk', header: t('statistics.quality.byTrunk'), names: true, cell: ({ trunk }) => trunk },
          ...figures<TrunkRow>(),
        ]}
      />
    </section>
  );
}
