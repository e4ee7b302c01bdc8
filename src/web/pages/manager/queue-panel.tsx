import { CloseButton, Kbd, Tabs, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuePart as Part } from '../../api/types';
import { count } from '../../i18n/formats';
import { countsQuery } from './queries';
import classes from './queue-panel.module.css';
import { QueuePart } from './queue-part';
import { useKeys } from './use-keys';

const parts = ['to-call', 'later', 'done'] as const satisfies Part[];
const countOf = { 'to-call': 'toCall', later: 'later', done: 'done' } as const;
const pauseMs = 200;

interface QueuePanelProps {
  /** The number of the order that is open. */
  chosen: string | null;
  onChoose: (orderNumber: string) => void;
  /** How many were saved; with each, the search is done with. */
  saves: number;
}

/** One's orders by what is to be done with them, and the search through them. */
export function QueuePanel({ chosen, onChoose, saves }: QueuePanelProps) {
  const { t } = useTranslation('manager');
  const [part, setPart] = useState<Part>('to-call');
  const [typed, setTyped] = useState('');
  const wanted = typed.trim();
  const [paused, endPause] = usePaused(wanted);
  const search = useDeferredValue(paused);
  // Enter was pressed before the list was that of what is typed: the first row is opened once it is.
  const [awaited, setAwaited] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const counts = useQuery(countsQuery);
  useEffect(() => setTyped(''), [saves]);
  const openFirst = useCallback(
    (first: string | null) => {
      setAwaited(false);
      if (first === null) return;
      // So that the next Enter calls.
      field.current?.blur();
      onChoose(first);
    },
    [onChoose],
  );
  useKeys({
    '/': () => field.current?.focus(),
  });

  return (
    <Tabs
      value={part}
      onChange={(next) => setPart(parts.find((each) => each === next) ?? 'to-call')}
      classNames={{ root: classes.panel ?? '', tab: classes.tab ?? '', panel: classes.part ?? '' }}
    >
      <div className={classes.head}>
        <TextInput
          ref={field}
          role="searchbox"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAwaited(false);
          }}
          onBlur={() => setAwaited(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setTyped('');
              setAwaited(false);
            }
            if (event.key === 'Enter' && !event.repeat && !event.nativeEvent.isComposing) {
              endPause();
              setAwaited(true);
            }
          }}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            typed === '' ? (
              <Kbd size="xs" aria-hidden>
                /
              </Kbd>
            ) : (
              <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => setTyped('')} />
            )
          }
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
        />
        <Tabs.List grow aria-label={t('parts.label')}>
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`parts.${each}`)}{' '}
              <span className={classes.count}>
                {counts.data === undefined ? '' : count(counts.data[countOf[each]])}
              </span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {parts.map((each) => (
        <Tabs.Panel key={each} value={each}>
          {each === part && (
            <QueuePart
              part={part}
              search={search}
              counted={counts.data?.[countOf[part]]}
              chosen={chosen}
              onChoose={onChoose}
              awaited={awaited && wanted === search}
              onFirst={openFirst}
            />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** What was typed, once somebody has stopped typing for a moment; and a function that waits no longer. */
function usePaused(text: string): [paused: string, endPause: () => void] {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [paused, () => setPaused(text)];
}
