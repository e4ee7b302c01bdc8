import { Button, Center, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Asked } from './asked';
import type { KeysetList } from './keyset-pages';
import { ProblemAlert } from './problem-alert';

interface KeysetViewProps<Item> {
  list: KeysetList<Item>;
  /** Number of skeleton lines while loading. */
  lines?: number;
  /** Shown in place of an empty list. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list that is loaded page by page, or its loading, error or empty state. */
export function KeysetView<Item>({ list, lines = 5, empty, children }: KeysetViewProps<Item>) {
  return (
    <Asked query={list.query} lines={lines}>
      {() => {
        const items = list.items ?? [];
        if (items.length === 0) return empty;
        return (
          <>
            {children(items)}
            <MoreButton list={list} />
          </>
        );
      }}
    </Asked>
  );
}

/** Below a list that has more: loads the next page, and retries a page that failed. */
function MoreButton({ list: { query, items } }: { list: KeysetList<unknown> }) {
  const { t } = useTranslation('supervisor');
  if (query.isFetchNextPageError) {
    return <ProblemAlert error={query.error} again={() => void query.fetchNextPage()} />;
  }
  if (!query.hasNextPage) {
    return (items?.length ?? 0) > 20 ? (
      <Text size="sm" c="dimmed" ta="center" py="md">
        {t('allShown')}
      </Text>
    ) : null;
  }
  return (
    <Center py="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('more')}
      </Button>
    </Center>
  );
}
