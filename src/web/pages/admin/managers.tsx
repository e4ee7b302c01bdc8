import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import { Badge, Button, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { count, date } from '../../i18n/formats';
import { AccountState } from './account-state';
import classes from './admin.module.css';
import { DisableManager, ResetManager } from './manager-dialogs';
import { ManagerForm } from './manager-form';
import type { ManagerRow } from './managers-data';
import { foundManagers, useManagers } from './managers-data';
import { OneTimePassword } from './one-time-password';
import type { NewSignIn } from './one-time-password';
import { useOpenedForm } from './opened-form';
import { RowMenu } from './row-menu';

/** The employees who call customers. */
export function Managers() {
  const { t } = useTranslation('admin');
  const [disabledToo, setDisabledToo] = useState(false);
  const [search, setSearch] = useState('');
  const query = useManagers(disabledToo);
  const form = useOpenedForm();
  const [disabling, setDisabling] = useState<ManagerRow | null>(null);
  const [resetting, setResetting] = useState<ManagerRow | null>(null);
  const [signIn, setSignIn] = useState<NewSignIn | null>(null);
  const edited = query.data?.find(
    ({ extension, disabledAt }) => extension === form.of && disabledAt === null,
  );
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => form.open('new')}>
      {t('managers.add')}
    </Button>
  );
  return (
    <PageFrame title={t('managers.title')} actions={add}>
      <Asked query={query}>
        {(managers) => (
          <>
            {(managers.length > 0 || disabledToo) && (
              <div className={classes.tools}>
                <TextInput
                  className={classes.search ?? ''}
                  label={t('managers.search')}
                  placeholder={t('managers.searchHint')}
                  leftSection={<IconSearch size={16} aria-hidden />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
                <Switch
                  label={t('managers.showDisabled')}
                  checked={disabledToo}
                  onChange={(event) => setDisabledToo(event.currentTarget.checked)}
                  mb={8}
                />
              </div>
            )}
            {managers.length === 0 ? (
              <EmptyNote
                icon={IconUsers}
                title={t('managers.empty.title')}
                text={t('managers.empty.text')}
                action={add}
              />
            ) : foundManagers(managers, search).length === 0 ? (
              <EmptyNote
                icon={IconUserSearch}
                title={t('managers.nothingFound.title')}
                text={t('managers.nothingFound.text')}
              />
            ) : (
              <ManagerTable
                managers={foundManagers(managers, search)}
                onChange={({ extension }) => form.open(extension)}
                onReset={setResetting}
                onDisable={setDisabling}
              />
            )}
          </>
        )}
      </Asked>
      {(form.of === 'new' || edited !== undefined) && (
        <ManagerForm
          key={form.of}
          manager={edited ?? null}
          onClose={form.close}
          onAdded={(added) => {
            form.close();
            setSignIn(added);
          }}
        />
      )}
      {disabling !== null && <DisableManager manager={disabling} onClose={() => setDisabling(null)} />}
      {resetting !== null && (
        <ResetManager manager={resetting} onClose={() => setResetting(null)} onPassword={setSignIn} />
      )}
      <OneTimePassword signIn={signIn} onDone={() => setSignIn(null)} />
    </PageFrame>
  );
}

interface ManagerTableProps {
  managers: ManagerRow[];
  onChange: (manager: ManagerRow) => void;
  onReset: (manager: ManagerRow) => void;
  onDisable: (manager: ManagerRow) => void;
}

function ManagerTable({ managers, onChange, onReset, onDisable }: ManagerTableProps) {
  const { t } = useTranslation('admin');
  return (
    <RowTable<ManagerRow>
      caption={t('managers.caption')}
      rows={managers}
      keyOf={({ extension, disabledAt }) => `${extension} ${disabledAt ?? ''}`}
      isFaint={({ disabledAt }) => disabledAt !== null}
      columns={[
        { key: 'name', header: t('managers.name'), names: true, cell: ({ name }) => name },
        { key: 'extension', header: t('managers.extension'), cell: ({ extension }) => extension },
        { key: 'group', header: t('managers.group'), cell: ({ group }) => group ?? '—' },
        {
          key: 'orders',
          header: t('managers.orders'),
          numeric: true,
          cell: ({ openOrders }) => count(openOrders),
        },
        { key: 'limits', header: t('managers.limits'), cell: (manager) => <Limits manager={manager} /> },
        {
          key: 'signIn',
          header: t('managers.signIn'),
          cell: ({ disabledAt, account }) =>
            disabledAt === null ? (
              <AccountState account={account} />
            ) : (
              <Badge color="gray" variant="light" tt="none" radius="sm">
                {t('managers.disabledSince', { date: date(disabledAt) })}
              </Badge>
            ),
        },
        {
          key: 'actions',
          header: t('managers.actions'),
          headless: true,
          numeric: true,
          cell: (manager) =>
            manager.disabledAt === null && (
              <RowMenu
                label={t('managers.actionsOf', { name: manager.name })}
                change={t('managers.change')}
                reset={t('managers.reset')}
                disable={t('managers.disable')}
                onChange={() => onChange(manager)}
                onReset={() => onReset(manager)}
                onDisable={() => onDisable(manager)}
              />
            ),
        },
      ]}
    />
  );
}

function Limits({ manager: { maxCallsHour, maxCallsDay } }: { manager: ManagerRow }) {
  const { t } = useTranslation('admin');
  if (maxCallsHour === null && maxCallsDay === null) {
    return (
      <Text span size="sm" c="dimmed">
        {t('managers.siteLimits')}
      </Text>
    );
  }
  const words = [
    ...(maxCallsHour === null ? [] : [t('managers.perHour', { shown: shown(maxCallsHour) })]),
    ...(maxCallsDay === null ? [] : [t('managers.perDay', { shown: shown(maxCallsDay) })]),
  ];
  return words.join(', ');

  function shown(cap: number): string {
    return cap === 0 ? '∞' : count(cap);
  }
}
