import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert';

interface AskedProps<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** Lines that stand for what is not there yet. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What was asked of the server: lines while it is on its way, the data, or what went wrong with a way to ask again. */
export function Asked<Data>({ query, lines = 5, children }: AskedProps<Data>) {
  const { data, error } = query;
  const again = (): void => void query.refetch();
  if (data === undefined) {
    return error === null ? <SkeletonLines lines={lines} /> : <ProblemAlert error={error} again={again} />;
  }
  return (
    <>
      {/* What is shown may be old then. */}
      {error !== null && <ProblemAlert error={error} again={again} />}
      {children(data)}
    </>
  );
}

export function SkeletonLines({ lines }: { lines: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" aria-busy>
      <VisuallyHidden role="status">{t('waiting')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={36} radius="md" aria-hidden />
      ))}
    </Stack>
  );
}
