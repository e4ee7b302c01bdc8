import { VisuallyHidden } from '@mantine/core';
import { Suspense, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { lazyPage } from '../../app/page-entry';
import { ErrorBoundary } from '../../app/error-boundary';
import type { WhyNot } from '../../app/key-table';
import { notify } from '../../app/notify';
import { useKeyActions, useWhyNot, useWorkFacts } from '../../app/work-keys';
import { usePageTitle } from '../../components/use-page-title';
import { useConnection } from '../../live/live';
import { NothingChosen } from './nothing-chosen';
import { OrderPanel } from './order-panel';
import { QueuePanel } from './queue-panel';
import { useCallOpens } from './use-call-opens';
import { useUndo } from './use-undo';
import classes from './workplace.module.css';

const KeysHelp = lazyPage('order', () => import('./keys-help').then(({ KeysHelp: help }) => help));

/** A manager's orders, and the open one beside them (at phone width: instead of them). */
export function Workplace() {
  const { t } = useTranslation('manager');
  const { number } = useParams<{ number?: string }>();
  const [, go] = useLocation();
  // Unsaved input keeps the order open: a call from the phone then only offers to open its own order.
  const typed = useRef(false);
  const [finished, setFinished] = useState(false);
  const [saves, setSaves] = useState(0);
  const open = useCallback(
    (orderNumber: string | null) => {
      setFinished(false);
      go(orderNumber === null ? '/orders' : `/orders/${encodeURIComponent(orderNumber)}`);
    },
    [go],
  );
  const goOn = useCallback(
    (next: string | null) => {
      open(next);
      setFinished(next === null);
      setSaves((before) => before + 1);
    },
    [open],
  );

  const [asking, setAsking] = useState(false);
  const undo = useUndo(open);
  useCallOpens(number ?? null, typed, open);
  useWhyNot(useCallback((reason: WhyNot) => notify('hint', t(`keys.why.${reason}`)), [t]));
  useWorkFacts({
    // An order that is open says so itself.
    ...(number === undefined ? { order: 'none' } : {}),
    undoable: undo.offered,
    reconnecting: useConnection() === 'lost',
  });
  useKeyActions({ undo: undo.run, help: () => setAsking(true) });

  const pane = useRef<HTMLDivElement>(null);
  // The previous order may have been scrolled to its end.
  useLayoutEffect(() => {
    pane.current?.scrollTo({ top: 0 });
  }, [number]);

  usePageTitle(number === undefined ? t('title') : t('orderTitle', { number }));

  return (
    <div className={classes.workplace} data-open={number !== undefined || undefined}>
      <div className={classes.queue}>
        {/* An open order has a heading of its own. */}
        {number === undefined && <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>}
        <QueuePanel
          chosen={number ?? null}
          onChoose={open}
          saves={saves}
          onKeysHelp={() => setAsking(true)}
        />
      </div>
      <div ref={pane} className={classes.order}>
        {number === undefined ? (
          <NothingChosen finished={finished} />
        ) : (
          <OrderPanel
            key={number}
            orderNumber={number}
            typed={typed}
            onNext={goOn}
            onSaved={undo.offer}
            onBack={() => open(null)}
          />
        )}
      </div>
      {asking && (
        <ErrorBoundary>
          <Suspense fallback={null}>
            <KeysHelp onClose={() => setAsking(false)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
