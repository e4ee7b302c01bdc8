import '../../components/overlay-styles';
import { ActionIcon, Badge, Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconDots, IconPackage, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { Asked } from '../../components/asked';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { CopyLine } from '../../components/copy-line';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { count, dateTime } from '../../i18n/formats';
import { useOpenedForm } from '../admin/opened-form';
import { CourierForm } from './courier-form';
import type { CourierRow } from './couriers-data';
import { couriersKey, useCouriers } from './couriers-data';

/** Something that is shown once. */
interface Secret {
  name: string;
  /** Of the page: a code and a link, until then; of the phone: a PIN. */
  of: { code: string; expiresAt: string } | { pin: string };
}

/** The people who deliver. Dispatchers make codes; administrators keep the list. */
export function Couriers() {
  const { t } = useTranslation('courier');
  const { session } = useSession();
  const isAdministrator = session.role === 'administrator';
  const query = useCouriers(false);
  const form = useOpenedForm();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [disabling, setDisabling] = useState<CourierRow | null>(null);
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: async ({ row, what }: { row: CourierRow; what: 'code' | 'pin' }): Promise<Secret> => {
      const params = { path: { number: row.number } };
      const of =
        what === 'code'
          ? await take(api.POST('/api/couriers/{number}/code', { params }))
          : await take(api.POST('/api/couriers/{number}/pin', { params }));
      return { name: row.name, of };
    },
    onSuccess: async (made) => {
      setSecret(made);
      if ('pin' in made.of) await queries.invalidateQueries({ queryKey: couriersKey });
    },
  });
  const edited = query.data?.find(({ number }) => number === form.of);
  const add = isAdministrator && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => form.open('new')}>
      {t('list.add')}
    </Button>
  );
  return (
    <PageFrame title={t('list.title')} actions={add}>
      <Text size="sm" c="dimmed" mb="md" maw="52rem">
        {t('list.about')}
      </Text>
      <ProblemAlert error={make.error} />
      <Asked query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyNote
              icon={IconPackage}
              title={t('list.empty.title')}
              text={t('list.empty.text')}
              action={add}
            />
          ) : (
            <RowTable<CourierRow>
              caption={t('list.title')}
              rows={rows}
              keyOf={({ number }) => number}
              columns={[
                { key: 'name', header: t('list.name'), names: true, cell: ({ name }) => name },
                { key: 'number', header: t('list.number'), cell: ({ number }) => number },
                { key: 'company', header: t('list.company'), cell: ({ company }) => company ?? '—' },
                { key: 'days', header: t('list.days'), cell: (row) => <Days row={row} /> },
                { key: 'phone', header: t('list.signs'), cell: (row) => <Signs row={row} /> },
                {
                  key: 'carries',
                  header: t('list.carries'),
                  numeric: true,
                  cell: ({ carries }) => count(carries),
                },
                {
                  key: 'actions',
                  header: t('list.actions'),
                  headless: true,
                  numeric: true,
                  cell: (row) => (
                    <Menu position="bottom-end" withinPortal>
                      <Menu.Target>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          size="lg"
                          aria-label={t('list.actionsOf', { name: row.name })}
                        >
                          <IconDots size={18} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => make.mutate({ row, what: 'code' })}>
                          {t('list.code')}
                        </Menu.Item>
                        {isAdministrator && (
                          <>
                            <Menu.Item onClick={() => make.mutate({ row, what: 'pin' })}>
                              {t('list.pin')}
                            </Menu.Item>
                            <Menu.Item onClick={() => form.open(row.number)}>{t('list.change')}</Menu.Item>
                            <Menu.Item color="var(--star7-bad)" onClick={() => setDisabling(row)}>
                              {t('list.disable')}
                            </Menu.Item>
                          </>
                        )}
                      </Menu.Dropdown>
                    </Menu>
                  ),
                },
              ]}
            />
          )
        }
      </Asked>
      {(form.of === 'new' || edited !== undefined) && (
        <CourierForm key={form.of} row={edited ?? null} onClose={form.close} />
      )}
      {disabling !== null && <DisableCourier row={disabling} onClose={() => setDisabling(null)} />}
      {secret !== null && <ShownOnce secret={secret} onDone={() => setSecret(null)} />}
    </PageFrame>
  );
}

function Days({ row: { activeDays } }: { row: CourierRow }) {
  const { t } = useTranslation('courier');
  return activeDays.length === 7 ? t('list.everyDay') : activeDays.map((day) => t(`days.${day}`)).join(', ');
}

function Signs({ row: { hasPhone, hasPin } }: { row: CourierRow }) {
  const { t } = useTranslation('courier');
  const badge = (is: boolean, yes: string, no: string) => (
    <Badge color={is ? 'green' : 'orange'} variant="light" tt="none" radius="sm" mr={4}>
      {is ? yes : no}
    </Badge>
  );
  return (
    // One element: the cells of a card put theirs apart.
    <span>
      {badge(hasPhone, t('list.phone'), t('list.noPhone'))}
      {badge(hasPin, t('list.hasPin'), t('list.noPin'))}
    </span>
  );
}

/** Only its button closes it: a click beside it must not lose the secret. */
function ShownOnce({ secret: { name, of }, onDone }: { secret: Secret; onDone: () => void }) {
  const { t } = useTranslation('courier');
  return (
    <Modal
      opened
      onClose={onDone}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('pin' in of ? 'secret.pin' : 'secret.code', { name })}
    >
      <Stack data-testid="courier-secret">
        {'pin' in of ? (
          <CopyLine text={of.pin} label={t('secret.copy')} />
        ) : (
          <>
            <CopyLine text={of.code} label={t('secret.copy')} />
            <Text size="sm">{t('secret.link')}</Text>
            <CopyLine text={`${window.location.origin}/courier#${of.code}`} label={t('secret.copy')} />
            <Text size="sm" c="dimmed">
              {t('secret.until', { when: dateTime(of.expiresAt) })}
            </Text>
          </>
        )}
        <Text size="sm" c="dimmed">
          {t('secret.once')}
        </Text>
        <Button onClick={onDone} data-autofocus>
          {t('secret.done')}
        </Button>
      </Stack>
    </Modal>
  );
}

function DisableCourier({ row: { number, name }, onClose }: { row: CourierRow; onClose: () => void }) {
  const { t } = useTranslation('courier');
  const queries = useQueryClient();
  const disable = useMutation({
    mutationFn: () => take(api.POST('/api/couriers/{number}/disable', { params: { path: { number } } })),
    onSuccess: async () => {
      notify('good', t('disabling.done', { name }));
      onClose();
      await queries.invalidateQueries({ queryKey: couriersKey });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('disabling.title', { name })}
      text={t('disabling.text')}
      yes={t('list.disable')}
      no={t('disabling.no')}
      busy={disable.isPending}
      error={disable.error}
      onYes={() => disable.mutate()}
      onNo={onClose}
    />
  );
}
