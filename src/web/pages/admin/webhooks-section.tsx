import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Switch.layer.css';
import '../../components/overlay-styles';
import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Modal,
  Paper,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { IconKey, IconPlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { webhookTopics } from '#webhooks/model/webhook-event';
import type { WebhookTopic } from '#webhooks/model/webhook-event';
import { longestUrl } from '#webhooks/model/webhook-rules';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { CopyLine } from '../../components/copy-line';
import { ProblemAlert } from '../../components/problem-alert';
import { RowTable } from '../../components/row-table';
import { dateTime } from '../../i18n/formats';
import { fieldErrors } from './field-errors';
import { Heading } from './rules-form';
import { useIdleDeliveries, useWebhookAction, useWebhooks } from './webhooks-data';
import type { IdleRow, WebhookRow } from './webhooks-data';

const ofId = (id: number) => ({ params: { path: { id: String(id) } } });

/** Addresses of the shop's programs that are told of orders and calls, and what could not be delivered. */
export function WebhooksSection() {
  const { t } = useTranslation('admin');
  const query = useWebhooks();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)">
      <Stack>
        <Heading title={t('webhooks.title')} text={t('webhooks.about')} />
        <Asked query={query}>
          {(rows) => (
            <>
              {rows.length > 0 && <WebhookTable rows={rows} onSecret={setSecret} />}
              {rows.some(({ dead }) => dead > 0) && <IdleDeliveries state="dead" />}
              {rows.some(({ enabled, pending }) => !enabled && pending > 0) && (
                <IdleDeliveries state="held" />
              )}
            </>
          )}
        </Asked>
        <NewWebhook onSecret={setSecret} />
      </Stack>
      <Modal
        opened={secret !== null}
        onClose={() => setSecret(null)}
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
        title={t('webhooks.secret.title')}
      >
        <Stack>
          <Text size="sm">{t('webhooks.secret.text')}</Text>
          <CopyLine text={secret ?? ''} label={t('copy')} />
          <Group justify="flex-end">
            <Button onClick={() => setSecret(null)} data-autofocus>
              {t('webhooks.secret.done')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Paper>
  );
}

