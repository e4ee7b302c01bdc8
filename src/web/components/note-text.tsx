import { hiddenMark } from '#orders/model/note-rules';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './order-timeline.module.css';

/** A saved note, with its hidden parts marked. @param mark what stands for them */
export function NoteText({ text, mark = hiddenMark }: { text: string; mark?: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.text}>
      {text.split(mark).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <mark className={classes.mark}>{t('entries.hiddenPart')}</mark>}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
