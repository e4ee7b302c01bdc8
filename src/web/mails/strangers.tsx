import { Button, Center, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NoteText } from '../components/note-text';
import { ProblemAlert } from '../components/problem-alert';
import { dateTime } from '../i18n/formats';
import classes from './mail.module.css';
import { mailMark, strangersQuery } from './mails-data';

/** SMS that are at no order, for supervisors. Nothing where there are none. */
export function Strangers() {
  const { t } = useTranslation('mail');
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(strangersQuery);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return error === null ? null : <ProblemAlert error={error} />;
  return (
    <section aria-label={t('strangers.title')} data-testid="strangers">
      <Title order={2} size="h5" mt="lg">
        {t('strangers.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('strangers.about')}
      </Text>
      <ul className={classes.box}>
        {items.map(({ id, at, reason, text }) => (
          <li key={id} className={classes.mail}>
            <Text size="xs" c="dimmed">
              {`${dateTime(at)} · ${t(`strangers.reason.${reason}`)}`}
            </Text>
            {text === '' ? <Text size="sm">{t('noText')}</Text> : <NoteText text={text} mark={mailMark} />}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Center py="md">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('strangers.more')}
          </Button>
        </Center>
      )}
    </section>
  );
}
