import { ActionIcon, CloseButton, Kbd, Tabs, TextInput } from '@mantine/core';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyActions } from '../../app/work-keys';
import { count } from '../../i18n/formats';
import { FirstOrders } from './first-orders';
import classes from './queue-panel.module.css';
import { QueuePart } from './queue-part';
import { parts, useQueueSearch } from './use-queue-search';

interface QueuePanelProps {
  /** The number of the open order. */
  chosen: string | null;
  onChoose: (orderNumber: string) => void;
  /** How many orders were saved; each save clears the search. */
  saves: number;
  onKeysHelp: () => void;
}

/** A manager's orders by what is to be done with them, and the search in them. */
export function QueuePanel({ chosen, onChoose, saves, onKeysHelp }: QueuePanelProps) {
  const { t } = useTranslation('manager');
  const field = useRef<HTMLInputElement>(null);
  const onFound = useCallback(
    (orderNumber: string) => {
      // The next Enter then calls.
      field.current?.blur();
      onChoose(orderNumber);
    },
    [onChoose],
  );
  const queue = useQueueSearch(saves, onFound);
  const { typed, shownCounts } = queue;
  const firstIsMissed = (queue.counts?.missed ?? 0) > 0;
  useKeyActions({ search: () => field.current?.focus() });

  return (
    <Tabs
      value={queue.part}
      onChange={(next) => queue.choosePart(parts.find((each) => each === next) ?? 'to-call')}
      classNames={{ root: classes.panel ?? '', tab: classes.tab ?? '', panel: classes.part ?? '' }}
    >
      <div className={classes.head}>
        <div className={classes.line}>
          <TextInput
            ref={field}
            className={classes.search ?? ''}
            role="searchbox"
            aria-label={t('search.label')}
            placeholder={t('search.placeholder')}
            value={typed}
            onChange={(event) => queue.type(event.currentTarget.value)}
            onBlur={queue.awaitNoMore}
            onKeyDown={(event) => {
              if (event.key === 'Escape') queue.clear();
              if (event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing) return;
              // With Ctrl it saves, as everywhere.
              if (!event.ctrlKey && !event.metaKey) queue.awaitFirst();
            }}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={
              typed === '' ? (
                <Kbd size="xs" aria-hidden>
                  /
                </Kbd>
              ) : (
                <CloseButton size="sm" aria-label={t('search.clear')} onClick={queue.clear} />
              )
            }
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
          />
          <ActionIcon
            className={classes.help ?? ''}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('keys.show')}
            title={t('keys.show')}
            onClick={onKeysHelp}
          >
            <IconKeyboard size={20} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      {(['missed', 'mail'] as const).map((part) => (
        <FirstOrders
          key={part}
          part={part}
          search={queue.search}
          total={queue.counts?.[part]}
          chosen={chosen}
          onChoose={onChoose}
          awaited={part === 'missed' && queue.awaited && firstIsMissed}
          onFirst={queue.onFirst}
        />
      ))}
      <div className={classes.tabs}>
        <Tabs.List grow aria-label={t('parts.label')}>
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`parts.${each}`)}{' '}
              <span className={classes.count}>
                {shownCounts === undefined ? '' : count(shownCounts[each])}
              </span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {parts.map((each) => (
        <Tabs.Panel key={each} value={each}>
          {each === queue.part && (
            <QueuePart
              part={queue.part}
              search={queue.search}
              counts={queue.counts}
              onElsewhere={queue.lookInto}
              chosen={chosen}
              onChoose={onChoose}
              awaited={queue.awaited && !firstIsMissed}
              onFirst={queue.onFirst}
            />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
