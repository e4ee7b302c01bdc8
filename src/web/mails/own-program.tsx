import '@mantine/core/styles/Code.layer.css';
import { Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../api/client';
import { Asked } from '../components/asked';
import { CopyLine } from '../components/copy-line';
import { ProblemAlert } from '../components/problem-alert';
import { isAtProof, ProofField, useProof } from '../components/proof-field';
import { dateTime } from '../i18n/formats';

const programKey = ['mail-program'] as const;

/** The manager's own mail program: what is entered there, and its token. */
export function OwnProgram() {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const program = useQuery({ queryKey: programKey, queryFn: () => take(api.GET('/api/me/mail-program')) });
  const [token, setToken] = useState<string | null>(null);
  const withdraw = useMutation({
    mutationFn: () => take(api.DELETE('/api/me/mail-program/token')),
    onSuccess: (after) => {
      setToken(null);
      queries.setQueryData(programKey, after);
    },
  });
  return (
    <Paper component="section" p="lg" withBorder radius="lg" aria-label={t('program.title')}>
      <Title order={2} size="h4" mb="md">
        {t('program.title')}
      </Title>
      <Asked query={program} lines={3}>
        {({ allowed, server, extension, tokenMadeAt, tokenUsedAt, hasMailbox }) =>
          !allowed || server === null ? (
            <Text size="sm">{t(server === null ? 'program.off' : 'program.forbidden')}</Text>
          ) : (
            <Stack gap="xs" data-testid="own-program">
              <Text size="sm">{t('program.about')}</Text>
              <Text size="sm">
                {t('program.server')} <Code>{server.host}</Code>
                {server.tlsPort !== null && ` · ${t('program.tls', { port: server.tlsPort })}`}
                {server.startTlsPort !== null && ` · ${t('program.startTls', { port: server.startTlsPort })}`}
              </Text>
              <Text size="sm">
                {t('program.user')} <Code>{extension}</Code>
              </Text>
              <Text size="sm" c="dimmed">
                {t(hasMailbox ? 'program.receives' : 'program.receivesNot')}
              </Text>
              <Text size="sm">
                {tokenMadeAt === null
                  ? t('program.noToken')
                  : t(tokenUsedAt === null ? 'program.unused' : 'program.used', {
                      made: dateTime(tokenMadeAt),
                      used: tokenUsedAt === null ? '' : dateTime(tokenUsedAt),
                    })}
              </Text>
              {token === null ? (
                <NewToken
                  isAnother={tokenMadeAt !== null}
                  onMade={(made) => {
                    setToken(made);
                    void queries.invalidateQueries({ queryKey: programKey });
                  }}
                />
              ) : (
                <div data-testid="program-token">
                  <Text size="sm">{t('program.token')}</Text>
                  <CopyLine text={token} label={t('program.copyToken')} />
                </div>
              )}
              {tokenMadeAt !== null && (
                <Group>
                  <Button
                    variant="subtle"
                    color="red"
                    loading={withdraw.isPending}
                    onClick={() => withdraw.mutate()}
                  >
                    {t('program.withdraw')}
                  </Button>
                </Group>
              )}
              <ProblemAlert error={withdraw.error} />
            </Stack>
          )
        }
      </Asked>
    </Paper>
  );
}

function NewToken({ isAnother, onMade }: { isAnother: boolean; onMade: (token: string) => void }) {
  const { t } = useTranslation('mail');
  const [typed, setTyped] = useState('');
  const proof = useProof(typed);
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/me/mail-program/token', { body: proof.body })),
    onSuccess: ({ token }) => onMade(token),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!proof.isMissing && !make.isPending) make.mutate();
      }}
    >
      <Stack gap="xs">
        <ProofField
          typed={typed}
          onType={setTyped}
          error={make.error}
          labels={{ code: t('program.code'), password: t('program.password') }}
        />
        <ProblemAlert error={isAtProof(make.error) ? null : make.error} />
        <Group>
          <Button type="submit" variant="default" disabled={proof.isMissing} loading={make.isPending}>
            {t(isAnother ? 'program.another' : 'program.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
