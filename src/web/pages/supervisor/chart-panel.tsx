import '@mantine/core/styles/Table.layer.css';
import { Paper, Skeleton, Table, Text, Title } from '@mantine/core';
import { Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../components/lazy-part';
import type { BarsProps } from './bars';
import classes from './statistics.module.css';

// Loaded separately: the charting library is larger than the rest of the page.
const Bars = lazyPart(() => import('./bars').then(({ Bars: bars }) => bars));

interface ChartPanelProps extends BarsProps {
  title: string;
  /** The same figures as a table: its header and its rows. */
  header: string[];
  rows: string[][];
  /** The text where there are no figures. */
  empty?: string;
}

/** A chart, and its figures as a table for those who cannot see it. */
export function ChartPanel({ title, header, rows, empty, ...bars }: ChartPanelProps) {
  const { t } = useTranslation('supervisor');
  const heading = useId();
  return (
    <Paper
      component="section"
      withBorder
      p="md"
      bg="var(--star7-surface)"
      aria-labelledby={heading}
      className={classes.panel}
    >
      <Title order={2} size="h5" id={heading} mb="sm">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty ?? t('statistics.empty.title')}
        </Text>
      ) : (
        <>
          <div aria-hidden className={classes.chart}>
            <Suspense fallback={<Skeleton height={220} />}>
              <Bars {...bars} />
            </Suspense>
          </div>
          <details className={classes.details}>
            <summary>{t('statistics.asTable')}</summary>
            {/* A long table scrolls in its panel; the keyboard can reach it too. */}
            <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby={heading}>
              <Table verticalSpacing={4} fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    {header.map((name, column) => (
                      <Table.Th key={name} scope="col" data-numeric={column > 0 || undefined}>
                        {name}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(([name, ...values]) => (
                    <Table.Tr key={name}>
                      <Table.Th scope="row" fw={400}>
                        {name}
                      </Table.Th>
                      {values.map((value, column) => (
                        <Table.Td key={header[column + 1]} data-numeric>
                          {value}
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </details>
        </>
      )}
    </Paper>
  );
}
