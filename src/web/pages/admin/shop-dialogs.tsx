import '../../components/overlay-styles';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { kindTraits } from '#connectors/model/connector-kinds';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { CopyLine } from '../../components/copy-line';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { useReason } from './shop-reason';
import { shopsKey } from './shops-data';
import type { Shop, ShopHook } from './shops-data';

interface HookDialogProps {
  shop: Pick<Shop, 'name' | 'kind'>;
  hook: ShopHook;
  onDone: () => void;
}

/** Where the shop sends its webhooks. Shown once: a click beside it must not lose the secret. */
export function HookDialog({ shop: { name, kind }, hook, onDone }: HookDialogProps) {
  const { t } = useTranslation('admin');
  const { hooks } = kindTraits[kind];
  if (hooks === 'none') return null;
  return (
    <Modal
      opened
      onClose={onDone}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('shops.hookShown.title', { name })}
    >
      <Stack data-testid="shop-hook">
        <Text size="sm">{t(`shops.hookShown.intro.${hooks}`)}</Text>
        {(
          [
            ['address', `${location.origin}${hook.path}`],
            ...(hooks === 'signature' ? [['secret', hook.secret] as const] : []),
          ] as const
        ).map(([what, text]) => (
          <div key={what}>
            <Text size="xs" c="dimmed" mb={2}>
              {t(`shops.hookShown.${what}`)}
            </Text>
            <CopyLine text={text} label={t('copy')} />
          </div>
        ))}
        <Text size="sm" c="dimmed">
          {t(`shops.hookShown.where.${kind}`)}
        </Text>
        <Group justify="flex-end">
          <Button onClick={onDone} data-autofocus>
            {t('shops.hookShown.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Orders that could not be taken, with a button for each that fetches it again. */
export function RejectsDialog({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const reasonOf = useReason();
  const queries = useQueryClient();
  const path = { id: shop.id };
  const rejects = useQuery({
    queryKey: [...shopsKey, shop.id, 'rejects', shop.state.rejects],
    queryFn: async () => (await take(api.GET('/api/connectors/{id}/rejects', { params: { path } }))).items,
  });
  const retry = useMutation({
    mutationFn: (order: string | null) =>
      take(
        api.POST('/api/connectors/{id}/rejects/retry', {
          params: { path },
          body: order === null ? {} : { order },
        }),
      ),
    onSuccess: async () => {
      notify('good', t('shops.rejected.fetched'));
      await queries.invalidateQueries({ queryKey: shopsKey });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('shops.rejected.title', { name: shop.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <Text size="sm">{t('shops.rejected.intro')}</Text>
        <Asked query={rejects}>
          {(rows) =>
            rows.length === 0 ? (
              <Text size="sm">{t('shops.rejected.none')}</Text>
            ) : (
              <RowTable
                caption={t('shops.rejected.title', { name: shop.name })}
                rows={rows}
                keyOf={({ order }) => order}
                columns={[
                  {
                    key: 'order',
                    header: t('shops.rejected.order'),
                    names: true,
                    cell: ({ order }) => order,
                  },
                  {
                    key: 'reason',
                    header: t('shops.rejected.reason'),
                    cell: ({ reason }) => reasonOf(reason),
                  },
                  {
                    key: 'actions',
                    header: t('shops.actions'),
                    headless: true,
                    numeric: true,
                    cell: ({ order }) => (
                      <Button
                        size="xs"
                        variant="light"
                        disabled={retry.isPending}
                        onClick={() => retry.mutate(order)}
                      >
                        {t('shops.rejected.fetch', { order })}
                      </Button>
                    ),
                  },
                ]}
              />
            )
          }
        </Asked>
        <ProblemAlert error={retry.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shops.rejected.close')}
          </Button>
          <Button disabled={shop.state.rejects === 0 || retry.isPending} onClick={() => retry.mutate(null)}>
            {t('shops.rejected.fetchAll')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
