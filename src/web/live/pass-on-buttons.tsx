import { Button, Kbd } from '@mantine/core';
import {
  IconArrowBackUp,
  IconPhoneOutgoing,
  IconPlayerPause,
  IconUserShare,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../components/lazy-part';
import { problemText } from '../api/api-problem';
import { api, take } from '../api/client';
import type { Call } from '../api/types';
import { keyCaps } from '../app/key-table';
import type { KeyName } from '../app/key-table';
import { notify } from '../app/notify';
import { press, useKeyActions, useWorkFacts } from '../app/work-keys';
import { useLiveStore } from './live';
import classes from './pass-on-buttons.module.css';

/** Only those who pass a customer on load the list of colleagues. */
const TransferModal = lazyPart(() => import('./transfer-modal').then(({ TransferModal: modal }) => modal));

export interface PassOnProps {
  call: Call;
  /** In the bar there is room for the icons only. */
  inBar?: boolean;
}

/** Hold, transfer and three together, for the user's own conversation; with the colleague who is called or asked. */
export function PassOnButtons({ call, inBar = false }: PassOnProps) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const [choosing, setChoosing] = useState(false);
  const { id, phase, colleague } = call;
  const path = { params: { path: { id } } };
  const doing = useMutation({
    mutationFn: (deed: 'hold' | 'back' | 'complete' | 'three') =>
      take(
        deed === 'hold'
          ? api.POST('/api/calls/{id}/hold', path)
          : deed === 'back'
            ? api.DELETE('/api/calls/{id}/hold', path)
            : deed === 'complete'
              ? api.POST('/api/calls/{id}/transfer/complete', path)
              : api.POST('/api/calls/{id}/transfer/three', path),
      ),
    onSuccess: store.take,
    onError: (error) => notify('bad', problemText(error)),
  });
  const run = (deed: 'hold' | 'back' | 'complete' | 'three') => (): void => {
    if (!doing.isPending) doing.mutate(deed);
  };
  const isAlone = phase === 'talking' || phase === 'holding';
  const canLeave = phase === 'consulting' || phase === 'conferring';
  const canJoin = phase === 'consulting' && colleague?.isTalking === true;
  useEffect(() => {
    if (!isAlone) setChoosing(false);
  }, [isAlone]);
  useWorkFacts({ conversing: true, withColleague: canJoin });
  useKeyActions({
    hold: run(phase === 'talking' ? 'hold' : 'back'),
    ...(isAlone && { 'pass-on': () => setChoosing(true) }),
    ...(canLeave && { 'pass-on': run('complete') }),
    ...(canJoin && { three: run('three') }),
  });
  const button = (name: KeyName, words: string, icon: ReactNode): ReactNode => (
    <Button
      key={words}
      size={inBar ? 'xs' : 'sm'}
      variant="default"
      className={classes.button ?? ''}
      {...(inBar && { 'aria-label': words, title: words })}
      leftSection={icon}
      rightSection={
        <Kbd size="xs" aria-hidden>
          {keyCaps[name].join('')}
        </Kbd>
      }
      onClick={() => press(name)}
    >
      <span className={classes.words}>{words}</span>
    </Button>
  );
  return (
    <div className={classes.line} data-bar={inBar || undefined} data-testid="pass-on">
      {colleague !== null && !inBar && (
        <span className={classes.colleague}>
          <IconPhoneOutgoing size={16} aria-hidden /> {colleague.name} ({colleague.extension})
        </span>
      )}
      {phase === 'talking'
        ? button('hold', t('passOn.hold'), <IconPlayerPause size={18} aria-hidden />)
        : button(
            'hold',
            t(phase === 'conferring' ? 'passOn.without' : 'passOn.back'),
            <IconArrowBackUp size={18} aria-hidden />,
          )}
      {isAlone && button('pass-on', t('passOn.transfer'), <IconUserShare size={18} aria-hidden />)}
      {canLeave && button('pass-on', t('passOn.leave'), <IconUserShare size={18} aria-hidden />)}
      {canJoin && button('three', t('passOn.three'), <IconUsersGroup size={18} aria-hidden />)}
      {choosing && (
        <Suspense fallback={null}>
          <TransferModal call={call} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </div>
  );
}
