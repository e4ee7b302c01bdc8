import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import type { Language } from '#kernel/language';
import { Checkbox, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import type { AccountValues } from './account-values';
import { accountFaults, accountFields, emptyAccount } from './account-values';
import type { AccountRow } from './accounts-data';
import { accountRoles, accountsKey } from './accounts-data';
import { fieldErrors } from './field-errors';
import { FormDrawer } from './form-drawer';
import type { NewSignIn } from './one-time-password';
import { useDraft } from '../../components/use-draft';

interface AccountFormProps {
  /** Null adds one. */
  account: AccountRow | null;
  onClose: () => void;
  onAdded: (signIn: NewSignIn | null) => void;
}

/** Adds or changes an account of a supervisor or an administrator. */
export function AccountForm({ account, onClose, onAdded }: AccountFormProps) {
  const { t } = useTranslation(['admin', 'common']);
  const { session } = useSession();
  const queries = useQueryClient();
  const draft = useDraft<AccountValues>(`account:${account?.login ?? 'new'}`);
  const form = useForm<AccountValues>({
    initialValues: { ...valuesOf(account, session.language), ...draft.kept },
    onValuesChange: draft.keep,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(accountFaults(values)).map(([field, fault]) => [field, t(`accounts.faults.${fault}`)]),
      ),
  });
  const save = useMutation({
    mutationFn: (values: AccountValues) => sent(account, values),
    onSuccess: async (added, { name }) => {
      draft.forget();
      notify('good', t(account === null ? 'accounts.added' : 'accounts.changed', { name }));
      if (account === null) onAdded(added);
      else onClose();
      await queries.invalidateQueries({ queryKey: accountsKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error, accountFields) ?? {}),
  });
  const general = save.error !== null && fieldErrors(save.error, accountFields) === null ? save.error : null;
  return (
    <FormDrawer
      title={account === null ? t('accounts.form.add') : t('accounts.form.change', { name: account.name })}
      submit={t(account === null ? 'accounts.form.submitAdd' : 'accounts.form.submitChange')}
      busy={save.isPending}
      error={general}
      onSubmit={form.onSubmit((values) => {
        if (!save.isPending) save.mutate(values);
      })}
      onClose={onClose}
      onCancel={() => {
        draft.forget();
        onClose();
      }}
    >
      <TextInput
        label={t('accounts.form.name')}
        required
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('accounts.form.login')}
        description={t(account === null ? 'accounts.form.loginHint' : 'accounts.form.loginFixed')}
        required
        readOnly={account !== null}
        variant={account === null ? 'default' : 'filled'}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('login')}
      />
      <Radio.Group label={t('accounts.form.role')} {...form.getInputProps('role')}>
        <Stack gap={6} mt={6}>
          {accountRoles.map((role) => (
            <Radio
              key={role}
              value={role}
              label={t(`common:roles.${role}`)}
              description={t(`accounts.${role}Hint`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t('accounts.form.mayExport')}
        description={t('accounts.form.mayExportHint')}
        {...form.getInputProps('mayExport', { type: 'checkbox' })}
      />
      <TextInput
        label={t('accounts.form.phone')}
        description={t('accounts.form.phoneHint')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('phone')}
      />
      <NativeSelect
        label={t('accounts.form.language')}
        data={[
          { value: 'ru', label: t('language.ru') },
          { value: 'en', label: t('language.en') },
        ]}
        {...form.getInputProps('language')}
      />
    </FormDrawer>
  );
}

function valuesOf(account: AccountRow | null, language: Language): AccountValues {
  if (account === null) return emptyAccount(language);
  const { login, name, role, mayExport } = account;
  return { login, name, role, mayExport, language: account.language, phone: account.phone ?? '' };
}

/** @returns the sign-in of a new account */
async function sent(account: AccountRow | null, values: AccountValues): Promise<NewSignIn | null> {
  const { login, ...rest } = values;
  const phone = rest.phone.trim();
  const settings = { ...rest, name: rest.name.trim(), phone: phone === '' ? null : phone };
  if (account === null) {
    const body = { login: login.trim(), ...settings };
    const { password } = await take(api.POST('/api/accounts', { body }));
    return { name: settings.name, login: body.login, password };
  }
  await take(
    api.PATCH('/api/accounts/{login}', { params: { path: { login: account.login } }, body: settings }),
  );
  return null;
}
