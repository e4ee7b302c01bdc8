import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle, IconUsersMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { dayLabel } from './day-label';
import { LeakCases } from './leak-cases';
import { LeakDecoys } from './leak-decoys';
import { LeakInterviewers, LeakLeave } from './leak-people';
import { LeakPicture } from './leak-picture';
import { LeakRun } from './leak-run';
import { extensionOf, kinds, powerOf, useGroupName, useLeakWatch, usual } from './leaks-data';
import type { LeakGroup, LeakWatch } from './leaks-data';
import classes from './leaks.module.css';

/** The leak watch for its owner: what the data can show, cases, and each group as a small picture. Ranks nobody. */
export function Leaks() {
  const { t } = useTranslation('supervisor');
  const query = useLeakWatch();
  return (
    <PageFrame
      title={t('leaks.title')}
      actions={
        <Button variant="default" component={Link} href="/lost-customers/report">
          {t('leaks.report.open')}
        </Button>
      }
    >
      <Asked query={query} lines={8}>
        {(watch) => <Watch watch={watch} />}
      </Asked>
      <LeakDecoys />
    </PageFrame>
  );
}

function Watch({ watch }: { watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  const { run, groups } = watch;
  if (run === null) {
    return <EmptyNote icon={IconUsersMinus} title={t('leaks.never.title')} text={t('leaks.never.text')} />;
  }
  return (
    <Stack gap="lg">
      <Stack gap={6} maw={820}>
        <LeakRun run={run} power={powerText()} />
      </Stack>
      <LeakCases watch={watch} />
      {groups.length > 0 && (
        <Text size="sm" c="dimmed" maw={820}>
          {t('leaks.legend')}
        </Text>
      )}
      {kinds.map((kind) => {
        const these = groups.filter((group) => group.kind === kind);
        if (these.length === 0) return null;
        return (
          <section key={kind} aria-labelledby={`leak-${kind}`}>
            <Title order={2} size="h5" id={`leak-${kind}`} mb="xs">
              {t(`leaks.headings.${kind}`)}
            </Title>
            <ul className={classes.groups}>
              {these.map((group) => (
                <GroupCard key={group.group} group={group} watch={watch} />
              ))}
            </ul>
          </section>
        );
      })}
      <LeakLeave leave={watch.leave} />
      <LeakInterviewers />
      <Alert icon={<IconInfoCircle aria-hidden />} color="gray" title={t('leaks.cannot.title')}>
        {t('leaks.cannot.text')}
      </Alert>
    </Stack>
  );

  function powerText(): string {
    const { shown, of, weeks } = powerOf(groups);
    const history = t('leaks.power.history', { count: run?.historyWeeks ?? 0 });
    if (weeks === null) return `${t('leaks.power.none')} ${history}`;
    return `${t('leaks.power.shows', { count: weeks, shown, of })} ${history}`;
  }
}

function GroupCard({ group, watch: { cases, leave } }: { group: LeakGroup; watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  const name = useGroupName(t('leaks.small'))(group);
  const recent = group.lamps.find(({ lamp }) => lamp === 'recent');
  const own =
    group.kind === 'manager' ? leave.filter(({ extension }) => extension === extensionOf(group)) : [];
  const says = recent === undefined ? t('leaks.group.noFigures') : recentText(recent);
  // A case stays open when its evidence has faded: the silent ones are no longer expected to order.
  const hasCase = cases.some(
    (one) => one.closedAt === null && one.kind === group.kind && one.group === group.group,
  );
  const shown = hasCase || group.level === 'alarm' ? 'alarm' : group.tooFew ? 'tooFew' : 'quiet';
  return (
    <Paper
      component="li"
      withBorder
      bg="var(--star7-surface)"
      className={classes.group}
      data-level={shown}
      data-group={group.group}
    >
      <Group justify="space-between" gap="xs" mb={4}>
        <Text fw={600} truncate>
          {name}
        </Text>
        <Badge variant="light" radius="sm" tt="none" color={shown === 'alarm' ? 'orange' : 'gray'}>
          {t(`leaks.levels.${shown}`)}
        </Badge>
      </Group>
      <LeakPicture weeks={group.weeks} says={`${name}: ${says}`} />
      <Text size="sm">{says}</Text>
      <Text size="xs" c="dimmed">
        {[
          t('leaks.group.customers', { count: group.customers }),
          ...(group.ordersAWeek === null ? [] : [showsText(group)]),
          ...(group.unreliable ? [t('leaks.group.unreliable')] : []),
          ...own.map(({ firstDay, lastDay }) =>
            t('leaks.group.leave', { from: dayLabel(firstDay), to: dayLabel(lastDay) }),
          ),
        ].join(' ')}
      </Text>
    </Paper>
  );

  function recentText(figures: LeakGroup['lamps'][number]): string {
    const [low, high] = usual(figures);
    return t('leaks.group.recent', { observed: Math.round(figures.observed), low, high });
  }

  function showsText({ ordersAWeek, weeksFifth, weeksHalf }: LeakGroup): string {
    const orders = Math.round(ordersAWeek ?? 0);
    if (weeksFifth !== null) return t('leaks.group.fifth', { count: weeksFifth, orders });
    if (weeksHalf !== null) return t('leaks.group.half', { count: weeksHalf, orders });
    return t('leaks.group.nothing', { orders });
  }
}
