import { Alert, Button, Group, Paper, Stack } from '@mantine/core';
import { IconAlertCircle, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Outcome } from '../../api/types';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { ProblemAlert } from '../../components/problem-alert';
import classes from './admin.module.css';
import type { ListFault } from './outcome-list';
import { listFault, moved, outcomeFaults, slugFor } from './outcome-list';
import { OutcomeRow } from './outcome-row';
import { Heading } from './rules-form';
import { useDraft } from '../../components/use-draft';

const outcomesKey = ['settings-outcomes'] as const;

/** The list of outcomes that managers choose from after a call: edited as a whole, and saved at once. */
export function OutcomesEditor() {
  const { t } = useTranslation('admin');
  const query = useQuery({
    queryKey: outcomesKey,
    queryFn: async () => (await take(api.GET('/api/settings/outcomes'))).items,
    refetchOnWindowFocus: false,
  });
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)">
      <Stack>
        <Heading title={t('settings.outcomes.title')} text={t('settings.outcomes.about')} />
        <Asked query={query}>{(saved) => <Editor key={JSON.stringify(saved)} saved={saved} />}</Asked>
      </Stack>
    </Paper>
  );
}

/** Key of an outcome that has no saved slug yet. */
interface Edited extends Outcome {
  key: string;
}

function Editor({ saved }: { saved: Outcome[] }) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const draft = useDraft<{ list: Edited[] }>('outcomes');
  const [list, setList] = useState<Edited[]>(
    draft.kept?.list ?? saved.map((outcome) => ({ ...outcome, key: outcome.slug })),
  );
  const [opened, setOpened] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const change = (next: Edited[]): void => {
    setList(next);
    draft.keep({ list: next });
  };
  const save = useMutation({
    mutationFn: async (items: Outcome[]) =>
      (await take(api.PUT('/api/settings/outcomes', { body: { items } }))).items,
    onSuccess: async (items) => {
      draft.forget();
      notify('good', t('saved'));
      queries.setQueryData(outcomesKey, items);
      await queries.invalidateQueries({ queryKey: ['outcomes'] });
    },
  });
  const whole = listFault(list);
  const faulty = list.filter((outcome) => Object.keys(outcomeFaults(outcome)).length > 0);
  const changed = JSON.stringify(withoutKeys(list)) !== JSON.stringify(saved);

  const submit = (): void => {
    setTried(true);
    setOpened(faulty[0]?.key ?? opened);
    if (faulty.length > 0 || whole !== null || save.isPending) return;
    save.mutate(withSlugs(list));
  };
  return (
    <>
      <ol className={classes.outcomes}>
        {list.map((outcome, position) => (
          <OutcomeRow
            key={outcome.key}
            outcome={outcome}
            position={position}
            last={position === list.length - 1}
            opened={opened === outcome.key}
            faults={tried ? outcomeFaults(outcome) : {}}
            onToggle={() => setOpened(opened === outcome.key ? null : outcome.key)}
            onMove={(to) => change(moved(list, position, to))}
            onRemove={() => change(list.filter(({ key }) => key !== outcome.key))}
            onChange={(next) =>
              change(list.map((each) => (each.key === outcome.key ? { ...next, key: each.key } : each)))
            }
          />
        ))}
      </ol>
      <div>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            const added = newOutcome(list);
            change([...list, added]);
            setOpened(added.key);
          }}
        >
          {t('settings.outcomes.add')}
        </Button>
      </div>
      {whole !== null && <WholeFault fault={whole} />}
      <ProblemAlert error={save.error} />
      {changed && (
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            disabled={save.isPending}
            onClick={() => {
              setList(saved.map((outcome) => ({ ...outcome, key: outcome.slug })));
              setTried(false);
              save.reset();
              draft.forget();
            }}
          >
            {t('settings.outcomes.discard')}
          </Button>
          <Button loading={save.isPending} disabled={whole !== null} onClick={submit}>
            {t('settings.outcomes.save')}
          </Button>
        </Group>
      )}
    </>
  );
}

function WholeFault({ fault }: { fault: ListFault }) {
  const { t } = useTranslation('admin');
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
      {t(`settings.outcomes.listFaults.${fault}`)}
    </Alert>
  );
}

function newOutcome(list: readonly Edited[]): Edited {
  const key = `new-${String(list.length)}-${String(Date.now())}`;
  return {
    key,
    slug: '',
    label: { ru: '', en: '' },
    movesTo: 'done',
    asksTime: false,
    delayMinutes: null,
    doNotCall: false,
  };
}

function withoutKeys(list: readonly Edited[]): Outcome[] {
  return list.map(({ slug, label, movesTo, asksTime, delayMinutes, doNotCall }) => ({
    slug,
    label,
    movesTo,
    asksTime,
    delayMinutes,
    doNotCall,
  }));
}

/** New outcomes get their slugs when they are saved: until then their names may change. */
function withSlugs(list: readonly Edited[]): Outcome[] {
  const taken = list.map(({ slug }) => slug).filter((slug) => slug !== '');
  return withoutKeys(list).map((outcome) => {
    if (outcome.slug !== '') return outcome;
    const slug = slugFor(outcome.label, taken);
    taken.push(slug);
    return { ...outcome, slug };
  });
}
