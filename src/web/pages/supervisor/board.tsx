import { CloseButton, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPage } from '../../app/page-entry';
import { useSession } from '../../app/session';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { count, duration } from '../../i18n/formats';
import { useNow } from '../../live/use-now';
import { BoardCard } from './board-card';
import type { BoardLine, Waiting } from './board-data';
import { useBoard, useLiveQuality } from './board-data';
import { byExtension, sectionOf, sections } from './board-state';
import type { Section } from './board-state';
import classes from './board.module.css';
import { HangUpDialog } from './hang-up-dialog';

/** For administrators alone, as its words are. */
const FirstStepsList = lazyPage('admin', () =>
  import('../admin/first-steps-list').then(({ FirstStepsList: List }) => List),
);

/** Who is talking, about which order, for how long; who is away. */
export function Board() {
  const { t } = useTranslation('supervisor');
  const { session } = useSession();
  const { query, lines, waiting } = useBoard();
  const [search, setSearch] = useState('');
  const [hangingUp, setHangingUp] = useState<BoardLine | null>(null);
  return (
    <PageFrame
      title={t('board.title')}
      actions={
        (lines?.length ?? 0) > 12 && (
          <TextInput
            aria-label={t('board.find')}
            placeholder={t('board.findHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={
              search !== '' && <CloseButton aria-label={t('clearFilters')} onClick={() => setSearch('')} />
            }
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )
      }
    >
      {session.role === 'administrator' && (
        <Suspense fallback={null}>
          <FirstStepsList />
        </Suspense>
      )}
      <Asked query={query}>
        {() =>
          lines === undefined || lines.length === 0 ? (
            <EmptyNote icon={IconUsers} title={t('board.empty.title')} text={t('board.empty.text')} />
          ) : (
            <Stack gap="lg">
              <Summary lines={lines} waiting={waiting} />
              <Sections lines={found(lines, search)} searched={search !== ''} onHangUp={setHangingUp} />
            </Stack>
          )
        }
      </Asked>
      <HangUpDialog line={hangingUp} onClose={() => setHangingUp(null)} />
    </PageFrame>
  );
}

interface SectionsProps {
  lines: BoardLine[];
  searched: boolean;
  onHangUp: (line: BoardLine) => void;
}

function Sections({ lines, searched, onHangUp }: SectionsProps) {
  const { t } = useTranslation('supervisor');
  const quality = useLiveQuality(lines.some(({ activity }) => activity === 'talking'));
  if (lines.length === 0) return <Text c="dimmed">{t('board.nobodyFound')}</Text>;
  const nobody = {
    'in-call': 'board.nobodyInCall',
    ready: 'board.nobodyReady',
    away: 'board.nobodyAway',
  } as const;
  return sections.map((section) => {
    const here = lines.filter((line) => sectionOf(line) === section).sort(byExtension);
    if (searched && here.length === 0) return null;
    return (
      <section key={section} aria-labelledby={`board-${section}`} data-testid={`board-${section}`}>
        <Group gap="xs" mb="xs">
          <Title order={2} size="h5" id={`board-${section}`}>
            {t(`board.section.${section}`)}
          </Title>
          <Text span c="dimmed" size="sm">
            {count(here.length)}
          </Text>
        </Group>
        {here.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t(nobody[section])}
          </Text>
        ) : (
          <ul className={classes.cards} data-section={section}>
            {here.map((line) => (
              <BoardCard
                key={line.extension}
                line={line}
                quality={line.call === null ? undefined : quality.get(line.call.id)}
                onHangUp={() => onHangUp(line)}
              />
            ))}
          </ul>
        )}
      </section>
    );
  });
}

function Summary({ lines, waiting }: { lines: BoardLine[]; waiting: Waiting }) {
  const { t } = useTranslation('supervisor');
  const inSection = (section: Section): number => lines.filter((line) => sectionOf(line) === section).length;
  const sum = (of: (line: BoardLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const figures = [
    [t('board.inCall'), count(inSection('in-call'))],
    [t('board.ready'), count(inSection('ready'))],
    [t('board.away'), count(inSection('away'))],
    [t('board.waiting'), <WaitingCallers key="waiting" waiting={waiting} />],
    [t('board.callsToday'), count(sum(({ callsToday }) => callsToday))],
    [t('board.talkToday'), duration(sum(({ talkSecondsToday }) => talkSecondsToday))],
  ] as const;
  return (
    <Paper withBorder bg="var(--star7-surface)">
      <dl className={classes.summary} aria-label={t('board.summary')}>
        {figures.map(([name, value]) => (
          <div key={name} data-testid={name === t('board.waiting') ? 'board-waiting' : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}

function WaitingCallers({ waiting: { callers, since } }: { waiting: Waiting }) {
  const { t } = useTranslation('supervisor');
  return (
    <>
      {count(callers)}
      {since !== null && (
        <Text span size="sm" c="dimmed" ml={6}>
          <Longest since={since} words={(time) => t('board.waitingLongest', { time })} />
        </Text>
      )}
    </>
  );
}

/** Ticks by itself each second; not announced by screen readers. */
function Longest({ since, words }: { since: number; words: (time: string) => string }) {
  const now = useNow();
  return (
    <span role="timer" aria-live="off">
      {words(duration(Math.max(0, now - since) / 1000))}
    </span>
  );
}

function found(lines: BoardLine[], search: string): BoardLine[] {
  const wanted = search.trim().toLowerCase();
  return lines.filter(
    ({ name, extension }) => name.toLowerCase().includes(wanted) || extension.startsWith(wanted),
  );
}
