import {
  Button,
  Code,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import '@mantine/core/styles/Code.layer.css';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templateFields } from '#mail/model/mail-templates';
import { isOfSms } from '#mail/model/template-slugs';
import type { Language } from '#kernel/language';
import { fieldFault } from '../api/api-problem';
import { api, take } from '../api/client';
import { notify } from '../app/notify';
import { Asked } from '../components/asked';
import { PageFrame } from '../components/page-frame';
import { ProblemAlert } from '../components/problem-alert';
import { language as currentLanguage } from '../i18n/languages';
import { templatesQuery } from './mails-data';
import type { Template } from './mails-data';

/** Templates of mails, as a supervisor changes them. */
export function MailTemplates() {
  const { t } = useTranslation('mail');
  const [language, setLanguage] = useState<Language>(currentLanguage());
  return (
    <PageFrame title={t('page.templates')}>
      <Stack maw={720}>
        <Text size="sm">{t('editor.about')}</Text>
        <Text size="sm" component="ul" m={0} pl="lg">
          {templateFields.map((field) => (
            <li key={field}>
              <Code>{`{${field}}`}</Code> {t(`editor.field.${field}`)}
            </li>
          ))}
        </Text>
        <SegmentedControl
          value={language}
          onChange={setLanguage}
          data={(['ru', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          aria-label={t('editor.language')}
        />
        <Asked query={useQuery(templatesQuery)}>
          {({ items }) =>
            items
              .filter((template) => template.language === language)
              .map((template) => (
                <TemplateForm key={`${template.slug} ${template.language}`} template={template} />
              ))
          }
        </Asked>
      </Stack>
    </PageFrame>
  );
}

function TemplateForm({ template }: { template: Template }) {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const { slug, language } = template;
  const [subject, setSubject] = useState(template.subject);
  const [text, setText] = useState(template.text);
  const save = useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/mail-templates/{slug}/{language}', {
          params: { path: { slug, language } },
          body: { subject, text },
        }),
      ),
    onSuccess: (after) => {
      setSubject(after.subject);
      setText(after.text);
      void queries.invalidateQueries({ queryKey: templatesQuery.queryKey });
      notify('good', t('editor.saved'));
    },
  });
  const faults = [fieldFault(save.error, 'subject'), fieldFault(save.error, 'text')];
  const name = t(`template.${slug}`);
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)" component="section" aria-label={name}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="xs">
          <Text fw={600}>{name}</Text>
          {!isOfSms(slug) && (
            <TextInput
              label={t('subject')}
              value={subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
              error={faults[0]}
              maxLength={200}
            />
          )}
          <Textarea
            label={t('text')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={faults[1]}
            rows={10}
            maxLength={5000}
          />
          <ProblemAlert error={faults.some((fault) => fault !== null) ? null : save.error} />
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={save.isPending}
              disabled={subject === template.subject && text === template.text}
            >
              {t('editor.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
