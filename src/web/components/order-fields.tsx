import { ActionIcon, Group, Input, NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault } from '../api/api-problem';
import { api, take } from '../api/client';
import type { Answer } from '../api/types';
import { notify } from '../app/notify';
import { orderQuery } from './order-queries';
import { ProblemAlert } from './problem-alert';

type Field = Answer<'/api/orders/{number}/details', 'get'>['fields'][number];

interface OrderFieldsProps {
  orderNumber: string;
  fields: readonly Field[];
}

/** Fields of the site, which people fill in. */
export function OrderFields({ orderNumber, fields }: OrderFieldsProps) {
  const { t } = useTranslation('order');
  return (
    <section aria-label={t('fields')} data-testid="order-fields">
      <Title order={2} size="h5" mb="xs">
        {t('fields')}
      </Title>
      <Stack gap="xs">
        {fields.map((field) => (
          // What somebody else has saved meanwhile is shown in place of what was there.
          <FieldInput key={`${field.id} ${field.value ?? ''}`} orderNumber={orderNumber} field={field} />
        ))}
      </Stack>
    </section>
  );
}

function FieldInput({ orderNumber, field }: { orderNumber: string; field: Field }) {
  const { t } = useTranslation('order');
  const queries = useQueryClient();
  const [value, setValue] = useState(field.value ?? '');
  const save = useMutation({
    mutationFn: (next: string) =>
      take(
        api.PUT('/api/orders/{number}/fields/{field}', {
          params: { path: { number: orderNumber, field: field.id } },
          body: { value: next },
        }),
      ),
    onSuccess: async ({ hidden }) => {
      notify('good', t(hidden > 0 ? 'fieldHidden' : 'fieldSaved'));
      await queries.invalidateQueries({ queryKey: orderQuery(orderNumber).queryKey });
    },
  });
  const label = field.name;
  const fault = save.error === null ? null : fieldFault(save.error, 'value');
  const options = optionsOf(field, t);
  return (
    <div>
      {options !== null ? (
        <NativeSelect
          label={label}
          data={options}
          disabled={save.isPending}
          value={value}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            save.mutate(event.currentTarget.value);
          }}
        />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!save.isPending && value !== (field.value ?? '')) save.mutate(value);
          }}
        >
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              flex={1}
              label={label}
              autoComplete="off"
              maxLength={500}
              {...(field.kind === 'date' && { type: 'date' })}
              {...(field.kind === 'number' && { inputMode: 'decimal' as const })}
              value={value}
              error={fault !== null}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
            <ActionIcon
              type="submit"
              variant="light"
              size="input-sm"
              aria-label={t('fieldSave', { field: label })}
              loading={save.isPending}
              disabled={value === (field.value ?? '')}
            >
              <IconCheck size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </form>
      )}
      {fault === null ? (
        <ProblemAlert error={save.error} />
      ) : (
        <Input.Error mt={4} role="alert">
          {fault}
        </Input.Error>
      )}
    </div>
  );
}

/** What can be chosen, also what is there and no longer can be. @returns null for a field that is typed in */
function optionsOf(
  { kind, choices, value }: Field,
  t: (key: 'yes' | 'no' | 'notFilled') => string,
): Array<{ value: string; label: string }> | null {
  if (kind !== 'choice' && kind !== 'yes-no') return null;
  const known =
    kind === 'yes-no'
      ? (['yes', 'no'] as const).map((each) => ({ value: each as string, label: t(each) }))
      : choices.map((each) => ({ value: each, label: each }));
  const isOther = value !== null && !known.some((each) => each.value === value);
  return [{ value: '', label: t('notFilled') }, ...known, ...(isOther ? [{ value, label: value }] : [])];
}
