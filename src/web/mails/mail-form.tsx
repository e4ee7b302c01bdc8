import { isOfSms } from '#mail/model/template-slugs';
import { smsForm, splitSms } from '#mail/model/sms/sms-text';
import type { Language } from '#kernel/language';
import { Button, Group, Kbd, NativeSelect, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault } from '../api/api-problem';
import { api, newIdempotencyKey, take } from '../api/client';
import { notify } from '../app/notify';
import { ProblemAlert } from '../components/problem-alert';
import type { KeptDraft } from '../components/use-draft';
import classes from './mail.module.css';
import { filledTemplatesQuery, mailDraftQuery } from './mails-data';
import type { Template, Transport } from './mails-data';

/** What is being written. */
export interface MailDraft {
  /** Absent in what an earlier version kept. */
  transport?: Transport;
  subject: string;
  text: string;
  /** The idempotency key: a repeated request sends it once. */
  key: string;
}

interface MailFormProps {
  orderNumber: string;
  /** The ways to the customer, at least one; the first is offered. */
  ways: readonly Transport[];
  /** Parts that an SMS may have. */
  mostParts: number;
  /** Whether there is no thread yet that would have a subject. */
  asksSubject: boolean;
  /** What the server has of an earlier visit, maybe from another machine. */
  keptText: string;
  /** What this tab has, to the last key. */
  local: KeptDraft<MailDraft>;
  field: RefObject<HTMLTextAreaElement | null>;
  onClose: () => void;
}

const longestMail = 20_000;
const pauseMs = 1000;

/** Writes to the customer. What is typed is kept in this tab at once, and at the server after a pause. */
export function MailForm(props: MailFormProps) {
  const { orderNumber, ways, mostParts, keptText, local, field, onClose } = props;
  const { t } = useTranslation('mail');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const { kept, keep, forget } = local;
  const [draft, setDraft] = useState<MailDraft>(() => ({
    subject: kept?.subject ?? '',
    text: kept?.text ?? keptText,
    key: kept?.key ?? newIdempotencyKey(),
  }));
  const wanted = draft.transport ?? ways[0];
  const transport = ways.includes(wanted ?? 'mail') ? wanted : ways[0];
  const isSms = transport === 'sms';
  const asksSubject = props.asksSubject && !isSms;
  const settle = useKeptAtServer(orderNumber, draft.text, keptText);
  const change = (changed: Partial<MailDraft>): void => {
    // Another text is another mail.
    const after = { ...draft, ...changed, key: newIdempotencyKey() };
    setDraft(after);
    keep(after);
    if (send.isError) send.reset();
  };
  const send = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/orders/{number}/mails', {
          params: { path: { number: orderNumber }, header: { 'idempotency-key': draft.key } },
          body: {
            text: draft.text,
            ...(isSms ? { transport } : draft.subject.trim() !== '' && { subject: draft.subject }),
          },
        }),
      ),
    onSuccess: (mail) => {
      forget();
      settle();
      queries.setQueryData(mailDraftQuery(orderNumber).queryKey, { text: '' });
      void queries.invalidateQueries({ queryKey: ['order', orderNumber, 'mails'] });
      if (mail.hidden > 0) notify('hint', t(isSms ? 'smsSentHidden' : 'sentHidden', { count: mail.hidden }));
      else notify('good', t(isSms ? 'smsSent' : 'sent'));
      onClose();
    },
  });
  const isEmpty = draft.text.trim() === '';
  const submit = (): void => {
    if (send.isPending) return;
    if (isEmpty) field.current?.focus();
    else send.mutate();
  };
  const discard = (): void => {
    forget();
    settle();
    queries.setQueryData(mailDraftQuery(orderNumber).queryKey, { text: '' });
    void take(
      api.PUT('/api/orders/{number}/mail-draft', {
        params: { path: { number: orderNumber } },
        body: { text: '' },
      }),
    ).catch(() => undefined);
    onClose();
  };
  const faults = ['text', 'subject'].map((name) => fieldFault(send.error, name));
  return (
    <form
      className={classes.form}
      aria-label={t('form')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        // It sends, and saves nothing of the order's form.
        event.preventDefault();
        if (!event.repeat && !event.nativeEvent.isComposing) submit();
      }}
    >
      {ways.length > 1 && (
        <SegmentedControl
          value={transport ?? 'mail'}
          onChange={(value) => change({ transport: value })}
          data={(['mail', 'sms'] as const).map((value) => ({ value, label: t(`way.${value}`) }))}
          aria-label={t('way.label')}
          readOnly={send.isPending}
        />
      )}
      <Templates
        key={transport}
        isSms={isSms}
        orderNumber={orderNumber}
        onChosen={({ subject, text }) => {
          change({
            ...(asksSubject && { subject }),
            text: draft.text.trim() === '' ? text : `${draft.text.trimEnd()}\n\n${text}`,
          });
          field.current?.focus();
        }}
      />
      {asksSubject && (
        <TextInput
          label={t('subject')}
          placeholder={t('subjectHint', { number: orderNumber })}
          value={draft.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
          error={faults[1]}
          maxLength={200}
          autoComplete="off"
        />
      )}
      <Textarea
        ref={field}
        label={t('text')}
        description={t(isSms ? 'smsHint' : 'textHint')}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        error={faults[0]}
        readOnly={send.isPending}
        rows={isSms ? 4 : 8}
        maxLength={longestMail}
      />
      {isSms && <PartsOf text={draft.text.trim()} most={mostParts} />}
      <ProblemAlert error={faults.some((fault) => fault !== null) ? null : send.error} />
      <Group justify="flex-end" gap="xs">
        <Button type="button" variant="subtle" color="gray" onClick={discard}>
          {isEmpty ? common('cancel') : t('discard')}
        </Button>
        <Button type="submit" loading={send.isPending}>
          {t('send')}
          <Kbd size="xs" ml="xs" className={classes.keys ?? ''} aria-hidden>
            Ctrl+Enter
          </Kbd>
        </Button>
      </Group>
    </form>
  );
}

