import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Anchor, Button, Center, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { IconMail, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, take } from '../api/client';
import { useSession } from '../app/session';
import { EmptyNote } from '../components/empty-note';
import { PageFrame } from '../components/page-frame';
import { ProblemAlert } from '../components/problem-alert';
import { SkeletonLines } from '../components/asked';
import { usePaused } from '../components/use-paused';
import { dateTime } from '../i18n/formats';
import classes from './mail.module.css';
import { MailBadges, useTitle } from './mail-words';
import type { BoxedMail } from './mails-data';
import { Strangers } from './strangers';

const pageSize = 50;

/** Mails of one's own orders, or of all for supervisors, and the search in them. */
export function MailPage() {
  const { t } = useTranslation('mail');
  const { role } = useSession().session;
  const [typed, setTyped] = useState('');
  const [unread, setUnread] = useState(false);
  // Each search opens mails: not one for each letter.
  const [paused] = usePaused(typed.trim());
  const search = useDeferredValue(paused);
  const mails = useInfiniteQuery({
    queryKey: ['mails', search, unread],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/mails', {
          params: {
            query: {
              unread,
              limit: pageSize,
              ...(search !== '' && { search }),
              ...(pageParam !== null && { after: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const pages = mails.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  return (
    <PageFrame
      title={t('page.title')}
      actions={
        <Anchor component={Link} href={role === 'manager' ? '/orders' : '/mail/templates'} size="sm">
          {t(role === 'manager' ? 'page.orders' : 'page.templates')}
        </Anchor>
      }
    >
      <Group gap="md" align="end">
        <TextInput
          role="searchbox"
          label={t('page.search')}
          placeholder={t('page.searchHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={100}
          autoComplete="off"
          w="100%"
          maw={360}
        />
        <Checkbox
          label={t('page.unread')}
          checked={unread}
          onChange={(event) => setUnread(event.currentTarget.checked)}
          pb="xs"
        />
      </Group>
      <ProblemAlert error={mails.error} again={() => void mails.refetch()} />
      {mails.isPending && <SkeletonLines lines={5} />}
      {mails.isSuccess && items.length === 0 && (
        <EmptyNote
          icon={IconMail}
          title={t(search === '' ? 'page.empty' : 'page.nothing')}
          text={t(search === '' ? 'page.emptyHint' : 'page.nothingHint')}
        />
      )}
      <ul className={classes.box} aria-label={t('page.title')} aria-busy={mails.isFetching}>
        {items.map((mail) => (
          <Line key={mail.id} mail={mail} isManager={role === 'manager'} />
        ))}
      </ul>
      {pages.at(-1)?.cut === true && (
        <Text size="sm" c="dimmed" py="sm">
          {t('page.cut')}
        </Text>
      )}
      {mails.hasNextPage && (
        <Center py="md">
          <Button
            variant="default"
            loading={mails.isFetchingNextPage}
            onClick={() => void mails.fetchNextPage()}
          >
            {t('page.more')}
          </Button>
        </Center>
      )}
      {role !== 'manager' && <Strangers />}
    </PageFrame>
  );
}

function Line({ mail, isManager }: { mail: BoxedMail; isManager: boolean }) {
  const { t } = useTranslation('mail');
  const titleOf = useTitle();
  const path = `${isManager ? '/orders' : '/order'}/${encodeURIComponent(mail.orderNumber)}`;
  return (
    <li>
      <Link href={path} className={classes.line ?? ''}>
        <Text size="sm" fw={600} component="span" display="block">
          {titleOf(mail)}
        </Text>
        <Text size="xs" c="dimmed" component="span" display="block">
          {t(mail.direction === 'in' ? 'page.from' : 'page.to', {
            customer: mail.customerName,
            number: mail.orderNumber,
          })}
          {` · ${dateTime(mail.at)}`}
        </Text>
        <span className={classes.badges}>
          <MailBadges mail={mail} />
        </span>
      </Link>
    </li>
  );
}
