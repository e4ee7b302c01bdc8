import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rungs } from '#leaks/model/case-scale';
import { controlsFrom, controlsTo, mostAnswers } from '#leaks/model/surveys/survey-size';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { count } from '../../i18n/formats';
import { byOrdersAlone, caseStrength, surveyWord } from './case-words';
import { contactsIn, useDecoys } from './decoys-data';
import type { LeakCase } from './leaks-data';
import classes from './leaks.module.css';
import { surveysKey, useSurveyPlan, useSurveys } from './surveys-data';
import type { CaseStanding, Survey, SurveyAssumed } from './surveys-data';

/** How an open case stands with all its sources, and the survey about it. */
export function LeakStanding({ one, name }: { one: LeakCase; name: string }) {
  const { t } = useTranslation('supervisor');
  const { data } = useSurveys();
  const standing = data?.cases.find(({ caseId }) => caseId === one.id);
  if (standing === undefined) return null;
  return (
    <Stack gap={4} data-standing={standing.rung}>
      <ol className={classes.ladder} aria-label={t('surveys.ladder')}>
        {rungs.map((rung) => (
          <li key={rung} aria-current={rung === standing.rung ? 'step' : undefined}>
            {t(`surveys.rungs.${rung}`)}
          </li>
        ))}
      </ol>
      <EvidenceSoFar one={one} standing={standing} />
      <Text size="sm">{t(`surveys.next.${standing.rung}`)}</Text>
      {standing.surveys.map((survey) => (
        <SurveyLine key={survey.id} survey={survey} />
      ))}
      <AskCustomers standing={standing} name={name} />
    </Stack>
  );
}

/** What each source says, in words; the figures, which readers took for marks, are folded away. */
function EvidenceSoFar({
  one,
  standing: { evidence, rung, surveys },
}: {
  one: LeakCase;
  standing: CaseStanding;
}) {
  const { t } = useTranslation('supervisor');
  const isSupported = rung === 'supported' || rung === 'named';
  const strength = caseStrength(evidence, isSupported);
  return (
    <>
      <Text size="sm" data-evidence>
        {t(byOrdersAlone(evidence, isSupported) ? 'surveys.evidence.alone' : 'surveys.evidence.together', {
          strength: t(`surveys.evidence.strengths.${strength}`),
        })}{' '}
        {t(`surveys.evidence.survey.${surveyWord(surveys)}`)} <OfDecoys one={one} />
      </Text>
      <details>
        <Text component="summary" size="sm" c="dimmed">
          {t('surveys.evidence.how')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('surveys.evidence.weights', {
            orders: bet(evidence.orders),
            survey: bet(evidence.survey),
            decoys: bet(evidence.decoys),
            product: bet(evidence.product),
            asked: count(Math.round(evidence.asked)),
          })}
        </Text>
      </details>
    </>
  );
}

/** What calls to the decoys in this manager's list are worth; of other groups there are no lists. */
function OfDecoys({ one }: { one: LeakCase }) {
  const { t } = useTranslation('supervisor');
  const { data } = useDecoys();
  if (data === undefined || one.kind !== 'manager') return null;
  const channel = data.standing.channels.find(({ kind, key }) => kind === 'manager' && key === one.group);
  return (
    <span data-decoys>
      {channel === undefined
        ? t('surveys.evidence.noDecoys')
        : contactsIn(channel) === 0
          ? t('surveys.evidence.noCalls')
          : t('decoys.ofCase', { strength: t(`decoys.strengths.${channel.strength}`) })}
    </span>
  );
}

/** Two digits are enough; a million is as good as ten. */
function bet(value: number): string {
  return count(Number(Math.min(1e6, value).toPrecision(2)));
}

