import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ProblemAlert } from '../../components/problem-alert';
import type { ManagerRow } from './managers-data';
import { managersKey } from './managers-data';

/** The number of a manager's own mobile: written, never shown, and saved apart from the rest. */
export function ManagerMobile({
  manager: { extension, name, hasMobile },
}: {
  manager: Pick<ManagerRow, 'extension' | 'name' | 'hasMobile'>;
}) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const change = useMutation({
    mutationFn: (next: string | null) =>
      take(
        api.PUT('/api/managers/{extension}/mobile', {
          params: { path: { extension } },
          body: { number: next },
        }),
      ),
    onSuccess: async () => {
      setNumber('');
      notify('good', t('managers.changed', { name }));
      await queries.invalidateQueries({ queryKey: managersKey });
    },
  });
  return (
    <Stack gap="xs">
      <TextInput
        type="tel"
        autoComplete="off"
        label={t('managers.form.mobile')}
        description={t(hasMobile ? 'managers.form.mobileKnown' : 'managers.form.mobileUnknown', { name })}
        value={number}
        error={fieldFault(change.error, 'number')}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button
          variant="default"
          disabled={number.trim() === ''}
          loading={change.isPending}
          onClick={() => change.mutate(number)}
        >
          {t('managers.form.mobileSave')}
        </Button>
        <Button variant="subtle" color="red" disabled={change.isPending} onClick={() => change.mutate(null)}>
          {t('managers.form.mobileRemove')}
        </Button>
      </Group>
      <ProblemAlert error={isAtFields(change.error, ['number']) ? null : change.error} />
    </Stack>
  );
}
