import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert';

interface AskedProps<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** Number of skeleton lines while loading. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** The result of a query: skeleton lines while it loads, the data, or the problem with a button to retry. */
export function Asked<Data>({ query, lines = 5, children }: AskedProps<Data>) {
  const { data, error } = query;
  const again = (): void => void query.refetch();
  if (data === undefined) {
    return error === null ? <SkeletonLines lines={lines} /> : <ProblemAlert error={error} again={again} />;
  }
  return (
    <>
      {/* After a failed refresh the data shown may be old. */}
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