function SurveyLine({ survey }: { survey: Survey }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [isEnding, setEnding] = useState(false);
  const end = useMutation({
    mutationFn: () =>
      take(api.POST('/api/leaks/surveys/{id}/end', { params: { path: { id: String(survey.id) } } })),
    onSuccess: (watch) => {
      queries.setQueryData(surveysKey, watch);
      setEnding(false);
    },
  });
  const { result } = survey;
  if (result !== null) {
    const verdict = result.isEvidence ? 'evidence' : result.askMore ? 'more' : 'nothing';
    return (
      <Text size="sm" data-survey={survey.id}>
        {t('surveys.found', {
          ...{ yes: result.asked.yes, answers: result.asked.answers },
          ...{ otherYes: result.controls.yes, otherAnswers: result.controls.answers },
        })}{' '}
        {t(`surveys.verdicts.${verdict}`)}
      </Text>
    );
  }
  if (survey.endedAt !== null) return <Text size="sm">{t('surveys.empty')}</Text>;
  return (
    <Group gap="sm" data-survey={survey.id}>
      <Text size="sm">
        {t('surveys.running', {
          ...{ answers: survey.answersOfGroup, wanted: survey.wanted, customers: survey.customers },
          ...{ asked: survey.answered + survey.refused, notReached: survey.notReached },
        })}
      </Text>
      <Button size="xs" variant="default" onClick={() => setEnding(true)}>
        {t('surveys.end.open')}
      </Button>
      <ConfirmDialog
        opened={isEnding}
        title={t('surveys.end.title')}
        text={t('surveys.end.text')}
        yes={t('surveys.end.yes')}
        no={t('surveys.no')}
        danger={false}
        busy={end.isPending}
        error={end.error}
        onYes={() => end.mutate()}
        onNo={() => setEnding(false)}
      />
    </Group>
  );
}

function AskCustomers({ standing, name }: { standing: CaseStanding; name: string }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const groups = Math.max(1, useSurveys().data?.cases.length ?? 1);
  const [isOpen, setOpen] = useState(false);
  const [assumed, setAssumed] = useState<Omit<SurveyAssumed, 'groups'>>({
    ...{ background: 15, gone: 50, contacted: 90, controls: 3 },
  });
  const [byKeys, setByKeys] = useState(false);
  const { data: plan } = useSurveyPlan({ ...assumed, groups });
  const answers = Math.min(mostAnswers, plan?.answers ?? mostAnswers);
  const begin = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/leaks/cases/{id}/survey', {
          params: { path: { id: String(standing.caseId) } },
          body: { answers, controls: assumed.controls, byKeys },
        }),
      ),
    onSuccess: async ({ fault }) => {
      await queries.invalidateQueries({ queryKey: surveysKey });
      if (fault !== null) return;
      notify('good', t('surveys.begin.done'));
      setOpen(false);
    },
  });
  if (standing.surveys.some(({ endedAt }) => endedAt === null)) return null;
  const field = (key: keyof typeof assumed, min: number, max: number) => (
    <NumberInput
      label={t(`surveys.assumed.${key}`)}
      value={assumed[key]}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      onChange={(value) => {
        if (typeof value === 'number') setAssumed({ ...assumed, [key]: value });
      }}
    />
  );
  const fault = begin.data?.fault ?? null;
  return (
    <Group gap="sm">
      <Button
        size="xs"
        variant="light"
        onClick={() => setOpen(true)}
        aria-label={t('surveys.begin.of', { name })}
      >
        {t('surveys.begin.open')}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={t('surveys.begin.title')}
        text={t('surveys.begin.text', { customers: standing.targets.customers })}
        yes={t('surveys.begin.yes')}
        no={t('surveys.no')}
        danger={false}
        busy={begin.isPending}
        error={begin.error}
        onYes={() => begin.mutate()}
        onNo={() => {
          begin.reset();
          setOpen(false);
        }}
      >
        {field('background', 0, 90)}
        {field('gone', 1, 100)}
        {field('contacted', 1, 100)}
        {field('controls', controlsFrom, controlsTo)}
        <Checkbox
          label={t('surveys.begin.byKeys')}
          description={t('surveys.begin.byKeysWhat', standing.targets.byKeys)}
          checked={byKeys}
          onChange={(event) => setByKeys(event.currentTarget.checked)}
        />
        <Text size="sm" data-plan aria-live="polite">
          {plan !== undefined &&
            (plan.answers === null || plan.customers === null
              ? t('surveys.plan.never')
              : t('surveys.plan.says', { answers: plan.answers, customers: count(plan.customers) }))}
        </Text>
        {fault !== null && (
          <Text size="sm" c="red" role="alert">
            {t(`surveys.faults.${fault}`)}
          </Text>
        )}
      </ConfirmDialog>
    </Group>
  );
}
