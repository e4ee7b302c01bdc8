import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Fieldset.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/NumberInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import {
  Autocomplete,
  Checkbox,
  Fieldset,
  NativeSelect,
  NumberInput,
  Radio,
  Stack,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import classes from './admin.module.css';
import { fieldErrors } from './field-errors';
import { FormDrawer } from './form-drawer';
import { ManagerDeskPhone } from './manager-desk-phone';
import { ManagerMailProgram } from './manager-mail-program';
import { ManagerMobile } from './manager-mobile';
import type { ManagerRow } from './managers-data';
import type { ManagerSettings, ManagerValues } from './manager-values';
import { emptyManager, managerFaults, managerFields, settingsOf, valuesOf } from './manager-values';
import { managersKey, useGroups } from './managers-data';
import type { NewSignIn } from './one-time-password';
import { useDraft } from '../../components/use-draft';

interface ManagerFormProps {
  /** Null adds one. */
  manager: (ManagerSettings & Pick<ManagerRow, 'hasMobile'>) | null;
  onClose: () => void;
  onAdded: (signIn: NewSignIn | null) => void;
}

/** Adds or changes a manager. */
export function ManagerForm({ manager, onClose, onAdded }: ManagerFormProps) {
  const { t } = useTranslation('admin');
  const { session } = useSession();
  const queries = useQueryClient();
  const draft = useDraft<ManagerValues>(`manager:${manager?.extension ?? 'new'}`);
  const form = useForm<ManagerValues>({
    initialValues: {
      ...(manager === null ? emptyManager(session.language) : valuesOf(manager)),
      ...draft.kept,
    },
    onValuesChange: draft.keep,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(managerFaults(values)).map(([field, fault]) => [field, t(`managers.faults.${fault}`)]),
      ),
  });
  const save = useMutation({
    mutationFn: (values: ManagerValues) => sent(manager, settingsOf(values)),
    onSuccess: async (added, { name }) => {
      draft.forget();
      notify('good', t(manager === null ? 'managers.added' : 'managers.changed', { name }));
      if (manager === null) onAdded(added);
      else onClose();
      await queries.invalidateQueries({ queryKey: managersKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error, managerFields) ?? {}),
  });
  const general = save.error !== null && fieldErrors(save.error, managerFields) === null ? save.error : null;
  const cancel = (): void => {
    draft.forget();
    onClose();
  };
  return (
    <FormDrawer
      title={manager === null ? t('managers.form.add') : t('managers.form.change', { name: manager.name })}
      submit={t(manager === null ? 'managers.form.submitAdd' : 'managers.form.submitChange')}
      busy={save.isPending}
      error={general}
      onSubmit={form.onSubmit((values) => {
        if (!save.isPending) save.mutate(values);
      })}
      onClose={onClose}
      onCancel={cancel}
    >
      <TextInput
        label={t('managers.form.name')}
        description={t('managers.form.nameHint')}
        required
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('managers.form.extension')}
        description={t(manager === null ? 'managers.form.extensionHint' : 'managers.form.extensionFixed')}
        required
        readOnly={manager !== null}
        variant={manager === null ? 'default' : 'filled'}
        autoComplete="off"
        inputMode="numeric"
        {...form.getInputProps('extension')}
      />
      <NativeSelect
        label={t('managers.form.language')}
        description={t('managers.form.languageHint')}
        data={[
          { value: 'ru', label: t('language.ru') },
          { value: 'en', label: t('language.en') },
        ]}
        {...form.getInputProps('language')}
      />
      <TextInput
        label={t('managers.form.did')}
        description={t('managers.form.didHint')}
        autoComplete="off"
        inputMode="tel"
        {...form.getInputProps('did')}
      />
      <Autocomplete
        label={t('managers.form.group')}
        description={t('managers.form.groupHint')}
        data={useGroups()}
        autoComplete="off"
        {...form.getInputProps('group')}
      />
      <div className={classes.pair}>
        <NumberInput
          label={t('managers.form.perHour')}
          description={t('managers.form.limitHint')}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          {...form.getInputProps('maxCallsHour')}
        />
        <NumberInput
          label={t('managers.form.perDay')}
          description={t('managers.form.limitHint')}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          {...form.getInputProps('maxCallsDay')}
        />
      </div>
      <Fieldset legend={t('managers.form.calls')}>
        <Stack>
          <Radio.Group label={t('managers.form.shortCode')} {...form.getInputProps('shortCodeMode')}>
            <Stack gap={6} mt={6}>
              <Radio value="keep" label={t('managers.form.keep')} />
              <Radio value="call-back" label={t('managers.form.call-back')} />
            </Stack>
          </Radio.Group>
          <Checkbox
            label={t('managers.form.autoAnswer')}
            description={t('managers.form.autoAnswerHint')}
            {...form.getInputProps('autoAnswer', { type: 'checkbox' })}
          />
          <Checkbox
            label={t('managers.form.pressToAccept')}
            description={t('managers.form.pressToAcceptHint')}
            {...form.getInputProps('pressToAccept', { type: 'checkbox' })}
          />
        </Stack>
      </Fieldset>
      {manager !== null && <ManagerMobile manager={manager} />}
      {manager !== null && <ManagerDeskPhone manager={manager} />}
      {manager !== null && <ManagerMailProgram manager={manager} />}
    </FormDrawer>
  );
}

/** @returns the sign-in of a new manager */
async function sent(manager: ManagerSettings | null, settings: ManagerSettings): Promise<NewSignIn | null> {
  if (manager === null) {
    const { password } = await take(api.POST('/api/managers', { body: settings }));
    return { name: settings.name, login: settings.extension, password };
  }
  const { extension, ...changes } = settings;
  await take(api.PATCH('/api/managers/{extension}', { params: { path: { extension } }, body: changes }));
  return null;
}
