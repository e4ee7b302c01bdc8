import { Button, Center, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KeysetList } from './keyset-pages';
import { ProblemAlert } from './problem-alert';

/** Under a list that has more: fetches the next page. A page that failed can be asked for again. */
export function MoreButton({ list: { query, items } }: { list: KeysetList<unknown> }) {
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
