import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '#kernel/language';
import { weekdays } from '#kernel/local-time';
import { isCourierNumber } from '#couriers/model/courier-rules';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { fieldErrors } from '../admin/field-errors';
import { FormDrawer } from '../admin/form-drawer';
import type { CourierRow } from './couriers-data';
import { couriersKey } from './couriers-data';

interface Values {
  number: string;
  name: string;
  company: string;
  language: Language;
  activeDays: string[];
  /** Empty: as it is. It is never shown, and no draft of it is kept. */
  phone: string;
}

const fields = ['number', 'name', 'company', 'phone'] as const;

/** Adds or changes a courier. */
export function CourierForm({ row, onClose }: { row: CourierRow | null; onClose: () => void }) {
  const { t } = useTranslation('courier');
  const { session } = useSession();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: {
      number: row?.number ?? '',
      name: row?.name ?? '',
      company: row?.company ?? '',
      language: row?.language ?? session.language,
      activeDays: [...(row?.activeDays ?? weekdays)],
      phone: '',
    },
    validate: {
      number: (number) => (isCourierNumber(number.trim()) ? null : t('form.numberFault')),
      name: (name) => (name.trim() === '' ? t('form.nameFault') : null),
      activeDays: (days) => (days.length === 0 ? t('form.daysFault') : null),
    },
  });
  const save = useMutation({
    mutationFn: (values: Values) => sent(row, values),
    onSuccess: async (_saved, { name }) => {
      notify('good', t('form.saved', { name }));
      onClose();
      await queries.invalidateQueries({ queryKey: couriersKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error, fields) ?? {}),
  });
  return (
    <FormDrawer
      title={row === null ? t('list.add') : t('form.change', { name: row.name })}
      submit={t('form.submit')}
      busy={save.isPending}
      error={save.error !== null && fieldErrors(save.error, fields) === null ? save.error : null}
      onSubmit={form.onSubmit((values) => {
        if (!save.isPending) save.mutate(values);
      })}
      onClose={onClose}
      onCancel={onClose}
    >
      <TextInput
        label={t('list.name')}
        required
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('list.number')}
        description={t('form.numberHint')}
        required
        readOnly={row !== null}
        variant={row === null ? 'default' : 'filled'}
        autoComplete="off"
        inputMode="numeric"
        {...form.getInputProps('number')}
      />
      <TextInput
        label={t('form.phone')}
        description={t(row?.hasPhone === true ? 'form.phoneKept' : 'form.phoneHint')}
        type="tel"
        name="new-courier-phone"
        autoComplete="off"
        {...form.getInputProps('phone')}
      />
      <TextInput label={t('list.company')} autoComplete="off" {...form.getInputProps('company')} />
      <NativeSelect
        label={t('form.language')}
        data={[
          { value: 'ru', label: t('form.ru') },
          { value: 'en', label: t('form.en') },
        ]}
        {...form.getInputProps('language')}
      />
      <Checkbox.Group label={t('list.days')} {...form.getInputProps('activeDays')}>
        <Group mt={6} gap="sm">
          {weekdays.map((day) => (
            <Checkbox key={day} value={day} label={t(`days.${day}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    </FormDrawer>
  );
}

async function sent(row: CourierRow | null, values: Values): Promise<void> {
  const { number, phone, company, ...others } = values;
  const body = {
    ...others,
    activeDays: weekdays.filter((day) => values.activeDays.includes(day)),
    company: company.trim() === '' ? null : company.trim(),
    ...(phone.trim() !== '' && { phone }),
  };
  if (row === null) await take(api.POST('/api/couriers', { body: { ...body, number: number.trim() } }));
  else await take(api.PATCH('/api/couriers/{number}', { params: { path: { number: row.number } }, body }));
}
