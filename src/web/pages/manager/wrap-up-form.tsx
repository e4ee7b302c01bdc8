import { longestNote } from '#orders/model/note-rules';
import { needsTime, voicemailOutcome } from '#orders/model/outcome';
import { outcomesQuery } from '../../components/outcomes-query';
import { Button, Kbd, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../../api/api-problem';
import type { Call, Order, Outcome } from '../../api/types';
import { notify } from '../../app/notify';
import { lazyPage } from '../../app/page-entry';
import { useKeyActions, useWorkFacts } from '../../app/work-keys';
import { ProblemAlert } from '../../components/problem-alert';
import { LaterFields } from './later-fields';
import type { OrderDraft } from './order-draft';
import { OutcomeChoice } from './outcome-choice';
import { useMarkVoicemail } from './use-mark-voicemail';
import { useSaveNote, useWrapUp } from './use-wrap-up';
import classes from './wrap-up-form.module.css';
import { faultsOf, orderBar, outcomeBar } from './wrap-up-request';

/** Loaded with the first order, as its details are. */
const CallChecklist = lazyPage('order', () =>
  import('./call-checklist').then((module) => module.CallChecklist),
);

interface WrapUpFormProps {
  order: Order;
  callId: string | null;
  /** The call that it is about, if the page knows it. */
  call: Call | null;
  draft: OrderDraft;
  change: (change: Partial<OrderDraft>) => void;
  clear: () => void;
  onNext: (orderNumber: string | null) => void;
  onSaved: (saved: { orderNumber: string; entryId: string }, message: string) => void;
}

/** The result of a call: an outcome by number key, a note, when to call again. Ctrl+Enter saves and continues. */
export function WrapUpForm(props: WrapUpFormProps) {
  const { order, callId, call, draft, change, clear, onNext, onSaved } = props;
  const { t } = useTranslation('manager');
  const outcomes = useQuery(outcomesQuery);
  const form = useRef<HTMLFormElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const later = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState(false);
  const wrapUp = useWrapUp(order.orderNumber, change, clear, onSaved);
  const mark = useMarkVoicemail();
  const saveNote = useSaveNote(order.orderNumber, change);
  const all = outcomes.data ?? [];
  const chosen = all.find(({ slug }) => slug === draft.outcome) ?? null;
  const bar = orderBar(order);
  const faults = faultsOf(draft, chosen, Date.now(), chosen && outcomeBar(chosen, order));
  const pending = wrapUp.isPending || saveNote.isPending;

  const asksTime = chosen !== null && needsTime(chosen);

  /** The draft is not editable while it is being sent: later input would be lost with it. */
  const edit = (changed: Partial<OrderDraft>): void => {
    if (!pending) change(changed);
  };
  /** @param goOn whether to focus the next input */
  const choose = (slug: string, goOn: boolean): void => {
    if (pending) return;
    setTried(false);
    wrapUp.reset();
    if (slug === draft.outcome) {
      change({ outcome: null });
      return;
    }
    change({ outcome: slug });
    if (!goOn) return;
    const outcome = all.find((each) => each.slug === slug);
    if (outcome !== undefined && needsTime(outcome)) {
      // After the next render: the time fields do not exist yet.
      setTimeout(() => later.current?.querySelector<HTMLElement>('input')?.focus());
    } else {
      // At once, for fast typists.
      note.current?.focus();
    }
  };
  const save = (): void => {
    if (pending) return;
    setTried(true);
    if (faults.length > 0 || chosen === null) {
      // After the next render: the field is not marked yet.
      setTimeout(() => showFault(form.current));
      return;
    }
    // A callback of this mutation, so that a manager who has opened another order meanwhile stays there.
    wrapUp.mutate({ draft, outcome: chosen, callId }, { onSuccess: ({ next }) => onNext(next) });
    // Statistics leave out what nobody answered, also if only the manager has heard it.
    if (chosen.slug === voicemailOutcome && call !== null && !call.voicemail && talked(call))
      mark.mutate({ id: call.id, voicemail: true });
  };
  useWorkFacts({ saving: pending });
  useKeyActions({
    save,
    outcome: (digit) => {
      const outcome = all[digit - 1];
      const refused = outcome === undefined ? null : outcomeBar(outcome, order);
      if (outcome === undefined) notify('hint', t('keys.noOutcome', { last: Math.min(all.length, 9) }));
      else if (refused !== null) notify('hint', t(`wrapUp.barred.${refused}`));
      else choose(outcome.slug, true);
    },
  });

  const shown = tried ? faults : [];
  const error = wrapUp.error ?? saveNote.error;
  useEffect(() => {
    if (error !== null) showFault(form.current);
  }, [error]);
  const fields = ['outcome', 'note', 'text', 'checked', ...(asksTime ? ['callLaterAt'] : [])];
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={t('wrapUp.title')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        const { target } = event;
        // With Ctrl it saves, as from everywhere.
        if (!event.ctrlKey && !event.metaKey && target instanceof HTMLInputElement) {
          // Enter on a tile chooses it and does not submit the form.
          event.preventDefault();
          if (target.type === 'radio' && !target.checked && !event.repeat) target.click();
        }
      }}
    >
      <div className={classes.head}>
        <Title order={2} size="h5">
          {t('wrapUp.outcome')}
        </Title>
        {all.length > 0 && (
          <Text size="sm" c="dimmed" className={classes.keys ?? ''}>
            {t('wrapUp.keys', { last: Math.min(all.length, 9) })}
          </Text>
        )}
      </div>
      <ProblemAlert error={outcomes.error} again={() => void outcomes.refetch()} />
      <OutcomeChoice
        outcomes={all}
        chosen={draft.outcome}
        offered={call?.voicemail === true ? offeredOutcome(all) : null}
        onChoose={choose}
        refuses={(outcome) => outcomeBar(outcome, order) !== null}
        error={
          shown.includes('no-outcome')
            ? t('wrapUp.choose')
            : bar !== null && shown.includes(bar)
              ? t(`wrapUp.barred.${bar}`)
              : fieldFault(error, 'outcome')
        }
      />
      {bar !== null && all.some((outcome) => outcomeBar(outcome, order) !== null) && (
        <Text size="sm" c="dimmed">
          {t(`wrapUp.barred.${bar}`)}
        </Text>
      )}
      {asksTime && bar === null && (
        <div ref={later}>
          <LaterFields
            draft={draft}
            change={edit}
            error={
              shown.includes('no-time')
                ? t('wrapUp.chooseWhen')
                : shown.includes('time-past')
                  ? t('wrapUp.past')
                  : fieldFault(error, 'callLaterAt')
            }
          />
        </div>
      )}
      <Suspense>
        <CallChecklist
          orderNumber={order.orderNumber}
          checked={draft.checked}
          onChange={(checked) => edit({ checked })}
          error={fieldFault(error, 'checked')}
        />
      </Suspense>
      <Textarea
        ref={note}
        label={t('wrapUp.note')}
        description={t('wrapUp.noteHint')}
        placeholder={t('wrapUp.notePlaceholder')}
        value={draft.note}
        onChange={(event) => edit({ note: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        error={fieldFault(error, 'note') ?? fieldFault(error, 'text')}
        readOnly={pending}
        rows={4}
        maxLength={longestNote}
      />
      <ProblemAlert error={isAtFields(error, fields) ? null : error} />
      <div className={classes.buttons}>
        {/* With an outcome the note is saved as well. */}
        {chosen === null && (
          <Button
            variant="default"
            disabled={draft.note.trim() === ''}
            loading={saveNote.isPending}
            onClick={() => {
              if (!pending) saveNote.mutate({ draft, callId });
            }}
          >
            {t('wrapUp.saveNote')}
          </Button>
        )}
        <Button type="submit" loading={wrapUp.isPending} rightSection={<Kbd aria-hidden>Ctrl+Enter</Kbd>}>
          {t('wrapUp.save')}
        </Button>
      </div>
    </form>
  );
}

function talked({ phase, talkSeconds }: Call): boolean {
  return phase === 'talking' || talkSeconds > 0;
}

/** The site's outcome for a voicemail; without one that for nobody's answer. */
function offeredOutcome(outcomes: readonly Outcome[]): string | null {
  const slugs = outcomes.map(({ slug }) => slug);
  return [voicemailOutcome, 'no-answer'].find((slug) => slugs.includes(slug)) ?? null;
}

/** Scrolls the first faulty field into view and focuses it. */
function showFault(form: HTMLFormElement | null): void {
  const fault = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  if (!fault) return;
  const input = ['[type="datetime-local"]', ':checked', 'input']
    .map((selector) => fault.querySelector<HTMLElement>(selector))
    .find((found) => found !== null);
  (input ?? fault).focus({ preventScroll: true });
  keepInSight(() => {
    fault.scrollIntoView({ block: 'center' });
    // A field with many choices may be higher than what is in sight of it.
    fault.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
  }, fault);
}

/** For how long parts of the page may come late. */
const settlesMs = 5000;

/** Parts of the page that come late would push it away again. Whoever does something meanwhile is left alone. */
function keepInSight(show: () => void, element: HTMLElement): void {
  show();
  const late = new ResizeObserver(show);
  const stop = (): void => late.disconnect();
  // The page scrolls in a part of its own, whose height stays: what is around the element grows within it.
  for (let around = element.parentElement; around !== null; around = around.parentElement)
    late.observe(around);
  for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    document.addEventListener(event, stop, { once: true });
  }
  setTimeout(stop, settlesMs);
}
