import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { isAtProof, ProofField, useProof } from '../../components/proof-field';
import { dateTime } from '../../i18n/formats';
import classes from './entry-list.module.css';
import { OrderLink } from './order-link';
import { revealAccessQuery, revealsKey, revealsQuery, secondsLeft } from './reveals-data';
import type { Reveal, Revealed } from './reveals-data';

/** What was asked for: to be approved, refused, taken back or looked at. Nothing for whoever may not. @param orderNumber of one order alone */
export function Reveals({ orderNumber }: { orderNumber?: string }) {
  const { t } = useTranslation('supervisor');
  const { data: access } = useQuery(revealAccessQuery);
  const { data, error } = useQuery({ ...revealsQuery, enabled: access?.may === true });
  if (access?.may !== true) return null;
  const items = (data?.items ?? []).filter(
    (each) => orderNumber === undefined || each.orderNumber === orderNumber,
  );
  if (items.length === 0 && error === null) return null;
  return (
    <section aria-label={t('reveal.list')}>
      <Title order={2} size="h5" mb="xs">
        {t('reveal.list')}
      </Title>
      <ProblemAlert error={error} />
      <ul className={classes.list}>
        {items.slice(0, orderNumber === undefined ? 20 : items.length).map((each) => (
          <Line key={each.id} reveal={each} isOfOrder={orderNumber !== undefined} />
        ))}
      </ul>
    </section>
  );
}

function Line({ reveal, isOfOrder }: { reveal: Reveal; isOfOrder: boolean }) {
  const { t } = useTranslation('supervisor');
  const { state, own } = reveal;
  // The list does not know it yet, and what is seen cannot be taken back.
  const [isShown, setShown] = useState(false);
  const at = dateTime(reveal.shownAt ?? reveal.decidedAt ?? reveal.askedAt);
  return (
    <Paper component="li" withBorder p="sm" bg="var(--star7-surface)">
      <Stack gap={4}>
        <Text size="sm">
          {!isOfOrder && (
            <>
              <OrderLink orderNumber={reveal.orderNumber} />{' '}
            </>
          )}
          {t('reveal.line', { who: nameOf(reveal.askedBy), what: t(`reveal.whats.${reveal.what}`) })}{' '}
          <Badge
            color={state === 'shown' ? 'red' : state === 'asked' || state === 'approved' ? 'orange' : 'gray'}
            variant="light"
            tt="none"
            radius="sm"
            size="sm"
          >
            {t(`reveal.states.${state}`)}
          </Badge>
        </Text>
        <Text size="sm">
          {t(`reveal.reasons.${reveal.reason}`)}: {reveal.note}
        </Text>
        <Text size="xs" c="dimmed">
          {reveal.decidedBy === null ? at : `${at} · ${nameOf(reveal.decidedBy)}`}
        </Text>
        {(state === 'asked' || state === 'approved') && !isShown && (
          <Group gap="xs">
            {state === 'asked' && !own && <Approve reveal={reveal} />}
            <Refuse reveal={reveal} words={t(own ? 'reveal.takeBack' : 'reveal.refuse')} />
          </Group>
        )}
        {own && <Look reveal={reveal} onShown={() => setShown(true)} />}
      </Stack>
    </Paper>
  );
}

/** Of somebody in the audit log. */
function nameOf(actor: string): string {
  return actor.replace(/^[a-z]+:/, '');
}

/** Shows nothing to anybody: being signed in is enough. */
function Refuse({ reveal, words }: { reveal: Reveal; words: string }) {
  const queries = useQueryClient();
  const refuse = useMutation({
    mutationFn: () =>
      take(api.POST('/api/reveals/{reveal}/refuse', { params: { path: { reveal: String(reveal.id) } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: revealsKey }),
  });
  return (
    <>
      <Button size="compact-sm" variant="default" loading={refuse.isPending} onClick={() => refuse.mutate()}>
        {words}
      </Button>
      <ProblemAlert error={refuse.error} />
    </>
  );
}

/** With the password or a code: whoever has somebody's session approves nothing. */
function Approve({ reveal }: { reveal: Reveal }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const proof = useProof(typed);
  const approve = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/reveals/{reveal}/approve', {
          params: { path: { reveal: String(reveal.id) } },
          body: proof.body,
        }),
      ),
    onSuccess: async () => {
      close();
      await queries.invalidateQueries({ queryKey: revealsKey });
    },
  });
  function close(): void {
    setAsking(false);
    setTyped('');
    approve.reset();
  }
  return (
    <>
      <Button size="compact-sm" variant="light" onClick={() => setAsking(true)}>
        {t('reveal.approve')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('reveal.approve')}
        text={t('reveal.approveText', {
          who: nameOf(reveal.askedBy),
          what: t(`reveal.whats.${reveal.what}`),
          order: reveal.orderNumber,
          reason: t(`reveal.reasons.${reveal.reason}`),
          note: reveal.note,
        })}
        yes={t('reveal.approve')}
        no={t('reveal.cancel')}
        busy={approve.isPending}
        held={proof.isMissing}
        danger={false}
        error={isAtProof(approve.error) ? null : approve.error}
        onYes={() => approve.mutate()}
        onNo={close}
      >
        <ProofField
          typed={typed}
          onType={setTyped}
          error={approve.error}
          labels={{ code: t('reveal.code'), password: t('reveal.password') }}
        />
      </ConfirmDialog>
    </>
  );
}

