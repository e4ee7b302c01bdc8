import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import { Autocomplete, Fieldset, NativeSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fallbacks, overflows, proofs, purposes, unknownCallers } from '#dids/model/did-route';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { useDraft } from '../../components/use-draft';
import classes from './admin.module.css';
import type { DidValues } from './did-values';
import { didFields, emptyDid, routeOf, valueFaults, valuesOf } from './did-values';
import type { DidRow } from './dids-data';
import { didsKey, nameOf } from './dids-data';
import { fieldErrors } from './field-errors';
import { FormDrawer } from './form-drawer';
import { HolidayList } from './holiday-list';
import { useGroups } from './managers-data';

interface DidFormProps {
  /** Null adds one. */
  row: DidRow | null;
  rows: readonly DidRow[];
  onClose: () => void;
}

/** Adds or changes what a call to a company number does. */
export function DidForm({ row, rows, onClose }: DidFormProps) {
  const { t } = useTranslation('admin');
  const { session } = useSession();
  const queries = useQueryClient();
  const groups = useGroups();
  const isRest = row !== null && row.did === null;
  const taken = row === null ? rows.map(({ did }) => did) : [];
  const draft = useDraft<DidValues>(`did:${row === null ? 'new' : nameOf(row)}`);
  const form = useForm<DidValues>({
    initialValues: {
      ...(row === null ? emptyDid(rows[0], session.language) : valuesOf(row)),
      ...draft.kept,
    },
    onValuesChange: draft.keep,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(valueFaults(values, isRest, taken)).map(([field, fault]) => [
          field,
          t(`dids.faults.${fault}`),
        ]),
      ),
  });
  const save = useMutation({
    mutationFn: (values: DidValues) => {
      const { did, ...route } = routeOf(values, isRest);
      return take(
        api.PUT('/api/dids/{did}', {
          params: { path: { did: nameOf({ did }) } },
          body: { ...route, holidays: [...route.holidays] },
        }),
      );
    },
    onSuccess: async ({ warnings }) => {
      draft.forget();
      notify('good', t('dids.saved'));
      for (const { code } of warnings) notify('hint', t(`dids.warnings.${code}`));
      onClose();
      await queries.invalidateQueries({ queryKey: didsKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error, didFields) ?? {}),
  });
  const general = save.error !== null && fieldErrors(save.error, didFields) === null ? save.error : null;
  const choices = <Choice extends string>(of: readonly Choice[], label: (choice: Choice) => string) =>
    of.map((value) => ({ value, label: label(value) }));
  const cancel = (): void => {
    draft.forget();
    onClose();
  };
  return (
    <FormDrawer
      title={row === null ? t('dids.form.add') : t('dids.form.change', { number: row.did ?? t('dids.rest') })}
      submit={t(row === null ? 'dids.form.submitAdd' : 'dids.form.submitChange')}
      busy={save.isPending}
      error={general}
      onSubmit={form.onSubmit((values) => {
        if (!save.isPending) save.mutate(values);
      })}
      onClose={onClose}
      onCancel={cancel}
    >
      {!isRest && (
        <TextInput
          label={t('dids.form.did')}
          description={t(row === null ? 'dids.form.didHint' : 'dids.form.didFixed')}
          required
          readOnly={row !== null}
          variant={row === null ? 'default' : 'filled'}
          autoComplete="off"
          inputMode="tel"
          data-autofocus={row === null || undefined}
          {...form.getInputProps('did')}
        />
      )}
      <TextInput
        label={t('dids.form.label')}
        description={t('dids.form.labelHint')}
        autoComplete="off"
        {...form.getInputProps('label')}
      />
      {!isRest && (
        <NativeSelect
          label={t('dids.form.purpose')}
          description={t('dids.form.purposeHint')}
          data={choices(purposes, (choice) => t(`dids.purposes.${choice}`))}
          {...form.getInputProps('purpose')}
        />
      )}
      <NativeSelect
        label={t('dids.form.language')}
        data={[
          { value: 'ru', label: t('language.ru') },
          { value: 'en', label: t('language.en') },
        ]}
        {...form.getInputProps('language')}
      />
      <TextInput
        label={t('dids.form.greeting')}
        description={t('dids.form.greetingHint')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('greeting')}
      />
      <Fieldset legend={t('dids.form.who')}>
        <Stack>
          <NativeSelect
            label={t('dids.form.overflow')}
            data={choices(overflows, (choice) => t(`dids.overflows.${choice}`))}
            {...form.getInputProps('overflow')}
          />
          <Autocomplete
            label={t('dids.form.group')}
            description={t('dids.form.groupHint')}
            data={groups}
            autoComplete="off"
            {...form.getInputProps('group')}
          />
          <div className={classes.pair}>
            {(['ringSeconds', 'waitSeconds'] as const).map((field) => (
              <NumberInput
                key={field}
                label={t(`dids.form.${field}`)}
                description={t(`dids.form.${field}Hint`)}
                allowDecimal={false}
                allowNegative={false}
                hideControls
                {...form.getInputProps(field)}
              />
            ))}
          </div>
        </Stack>
      </Fieldset>
      <Fieldset legend={t('dids.form.unknown')}>
        <Stack>
          <NativeSelect
            label={t('dids.form.unknownCaller')}
            data={choices(unknownCallers, (choice) => t(`dids.unknownCallers.${choice}`))}
            {...form.getInputProps('unknownCaller')}
          />
          <Switch
            label={t('dids.form.changesNumber')}
            description={t('dids.form.changesNumberHint')}
            {...form.getInputProps('changesNumber', { type: 'checkbox' })}
          />
          {(form.values.unknownCaller === 'order-number' || form.values.changesNumber) && (
            <NativeSelect
              label={t('dids.form.proof')}
              data={choices(proofs, (choice) => t(`dids.proofs.${choice}`))}
              {...form.getInputProps('proof')}
            />
          )}
        </Stack>
      </Fieldset>
      <Fieldset legend={t('dids.form.closed')}>
        <Stack>
          <NativeSelect
            label={t('dids.form.fallback')}
            data={choices(fallbacks, (choice) => t(`dids.fallbacks.${choice}`))}
            {...form.getInputProps('fallback')}
          />
          <TextInput
            label={t('dids.form.openingHours')}
            description={t('dids.form.openingHoursHint')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('openingHours')}
          />
          <Autocomplete
            label={t('dids.form.timeZone')}
            data={Intl.supportedValuesOf('timeZone')}
            limit={50}
            maxDropdownHeight={240}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('timeZone')}
          />
          <HolidayList
            days={form.values.holidays}
            error={form.errors.holidays}
            onChange={(days) => form.setFieldValue('holidays', days)}
          />
        </Stack>
      </Fieldset>
    </FormDrawer>
  );
}
