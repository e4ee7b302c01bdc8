import { gradeOf, gradeOfTalk } from '#calls/model/speech-quality';
import type { SpeechGrade } from '#calls/model/speech-quality';
import { Badge, Stack, Text } from '@mantine/core';
import type { MantineColor } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Call, ItemOf } from '../../api/types';
import type { LiveQuality } from './board-data';
import { decimal } from './decimal';

export type LegQuality = Call['quality'][number];

const colours: Record<SpeechGrade, MantineColor> = { good: 'green', fair: 'gray', poor: 'red' };

/** Whose line it is, in words. */
function sideOf({ party, trunk }: Pick<LegQuality, 'party' | 'trunk'>) {
  return party === 'manager' && trunk !== null ? 'mobile' : party;
}

/** How each leg of an ended call sounded, and whose it was. */
export function Sounds({ quality }: { quality: readonly LegQuality[] }) {
  const { t } = useTranslation('supervisor');
  if (quality.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('sound.none')}
      </Text>
    );
  return (
    <Stack gap="xs" data-testid="sounds">
      {quality.map((leg, nth) => {
        const grade = gradeOfTalk(leg);
        const words = t(`sound.grade.${grade}`);
        return (
          // A leg has one entry for each who measured.
          <div key={nth} data-party={leg.party} data-source={leg.source}>
            <Badge variant="light" color={colours[grade]} tt="none" radius="sm">
              {leg.source === 'page'
                ? t('sound.page', { grade: words })
                : t('sound.line', { side: t(`sound.side.${sideOf(leg)}`), grade: words })}
            </Badge>
            <Text size="xs" c="dimmed">
              {figuresOf(leg, t)}
            </Text>
            {leg.fault !== null && <Text size="xs">{t(`sound.fault.${leg.fault}`)}</Text>}
          </div>
        );
      })}
    </Stack>
  );
}

/** What is bad in a live call now, by whose line it is; null if nothing is. */
export function BadNow({ quality }: { quality: ItemOf<LiveQuality>['quality'] | undefined }) {
  const { t } = useTranslation('supervisor');
  const words = (quality ?? []).flatMap((leg) => {
    const grade = gradeOf(leg.latestMos);
    if (leg.source === 'page') return leg.fault === null ? [] : [t(`sound.fault.${leg.fault}`)];
    if (grade === 'good') return [];
    return [t('sound.line', { side: t(`sound.side.${sideOf(leg)}`), grade: t(`sound.grade.${grade}`) })];
  });
  if (words.length === 0) return null;
  return (
    <Text size="sm" c="var(--star7-warn)" data-testid="bad-sound">
      {words.join(' · ')}
    </Text>
  );
}

function figuresOf(
  { mos, lowestMos, from, to, roundTripMs }: LegQuality,
  t: TFunction<'supervisor'>,
): string {
  const way = (one: NonNullable<LegQuality['from']>) => ({
    loss: decimal(one.lossPercent, 1),
    jitter: decimal(one.jitterMs, 0),
  });
  const ways = [
    ...(from === null ? [] : [t('sound.from', way(from))]),
    ...(to === null ? [] : [t('sound.to', way(to))]),
    ...(roundTripMs === null ? [] : [t('sound.roundTrip', { time: decimal(roundTripMs, 0) })]),
  ];
  return t('sound.figures', {
    mos: decimal(mos, 1),
    lowest: decimal(lowestMos, 1),
    ways: ways.join('; '),
  });
}
