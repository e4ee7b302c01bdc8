import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './order-timeline.module.css';

/** What the server puts in the place of a number or an address. */
const hiddenPart = /\[(?:hidden|скрыто)\]/;

/** A note as it was saved, with what was hidden in it marked. */
export function NoteText({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.text}>
      {text.split(hiddenPart).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <mark className={classes.mark}>{t('entries.hiddenPart')}</mark>}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
