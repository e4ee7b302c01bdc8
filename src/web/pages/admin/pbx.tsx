import { Alert, Badge, Button, Stack, Text, Title } from '@mantine/core';
import type { MantineColor } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconPhoneOff,
  IconRefresh,
  IconRouter,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { RowTable } from '../../components/row-table';
import { useLive } from '../../live/live';

type Trunk = Answer<'/api/pbx', 'get'>['trunks'][number];
type Phone = Answer<'/api/pbx', 'get'>['phones'][number];

const refreshMs = 15_000;

/** The current state of trunks and phones in Asterisk. */
export function Pbx() {
  const { t } = useTranslation('admin');
  const live = useLive();
  const query = useQuery({
    queryKey: ['pbx'],
    queryFn: () => take(api.GET('/api/pbx')),
    refetchInterval: refreshMs,
  });
  return (
    <PageFrame
      title={t('pbx.title')}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={query.isRefetching}
          onClick={() => void query.refetch()}
        >
          {t('pbx.refresh')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('pbx.about')}
      </Text>
      <Asked query={query}>
        {({ connected, trunks, phones }) => (
          <Stack gap="lg">
            <Alert
              role="status"
              color={connected ? 'green' : 'red'}
              icon={connected ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
              title={t(connected ? 'pbx.connected' : 'pbx.disconnected')}
            >
              {!connected && t('pbx.disconnectedText')}
            </Alert>
            <Trunks trunks={trunks} />
            <Phones phones={phones.map((phone) => ({ ...phone, ...live.phones.get(phone.extension) }))} />
          </Stack>
        )}
      </Asked>
    </PageFrame>
  );
}

function Trunks({ trunks }: { trunks: readonly Trunk[] }) {
  const { t } = useTranslation('admin');
  return (
    <section>
      <Title order={2} size="h5">
        {t('pbx.trunks')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('pbx.trunksAbout')}
      </Text>
      {trunks.length === 0 ? (
        <EmptyNote icon={IconRouter} title={t('pbx.noTrunks.title')} text={t('pbx.noTrunks.text')} />
      ) : (
        <RowTable<Trunk>
          caption={t('pbx.trunks')}
          rows={trunks}
          keyOf={({ name }) => name}
          columns={[
            { key: 'name', header: t('pbx.trunk'), names: true, cell: ({ name }) => name },
            { key: 'format', header: t('pbx.format'), cell: ({ format }) => format },
            {
              key: 'state',
              header: t('pbx.state'),
              cell: ({ state }) => <TrunkState state={state} />,
            },
          ]}
        />
      )}
    </section>
  );
}

function TrunkState({ state }: { state: string }) {
  const { t } = useTranslation('admin');
  const known = (['online', 'offline', 'unknown'] as const).find((each) => each === state);
  const colour = ({ online: 'green', offline: 'red', unknown: 'gray' } as const)[known ?? 'unknown'];
  return <Word colour={colour}>{known === undefined ? state : t(`pbx.${known}`)}</Word>;
}

function Phones({ phones }: { phones: readonly Phone[] }) {
  const { t } = useTranslation('admin');
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {t('pbx.phones')}
      </Title>
      {phones.length === 0 ? (
        <EmptyNote icon={IconPhoneOff} title={t('pbx.noPhones.title')} text={t('pbx.noPhones.text')} />
      ) : (
        <RowTable<Phone>
          caption={t('pbx.phones')}
          rows={phones}
          keyOf={({ extension }) => extension}
          columns={[
            { key: 'extension', header: t('pbx.phone'), names: true, cell: ({ extension }) => extension },
            { key: 'manager', header: t('pbx.manager'), cell: ({ name }) => name },
            { key: 'state', header: t('pbx.state'), cell: (phone) => <PhoneState phone={phone} /> },
          ]}
        />
      )}
    </section>
  );
}

function PhoneState({ phone: { registered, inUse } }: { phone: Phone }) {
  const { t } = useTranslation('admin');
  if (registered === 'unknown') return <Word colour="gray">{t('pbx.unknown')}</Word>;
  if (!registered) return <Word colour="red">{t('pbx.notRegistered')}</Word>;
  return inUse === true ? (
    <Word colour="orange">{t('pbx.inUse')}</Word>
  ) : (
    <Word colour="green">{t('pbx.registered')}</Word>
  );
}

function Word({ colour, children }: { colour: MantineColor; children: ReactNode }) {
  return (
    <Badge color={colour} variant="light" tt="none" radius="sm">
      {children}
    </Badge>
  );
}
