import { Button, Group, NativeSelect, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useLastShown } from '../../components/use-last-shown';
import { dayLabel } from './day-label';
import { casesId } from './leak-answer';
import { isWorthALook, useDecoys } from './decoys-data';
import { LeakLists } from './leak-lists';
import { LeakStanding } from './leak-standing';
import { leaksKey, reasons, useGroupName } from './leaks-data';
import type { LeakCase, LeakWatch } from './leaks-data';
import classes from './leaks.module.css';

const longestNote = 1000;

/** Words of a button that may need two lines on a small screen. */
const wrapping = { root: classes.wrapping ?? '', label: classes.wrappingLabel ?? '' };

/** Cases that wait for a person, each with what is to be asked first. */
export function LeakCases({ watch }: { watch: LeakWatch }) {
  const { t } = useTranslation('supervisor');
  const [closing, setClosing] = useState<LeakCase | null>(null);
  const [naming, setNaming] = useState<LeakCase | null>(null);
  const nameOf = useGroupName(t('leaks.small'));
  const open = watch.cases.filter(({ closedAt }) => closedAt === null);
  const closed = watch.cases.filter(({ closedAt }) => closedAt !== null);
  const lists = (useDecoys().data?.standing.channels ?? []).filter(isWorthALook).length;
  return (
    <section aria-labelledby={casesId}>
      <Title order={2} size="h5" id={casesId} mb="xs">
        {t(open.length > 0 || lists > 0 ? 'leaks.cases.title' : 'leaks.cases.titleNone')}
      </Title>
      <LeakLists />
      {open.length === 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t(watch.shop?.fell === true ? 'leaks.cases.noneFell' : 'leaks.cases.none')}
        </Text>
      ) : (
        <ul className={classes.cases}>
          {open.map((one) => {
            const name = nameOf(one);
            return (
              <Paper
                component="li"
                withBorder
                p="md"
                bg="var(--star7-surface)"
                key={one.id}
                data-case={one.id}
              >
                <Group justify="space-between" align="start" gap="sm">
                  <Stack gap={4} maw={720}>
                    <Text fw={600}>{t(`leaks.cases.${one.kind}`, { name })}</Text>
                    <Text size="sm">
                      {t(`leaks.cases.says.${one.lamp}`, {
                        ...figuresOf(watch, one),
                        week: dayLabel(one.openedWeek),
                      })}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t('leaks.cases.ask')}
                    </Text>
                    <LeakStanding one={one} name={name} />
                    {isOfPerson(one) && one.namedBy.length > 0 && (
                      <Text size="sm" c="dimmed">
                        {t(one.namedBy.length > 1 ? 'leaks.name.two' : 'leaks.name.one')}
                      </Text>
                    )}
                  </Stack>
                  <Group gap="xs">
                    {isOfPerson(one) && one.namedBy.length < 2 && (
                      <Button
                        variant="subtle"
                        classNames={wrapping}
                        onClick={() => setNaming(one)}
                        aria-label={t('leaks.name.of', { name })}
                      >
                        {t('leaks.name.open')}
                      </Button>
                    )}
                    <Button
                      variant="default"
                      classNames={wrapping}
                      onClick={() => setClosing(one)}
                      aria-label={t('leaks.close.of', { name })}
                    >
                      {t('leaks.close.open')}
                    </Button>
                  </Group>
                </Group>
              </Paper>
            );
          })}
        </ul>
      )}
      {closed.length > 0 && (
        <details>
          <Text component="summary" size="sm" mt="sm">
            {t('leaks.cases.closed', { count: closed.length })}
          </Text>
          <ul>
            {closed.map((one) => (
              <Text component="li" size="sm" key={one.id}>
                {[
                  `${t(`leaks.kinds.${one.kind}`)}: ${nameOf(one)}`,
                  t('leaks.cases.noticed', { week: dayLabel(one.openedWeek) }),
                  ...(one.reason === null ? [] : [t(`leaks.reasons.${one.reason}`)]),
                  ...(one.note === null ? [] : [one.note]),
                ].join('; ')}
              </Text>
            ))}
          </ul>
        </details>
      )}
      <CloseCase
        one={closing}
        name={closing === null ? '' : nameOf(closing)}
        onClose={() => setClosing(null)}
      />
      <NameCase one={naming} name={naming === null ? '' : nameOf(naming)} onClose={() => setNaming(null)} />
    </section>
  );
}

/** The latest figures of what showed the case. */
function figuresOf({ groups }: LeakWatch, { kind, group, lamp }: LeakCase) {
  const figures = groups
    .find((each) => each.kind === kind && each.group === group)
    ?.lamps.find((each) => each.lamp === lamp);
  if (figures === undefined) return { observed: '–', low: '–', high: '–' };
  return { observed: Math.round(figures.observed), low: figures.low, high: figures.high };
}

function CloseCase({ one, name, onClose }: { one: LeakCase | null; name: string; onClose: () => void }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const shown = useLastShown(one);
  const [reason, setReason] = useState<(typeof reasons)[number]>('explained');
  const [note, setNote] = useState('');
  const close = useMutation({
    mutationFn: (id: number) =>
      take(
        api.POST('/api/leaks/cases/{id}/close', {
          params: { path: { id: String(id) } },
          body: { reason, note: note.trim() === '' ? null : note.trim() },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: leaksKey });
      notify('good', t('leaks.close.done'));
      setNote('');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={one !== null}
      title={t('leaks.close.title')}
      text={t('leaks.close.text', { name })}
      yes={t('leaks.close.yes')}
      no={t('leaks.close.no')}
      danger={false}
      busy={close.isPending}
      error={close.error}
      onYes={() => {
        if (shown !== null) close.mutate(shown.id);
      }}
      onNo={() => {
        close.reset();
        onClose();
      }}
    >
      <NativeSelect
        label={t('leaks.close.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value as typeof reason)}
        data={reasons.map((value) => ({ value, label: t(`leaks.reasons.${value}`) }))}
      />
      <Textarea
        label={t('leaks.close.note')}
        description={t('leaks.close.noteText')}
        value={note}
        maxLength={longestNote}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={3}
      />
    </ConfirmDialog>
  );
}

function NameCase({ one, name, onClose }: { one: LeakCase | null; name: string; onClose: () => void }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const shown = useLastShown(one);
  const agree = useMutation({
    mutationFn: (id: number) =>
      take(api.POST('/api/leaks/cases/{id}/name', { params: { path: { id: String(id) } } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: leaksKey });
      notify('good', t('leaks.name.done'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={one !== null}
      title={t('leaks.name.title')}
      text={t('leaks.name.text', { name })}
      yes={t('leaks.name.yes')}
      no={t('leaks.name.no')}
      danger={false}
      busy={agree.isPending}
      error={agree.error}
      onYes={() => {
        if (shown !== null) agree.mutate(shown.id);
      }}
      onNo={() => {
        agree.reset();
        onClose();
      }}
    />
  );
}

/** A manager's own customers, or those who were. */
function isOfPerson({ kind }: LeakCase): boolean {
  return kind === 'manager' || kind === 'former';
}
