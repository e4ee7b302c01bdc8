import { Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { revealReasons } from '#reveal/model/reveal-request';
import type { Revealable, RevealReason } from '#reveal/model/reveal-request';
import { fieldFault } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { dateTime } from '../../i18n/formats';
import { threadQuery } from '../../mails/mails-data';
import { revealAccessQuery, revealsKey } from './reveals-data';

/** Asks to see something of an order. Nothing for whoever may not. @param slots that the order has something in */
export function RevealForm({ orderNumber, slots }: { orderNumber: string; slots: readonly string[] }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [what, setWhat] = useState('');
  const [reason, setReason] = useState<RevealReason>('authority');
  const [note, setNote] = useState('');
  const { data: access } = useQuery(revealAccessQuery);
  const { data: thread } = useQuery({ ...threadQuery(orderNumber), enabled: isOpen });
  const choices = [
    ...(['main', 'second', 'recipient', 'email'] as const)
      .filter((slot) => slots.includes(slot))
      .map((slot) => ({ value: slot as string, label: t(`reveal.whats.${slot}`) })),
    ...(thread?.items ?? []).map(({ id, at, subject }) => ({
      value: `mail ${String(id)}`,
      label: t('reveal.mailOf', { when: dateTime(at), subject }),
    })),
  ];
  const chosen = what === '' ? (choices[0]?.value ?? '') : what;
  const ask = useMutation({
    mutationFn: () => {
      const [kind = 'main', mail] = chosen.split(' ');
      return take(
        api.POST('/api/reveals', {
          body: {
            ...{ orderNumber, what: kind as Revealable, reason, note },
            ...(mail !== undefined && { mail: Number(mail) }),
          },
        }),
      );
    },
    onSuccess: async () => {
      notify('good', t('reveal.asked'));
      close();
      await queries.invalidateQueries({ queryKey: revealsKey });
    },
  });
  function close(): void {
    setOpen(false);
    setNote('');
    setWhat('');
    setReason('authority');
    ask.reset();
  }
  if (access?.may !== true) return null;
  const fault = fieldFault(ask.error, 'note');
  return (
    <>
      <Button variant="default" size="xs" w="fit-content" onClick={() => setOpen(true)}>
        {t('reveal.title')}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={t('reveal.title')}
        text={t('reveal.about')}
        yes={t('reveal.ask')}
        no={t('reveal.cancel')}
        busy={ask.isPending}
        held={chosen === '' || note.trim().length < 10}
        danger={false}
        error={fault === null ? ask.error : null}
        onYes={() => ask.mutate()}
        onNo={close}
      >
        <Stack gap="sm">
          <NativeSelect
            label={t('reveal.what')}
            data={choices}
            value={chosen}
            onChange={(event) => setWhat(event.currentTarget.value)}
            data-autofocus
          />
          <NativeSelect
            label={t('reveal.reason')}
            data={revealReasons.map((value) => ({ value, label: t(`reveal.reasons.${value}`) }))}
            value={reason}
            onChange={({ currentTarget: { value } }) =>
              setReason(revealReasons.find((each) => each === value) ?? 'other')
            }
          />
          <Textarea
            label={t('reveal.note')}
            description={t('reveal.noteHint')}
            value={note}
            maxLength={500}
            rows={3}
            error={fault}
            onChange={(event) => {
              setNote(event.currentTarget.value);
              if (ask.isError) ask.reset();
            }}
          />
          {choices.length === 0 && <Text size="sm">{t('reveal.none')}</Text>}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
