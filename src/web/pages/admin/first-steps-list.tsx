import { Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api, take } from '../../api/client';
import classes from './first-steps-list.module.css';
import { firstSteps, stepPages, stepsLeft } from './first-steps';

/** How often it is asked what has been done meanwhile; no longer once all is. */
const refreshMs = 10_000;
const hiddenKey = 'star7-first-steps-hidden';

/**
 * What a new installation needs before its first call: ticks itself off, and disappears when all is done, or when somebody
 * hides it in this browser.
 */
export function FirstStepsList() {
  const { t } = useTranslation('admin');
  const [hidden, setHidden] = useState(() => localStorage.getItem(hiddenKey) !== null);
  const { data } = useQuery({
    queryKey: ['first-steps'],
    queryFn: () => take(api.GET('/api/first-steps')),
    enabled: !hidden,
    refetchInterval: ({ state }) =>
      state.data !== undefined && stepsLeft(state.data).length === 0 ? false : refreshMs,
  });
  if (hidden || data === undefined) return null;
  const left = stepsLeft(data);
  if (left.length === 0) return null;
  return (
    <Paper withBorder p="md" mb="lg" bg="var(--star7-surface)">
      <section aria-labelledby="first-steps">
        <Group justify="space-between" align="baseline">
          <Title order={2} size="h4" id="first-steps">
            {t('firstSteps.title')}
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {t('firstSteps.done', { done: firstSteps.length - left.length, all: firstSteps.length })}
          </Text>
        </Group>
        <ol className={classes.steps}>
          {firstSteps.map((step) => {
            const Icon = data[step] ? IconCircleCheckFilled : IconCircle;
            const page = stepPages[step];
            return (
              <li key={step} className={classes.step} data-done={data[step] || undefined}>
                <Icon
                  size={22}
                  className={classes.mark}
                  role="img"
                  aria-label={t(data[step] ? 'firstSteps.isDone' : 'firstSteps.isOpen')}
                />
                <div>
                  <Text fw={500}>
                    {page === null || data[step] ? (
                      t(`firstSteps.${step}.what`)
                    ) : (
                      <Anchor component={Link} href={page}>
                        {t(`firstSteps.${step}.what`)}
                      </Anchor>
                    )}
                  </Text>
                  {/* What comes next, in full. */}
                  {step === left[0] && (
                    <Text size="sm" c="dimmed">
                      {t(`firstSteps.${step}.how`)}
                    </Text>
                  )}
                </div>
              </li>
            );
          })}
        </ol>
        <Group justify="flex-end">
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              localStorage.setItem(hiddenKey, '1');
              setHidden(true);
            }}
          >
            {t('firstSteps.hide')}
          </Button>
        </Group>
      </section>
    </Paper>
  );
}