/** Shows it once, and hides it after a minute: not when the list says meanwhile that it was shown. */
function Look({ reveal, onShown }: { reveal: Reveal; onShown: () => void }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [typed, setTyped] = useState('');
  const proof = useProof(typed);
  const [error, setError] = useState<unknown>(null);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const hide = (): void => {
    setRevealed(null);
    void queries.invalidateQueries({ queryKey: revealsKey });
  };
  const look = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const path = { reveal: String(reveal.id) };
      setRevealed(await take(api.POST('/api/reveals/{reveal}/look', { params: { path }, body: proof.body })));
      onShown();
      close();
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  };
  function close(): void {
    setAsking(false);
    setTyped('');
    setError(null);
  }
  if (revealed !== null) return <Shown revealed={revealed} onHidden={hide} />;
  if (reveal.state !== 'approved') return null;
  return (
    <>
      <Button size="compact-sm" color="red" variant="light" onClick={() => setAsking(true)} w="fit-content">
        {t('reveal.look')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('reveal.look')}
        text={t('reveal.lookText')}
        yes={t('reveal.lookYes')}
        no={t('reveal.cancel')}
        busy={isBusy}
        held={proof.isMissing}
        error={isAtProof(error) ? null : error}
        onYes={() => void look()}
        onNo={close}
      >
        <ProofField
          typed={typed}
          onType={setTyped}
          error={error}
          labels={{ code: t('reveal.code'), password: t('reveal.password') }}
        />
      </ConfirmDialog>
    </>
  );
}

function Shown({ revealed, onHidden }: { revealed: Revealed; onHidden: () => void }) {
  const { t } = useTranslation('supervisor');
  const [until] = useState(() => Date.now() + revealed.seconds * 1000);
  const [left, setLeft] = useState(revealed.seconds);
  const part = useRef<HTMLDivElement>(null);
  const isOver = left <= 0;
  useEffect(() => {
    // The button that had the focus is gone.
    part.current?.focus();
    const timer = setInterval(() => setLeft(secondsLeft(until, Date.now())), 1000);
    return () => clearInterval(timer);
  }, [until]);
  useEffect(() => {
    if (isOver) onHidden();
  }, [isOver, onHidden]);
  const { contact, mail } = revealed;
  return (
    <Paper ref={part} tabIndex={-1} withBorder p="sm" data-testid="revealed">
      {contact !== null && (
        <Text size="lg" fw={600}>
          {contact}
        </Text>
      )}
      {mail !== null && (
        <Stack gap={4}>
          {mail.from.length > 0 && (
            <Text size="sm">
              {t('reveal.from')}: {mail.from.join(', ')}
            </Text>
          )}
          <Text size="sm" fw={600}>
            {mail.subject}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {mail.text}
          </Text>
          {mail.packed !== null && <SaveMail packed={mail.packed} />}
        </Stack>
      )}
      <Group gap="xs" mt="xs">
        <Text size="xs" c="dimmed">
          {t('reveal.seconds', { count: left })}
        </Text>
        <Button size="compact-xs" variant="default" onClick={onHidden}>
          {t('reveal.hide')}
        </Button>
      </Group>
    </Paper>
  );
}

/** Not by an address that holds the mail itself: browsers cut those after 2 MB. */
function SaveMail({ packed }: { packed: string }) {
  const { t } = useTranslation('supervisor');
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const bytes = Uint8Array.from(atob(packed), (each) => each.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/gzip' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [packed]);
  return (
    <a href={address} download="mail.eml.gz">
      {t('reveal.save')}
    </a>
  );
}
