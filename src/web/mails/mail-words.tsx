import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MailLine } from './mails-data';

/** What stands for a message in a list. */
export function useTitle(): (mail: Pick<MailLine, 'transport' | 'subject'>) => string {
  const { t } = useTranslation('mail');
  return ({ transport, subject }) => {
    if (transport === 'sms') return t('smsSign');
    return subject === '' ? t('noSubject') : subject;
  };
}

/** Whom the audit log's name of an actor means: `manager:101`. */
export function useActorName(): (actor: string | null) => string {
  const { t } = useTranslation('mail');
  return (actor) => {
    if (actor === null) return t('actor.star7');
    const [kind = '', name = ''] = actor.split(':');
    return kind === 'manager' ? t('actor.manager', { extension: name }) : name;
  };
}

/** What goes wrong with mails and SMS alike is another's doing. */
function isOfBoth(fault: MailLine['fault']): fault is 'rejected' | 'unreachable' | 'too-large' {
  return fault === 'rejected' || fault === 'unreachable' || fault === 'too-large';
}

/** What became of a mail, and what is to be known before it is read. */
export function MailBadges({ mail }: { mail: MailLine }) {
  const { t } = useTranslation('mail');
  const badges: [color: 'blue' | 'gray' | 'orange' | 'red', words: string][] = [];
  if (mail.direction === 'in') {
    if (mail.readAt === null && mail.kind === 'person') badges.push(['blue', t('unread')]);
    if (mail.kind === 'automatic') badges.push(['gray', t('automatic')]);
    if (mail.kind === 'read-receipt') badges.push(['gray', t('receipt')]);
    if (mail.spam) badges.push(['orange', t('spam')]);
    if (!mail.senderKnown) badges.push(['orange', t(mail.senderFormer ? 'formerShort' : 'strangerShort')]);
  } else if (mail.state === 'failed' || mail.state === 'delayed') {
    const { fault, transport } = mail;
    const isSms = transport === 'sms' && isOfBoth(fault);
    const why = isSms ? t(`smsFault.${fault}`) : t(`fault.${fault ?? 'other'}`);
    badges.push([mail.state === 'failed' ? 'red' : 'orange', t(`state.${mail.state}`, { why })]);
  } else {
    const { state } = mail;
    badges.push(['gray', t(`state.${state === 'queued' || state === 'delivered' ? state : 'sent'}`)]);
  }
  if (mail.submitted) badges.push(['gray', t('submitted')]);
  if (mail.direction === 'out' && mail.parts > 1) badges.push(['gray', `${String(mail.parts)} SMS`]);
  if (mail.repeated) badges.push(['orange', t('repeated')]);
  if (mail.refused.length > 0) badges.push(['orange', t('refusedShort', { count: mail.refused.length })]);
  return badges.map(([color, words]) => (
    <Badge key={words} color={color} variant="light" tt="none" radius="sm" size="sm">
      {words}
    </Badge>
  ));
}
