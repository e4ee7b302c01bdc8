import '@mantine/core/styles/Progress.layer.css';
import '../../components/overlay-styles';
import { ActionIcon, Anchor, Button, Group, Menu, Progress, Text } from '@mantine/core';
import {
  IconDots,
  IconPencil,
  IconPlus,
  IconRefresh,
  IconShoppingCart,
  IconTrash,
  IconWebhook,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindTraits } from '#connectors/model/connector-kinds';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { dateTime } from '../../i18n/formats';
import { useOpenedForm } from './opened-form';
import { HookDialog, RejectsDialog } from './shop-dialogs';
import { ShopForm } from './shop-form';
import { useReason } from './shop-reason';
import { shopsKey, useShops } from './shops-data';
import type { Shop, ShopHook } from './shops-data';

/** Shops whose orders Star7 fetches. */
export function Shops() {
  const { t } = useTranslation('admin');
  const query = useShops();
  const form = useOpenedForm();
  const [removing, setRemoving] = useState<Shop | null>(null);
  const [rejectsOf, setRejectsOf] = useState<number | null>(null);
  const [hook, setHook] = useState<{ shop: Shop; hook: ShopHook } | null>(null);
  const act = useShopActions(setHook);
  const edited = query.data?.find(({ id }) => String(id) === form.of);
  const listed = query.data?.find(({ id }) => id === rejectsOf);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => form.open('new')}>
      {t('shops.add')}
    </Button>
  );
  return (
    <PageFrame title={t('shops.title')} actions={add}>
      <Text size="sm" c="dimmed" mb="md" maw="52rem">
        {t('shops.about')}
      </Text>
      <ProblemAlert error={act.error} />
      <Asked query={query}>
        {(shops) =>
          shops.length === 0 ? (
            <EmptyNote icon={IconShoppingCart} title={t('shops.none')} text={t('shops.noneText')} />
          ) : (
            <ShopTable
              shops={shops}
              onChange={({ id }) => form.open(String(id))}
              onRejects={({ id }) => setRejectsOf(id)}
              onRemove={setRemoving}
              act={act.run}
            />
          )
        }
      </Asked>
      {(form.of === 'new' || edited !== undefined) && (
        <ShopForm
          key={form.of}
          shop={edited ?? null}
          onClose={form.close}
          onHook={(shop, shown) => setHook({ shop, hook: shown })}
        />
      )}
      {hook !== null && <HookDialog {...hook} onDone={() => setHook(null)} />}
      {listed !== undefined && <RejectsDialog shop={listed} onClose={() => setRejectsOf(null)} />}
      {removing !== null && <RemoveShop shop={removing} onClose={() => setRemoving(null)} />}
    </PageFrame>
  );
}

type ShopAction = 'sync' | 'again' | 'hook';

/** How far back a synchronisation goes that is begun again. */
const againDays = 90;

function useShopActions(onHook: (shown: { shop: Shop; hook: ShopHook }) => void) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: async ({ shop, action }: { shop: Shop; action: ShopAction }) => {
      const params = { path: { id: shop.id } };
      if (action === 'hook') {
        onHook({ shop, hook: await take(api.POST('/api/connectors/{id}/hook', { params })) });
        return;
      }
      const body = action === 'again' ? { sinceDays: againDays } : {};
      await take(api.POST('/api/connectors/{id}/sync', { params, body }));
      notify('good', t('shops.syncing'));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: shopsKey }),
  });
  return { run: (shop: Shop, action: ShopAction) => mutate({ shop, action }), error };
}

interface ShopTableProps {
  shops: Shop[];
  onChange: (shop: Shop) => void;
  onRejects: (shop: Shop) => void;
  onRemove: (shop: Shop) => void;
  act: (shop: Shop, action: ShopAction) => void;
}

function ShopTable({ shops, onChange, onRejects, onRemove, act }: ShopTableProps) {
  const { t } = useTranslation('admin');
  return (
    <RowTable<Shop>
      caption={t('shops.caption')}
      rows={shops}
      keyOf={({ id }) => id}
      isFaint={({ enabled }) => !enabled}
      columns={[
        { key: 'name', header: t('shops.name'), names: true, cell: ({ name }) => name },
        { key: 'state', header: t('shops.state'), cell: (shop) => <State shop={shop} /> },
        { key: 'orders', header: t('shops.orders'), cell: (shop) => <FirstSync shop={shop} /> },
        {
          key: 'rejects',
          header: t('shops.rejects'),
          numeric: true,
          cell: (shop) =>
            shop.state.rejects === 0 ? (
              '0'
            ) : (
              <Anchor component="button" type="button" onClick={() => onRejects(shop)}>
                {shop.state.rejects}
              </Anchor>
            ),
        },
        {
          key: 'actions',
          header: t('shops.actions'),
          headless: true,
          numeric: true,
          cell: (shop) => (
            <Group gap={4} justify="flex-end" wrap="nowrap">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('shops.changeOf', { name: shop.name })}
                onClick={() => onChange(shop)}
              >
                <IconPencil size={18} aria-hidden />
              </ActionIcon>
              <ShopMenu shop={shop} onRemove={onRemove} act={act} />
            </Group>
          ),
        },
      ]}
    />
  );
}

function ShopMenu({ shop, onRemove, act }: Pick<ShopTableProps, 'onRemove' | 'act'> & { shop: Shop }) {
  const { t } = useTranslation('admin');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('shops.menuOf', { name: shop.name })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['sync', 'again'] as const).map((action) => (
          <Menu.Item
            key={action}
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => act(shop, action)}
          >
            {t(`shops.${action}`)}
          </Menu.Item>
        ))}
        {kindTraits[shop.kind].hooks !== 'none' && (
          <Menu.Item leftSection={<IconWebhook size={16} aria-hidden />} onClick={() => act(shop, 'hook')}>
            {t('shops.hook')}
          </Menu.Item>
        )}
        <Menu.Item
          color="var(--star7-bad)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onRemove(shop)}
        >
          {t('shops.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function State({ shop: { enabled, state } }: { shop: Shop }) {
  const { t } = useTranslation('admin');
  const reasonOf = useReason();
  if (!enabled) return t('shops.off');
  if (state.fault !== null) return <Text c="var(--star7-bad)">{reasonOf(state.fault)}</Text>;
  return state.reachedAt === null ? t('shops.never') : t('shops.works', { time: dateTime(state.reachedAt) });
}

function FirstSync({ shop: { state } }: { shop: Shop }) {
  const { t } = useTranslation('admin');
  const { syncedAt, ordersRead: read, ordersTotal: total } = state;
  if (syncedAt !== null) return t('shops.synced');
  if (total === null) return t('shops.progressOpen', { read });
  return (
    <>
      {t('shops.progress', { read: Math.min(read, total), total })}
      <Progress
        value={total === 0 ? 100 : Math.min(100, (read / total) * 100)}
        aria-label={t('shops.orders')}
      />
    </>
  );
}

function RemoveShop({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/connectors/{id}', { params: { path: { id: shop.id } } })),
    onSuccess: async () => {
      notify('good', t('shops.removed'));
      onClose();
      await queries.invalidateQueries({ queryKey: shopsKey });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('shops.removing.title', { name: shop.name })}
      text={t('shops.removing.text')}
      yes={t('shops.removing.yes')}
      no={t('cancel')}
      busy={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate()}
      onNo={onClose}
    />
  );
}
