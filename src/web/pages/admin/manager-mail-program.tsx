import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import { Button, Fieldset, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { CopyLine } from '../../components/copy-line';
import { ProblemAlert } from '../../components/problem-alert';
import { dateTime } from '../../i18n/formats';
import type { ManagerRow } from './managers-data';

/** Whether a manager may write from a mail program of their own, its token, and the mailbox for copies. Saved apart from the rest. */
export function ManagerMailProgram({
  manager: { extension, name },
}: {
  manager: Pick<ManagerRow, 'extension' | 'name'>;
}) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const key = ['mail-program', extension];
  const params = { path: { extension } };
  const [mailbox, setMailbox] = useState('');
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/managers/{extension}/mail-program', { params })),
  });
  const change = useMutation({
    mutationFn: (body: { allowed?: boolean; mailbox?: string | null }) =>
      take(api.PATCH('/api/managers/{extension}/mail-program', { params, body })),
    onSuccess: (after) => {
      setMailbox('');
      notify('good', t('managers.changed', { name }));
      queries.setQueryData(key, after);
    },
  });
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/managers/{extension}/mail-program/token', { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const withdraw = useMutation({
    mutationFn: () => take(api.DELETE('/api/managers/{extension}/mail-program/token', { params })),
    onSuccess: (after) => {
      make.reset();
      queries.setQueryData(key, after);
    },
  });
  return (
    <Fieldset legend={t('managers.program.title')} data-testid="mail-program">
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t(data?.server === null ? 'managers.program.off' : 'managers.program.explained')}
        </Text>
        <ProblemAlert error={error} />
        <Switch
          label={t('managers.program.allowed')}
          checked={data?.allowed ?? false}
          disabled={data === undefined || change.isPending}
          onChange={(event) => change.mutate({ allowed: event.currentTarget.checked })}
        />
        {data?.allowed === true && (
          <>
            <Text size="sm">
              {data.tokenMadeAt === null
                ? t('managers.program.noToken')
                : t(data.tokenUsedAt === null ? 'managers.program.unused' : 'managers.program.used', {
                    made: dateTime(data.tokenMadeAt),
                    used: data.tokenUsedAt === null ? '' : dateTime(data.tokenUsedAt),
                  })}
            </Text>
            {make.data !== undefined && (
              <CopyLine text={make.data.token} label={t('managers.program.copy')} />
            )}
            <Group gap="xs">
              <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
                {t(data.tokenMadeAt === null ? 'managers.program.make' : 'managers.program.another')}
              </Button>
              {data.tokenMadeAt !== null && (
                <Button
                  variant="subtle"
                  color="red"
                  loading={withdraw.isPending}
                  onClick={() => withdraw.mutate()}
                >
                  {t('managers.program.withdraw')}
                </Button>
              )}
            </Group>
            <TextInput
              type="email"
              autoComplete="off"
              label={t('managers.program.mailbox')}
              description={t(
                data.hasMailbox ? 'managers.program.mailboxKnown' : 'managers.program.mailboxUnknown',
              )}
              value={mailbox}
              error={fieldFault(change.error, 'mailbox')}
              onChange={(event) => setMailbox(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                // Else it would save the rest of the form, without the mailbox, and close it.
                event.preventDefault();
                if (mailbox.trim() !== '') change.mutate({ mailbox });
              }}
            />
            <Group gap="xs">
              <Button
                variant="default"
                disabled={mailbox.trim() === ''}
                loading={change.isPending}
                onClick={() => change.mutate({ mailbox })}
              >
                {t('managers.program.mailboxSave')}
              </Button>
              {data.hasMailbox && (
                <Button
                  variant="subtle"
                  color="red"
                  disabled={change.isPending}
                  onClick={() => change.mutate({ mailbox: null })}
                >
                  {t('managers.program.mailboxRemove')}
                </Button>
              )}
            </Group>
            {data.copyFailedAt !== null && (
              <Text size="sm" c="orange">
                {t('managers.program.copyFailed', { when: dateTime(data.copyFailedAt) })}
              </Text>
            )}
          </>
        )}
        <ProblemAlert error={isAtFields(change.error, ['mailbox']) ? null : change.error} />
        <ProblemAlert error={make.error ?? withdraw.error} />
      </Stack>
    </Fieldset>
  );
}
