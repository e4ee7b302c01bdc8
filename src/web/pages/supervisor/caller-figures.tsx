import '@mantine/core/styles/Table.layer.css';
import { serviceLevelSeconds, shortAbandonSeconds } from '#calls/model/caller-wait';
import { Paper, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { count, duration, percent } from '../../i18n/formats';
import { ChartPanel } from './chart-panel';
import { dayLabel } from './day-label';
import { Figure } from './figure';
import type { Statistics } from './statistics-data';
import classes from './statistics.module.css';

type Inbound = Statistics['inbound'];
type Figures = Inbound['total'];

/** Callers from outside: how many were answered, and how long they waited. */
export function CallerFigures({ inbound }: { inbound: Inbound }) {
  const { t } = useTranslation('supervisor');
  const { total, byDay, byDid } = inbound;
  if (total.calls === 0) return null;
  const missed = total.abandoned + total.notTaken + total.callBackWanted;
  const level = t('statistics.inbound.level', { seconds: serviceLevelSeconds });
  const header = [
    t('statistics.calls'),
    t('statistics.answered'),
    t('statistics.inbound.abandoned'),
    t('statistics.inbound.notTaken'),
    t('statistics.inbound.callBackWanted'),
    t('statistics.inbound.outOfHours'),
    t('statistics.inbound.wait'),
    t('statistics.inbound.longest'),
    level,
  ];
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
        <Figure
          name={t('statistics.inbound.missed')}
          value={count(missed)}
          more={t('statistics.inbound.missedOf', {
            abandoned: count(total.abandoned),
            notTaken: count(total.notTaken),
            callBack: count(total.callBackWanted),
          })}
        />
        <Figure
          name={t('statistics.inbound.wait')}
          value={seconds(total.averageWaitSeconds)}
          {...(total.longestWaitSeconds !== null && {
            more: t('statistics.inbound.longestOf', { time: seconds(total.longestWaitSeconds) }),
          })}
        />
        <Figure name={level} value={share(total.serviceLevel)} />
      </dl>
      <div className={classes.charts}>
        <ChartPanel
          title={t('statistics.inbound.byDay')}
          data={byDay.map((row) => ({
            label: dayLabel(row.day),
            answered: row.answered,
            unanswered: row.calls - row.answered,
          }))}
          series={[
            { name: 'answered', label: t('statistics.answered'), color: 'var(--star7-chart-good)' },
            { name: 'unanswered', label: t('statistics.unanswered'), color: 'var(--star7-chart-rest)' },
          ]}
          header={[t('statistics.day'), ...header]}
          rows={byDay.map((row) => [dayLabel(row.day), ...cells(row)])}
        />
        <Paper
          component="section"
          withBorder
          p="md"
          bg="var(--star7-surface)"
          className={`${classes.panel ?? ''} ${classes.wide ?? ''}`}
        >
          <Title order={3} size="h5" id="callers-by-did" mb="sm">
            {t('statistics.inbound.byDid')}
          </Title>
          <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby="callers-by-did">
            <Table verticalSpacing={4} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('statistics.inbound.did')}</Table.Th>
                  {header.map((name) => (
                    <Table.Th key={name} scope="col" data-numeric>
                      {name}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {byDid.map((row) => (
                  <Table.Tr key={row.did ?? ''}>
                    <Table.Th scope="row" fw={400}>
                      {row.did ?? t('statistics.inbound.unknownDid')}
                    </Table.Th>
                    {cells(row).map((value, column) => (
                      <Table.Td key={header[column]} data-numeric>
                        {value}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </Paper>
      </div>
      <Text size="xs" c="dimmed" mt="sm">
        {t('statistics.inbound.definition', { seconds: serviceLevelSeconds, short: shortAbandonSeconds })}
      </Text>
    </section>
  );
}

function cells(row: Figures): string[] {
  return [
    ...[row.calls, row.answered, row.abandoned, row.notTaken, row.callBackWanted, row.outOfHours].map(count),
    seconds(row.averageWaitSeconds),
    seconds(row.longestWaitSeconds),
    share(row.serviceLevel),
  ];
}

function seconds(value: number | null): string {
  return value === null ? '–' : duration(value);
}

function share(value: number | null): string {
  return value === null ? '–' : percent(value);
}
