import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Radio.layer.css';
import { Button, Group, NativeSelect, Paper, Radio, Stack, Text } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { ProblemAlert } from '../../components/problem-alert';
import { language } from '../../i18n/languages';
import { interviewKey } from './interview-data';
import type { Ended, InterviewAnswer, Interviewee, Script } from './interview-data';

/** One customer at a time, with what to ask: no order, no manager, no reason. */
export function Interview() {
  const { t } = useTranslation('interview');
  const query = useQuery({
    queryKey: interviewKey,
    queryFn: () => take(api.GET('/api/interviews/present')),
    retry: false,
  });
  const isRefused = query.error instanceof ApiProblem && query.error.slug === 'role-forbidden';
  return (
    <PageFrame title={t('title')}>
      {isRefused ? (
        <EmptyNote icon={IconUserQuestion} title={t('refused.title')} text={t('refused.text')} />
      ) : (
        <Asked query={query} lines={4}>
          {(answer) => <Present answer={answer} />}
        </Asked>
      )}
    </PageFrame>
  );
}

function Present({ answer: { interview, script } }: { answer: InterviewAnswer }) {
  const { t } = useTranslation('interview');
  const queries = useQueryClient();
  const [isNobody, setNobody] = useState(false);
  const next = useMutation({
    mutationFn: () => take(api.POST('/api/interviews/next')),
    onSuccess: (found) => {
      queries.setQueryData(interviewKey, found);
      setNobody(found.interview === null);
    },
  });
  if (interview !== null) return <Questions key={interview.id} interview={interview} script={script} />;
  return (
    <Stack maw={720} align="start">
      <Text>{t('what')}</Text>
      {isNobody && <EmptyNote icon={IconUserQuestion} title={t('nobody.title')} text={t('nobody.text')} />}
      <ProblemAlert error={next.error} />
      <Button onClick={() => next.mutate()} loading={next.isPending}>
        {t('next')}
      </Button>
    </Stack>
  );
}

const said = ['yes', 'no', 'unsure'] as const;
const reasons = ['no-need', 'price', 'choice', 'other-seller'] as const;

interface Draft {
  offered: (typeof said)[number] | null;
  known: (typeof said)[number] | null;
  reason: (typeof reasons)[number] | null;
  callBack: 'yes' | 'no' | null;
}

function Questions({ interview, script }: { interview: Interviewee; script: InterviewAnswer['script'] }) {
  const { t } = useTranslation('interview');
  const queries = useQueryClient();
  const [spoken, setSpoken] = useState<'en' | 'ru'>(language());
  const [draft, setDraft] = useState<Draft>({ offered: null, known: null, reason: null, callBack: null });
  const texts = script[spoken];
  const path = { id: String(interview.id) };
  const call = useMutation({
    mutationFn: () => take(api.POST('/api/interviews/{id}/call', { params: { path } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: interviewKey }),
  });
  const end = useMutation({
    mutationFn: (body: Ended) => take(api.POST('/api/interviews/{id}/end', { params: { path }, body })),
    onSuccess: (found) => {
      notify('good', t('saved'));
      queries.setQueryData(interviewKey, found);
    },
  });
  const answers = answersOf(draft);
  const radios = <Value extends string>(
    question: keyof Draft & keyof Script,
    values: readonly Value[],
    labelOf: (value: Value) => string,
  ) => (
    <Radio.Group
      label={texts[question]}
      value={draft[question] ?? ''}
      onChange={(value) => setDraft({ ...draft, [question]: value })}
    >
      <Group mt={4} gap="md">
        {values.map((value) => (
          <Radio key={value} value={value} label={labelOf(value)} />
        ))}
      </Group>
    </Radio.Group>
  );
  const offered = (
    <Stack gap="xs">
      {radios('offered', said, (value) => t(value))}
      {draft.offered === 'yes' && (
        <>
          <Text size="sm" c="dimmed">
            {t('known')}
          </Text>
          {radios('known', said, (value) => t(value))}
        </>
      )}
    </Stack>
  );
  const reason = radios('reason', reasons, (value) => t(`reasons.${value}`));
  return (
    <Stack maw={760} gap="md">
      <Paper withBorder p="md" bg="var(--star7-surface)">
        <Group justify="space-between" gap="sm">
          <Stack gap={2}>
            <Text fw={600}>{interview.name}</Text>
            {interview.tries > 0 && (
              <Text size="sm" c="dimmed">
                {t('tries', { count: interview.tries })}
              </Text>
            )}
            <Text size="sm" c="dimmed">
              {t('calling')}
            </Text>
          </Stack>
          <Button
            variant={interview.wasCalled ? 'default' : 'filled'}
            onClick={() => call.mutate()}
            loading={call.isPending}
          >
            {interview.wasCalled ? t('again') : t('call', { name: interview.name })}
          </Button>
        </Group>
      </Paper>
      <ProblemAlert error={call.error ?? end.error} />
      <NativeSelect
        label={t('language')}
        value={spoken}
        onChange={(event) => setSpoken(event.currentTarget.value as typeof spoken)}
        data={(['ru', 'en'] as const).map((value) => ({ value, label: t(value) }))}
        w={220}
      />
      <Text>{texts.greeting}</Text>
      {interview.reasonFirst ? reason : offered}
      {interview.reasonFirst ? offered : reason}
      {radios('callBack', ['yes', 'no'] as const, (value) => t(value))}
      <Group gap="sm">
        <Button
          disabled={!interview.wasCalled || answers === null}
          loading={end.isPending}
          onClick={() => {
            if (answers !== null) end.mutate({ end: 'answered', answers });
          }}
        >
          {t('save')}
        </Button>
        {answers === null && (
          <Text size="sm" c="dimmed">
            {t('incomplete')}
          </Text>
        )}
      </Group>
      <Group gap="sm">
        <Text size="sm">{t('or')}</Text>
        <Button
          variant="default"
          disabled={!interview.wasCalled}
          onClick={() => end.mutate({ end: 'not-reached' })}
        >
          {t('notReached')}
        </Button>
        <Button
          variant="default"
          disabled={!interview.wasCalled}
          onClick={() => end.mutate({ end: 'refused' })}
        >
          {t('declined')}
        </Button>
        <Button
          variant="default"
          disabled={!interview.wasCalled}
          onClick={() => end.mutate({ end: 'never' })}
        >
          {t('never')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Null while an answer is missing. */
function answersOf({ offered, known, reason, callBack }: Draft): NonNullable<Ended['answers']> | null {
  if (offered === null || reason === null || callBack === null) return null;
  if (offered === 'yes' && known === null) return null;
  const whole = { offered, reason, mayCallBack: callBack === 'yes' };
  return offered === 'yes' && known !== null ? { ...whole, known } : whole;
}
