import type { Slot } from '#kernel/slot';
import { slots } from '#kernel/slot';
import { Button, Kbd } from '@mantine/core';
import { IconDialpad, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Call } from '../../api/types';
import { keyCaps } from '../../app/key-table';
import { press, useKeyActions } from '../../app/work-keys';
import { ProblemAlert } from '../../components/problem-alert';
import { useLiveStore } from '../../live/live';
import classes from './number-keying.module.css';

/**
 * Has the customer key in a new number of theirs during the talk, into a slot that the manager chooses; while the customer
 * keys, takes it back. What came of it is said with the call (call-words.ts).
 */
export function NumberKeying({ call }: { call: Call }) {
  const { t } = useTranslation('manager');
  const { t: common } = useTranslation();
  const store = useLiveStore();
  const [choosing, setChoosing] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const path = { id: call.id };
  const asking = useMutation({
    mutationFn: (slot: Slot) =>
      take(api.POST('/api/calls/{id}/number', { params: { path }, body: { slot } })),
    onSuccess: store.take,
  });
  const cancelling = useMutation({
    mutationFn: () => take(api.DELETE('/api/calls/{id}/number', { params: { path } })),
    onSuccess: store.take,
  });
  const isKeying = call.phase === 'keying';
  const toggle = (): void => {
    if (isKeying) {
      if (!cancelling.isPending) cancelling.mutate();
    } else setChoosing(!choosing);
  };
  useKeyActions({ number: toggle });
  useEffect(() => {
    if (choosing) first.current?.focus();
  }, [choosing]);
  // Once the two are parted, or the call is over, nothing is to be chosen any more.
  const { phase } = call;
  useEffect(() => {
    if (phase !== 'talking') setChoosing(false);
  }, [phase]);
  const choose = (slot: Slot): void => {
    setChoosing(false);
    if (!asking.isPending) asking.mutate(slot);
  };
  const close = (): void => {
    setChoosing(false);
    opener.current?.focus();
  };
  const cap = (
    <Kbd size="xs" aria-hidden>
      {keyCaps.number[0]}
    </Kbd>
  );

  return (
    <>
      {choosing ? (
        <div
          className={classes.keying}
          role="group"
          aria-label={t('keying.which')}
          onKeyDown={({ key }) => {
            if (key === 'Escape') close();
          }}
        >
          <p className={classes.question}>{t('keying.which')}</p>
          {slots.map((slot, index) => (
            <Button
              key={slot}
              ref={index === 0 ? first : undefined}
              size="xs"
              variant="light"
              onClick={() => choose(slot)}
            >
              {common(`slots.${slot}`)}
            </Button>
          ))}
          <Button size="xs" variant="subtle" color="gray" onClick={close}>
            {common('cancel')}
          </Button>
        </div>
      ) : (
        <div className={classes.keying}>
          <Button
            ref={opener}
            size="xs"
            variant={isKeying ? 'filled' : 'light'}
            color={isKeying ? 'gray' : 'indigo'}
            leftSection={isKeying ? <IconX size={16} aria-hidden /> : <IconDialpad size={16} aria-hidden />}
            rightSection={cap}
            loading={asking.isPending || cancelling.isPending}
            onClick={() => press('number')}
          >
            {t(isKeying ? 'keying.cancel' : 'keying.ask')}
          </Button>
        </div>
      )}
      <ProblemAlert error={asking.error ?? cancelling.error} />
    </>
  );
}
