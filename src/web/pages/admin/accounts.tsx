import { Badge, Button, Text } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { date } from '../../i18n/formats';
import { DisableAccount, ResetAccount } from './account-dialogs';
import { AccountForm } from './account-form';
import { AccountState } from './account-state';
import type { AccountRow } from './accounts-data';
import { useAccounts } from './accounts-data';
import type { NewSignIn } from './one-time-password';
import { OneTimePassword } from './one-time-password';
import { useOpenedForm } from './opened-form';
import { RowMenu } from './row-menu';

/** Supervisors and administrators. */
export function Accounts() {
  const { t } = useTranslation('admin');
  const query = useAccounts();
  const form = useOpenedForm();
  const [disabling, setDisabling] = useState<AccountRow | null>(null);
  const [resetting, setResetting] = useState<AccountRow | null>(null);
  const [signIn, setSignIn] = useState<NewSignIn | null>(null);
  const edited = query.data?.find(({ login, disabledAt }) => login === form.of && disabledAt === null);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => form.open('new')}>
      {t('accounts.add')}
    </Button>
  );
  return (
    <PageFrame title={t('accounts.title')} actions={add}>
      <Text size="sm" c="dimmed" mb="md">
        {t('accounts.about')}
      </Text>
      <Asked query={query}>
        {(accounts) =>
          accounts.length === 0 ? (
            <EmptyNote
              icon={IconUsersGroup}
              title={t('accounts.empty.title')}
              text={t('accounts.empty.text')}
              action={add}
            />
          ) : (
            <AccountTable
              accounts={accounts}
              onChange={({ login }) => form.open(login)}
              onReset={setResetting}
              onDisable={setDisabling}
            />
          )
        }
      </Asked>
      {(form.of === 'new' || edited !== undefined) && (
        <AccountForm
          key={form.of}
          account={edited ?? null}
          onClose={form.close}
          onAdded={(added) => {
            form.close();
            setSignIn(added);
          }}
        />
      )}
      {disabling !== null && <DisableAccount account={disabling} onClose={() => setDisabling(null)} />}
      {resetting !== null && (
        <ResetAccount account={resetting} onClose={() => setResetting(null)} onPassword={setSignIn} />
      )}
      <OneTimePassword signIn={signIn} onDone={() => setSignIn(null)} />
    </PageFrame>
  );
}

interface AccountTableProps {
  accounts: AccountRow[];
  onChange: (account: AccountRow) => void;
  onReset: (account: AccountRow) => void;
  onDisable: (account: AccountRow) => void;
}

function AccountTable({ accounts, onChange, onReset, onDisable }: AccountTableProps) {
  const { t } = useTranslation(['admin', 'common']);
  const { session } = useSession();
  return (
    <RowTable<AccountRow>
      caption={t('accounts.caption')}
      rows={accounts}
      keyOf={({ login, disabledAt }) => `${login} ${disabledAt ?? ''}`}
      isFaint={({ disabledAt }) => disabledAt !== null}
      columns={[
        {
          key: 'name',
          header: t('accounts.name'),
          names: true,
          cell: ({ name, login }) => (
            <>
              {name}{' '}
              {login === session.login && (
                <Badge size="sm" variant="light" tt="none" radius="sm">
                  {t('accounts.you')}
                </Badge>
              )}
            </>
          ),
        },
        { key: 'login', header: t('accounts.login'), cell: ({ login }) => login },
        { key: 'role', header: t('accounts.role'), cell: ({ role }) => t(`common:roles.${role}`) },
        {
          key: 'export',
          header: t('accounts.export'),
          cell: ({ mayExport }) => t(mayExport ? 'accounts.mayExport' : 'accounts.mayNotExport'),
        },
        {
          key: 'signIn',
          header: t('managers.signIn'),
          cell: (account) =>
            account.disabledAt === null ? (
              <AccountState account={account} />
            ) : (
              <Badge color="gray" variant="light" tt="none" radius="sm">
                {t('managers.disabledSince', { date: date(account.disabledAt) })}
              </Badge>
            ),
        },
        {
          key: 'actions',
          header: t('managers.actions'),
          headless: true,
          numeric: true,
          cell: (account) =>
            account.disabledAt === null && (
              <RowMenu
                label={t('accounts.actionsOf', { name: account.name })}
                change={t('accounts.change')}
                reset={t('accounts.reset')}
                disable={account.login === session.login ? null : t('accounts.disable')}
                onChange={() => onChange(account)}
                onReset={() => onReset(account)}
                onDisable={() => onDisable(account)}
              />
            ),
        },
      ]}
    />
  );
}
