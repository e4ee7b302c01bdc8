import { Button, Group, Skeleton, Stack, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import { language } from '../../i18n/languages';
import classes from './accept-terms.module.css';

/** The confidentiality terms of the shop; each version is accepted once. */
export function AcceptTerms() {
  const { t } = useTranslation();
  const { set, signOut } = useSession();
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => take(api.GET('/api/terms')) });
  const accept = useMutation({
    mutationFn: (version: number) => take(api.PUT('/api/session/terms', { body: { version } })),
    onSuccess: set,
    // The text may have changed meanwhile.
    onError: () => void terms.refetch(),
  });
  const { data } = terms;
  return (
    <Stack>
      <Title order={1} size="h2">
        {t('terms.title')}
      </Title>
      {data === undefined ? (
        <Skeleton height={160} />
      ) : (
        <div className={classes.text} tabIndex={0} role="region" aria-label={t('terms.title')}>
          {data.text[language()]}
        </div>
      )}
      <ProblemAlert error={terms.error ?? accept.error} />
      <Group justify="space-between">
        <Button
          variant="default"
          onClick={() => void signOut().catch((error: unknown) => notify('bad', problemText(error)))}
        >
          {t('terms.decline')}
        </Button>
        <Button
          loading={accept.isPending}
          disabled={data === undefined}
          onClick={() => {
            if (data !== undefined) accept.mutate(data.version);
          }}
        >
          {t('terms.accept')}
        </Button>
      </Group>
    </Stack>
  );
}
