import { hiddenMark } from '#orders/model/note-rules';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './order-timeline.module.css';

/** A saved note, with its hidden parts marked. */
export function NoteText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.text}>
      {text.split(hiddenMark).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <mark className={classes.mark}>{t('entries.hiddenPart')}</mark>}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
