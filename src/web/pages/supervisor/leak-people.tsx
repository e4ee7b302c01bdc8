import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { dayLabel } from './day-label';
import { Folded } from './folded';
import { leaksKey } from './leaks-data';
import type { LeakWatch } from './leaks-data';
import classes from './leaks.module.css';
import { useManagerOptions, useNameOf, withExtension } from './people';
import { surveysKey, useSurveys } from './surveys-data';

/** Managers' leave: its weeks are left out of the comparison. */
export function LeakLeave({ leave }: { leave: LeakWatch['leave'] }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [extension, setExtension] = useState('');
  const [firstDay, setFirstDay] = useState('');
  const [lastDay, setLastDay] = useState('');
  const plainNameOf = useNameOf();
  const nameOf = (one: string): string => withExtension(plainNameOf(one), one);
  const keep = (answer: Pick<LeakWatch, 'leave'>): void => {
    queries.setQueryData<LeakWatch>(leaksKey, (watch) => watch && { ...watch, leave: answer.leave });
  };
  const add = useMutation({
    mutationFn: () => take(api.POST('/api/leaks/leave', { body: { extension, firstDay, lastDay } })),
    onSuccess: (answer) => {
      keep(answer);
      if (answer.fault === null) setFirstDay('');
      if (answer.fault === null) setLastDay('');
    },
  });
  const remove = useMutation({
    mutationFn: (id: number) =>
      take(api.DELETE('/api/leaks/leave/{id}', { params: { path: { id: String(id) } } })),
    onSuccess: keep,
  });
  const fault = add.data?.fault ?? null;
  return (
    <Folded id="leak-leave" title={t('leaks.leave.title')}>
      <Text size="sm" maw={820} mb="sm">
        {t('leaks.leave.what')}
      </Text>
      <ul className={classes.lines}>
        {leave.map((one) => (
          <Group component="li" key={one.id} gap="sm" data-leave={one.id}>
            <Text size="sm">
              {t('leaks.leave.line', {
                ...{ name: nameOf(one.extension), from: dayLabel(one.firstDay), to: dayLabel(one.lastDay) },
              })}
            </Text>
            <Button
              size="compact-xs"
              variant="subtle"
              loading={remove.isPending && remove.variables === one.id}
              onClick={() => remove.mutate(one.id)}
              aria-label={t('leaks.leave.removeOf', {
                name: nameOf(one.extension),
                from: dayLabel(one.firstDay),
              })}
            >
              {t('leaks.leave.remove')}
            </Button>
          </Group>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Group align="end" gap="sm">
          <ManagerSelect label={t('leaks.leave.manager')} value={extension} onChange={setExtension} />
          <TextInput
            type="date"
            label={t('leaks.leave.first')}
            value={firstDay}
            onChange={(event) => setFirstDay(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('leaks.leave.last')}
            value={lastDay}
            onChange={(event) => setLastDay(event.currentTarget.value)}
          />
          <Button
            type="submit"
            loading={add.isPending}
            disabled={extension === '' || firstDay === '' || lastDay === ''}
          >
            {t('leaks.leave.add')}
          </Button>
        </Group>
      </form>
      {fault !== null && (
        <Text size="sm" c="red" mt="xs" role="alert">
          {t(`leaks.leave.faults.${fault}`)}
        </Text>
      )}
      <ProblemAlert error={add.error ?? remove.error} />
    </Folded>
  );
}

/** Who interviews customers. */
export function LeakInterviewers() {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const { data } = useSurveys();
  const [extension, setExtension] = useState('');
  const name = useMutation({
    mutationFn: (body: { extension: string; named: boolean }) =>
      take(api.POST('/api/leaks/interviewers', { body })),
    onSuccess: (watch) => queries.setQueryData(surveysKey, watch),
  });
  const named = data?.interviewers ?? [];
  return (
    <Folded id="leak-interviewers" title={t('surveys.interviewers.title')}>
      <Text size="sm" maw={820} mb="sm">
        {t('surveys.interviewers.what')}
      </Text>
      <ul className={classes.lines}>
        {named.map((one) => (
          <Group component="li" key={one.extension} gap="sm">
            <Text size="sm">{withExtension(one.name, one.extension)}</Text>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => name.mutate({ extension: one.extension, named: false })}
              aria-label={t('surveys.interviewers.removeOf', { name: one.name })}
            >
              {t('surveys.interviewers.remove')}
            </Button>
          </Group>
        ))}
      </ul>
      {named.length > 0 && (
        <Text size="sm" mb="xs">
          {t('surveys.interviewers.page', { address: `${window.location.origin}/interview` })}
        </Text>
      )}
      <Group align="end" gap="sm">
        <ManagerSelect label={t('surveys.interviewers.manager')} value={extension} onChange={setExtension} />
        <Button
          disabled={extension === ''}
          loading={name.isPending}
          onClick={() => name.mutate({ extension, named: true })}
        >
          {t('surveys.interviewers.add')}
        </Button>
      </Group>
      <ProblemAlert error={name.error} />
    </Folded>
  );
}

/** Who has agreed to automatic calls: by order, one at a time. Files and programs of the shop state it for many. */
export function LeakConsents() {
  const { t } = useTranslation('supervisor');
  const [order, setOrder] = useState('');
  const [agreedOn, setAgreedOn] = useState('');
  const [source, setSource] = useState('');
  const path = { number: order.trim() };
  const state = useMutation({
    mutationFn: (isGiven: boolean) =>
      take(
        isGiven
          ? api.PUT('/api/orders/{number}/automatic-calls', { params: { path }, body: { agreedOn, source } })
          : api.DELETE('/api/orders/{number}/automatic-calls', { params: { path } }),
      ),
  });
  const consent = state.data?.consent;
  return (
    <Folded id="leak-consents" title={t('surveys.consent.title')}>
      <Text size="sm" maw={820} mb="sm">
        {t('surveys.consent.what')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          state.mutate(true);
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            label={t('surveys.consent.order')}
            value={order}
            onChange={(event) => setOrder(event.currentTarget.value)}
            maxLength={32}
          />
          <TextInput
            type="date"
            label={t('surveys.consent.day')}
            value={agreedOn}
            onChange={(event) => setAgreedOn(event.currentTarget.value)}
          />
          <TextInput
            label={t('surveys.consent.source')}
            placeholder={t('surveys.consent.sourceHint')}
            w={230}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
            maxLength={200}
          />
          <Button
            type="submit"
            loading={state.isPending}
            disabled={path.number === '' || agreedOn === '' || source.trim() === ''}
          >
            {t('surveys.consent.add')}
          </Button>
          <Button
            variant="default"
            disabled={path.number === '' || state.isPending}
            onClick={() => state.mutate(false)}
          >
            {t('surveys.consent.withdraw')}
          </Button>
        </Group>
      </form>
      {consent !== undefined && (
        <Text size="sm" mt="xs" role="status" data-consent>
          {consent === null
            ? t('surveys.consent.none')
            : t('surveys.consent.holds', { day: dayLabel(consent.agreedOn), source: consent.source })}{' '}
          {consent !== null &&
            consent.withdrawnAt !== null &&
            t('surveys.consent.withdrawn', { day: dayLabel(consent.withdrawnAt.slice(0, 10)) })}
        </Text>
      )}
      <ProblemAlert error={state.error} />
    </Folded>
  );
}

function ManagerSelect({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (extension: string) => void;
}) {
  const managers = useManagerOptions();
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: '' }, ...managers]}
      w={230}
    />
  );
}
