import { Anchor, Button, Group, Kbd, Text, Title } from '@mantine/core';
import { IconMail, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useKeyActions } from '../app/work-keys';
import { lazyPart } from '../components/lazy-part';
import { ProblemAlert } from '../components/problem-alert';
import { useDraft } from '../components/use-draft';
import { date } from '../i18n/formats';
import { AddressLine } from './address-line';
import { MailForm } from './mail-form';
import type { MailDraft } from './mail-form';
import { MailItem } from './mail-item';
import classes from './mail.module.css';
import { mailDraftQuery, threadQuery } from './mails-data';
import type { MailLine, Thread, Transport } from './mails-data';

const ProgramAddress = lazyPart<{ orderNumber: string }>(() =>
  import('./program-address').then(({ ProgramAddress: address }) => address),
);

/** Mails of a long thread that are in sight. */
const inSight = 5;

/** The mails of an order, and the form for a new one. Nothing where the site has no mail. */
export function MailThread({ orderNumber }: { orderNumber: string }) {
  const { t } = useTranslation('mail');
  const { data: thread, error } = useQuery(threadQuery(orderNumber));
  const [isWriting, setWriting] = useState(false);
  const [showAll, setShowAll] = useState(false);
  const ways = waysOf(thread);
  const canWrite = ways.length > 0;
  const { data: kept } = useQuery({ ...mailDraftQuery(orderNumber), enabled: canWrite });
  const local = useDraft<MailDraft>(`mail:${orderNumber}`);
  // What was sent or discarded is none any more.
  const [isDone, setDone] = useState(false);
  const hasDraft = !isDone && (local.kept?.text ?? kept?.text ?? '') !== '';
  useEffect(() => {
    if (hasDraft) setWriting(true);
  }, [hasDraft]);
  const field = useRef<HTMLTextAreaElement>(null);
  // The field may have to be shown first.
  const write = (): void => {
    setWriting(true);
    requestAnimationFrame(() => field.current?.focus());
  };
  useKeyActions(canWrite ? { mail: write } : {});

  if (thread === undefined) return error === null ? null : <ProblemAlert error={error} />;
  const { on, sms, items, forgottenAt } = thread;
  if (!on && sms === null && items.length === 0 && forgottenAt === null) return null;
  const shown = showAll ? items : items.slice(-inSight);
  const earlier = items.length - shown.length;
  const whyNot = on ? 'noAddress' : sms === null ? 'off' : 'noSms';
  const isAnswer = items.some(({ direction }) => direction === 'in');
  return (
    <section className={classes.thread} aria-label={t('title')} data-testid="mails">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h5">
          {t('title')}
        </Title>
        <Anchor component={Link} href="/mail" size="sm">
          <IconSearch size={14} aria-hidden /> {t('search')}
        </Anchor>
      </Group>
      {forgottenAt !== null && (
        <Text c="dimmed" size="sm">
          {t('forgotten', { date: date(forgottenAt) })}
        </Text>
      )}
      {items.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('none')}
        </Text>
      )}
      {earlier > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowAll(true)}>
          {t('earlier', { count: earlier })}
        </Button>
      )}
      <ol className={classes.mails}>
        {shown.map((mail) => (
          <MailItem
            key={mail.id}
            orderNumber={orderNumber}
            mail={mail}
            isOpen={mail.id === lastRead(items)?.id}
          />
        ))}
      </ol>
      {on && <AddressLine orderNumber={orderNumber} thread={thread} />}
      {thread.canSubmit && (
        <Suspense fallback={null}>
          <ProgramAddress key={orderNumber} orderNumber={orderNumber} />
        </Suspense>
      )}
      {!canWrite && <Text size="sm">{t(whyNot)}</Text>}
      {canWrite && !isWriting && (
        <Button variant="default" leftSection={<IconMail size={16} aria-hidden />} onClick={write}>
          {t(isAnswer ? 'answer' : 'write')}
          <Kbd size="xs" ml="xs" aria-hidden>
            E
          </Kbd>
        </Button>
      )}
      {canWrite && isWriting && kept !== undefined && (
        <MailForm
          orderNumber={orderNumber}
          ways={ways}
          mostParts={sms?.mostParts ?? 1}
          asksSubject={items.every(({ transport }) => transport === 'sms')}
          keptText={isDone ? '' : kept.text}
          local={isDone ? { ...local, kept: null } : local}
          field={field}
          onClose={() => {
            setDone(true);
            setWriting(false);
          }}
        />
      )}
    </section>
  );
}

/** The ways to the customer; first the one by which they wrote last. */
function waysOf(thread: Thread | undefined): Transport[] {
  if (thread === undefined) return [];
  const last = thread.items.findLast(({ direction }) => direction === 'in')?.transport;
  const ways: Transport[] = [
    ...(thread.canWrite ? (['mail'] as const) : []),
    ...(thread.sms?.canWrite === true ? (['sms'] as const) : []),
  ];
  return last === 'sms' ? ways.reverse() : ways;
}

/** The newest that somebody wrote is open, unless that would make it a read one: opening a mail says that somebody reads it. */
function lastRead(items: readonly MailLine[]): MailLine | undefined {
  const last = items.findLast(({ kind }) => kind === 'person');
  return last === undefined || (last.direction === 'in' && last.readAt === null) ? undefined : last;
}
