import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconShieldCheck, IconStethoscope } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import type { Answer } from '../../api/types';
import { Asked } from '../../components/asked';
import { CopyLine } from '../../components/copy-line';
import { EmptyNote } from '../../components/empty-note';
import { PageFrame } from '../../components/page-frame';
import { ProblemAlert } from '../../components/problem-alert';
import { dateTime } from '../../i18n/formats';
import classes from './admin.module.css';

type Finding = Answer<'/api/doctor', 'get'>['findings'][number];

const severities = ['high', 'medium', 'low'] as const;

const colours = { high: 'red', medium: 'orange', low: 'gray' } as const;
const doctorKey = ['doctor'] as const;
const askAgainMs = 1000;

/** Security findings on the PBX, in the database and on the machine, each with the line that fixes it. */
export function Doctor() {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: doctorKey,
    queryFn: () => take(api.GET('/api/doctor')),
    refetchInterval: ({ state }) => (state.data?.running === true ? askAgainMs : false),
  });
  const run = useMutation({
    mutationFn: () => take(api.POST('/api/doctor')),
    onSuccess: () => queries.invalidateQueries({ queryKey: doctorKey }),
  });
  const running = run.isPending || query.data?.running === true;
  return (
    <PageFrame
      title={t('doctor.title')}
      actions={
        <Button
          leftSection={<IconStethoscope size={16} aria-hidden />}
          loading={running}
          disabled={query.data?.available !== true}
          onClick={() => run.mutate()}
        >
          {t('doctor.run')}
        </Button>
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {t('doctor.about')}
      </Text>
      <ProblemAlert error={run.error} again={() => run.mutate()} />
      <Asked query={query}>
        {(state) => (
          <>
            {!state.available && (
              <Alert
                color="yellow"
                icon={<IconAlertCircle aria-hidden />}
                title={t('doctor.unavailable')}
                mb="md"
              >
                {t('doctor.unavailableText', { why: state.why ?? '–' })}
              </Alert>
            )}
            {state.failed && !running && (
              <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert" mb="md">
                {t('doctor.failed')}
              </Alert>
            )}
            <Text size="sm" mb="md" role="status">
              {running
                ? t('doctor.running')
                : state.ranAt !== null && t('doctor.lastRun', { time: dateTime(state.ranAt) })}
            </Text>
            <Findings state={state} />
          </>
        )}
      </Asked>
    </PageFrame>
  );
}

function Findings({
  state: { available, ranAt, running, findings },
}: {
  state: Answer<'/api/doctor', 'get'>;
}) {
  const { t } = useTranslation('admin');
  if (ranAt === null) {
    return running || !available ? null : (
      <EmptyNote icon={IconStethoscope} title={t('doctor.neverRan.title')} text={t('doctor.neverRan.text')} />
    );
  }
  if (findings.length === 0) {
    return (
      <EmptyNote icon={IconShieldCheck} title={t('doctor.healthy.title')} text={t('doctor.healthy.text')} />
    );
  }
  return (
    <Stack gap="lg" maw={880}>
      <Text size="xs" c="dimmed">
        {t('doctor.english')}
      </Text>
      {severities.map((severity) => {
        const these = findings.filter((finding) => finding.severity === severity);
        if (these.length === 0) return null;
        return (
          <section key={severity} aria-labelledby={`severity-${severity}`}>
            <Group gap="xs" mb="xs">
              <Title order={2} size="h5" id={`severity-${severity}`}>
                {t(`doctor.severity.${severity}`)}
              </Title>
              <Badge color={colours[severity]} variant="light" tt="none" radius="sm">
                {t('doctor.findings', { count: these.length })}
              </Badge>
              <Text size="sm" c="dimmed">
                {t(`doctor.severityText.${severity}`)}
              </Text>
            </Group>
            <Stack gap="sm">
              {these.map((finding, position) => (
                <FindingCard
                  key={`${finding.slug} ${finding.subject} ${String(position)}`}
                  finding={finding}
                />
              ))}
            </Stack>
          </section>
        );
      })}
    </Stack>
  );
}

function FindingCard({ finding: { severity, subject, what, why, mend } }: { finding: Finding }) {
  const { t } = useTranslation('admin');
  return (
    <Paper
      component="article"
      withBorder
      p="md"
      bg="var(--star7-surface)"
      className={classes.finding ?? ''}
      data-severity={severity}
    >
      <Stack gap={6} lang="en">
        <Text fw={600}>{what}</Text>
        <Text size="sm" c="dimmed">
          {subject}
        </Text>
        <Text size="sm">{why}</Text>
        <Text size="sm" c="dimmed">
          {t('doctor.where', { where: mend.where })}
        </Text>
        <CopyLine text={mend.line} label={t('doctor.copyLine')} />
      </Stack>
    </Paper>
  );
}
