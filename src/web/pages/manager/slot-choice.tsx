import type { Slot } from '#kernel/slot';
import { slots } from '#kernel/slot';
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../components/lazy-part';
import type { Order } from '../../api/types';
import { ErrorBoundary } from '../../app/error-boundary';
import classes from './slot-choice.module.css';

const ContactModal = lazyPart(() => import('./contact-modal').then(({ ContactModal: modal }) => modal));

interface SlotChoiceProps {
  order: Order;
  chosen: Slot;
  onChoose: (slot: Slot) => void;
  /** Whether a call is going on: a newly entered number is then not chosen, because it is for a later call. */
  inCall: boolean;
}

/**
 * The slots of a customer's numbers: which to call, and a form for a new number. The numbers themselves are never
 * shown.
 */
export function SlotChoice({ order, chosen, onChoose, inCall }: SlotChoiceProps) {
  const { t } = useTranslation('manager');
  const { t: common } = useTranslation();
  const [changing, setChanging] = useState<Slot | null>(null);
  return (
    <div className={classes.slots} role="group" aria-label={t('slot.label')}>
      {slots.map((slot) => {
        const there = order.slots.includes(slot);
        const name = common(`slots.${slot}`);
        return (
          <div key={slot} className={classes.slot} data-chosen={(there && slot === chosen) || undefined}>
            <UnstyledButton
              className={classes.choose ?? ''}
              aria-pressed={there && slot === chosen}
              disabled={!there}
              onClick={() => onChoose(slot)}
            >
              {name}
              {!there && <span className={classes.none}>{t('slot.none')}</span>}
              {order.extensions.includes(slot) && <span className={classes.none}>{t('slot.extension')}</span>}
            </UnstyledButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t(there ? 'slot.change' : 'slot.add')}: ${name}`}
              title={t(there ? 'slot.change' : 'slot.add')}
              onClick={() => setChanging(slot)}
            >
              {there ? <IconPencil size={16} aria-hidden /> : <IconPlus size={16} aria-hidden />}
            </ActionIcon>
          </div>
        );
      })}
      {changing !== null && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <ContactModal
              orderNumber={order.orderNumber}
              slot={changing}
              onClose={() => setChanging(null)}
              onSaved={() => {
                if (!inCall) onChoose(changing);
              }}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