/** Keeps the text at the server after a pause in typing, and when the form goes. @returns call it once there is nothing to keep */
function useKeptAtServer(orderNumber: string, text: string, before: string): () => void {
  const state = useRef({ text, saved: before });
  state.current.text = text;
  const save = useCallback(() => {
    const { text: now, saved } = state.current;
    if (now === saved) return;
    state.current.saved = now;
    take(
      api.PUT('/api/orders/{number}/mail-draft', {
        params: { path: { number: orderNumber } },
        body: { text: now },
      }),
    ).catch(() => {
      // The tab has it; the next pause tries again.
      state.current.saved = saved;
    });
  }, [orderNumber]);
  useEffect(() => {
    const timer = setTimeout(save, pauseMs);
    return () => clearTimeout(timer);
  }, [text, save]);
  useEffect(() => save, [save]);
  return () => {
    state.current.saved = state.current.text;
  };
}

/** How many SMS a text takes: each is paid for. */
function PartsOf({ text, most }: { text: string; most: number }) {
  const { t } = useTranslation('mail');
  const { parts, left } = splitSms(smsForm(text));
  const isTooLong = parts.length > most;
  return (
    <Text size="xs" {...(isTooLong ? { c: 'red' } : { c: 'dimmed' })} role="status" data-testid="sms-parts">
      {isTooLong
        ? t('smsTooLong', { count: parts.length, most })
        : t('smsCount', { count: parts.length, left })}
    </Text>
  );
}

function Templates({
  orderNumber,
  isSms,
  onChosen,
}: {
  orderNumber: string;
  isSms: boolean;
  onChosen: (chosen: Template) => void;
}) {
  const { t } = useTranslation('mail');
  const { data } = useQuery(filledTemplatesQuery(orderNumber));
  if (data === undefined) return null;
  const of = (language: Language) => ({
    group: t(`language.${language}`),
    items: data.items
      .filter((template) => template.language === language && isOfSms(template.slug) === isSms)
      .map(({ slug }) => ({ value: `${slug} ${language}`, label: t(`template.${slug}`) })),
  });
  return (
    <NativeSelect
      label={t('templates')}
      value=""
      data={[{ value: '', label: t('chooseTemplate') }, of('ru'), of('en')]}
      onChange={({ currentTarget: { value } }) => {
        const chosen = data.items.find(({ slug, language }) => `${slug} ${language}` === value);
        if (chosen !== undefined) onChosen(chosen);
      }}
    />
  );
}
