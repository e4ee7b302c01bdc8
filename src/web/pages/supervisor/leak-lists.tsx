import { Anchor, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { contactsIn, isWorthALook, useContactsText, useDecoys, useListName } from './decoys-data';
import { listsId } from './leak-answer';
import classes from './leaks.module.css';

/** Lists that got out, as calls to their decoys have it: stand where an owner looks first, and are about lists, not persons. */
export function LeakLists() {
  const { t } = useTranslation('supervisor');
  const { data } = useDecoys();
  const listOf = useListName();
  const contactsOf = useContactsText();
  if (data === undefined) return null;
  const { channels, controls, isMeasured } = data.standing;
  const out = channels.filter(isWorthALook);
  if (out.length === 0) return null;
  const ofControls =
    contactsIn(controls) === 0
      ? t('decoys.out.noControlCalls')
      : t('decoys.out.controls', { count: controls.numbers, calls: contactsOf(controls) });
  return (
    <ul className={classes.cases} id={listsId} data-lists>
      {out.map((channel) => {
        const { kind, key, decoys } = channel;
        const list = listOf(channel);
        const calls = contactsOf(channel);
        const strength = t(`decoys.out.strengths.${channel.strength === 'strong' ? 'strong' : 'evidence'}`);
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
                {t('decoys.out.which', { count: decoys })}{' '}
                {isMeasured
                  ? t('decoys.out.measured', { strength, calls, controls: ofControls })
                  : t('decoys.out.assumed', { strength, calls })}
              </Text>
              <Text size="sm">{t(kind === 'manager' ? 'decoys.out.whoManager' : 'decoys.out.who')}</Text>
              <Text size="sm" c="dimmed">
                {t('decoys.out.ask')} {t('decoys.out.settle')}
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
