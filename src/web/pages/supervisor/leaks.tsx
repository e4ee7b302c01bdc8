import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconInfoCircle, IconUsersMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { cardWord } from '#leaks/model/card-word';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { count } from '../../i18n/formats';
import { dayLabel } from './day-label';
import { headingId, LeakAnswer } from './leak-answer';
import { LeakCases } from './leak-cases';
import { LeakDecoys } from './leak-decoys';
import { LeakLists } from './leak-lists';
import { LeakConsents, LeakInterviewers, LeakLeave } from './leak-people';
import { LeakPicture } from './leak-picture';
import { LeakRun } from './leak-run';
import { LeakShop } from './leak-shop';
import { extensionOf, kinds, useGroupName, useLeakWatch } from './leaks-data';
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
      <Stack gap="lg">
        <Asked query={query} lines={8}>
          {(watch) => <Watch watch={watch} />}
        </Asked>
        <LeakDecoys />
        {query.data !== undefined && query.data.run !== null && (
          <>
            <LeakLeave leave={query.data.leave} />
            <LeakInterviewers />
            <LeakConsents />
          </>
        )}
        <Text size="sm" c="dimmed">
          {t('leaks.audited')}
        </Text>
      </Stack>
    </PageFrame>
  );
}

function Watch({ watch }: { watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  const { run, groups, power, shop } = watch;
  const hidden = groups
    .filter(({ kind, group }) => kind === 'manager' && group !== '*')
    .filter(({ ordersAWeek, weeksFifth }) => ordersAWeek !== null && weeksFifth === null);
  const further = hidden.filter((group) => isOpenCase(group, watch.cases));
  // What one manager loses is in what is expected of the others.
  const isHigh = watch.cases.some(({ kind, closedAt }) => kind === 'manager' && closedAt === null);
  if (run === null) {
    return (
      <>
        <LeakLists />
        <EmptyNote icon={IconUsersMinus} title={t('leaks.never.title')} text={t('leaks.never.text')} />
      </>
    );
  }
  return (
    <Stack gap="lg">
      <Stack gap={6} maw={820}>
        <LeakRun
          run={run}
          power={power}
          hidden={hidden.filter((group) => !further.includes(group)).map(extensionOf)}
          further={further.map(extensionOf)}
        >
          <LeakAnswer watch={watch} />
          {shop !== null && <LeakShop shop={shop} run={run} />}
        </LeakRun>
      </Stack>
      <LeakCases watch={watch} />
      {groups.length > 0 && (
        <Text size="sm" c="dimmed" maw={820}>
          {[
            t('leaks.picture.legend'),
            t('leaks.picture.edges'),
            ...(groups.some(({ weeks }) => weeks.some(({ alarm }) => alarm))
              ? [t('leaks.picture.circle')]
              : []),
            ...(isHigh && groups.some(isAbove) ? [t('leaks.picture.above')] : []),
            ...(groups.some(({ handOver }) => handOver !== null) ? [t('leaks.picture.handOver')] : []),
          ].join(' ')}
        </Text>
      )}
      {kinds.map((kind) => {
        const these = groups.filter((group) => group.kind === kind);
        if (these.length === 0) return null;
        return (
          <section key={kind} aria-labelledby={headingId(kind)}>
            <Title order={2} size="h5" id={headingId(kind)} mb="xs">
              {t(`leaks.headings.${kind}`)}
            </Title>
            {kind === 'manager' && <Sums cards={these} watch={watch} />}
            <ul className={classes.groups}>
              {these.map((group) => (
                <GroupCard key={group.group} group={group} watch={watch} />
              ))}
            </ul>
          </section>
        );
      })}
      <Alert icon={<IconInfoCircle aria-hidden />} color="gray" title={t('leaks.cannot.title')}>
        {t('leaks.cannot.text')}
      </Alert>
    </Stack>
  );
}

function isOpenCase({ kind, group }: LeakGroup, cases: LeakWatch['cases']): boolean {
  return cases.some((one) => one.closedAt === null && one.kind === kind && one.group === group);
}

function isAbove({ kind, lamps }: LeakGroup): boolean {
  return kind === 'manager' && lamps.some(({ lamp, place }) => lamp === 'recent' && place === 'above');
}

/** What the cards add up to, where that is less than what is said of the whole shop. */
function Sums({ cards, watch: { run, shop } }: { cards: readonly LeakGroup[]; watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  if (run === null || shop === null) return null;
  const customers = cards.reduce((sum, group) => sum + group.customers, 0);
  const orders = cards.reduce(
    (sum, { lamps }) => sum + Math.round(lamps.find(({ lamp }) => lamp === 'recent')?.observed ?? 0),
    0,
  );
  if (customers === run.customers && orders === shop.now) return null;
  return (
    <Text size="sm" maw={820} mb="xs" data-sums>
      {t('leaks.sums', {
        ...{ customers: count(customers), all: count(run.customers) },
        ...{ orders: count(orders), now: count(shop.now) },
      })}
    </Text>
  );
}

function GroupCard({ group, watch: { cases, leave, shop } }: { group: LeakGroup; watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  const name = useGroupName(t('leaks.small'))(group);
  const recent = group.lamps.find(({ lamp }) => lamp === 'recent');
  const own =
    group.kind === 'manager' ? leave.filter(({ extension }) => extension === extensionOf(group)) : [];
  const { handOver } = group;
  const hasCase = isOpenCase(group, cases);
  const { level, tooFew } = group;
  const shown = cardWord({ hasCase, level, tooFew, place: recent?.place, shopFell: shop?.fell === true });
  const says = recent === undefined ? t('leaks.group.noFigures') : recentText(recent);
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
      {handOver !== null && (
        <Text size="sm" fw={500}>
          {t('leaks.group.handOver', { ...handOver, week: dayLabel(handOver.since) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {[
          group.bought === null
            ? t('leaks.group.customers', { count: group.customers })
            : t('leaks.group.bought', { count: group.customers, bought: group.bought }),
          ...(group.ordersAWeek === null
            ? []
            : [t('leaks.group.orders', { orders: Math.round(group.ordersAWeek) })]),
          ...(group.ordersAWeek === null ? [] : showsTexts(group)),
          ...(group.unreliable ? [t('leaks.group.unreliable')] : []),
          ...own.map(({ firstDay, lastDay }) =>
            t('leaks.group.leave', { from: dayLabel(firstDay), to: dayLabel(lastDay) }),
          ),
        ].join(' ')}
      </Text>
    </Paper>
  );

  function recentText(figures: LeakGroup['lamps'][number]): string {
    const { observed, low, high } = figures;
    const text = t('leaks.group.recent', { observed: Math.round(observed), low, high });
    return shown === 'below' ? `${text} ${t('leaks.group.maybeChance')}` : text;
  }

  function showsTexts({ weeksFifth, weeksHalf }: LeakGroup): string[] {
    // What would show of a loss is no answer to one that has shown, but the first line counts it.
    if (hasCase) return weeksFifth === null ? [t('leaks.group.further')] : [];
    if (weeksFifth !== null) return [t('leaks.group.fifth', { count: weeksFifth })];
    if (weeksHalf !== null) return [t('leaks.group.half', { count: weeksHalf })];
    return [t('leaks.group.nothing')];
  }
}
