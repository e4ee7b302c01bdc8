import { Alert, Button, Group, List, Text } from '@mantine/core';
import '@mantine/core/styles/List.layer.css';
import { IconAlertTriangle, IconLink, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { ProblemAlert } from '../../components/problem-alert';
import { dateTime } from '../../i18n/formats';
import { chainFaults } from './chain-words';
import type { Chain } from './chain-words';

const chainKey = ['audit-chain'] as const;
const askAgainMs = 1000;

/** Whether the audit log is intact, and a button that starts a check. */
export function ChainState() {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: chainKey,
    queryFn: () => take(api.GET('/api/audit/chain')),
    refetchInterval: ({ state }) => (state.data?.running === true ? askAgainMs : false),
  });
  const check = useMutation({
    mutationFn: () => take(api.POST('/api/audit/chain')),
    onSuccess: (chain) => queries.setQueryData(chainKey, chain),
  });
  const chain = query.data;
  if (chain === undefined) {
    return query.error === null ? null : (
      <ProblemAlert error={query.error} again={() => void query.refetch()} />
    );
  }
  const look = lookOf(chain);
  const facts = [
    ...(chain.rows === null ? [] : [t('audit.chain.rows', { count: chain.rows })]),
    ...(chain.checkedAt === null ? [] : [t('audit.chain.checkedAt', { time: dateTime(chain.checkedAt) })]),
  ];
  const busy = chain.running || check.isPending;
  return (
    <Alert
      color={look.color}
      icon={<look.icon aria-hidden />}
      title={t(`audit.chain.${look.word}`)}
      mb="md"
      role="status"
      data-testid="audit-chain"
      data-state={look.word}
    >
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          {look.word === 'unchecked' && <Text size="sm">{t('audit.chain.uncheckedText')}</Text>}
          {look.word === 'broken' && <Text size="sm">{t('audit.chain.brokenText')}</Text>}
          {look.word === 'failed' && <Text size="sm">{t('audit.chain.failedText')}</Text>}
          {chain.faults.length > 0 && (
            <List size="sm" my="xs">
              {chainFaults(chain).map(({ slug, from, to }) => (
                <List.Item key={`${slug} ${String(from)}`}>
                  {from === null
                    ? t(`audit.chain.faults.${slug}`)
                    : t(to === null ? 'audit.chain.fault' : 'audit.chain.faultRange', {
                        seq: from,
                        to,
                        fault: t(`audit.chain.faults.${slug}`),
                      })}
                </List.Item>
              ))}
              {(chain.faultCount ?? 0) > chain.faults.length && (
                <List.Item>
                  {t('audit.chain.moreFaults', { count: (chain.faultCount ?? 0) - chain.faults.length })}
                </List.Item>
              )}
            </List>
          )}
          {chain.protected === false && <Text size="sm">{t('audit.chain.unprotected')}</Text>}
          {facts.length > 0 && (
            <Text size="sm" c="dimmed">
              {facts.join(', ')}
            </Text>
          )}
        </div>
        <Button size="xs" variant="light" color={look.color} loading={busy} onClick={() => check.mutate()}>
          {t('audit.chain.check')}
        </Button>
      </Group>
      <ProblemAlert error={check.error} />
    </Alert>
  );
}

function lookOf({ failed, intact }: Chain) {
  if (failed) return { word: 'failed', color: 'yellow', icon: IconAlertTriangle } as const;
  if (intact === null) return { word: 'unchecked', color: 'gray', icon: IconLink } as const;
  return intact
    ? ({ word: 'intact', color: 'green', icon: IconShieldCheck } as const)
    : ({ word: 'broken', color: 'red', icon: IconAlertTriangle } as const);
}