function NewWebhook({ onSecret }: { onSecret: (secret: string) => void }) {
  const { t } = useTranslation('admin');
  const [url, setUrl] = useState('');
  const [topics, setTopics] = useState<WebhookTopic[]>([...webhookTopics]);
  const add = useWebhookAction(
    () => take(api.POST('/api/webhooks', { body: { url, topics } })),
    ({ secret }) => {
      setUrl('');
      onSecret(secret);
    },
  );
  const faults = add.error === null ? null : fieldErrors(add.error, ['url', 'topics']);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!add.isPending) add.mutate(undefined);
  };
  return (
    <form noValidate onSubmit={submit} aria-label={t('webhooks.add')}>
      <Stack gap="sm">
        <TextInput
          label={t('webhooks.url')}
          description={t('webhooks.urlHint')}
          value={url}
          maxLength={longestUrl}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
          error={faults?.url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t('webhooks.topicsLabel')}
          value={topics}
          error={topics.length === 0 ? t('webhooks.topicsMissing') : null}
          onChange={(chosen) => setTopics(webhookTopics.filter((topic) => chosen.includes(topic)))}
        >
          <Stack gap={6} mt={6}>
            {webhookTopics.map((topic) => (
              <Checkbox key={topic} value={topic} label={t(`webhooks.topics.${topic}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        {faults === null && <ProblemAlert error={add.error} />}
        <Group>
          <Button
            type="submit"
            variant="light"
            leftSection={<IconPlus size={16} aria-hidden />}
            loading={add.isPending}
            disabled={topics.length === 0}
          >
            {t('webhooks.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface WebhookTableProps {
  rows: WebhookRow[];
  onSecret: (secret: string) => void;
}

function WebhookTable({ rows, onSecret }: WebhookTableProps) {
  const { t } = useTranslation('admin');
  const [asked, setAsked] = useState<{ what: 'secret' | 'removing'; row: WebhookRow } | null>(null);
  const set = useWebhookAction(
    ({ id, enabled }: { id: number; enabled: boolean }) =>
      take(api.PATCH('/api/webhooks/{id}', { ...ofId(id), body: { enabled } })),
    () => notify('good', t('saved')),
  );
  return (
    <>
      <ProblemAlert error={set.error} />
      <RowTable<WebhookRow>
        caption={t('webhooks.caption')}
        rows={rows}
        keyOf={({ id }) => id}
        isFaint={({ enabled }) => !enabled}
        columns={[
          {
            key: 'url',
            header: t('webhooks.url'),
            names: true,
            cell: ({ url }) => <code style={{ overflowWrap: 'anywhere' }}>{url}</code>,
          },
          {
            key: 'topics',
            header: t('webhooks.topicsLabel'),
            cell: ({ topics }) => topics.map((topic) => t(`webhooks.topics.${topic}`)).join(', '),
          },
          {
            key: 'state',
            header: t('webhooks.state'),
            cell: ({ pending, dead, lastDeliveredAt }) =>
              [
                ...(pending > 0 ? [t('webhooks.pending', { count: pending })] : []),
                ...(dead > 0 ? [t('webhooks.givenUp', { count: dead })] : []),
                lastDeliveredAt === null
                  ? t('webhooks.neverDelivered')
                  : t('webhooks.lastDelivered', { time: dateTime(lastDeliveredAt) }),
              ].join('; '),
          },
          {
            key: 'actions',
            header: t('webhooks.actions'),
            headless: true,
            numeric: true,
            cell: (row) => (
              <Group gap={4} justify="flex-end" wrap="nowrap">
                <Switch
                  aria-label={t('webhooks.onOf', { url: row.url })}
                  checked={row.enabled}
                  disabled={set.isPending}
                  onChange={(event) => set.mutate({ id: row.id, enabled: event.currentTarget.checked })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('webhooks.secretOf', { url: row.url })}
                  onClick={() => setAsked({ what: 'secret', row })}
                >
                  <IconKey size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('webhooks.removeOf', { url: row.url })}
                  onClick={() => setAsked({ what: 'removing', row })}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </Group>
            ),
          },
        ]}
      />
      {asked !== null && <Confirmed {...asked} onSecret={onSecret} onClose={() => setAsked(null)} />}
    </>
  );
}

interface ConfirmedProps {
  what: 'secret' | 'removing';
  row: WebhookRow;
  onSecret: (secret: string) => void;
  onClose: () => void;
}

function Confirmed({ what, row, onSecret, onClose }: ConfirmedProps) {
  const { t } = useTranslation('admin');
  const act = useWebhookAction(
    async () => {
      if (what === 'secret') return (await take(api.POST('/api/webhooks/{id}/secret', ofId(row.id)))).secret;
      await take(api.DELETE('/api/webhooks/{id}', ofId(row.id)));
      return null;
    },
    (secret) => {
      if (secret !== null) onSecret(secret);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      opened
      title={t(`webhooks.${what}Asked.title`)}
      text={t(`webhooks.${what}Asked.text`, { url: row.url })}
      yes={t(`webhooks.${what}Asked.yes`)}
      no={t('cancel')}
      busy={act.isPending}
      error={act.error}
      onYes={() => act.mutate(undefined)}
      onNo={onClose}
    />
  );
}

/** Deliveries that nobody tries. */
function IdleDeliveries({ state }: { state: 'dead' | 'held' }) {
  const { t } = useTranslation('admin');
  const query = useIdleDeliveries(state);
  const resend = useWebhookAction(
    (id: number) => take(api.POST('/api/webhook-deliveries/{id}/resend', ofId(id))),
    () => notify('good', t('webhooks.resent')),
  );
  const drop = useWebhookAction(
    (id: number) => take(api.DELETE('/api/webhook-deliveries/{id}', ofId(id))),
    () => undefined,
  );
  const busy = resend.isPending || drop.isPending;
  return (
    <Asked query={query}>
      {({ items }) => (
        <>
          <Text size="sm" fw={600} aria-hidden>
            {t(`webhooks.${state}Caption`)}
          </Text>
          <ProblemAlert error={resend.error ?? drop.error} />
          <RowTable<IdleRow>
            caption={t(`webhooks.${state}Caption`)}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'order',
                header: t('webhooks.order'),
                names: true,
                cell: ({ orderNumber }) => orderNumber,
              },
              {
                key: 'topic',
                header: t('webhooks.topic'),
                cell: ({ topic }) => t(`webhooks.topics.${topic}`),
              },
              {
                key: 'fault',
                header: t('webhooks.fault'),
                cell: ({ fault, status }) =>
                  fault === null ? t('webhooks.untried') : t(`webhooks.faults.${fault}`, { status }),
              },
              {
                key: 'at',
                header: t('webhooks.lastTry'),
                cell: ({ failedAt }) => (failedAt === null ? '–' : dateTime(failedAt)),
              },
              {
                key: 'actions',
                header: t('webhooks.actions'),
                headless: true,
                numeric: true,
                cell: ({ id, orderNumber }) => (
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    {state === 'dead' && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size="lg"
                        disabled={busy}
                        aria-label={t('webhooks.resendOf', { order: orderNumber })}
                        onClick={() => resend.mutate(id)}
                      >
                        <IconSend size={18} aria-hidden />
                      </ActionIcon>
                    )}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="lg"
                      disabled={busy}
                      aria-label={t('webhooks.dropOf', { order: orderNumber })}
                      onClick={() => drop.mutate(id)}
                    >
                      <IconTrash size={18} aria-hidden />
                    </ActionIcon>
                  </Group>
                ),
              },
            ]}
          />
        </>
      )}
    </Asked>
  );
}
