import { languages } from '#kernel/language';
import { longestTerms } from '#settings/model/setting-rules';
import { Alert, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ProblemAlert } from '../../components/problem-alert';
import { dateTime } from '../../i18n/formats';
import { Heading } from './rules-form';
import type { Settings } from './settings-data';
import { useChangeSettings } from './settings-data';
import { useDraft } from '../../components/use-draft';

type Terms = Settings['terms']['value'];

/** The confidentiality terms. All users have to accept a new text, so saving it is confirmed first. */
export function TermsForm({ setting }: { setting: Settings['terms'] }) {
  const { t } = useTranslation('admin');
  const draft = useDraft<Terms>('terms');
  const [asking, setAsking] = useState(false);
  const current = useQuery({ queryKey: ['terms'], queryFn: () => take(api.GET('/api/terms')) });
  const missing = (text: string): string | null => (text.trim() === '' ? t('settings.terms.missing') : null);
  const form = useForm<Terms>({
    initialValues: { ...setting.value, ...draft.kept },
    onValuesChange: draft.keep,
    validate: { ru: missing, en: missing },
  });
  const save = useChangeSettings(() => {
    draft.forget();
    setAsking(false);
    notify('good', t('saved'));
  });
  const { ru, en } = form.values;
  const changed = ru !== setting.value.ru || en !== setting.value.en;
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)">
      <form noValidate onSubmit={form.onSubmit(() => setAsking(true))}>
        <Stack>
          <Heading title={t('settings.terms.title')} text={t('settings.terms.about')} />
          {current.data !== undefined && (
            <Text size="sm">
              {t('settings.terms.version', { version: current.data.version })}
              {setting.changedAt !== null && `, ${dateTime(setting.changedAt)}`}
            </Text>
          )}
          {languages.map((of) => (
            <Textarea
              key={of}
              label={t(`settings.terms.${of}`)}
              lang={of}
              rows={8}
              maxLength={longestTerms}
              {...form.getInputProps(of)}
            />
          ))}
          {changed && (
            <Alert
              color="yellow"
              icon={<IconUsers aria-hidden />}
              title={t('settings.terms.warn')}
              role="status"
            >
              {t('settings.terms.warnText')}
            </Alert>
          )}
          <ProblemAlert error={asking ? null : save.error} />
          <Group justify="flex-end" gap="xs">
            {changed && (
              <Button
                variant="default"
                onClick={() => {
                  form.setValues(setting.value);
                  form.clearErrors();
                  draft.forget();
                }}
              >
                {t('settings.outcomes.discard')}
              </Button>
            )}
            <Button type="submit" disabled={!changed}>
              {t('settings.terms.save')}
            </Button>
          </Group>
        </Stack>
      </form>
      <ConfirmDialog
        opened={asking}
        danger={false}
        title={t('settings.terms.confirm')}
        text={t('settings.terms.warnText')}
        yes={t('settings.terms.confirmYes')}
        no={t('cancel')}
        busy={save.isPending}
        error={save.error}
        onYes={() => save.mutate({ terms: { ru, en } })}
        onNo={() => setAsking(false)}
      />
    </Paper>
  );
}
