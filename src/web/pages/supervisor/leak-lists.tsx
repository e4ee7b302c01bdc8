import { Anchor, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { count } from '../../i18n/formats';
import { hitClasses, isWorthALook, useCallsText, useChannelName, useDecoys } from './decoys-data';
import { listsId } from './leak-answer';
import classes from './leaks.module.css';

/** Lists that got out, as calls to their decoys have it: stand where an owner looks first, and are about lists, not persons. */
export function LeakLists() {
  const { t } = useTranslation('supervisor');
  const { data } = useDecoys();
  const nameOf = useChannelName();
  const callsOf = useCallsText();
  if (data === undefined) return null;
  const { channels, controls, isMeasured } = data.standing;
  const out = channels.filter(isWorthALook);
  if (out.length === 0) return null;
  const controlCalls = hitClasses.reduce((sum, one) => sum + controls.hits[one], 0);
  return (
    <ul className={classes.cases} id={listsId} data-lists>
      {out.map((channel) => {
        const { kind, key, strength } = channel;
        const name = nameOf(channel);
        const list = kind === 'manager' ? t('decoys.out.list', { name }) : name;
        return (
          <Paper
            component="li"
            withBorder
            p="md"
            bg="var(--star7-surface)"
            key={`${kind}:${key}`}
            data-list={key}
          >
            <Stack gap={4} maw={720}>
              <Text fw={600}>{t('decoys.out.title', { list })}</Text>
              <Text size="sm">
                {t('decoys.out.calls', { decoys: channel.decoys, calls: callsOf(channel.hits) })}{' '}
                {isMeasured
                  ? t('decoys.out.chance', {
                      ...{ numbers: count(controls.numbers), calls: count(controlCalls) },
                      strength: t(`decoys.strengths.${strength}`),
                    })
                  : t('decoys.out.assumed', { strength: t(`decoys.strengths.${strength}`) })}
              </Text>
              <Text size="sm">{t('decoys.out.who')}</Text>
              <Text size="sm" c="dimmed">
                {t('decoys.out.ask')}
              </Text>
              <Anchor href="#decoy-hits" size="sm">
                {t('decoys.out.see')}
              </Anchor>
            </Stack>
          </Paper>
        );
      })}
    </ul>
  );
}
