import { Alert, Badge, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPackage, IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../api/api-problem';
import { api, setCsrfToken, take } from '../../api/client';
import type { Answer } from '../../api/types';
import { EmptyNote } from '../../components/empty-note';
import { LanguageSwitch } from '../../components/language-switch';
import { ProblemAlert } from '../../components/problem-alert';
import { useFilledIn } from '../../components/use-filled-in';
import { usePageTitle } from '../../components/use-page-title';
import { dateTime } from '../../i18n/formats';
import { preferLanguage } from '../../i18n/i18n';
import { EntryFrame } from '../sign-in/entry-frame';
import classes from './courier-day.module.css';

type Day = Answer<'/api/courier', 'get'>;

const dayKey = ['courier'] as const;

/** While a call is up its steps follow each other within seconds. */
const askEveryMs = { inCall: 1_500, idle: 20_000 };

/** The code of a link, `/courier#kq7m-wz2h-pnde`; taken out of the address, which stays in the history. */
function codeInAddress(): string {
  const code = window.location.hash.slice(1);
  if (code !== '') window.history.replaceState(null, '', window.location.pathname);
  return code;
}

/** The page of a courier on the own mobile: what is on the way, and Call. */
export function CourierDay() {
  const { t } = useTranslation('courier');
  const [linkCode, setLinkCode] = useState(codeInAddress);
  useEffect(() => {
    // A link that is opened where this page is open already.
    const takeCode = (): void => {
      const code = codeInAddress();
      if (code !== '') setLinkCode(code);
    };
    window.addEventListener('hashchange', takeCode);
    return () => window.removeEventListener('hashchange', takeCode);
  }, []);
  const day = useQuery({
    queryKey: dayKey,
    queryFn: askDay,
    enabled: linkCode === '',
    refetchInterval: ({ state: { data } }) => (data?.call ? askEveryMs.inCall : askEveryMs.idle),
    retry: (failures, error) => problemOf(error).passing && failures < 3,
  });
  usePageTitle(t('day.title'));
  if (linkCode !== '')
    return <SignIn key={linkCode} linkCode={linkCode} onSignedIn={() => setLinkCode('')} />;
  const isSignedOut = problemOf(day.error).slug === 'courier-signed-out';
  if (isSignedOut) return <SignIn linkCode="" onSignedIn={() => undefined} />;
  if (day.data !== undefined) return <Orders day={day.data} error={day.error} />;
  return (
    <EntryFrame>
      <ProblemAlert error={day.error} again={() => void day.refetch()} />
    </EntryFrame>
  );
}

async function askDay(): Promise<Day> {
  const day = await take(api.GET('/api/courier'));
  setCsrfToken(day.csrfToken);
  return day;
}

/** A link that has signed in once is opened again, with the session that it has begun. */
async function redeemOrGoOn(code: string, isOfLink: boolean): Promise<Day> {
  try {
    return await take(api.POST('/api/courier/session', { body: { code } }));
  } catch (error) {
    if (!isOfLink || problemOf(error).slug !== 'courier-code-refused') throw error;
    return await askDay().catch(() => {
      throw error;
    });
  }
}

function SignIn({ linkCode, onSignedIn }: { linkCode: string; onSignedIn: () => void }) {
  const { t } = useTranslation('courier');
  const queries = useQueryClient();
  const [code, setCode] = useState(linkCode);
  const signIn = useMutation({
    mutationFn: () => redeemOrGoOn(code.trim(), code === linkCode),
    onSuccess: (day) => {
      setCsrfToken(day.csrfToken);
      queries.setQueryData(dayKey, day);
      onSignedIn();
    },
  });
  const filled = useFilledIn(() => {
    if (!signIn.isPending) signIn.mutate();
  });
  const { mutate } = signIn;
  useEffect(() => {
    // A link signs in by itself.
    if (linkCode !== '') mutate();
  }, [linkCode, mutate]);
  return (
    <EntryFrame>
      <form {...filled.form}>
        <Stack>
          <div>
            <Title order={1} size="h2">
              {t('signIn.title')}
            </Title>
            <Text c="dimmed" size="sm">
              {t('signIn.hint')}
            </Text>
          </div>
          <TextInput
            label={t('signIn.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={filled.missing(code)}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            size="md"
            required
            withAsterisk={false}
          />
          <ProblemAlert error={signIn.error} />
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

function Orders({ day, error }: { day: Day; error: unknown }) {
  const { t } = useTranslation('courier');
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => take(api.DELETE('/api/courier/session')),
    onSettled: () => {
      setCsrfToken(null);
      return queries.resetQueries({ queryKey: dayKey });
    },
  });
  const call = useMutation({
    mutationFn: (orderNumber: string) =>
      take(api.POST('/api/courier/orders/{number}/calls', { params: { path: { number: orderNumber } } })),
    onSuccess: (next) => queries.setQueryData(dayKey, next),
    // What was shown is no longer so: the order is gone, or the session.
    onError: () => queries.invalidateQueries({ queryKey: dayKey }),
  });
  const { language } = day;
  useEffect(() => {
    void preferLanguage(language);
  }, [language]);
  return (
    <main className={classes.page}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Title order={1} size="h3">
            {t('day.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {day.name}
          </Text>
        </div>
        <Button
          variant="subtle"
          size="compact-sm"
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {t('day.signOut')}
        </Button>
      </Group>
      <ProblemAlert error={error} />
      {!day.hasPhone && (
        <Alert color="orange" role="status">
          {t('day.noPhone')}
        </Alert>
      )}
      {day.call !== null && <LiveCall call={day.call} />}
      <ProblemAlert error={call.error} />
      {day.orders.length === 0 ? (
        <EmptyNote icon={IconPackage} title={t('day.empty.title')} text={t('day.empty.text')} />
      ) : (
        <ul className={classes.orders}>
          {day.orders.map(({ orderNumber, customerName, handedOverAt }) => (
            <Paper component="li" key={orderNumber} withBorder p="md" bg="var(--star7-surface)">
              <Text fw={600} className={classes.name ?? ''}>
                {customerName}
              </Text>
              <Text size="sm" c="dimmed" mb="sm">
                {t('day.order', { number: orderNumber, when: dateTime(handedOverAt) })}
              </Text>
              <Button
                fullWidth
                size="md"
                leftSection={<IconPhone size={20} aria-hidden />}
                aria-label={t('day.callOf', { name: customerName })}
                loading={call.isPending && call.variables === orderNumber}
                disabled={day.call !== null || !day.hasPhone}
                onClick={() => call.mutate(orderNumber)}
              >
                {t('day.call')}
              </Button>
            </Paper>
          ))}
        </ul>
      )}
      <Group justify="center" mt="md">
        <LanguageSwitch />
      </Group>
    </main>
  );
}

function LiveCall({ call: { phase, orderNumber } }: { call: NonNullable<Day['call']> }) {
  const { t } = useTranslation('courier');
  const queries = useQueryClient();
  const hangUp = useMutation({
    mutationFn: () => take(api.DELETE('/api/courier/call')),
    onSettled: () => queries.invalidateQueries({ queryKey: dayKey }),
  });
  return (
    <Paper withBorder p="md" role="status" bg="var(--star7-surface)">
      <Badge color="green" tt="none">
        {orderNumber === null ? t('live.call') : t('live.order', { number: orderNumber })}
      </Badge>
      <Text mt={4} mb="sm">
        {t(`live.${wordOf(phase)}`)}
      </Text>
      <Button
        fullWidth
        size="md"
        color="red"
        variant="light"
        leftSection={<IconPhoneOff size={20} aria-hidden />}
        loading={hangUp.isPending}
        onClick={() => hangUp.mutate()}
      >
        {t('live.hangUp')}
      </Button>
    </Paper>
  );
}

function wordOf(phase: string): 'yourMobile' | 'pressOne' | 'customer' | 'talking' | 'ending' {
  switch (phase) {
    case 'calling-courier':
    case 'authorising':
      return 'yourMobile';
    case 'accepting':
      return 'pressOne';
    case 'calling-customer':
      return 'customer';
    case 'announcing':
    case 'clearing':
      return 'ending';
    default:
      return 'talking';
  }
}
