import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import { Kbd, Modal } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyCaps, keyNames, whyNot } from '../../app/key-table';
import { currentFacts } from '../../app/work-keys';
import classes from './keys-help.module.css';

/** The keys of the workplace: what each does, and why it does nothing now. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('order');
  const { t: manager } = useTranslation('manager');
  const { t: common } = useTranslation();
  // As they were when the help was opened.
  const [facts] = useState(currentFacts);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <dl className={classes.keys}>
        {keyNames.map((name) => {
          const reason = whyNot(name, facts);
          return (
            <Fragment key={name}>
              <dt>
                {keyCaps[name].map((cap, index) => (
                  <Fragment key={cap}>
                    {index > 0 && <span aria-hidden>{name === 'outcome' ? '–' : ' '}</span>}
                    <Kbd className={classes.cap ?? ''}>{cap}</Kbd>
                  </Fragment>
                ))}
              </dt>
              <dd>
                {t(`keys.does.${name}`)}
                {reason !== null && <span className={classes.why}>{manager(`keys.why.${reason}`)}</span>}
              </dd>
            </Fragment>
          );
        })}
      </dl>
    </Modal>
  );
}
