import { Text, VisuallyHidden } from '@mantine/core';
import {
  IconArrowBackUp,
  IconEyeOff,
  IconFlag,
  IconNote,
  IconPencil,
  IconPhone,
  IconPhoneIncoming,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../api/types';
import { dateTime } from '../i18n/formats';
import { callResult, callWords, isInbound } from './call-words';
import { NoteText } from './note-text';
import classes from './order-timeline.module.css';

const icons = {
  call: IconPhone,
  note: IconNote,
  outcome: IconFlag,
  'outcome-undone': IconArrowBackUp,
  'contact-changed': IconPencil,
  'contact-restored': IconArrowBackUp,
  'field-changed': IconPencil,
};

/** A yes, a no, and a field that was cleared. */
const marks: Readonly<Record<string, string>> = { yes: '☑', no: '☐', '': '–' };

interface TimelineEntryProps {
  entry: Entry;
  labelOf: (outcome: string) => string;
  action: ReactNode;
}

export function TimelineEntry({ entry, labelOf, action }: TimelineEntryProps) {
  const { t } = useTranslation();
  const { call } = entry;
  const Icon = call !== null && isInbound(call) ? IconPhoneIncoming : icons[entry.kind];
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <span className={classes.icon} data-good={(call !== null && callWords(call).good) || undefined}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={classes.body}>
        <Text size="sm" fw={600}>
          {headOf(entry, labelOf, t)}
        </Text>
        {call !== null && entry.kind === 'call' && <Text size="sm">{callResult(call, t)}</Text>}
        {entry.callLaterAt !== null && (
          <Text size="sm">{t('entries.laterAt', { at: dateTime(entry.callLaterAt) })}</Text>
        )}
        {entry.checklist?.map(({ text, done }) => (
          <Text key={text} size="sm" {...(!done && { c: 'dimmed' })}>
            {done ? '☑' : '☐'} {text}
            <VisuallyHidden>{` (${t(done ? 'entries.checkDone' : 'entries.checkNotDone')})`}</VisuallyHidden>
          </Text>
        ))}
        {entry.kind === 'field-changed' ? (
          <Text size="sm">{marks[entry.text ?? ''] ?? entry.text}</Text>
        ) : (
          entry.text !== null && <NoteText text={entry.text} />
        )}
        {entry.hidden > 0 && (
          <Text size="sm" className={classes.hidden ?? ''}>
            <IconEyeOff size={14} aria-hidden /> {t('entries.hidden', { count: entry.hidden })}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {dateTime(entry.at)}
          {entry.by !== null && ` · ${entry.by.name}`}
        </Text>
        {action}
      </div>
    </li>
  );
}

function headOf(entry: Entry, labelOf: TimelineEntryProps['labelOf'], t: TFunction): string {
  switch (entry.kind) {
    case 'call':
      if (entry.call !== null && isInbound(entry.call)) return t('entries.callFrom');
      return entry.call === null || entry.call.slot === 'main'
        ? t('entries.call')
        : t('entries.callBySlot', { slot: t(`slots.${entry.call.slot}`) });
    case 'outcome':
      return entry.outcome === null ? t('entries.outcome') : labelOf(entry.outcome);
    case 'outcome-undone':
      return t('entries.outcome-undone', {
        outcome: entry.outcome === null ? '' : labelOf(entry.outcome),
      });
    case 'field-changed':
      return entry.field ?? '';
    case 'note':
      return t('entries.note');
    case 'contact-changed':
    case 'contact-restored':
      if (entry.slot === 'email')
        return t(entry.kind === 'contact-changed' ? 'entries.email-changed' : 'entries.email-restored');
      return t(`entries.${entry.kind}`, { slot: entry.slot === null ? '' : t(`slots.${entry.slot}`) });
  }
}
