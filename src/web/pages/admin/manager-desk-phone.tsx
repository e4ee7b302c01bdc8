import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/List.layer.css';
import { Button, Fieldset, Group, List, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { CopyLine } from '../../components/copy-line';
import { ProblemAlert } from '../../components/problem-alert';
import { dateTime, timeOfDay } from '../../i18n/formats';
import { deskPhonesKey, makes, pasted, useDeskPhones } from './desk-phones-data';
import type { Make } from './desk-phones-data';
import type { ManagerRow } from './managers-data';

const steps = ['one', 'two', 'three', 'four'] as const;

/** A manager's desk phone outside: a link to its settings, shown once, and what to do with it. Saved apart from the rest. */
export function ManagerDeskPhone({
  manager: { extension, name },
}: {
  manager: Pick<ManagerRow, 'extension' | 'name'>;
}) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const { data } = useDeskPhones();
  const [make, setMake] = useState<Make>('yealink');
  const [mac, setMac] = useState('');
  const params = { path: { extension } };
  const changed = (): Promise<void> => queries.invalidateQueries({ queryKey: deskPhonesKey });
  const link = useMutation({
    mutationFn: async () => {
      const made = await take(
        api.POST('/api/managers/{extension}/desk-phone', { params, body: { make, mac } }),
      );
      return { ...made, make, url: made.url ?? `${window.location.origin}${made.path}` };
    },
    onSuccess: async () => {
      setMac('');
      await changed();
    },
  });
  const withdraw = useMutation({
    mutationFn: () => take(api.DELETE('/api/managers/{extension}/desk-phone', { params })),
    onSuccess: async () => {
      notify('good', t('managers.desk.withdrawn', { name }));
      await changed();
    },
  });
  const own = data?.items.filter((phone) => phone.extension === extension) ?? [];
  return (
    <Fieldset legend={t('managers.desk.title')} data-testid="desk-phone">
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t(data?.on === false ? 'managers.desk.off' : 'managers.desk.explained')}
        </Text>
        {own.map((phone) => (
          <Text size="sm" key={phone.createdAt}>
            {phone.linkExpiresAt === null
              ? t('managers.desk.working', {
                  make: t(`managers.desk.makes.${phone.make}`),
                  mac: phone.mac,
                  date: dateTime(phone.fetchedAt ?? phone.createdAt),
                })
              : t('managers.desk.waiting', {
                  make: t(`managers.desk.makes.${phone.make}`),
                  mac: phone.mac,
                  time: timeOfDay(phone.linkExpiresAt),
                })}
          </Text>
        ))}
        {data?.on === true && (
          <>
            <NativeSelect
              label={t('managers.desk.make')}
              data={makes.map((value) => ({ value, label: t(`managers.desk.makes.${value}`) }))}
              value={make}
              onChange={(event) => setMake(event.currentTarget.value as Make)}
            />
            <TextInput
              label={t('managers.desk.mac')}
              description={t('managers.desk.macHint')}
              placeholder="80:5e:c0:12:34:56"
              autoComplete="off"
              spellCheck={false}
              value={mac}
              error={fieldFault(link.error, 'mac')}
              onChange={(event) => setMac(event.currentTarget.value)}
            />
          </>
        )}
        <Group gap="xs">
          {data?.on === true && (
            <Button
              variant="default"
              disabled={mac.trim() === ''}
              loading={link.isPending}
              onClick={() => {
                withdraw.reset();
                link.mutate();
              }}
            >
              {t('managers.desk.create')}
            </Button>
          )}
          {own.length > 0 && (
            <Button
              variant="subtle"
              color="red"
              loading={withdraw.isPending}
              onClick={() => {
                link.reset();
                withdraw.mutate();
              }}
            >
              {t('managers.desk.withdraw')}
            </Button>
          )}
        </Group>
        <ProblemAlert error={withdraw.error ?? (isAtFields(link.error, ['mac']) ? null : link.error)} />
        {link.data !== undefined && (
          <Stack gap="xs" data-testid="desk-phone-link">
            <Text size="sm" fw={600}>
              {t('managers.desk.link')}
            </Text>
            <CopyLine text={pasted(link.data.make, link.data.url)} label={t('managers.desk.copyLink')} />
            <Text size="xs" c="dimmed">
              {t('managers.desk.once', { time: timeOfDay(link.data.expiresAt) })}
            </Text>
            <List type="ordered" size="sm" spacing={4}>
              {steps.map((step) => (
                <List.Item key={step}>{t(`managers.desk.steps.${link.data.make}.${step}`)}</List.Item>
              ))}
            </List>
          </Stack>
        )}
      </Stack>
    </Fieldset>
  );
}
