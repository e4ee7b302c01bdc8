import { Text, UnstyledButton } from '@mantine/core';
import {
  IconDeviceMobileMessage,
  IconEyeOff,
  IconMail,
  IconMailForward,
  IconPaperclip,
  IconRobot,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteText } from '../components/note-text';
import { ProblemAlert } from '../components/problem-alert';
import { dateTime } from '../i18n/formats';
import classes from './mail.module.css';
import { MailBadges, useActorName, useTitle } from './mail-words';
import { mailMark, mailQuery } from './mails-data';
import type { MailLine } from './mails-data';

interface MailItemProps {
  orderNumber: string;
  mail: MailLine;
  /** Whether it is open at first. */
  isOpen: boolean;
}

/** A mail in a line, and with its text once it is opened. */
export function MailItem({ orderNumber, mail, isOpen }: MailItemProps) {
  const { t } = useTranslation('mail');
  const [opened, setOpened] = useState<boolean | null>(null);
  const nameOf = useActorName();
  const titleOf = useTitle();
  const id = useId();
  const shown = opened ?? isOpen;
  const isUnread = mail.direction === 'in' && mail.readAt === null;
  return (
    <li className={classes.mail} data-direction={mail.direction} data-unread={isUnread || undefined}>
      <UnstyledButton
        className={classes.head ?? ''}
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpened(!shown)}
      >
        <MailIcon mail={mail} />
        <span className={classes.who}>{mail.direction === 'in' ? t('customer') : nameOf(mail.author)}</span>
        <span className={classes.when}>{dateTime(mail.at)}</span>
        <span className={classes.subject}>{titleOf(mail)}</span>
        <span className={classes.badges}>
          <MailBadges mail={mail} />
        </span>
      </UnstyledButton>
      <div id={id} hidden={!shown}>
        {shown && <MailBody orderNumber={orderNumber} mail={mail} />}
      </div>
    </li>
  );
}

function MailIcon({ mail: { transport, kind, direction } }: { mail: MailLine }) {
  if (transport === 'sms') return <IconDeviceMobileMessage size={16} aria-hidden />;
  if (kind !== 'person') return <IconRobot size={16} aria-hidden />;
  return direction === 'in' ? <IconMail size={16} aria-hidden /> : <IconMailForward size={16} aria-hidden />;
}

function MailBody({ orderNumber, mail }: Omit<MailItemProps, 'isOpen'>) {
  const { t } = useTranslation('mail');
  const nameOf = useActorName();
  const { data, error, refetch } = useQuery(mailQuery(orderNumber, mail.id));
  if (data === undefined) return <ProblemAlert error={error} again={() => void refetch()} />;
  const pictures = `/api/orders/${encodeURIComponent(orderNumber)}/mails/${String(mail.id)}/pictures/`;
  return (
    <div className={classes.body}>
      {mail.direction === 'in' && !mail.senderKnown && (
        <Text size="sm" className={classes.warn ?? ''}>
          {t('stranger')}
        </Text>
      )}
      {data.text === '' ? (
        <Text size="sm" c="dimmed">
          {t(mail.kind === 'read-receipt' ? 'receipt' : 'noText')}
        </Text>
      ) : (
        <NoteText text={data.text} mark={mailMark} />
      )}
      {Array.from({ length: mail.pictures }, (_, nth) => (
        <a key={nth} href={`${pictures}${String(nth)}`} target="_blank" rel="noopener noreferrer">
          <img
            className={classes.picture}
            src={`${pictures}${String(nth)}`}
            alt={t('picture', { nth: nth + 1 })}
            loading="lazy"
          />
        </a>
      ))}
      {mail.refused.length > 0 && (
        <Text size="sm" component="ul" className={classes.refused ?? ''}>
          {[...new Set(mail.refused)].map((reason) => (
            <li key={reason}>
              <IconPaperclip size={14} aria-hidden />{' '}
              {t(`refused.${reason}`, { count: mail.refused.filter((each) => each === reason).length })}
            </li>
          ))}
        </Text>
      )}
      {mail.hidden > 0 && (
        <Text size="sm" className={classes.warn ?? ''}>
          <IconEyeOff size={14} aria-hidden /> {t('hidden', { count: mail.hidden })}
        </Text>
      )}
      {mail.direction === 'in' && mail.readBy !== null && (
        <Text size="xs" c="dimmed">
          {t('readBy', { who: nameOf(mail.readBy), when: dateTime(mail.readAt ?? mail.at) })}
        </Text>
      )}
    </div>
  );
}
