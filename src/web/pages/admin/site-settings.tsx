import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Asked } from '../../components/asked';
import { PageFrame } from '../../components/page-frame';
import classes from './admin.module.css';
import { OutcomesEditor } from './outcomes-editor';
import { ruleFields } from './rule-values';
import { RulesForm } from './rules-form';
import type { Settings } from './settings-data';
import { useSettings } from './settings-data';
import { TermsForm } from './terms-form';
import { WebhooksSection } from './webhooks-section';

/** Settings that may change while Star7 runs. */
export function SiteSettings() {
  const { t } = useTranslation('admin');
  const query = useSettings();
  return (
    <PageFrame title={t('settings.title')}>
      <Text size="sm" c="dimmed" mb="md">
        {t('settings.about')}
      </Text>
      <div className={classes.sections}>
        <Asked query={query} lines={8}>
          {(settings) => (
            <>
              <RulesForm key={changeOf(settings)} settings={settings} />
              <TermsForm key={settings.terms.changedAt} setting={settings.terms} />
            </>
          )}
        </Asked>
        <OutcomesEditor />
        <WebhooksSection />
      </div>
    </PageFrame>
  );
}

/** When a rule was last changed: the form then starts from the new values. */
function changeOf(settings: Settings): string {
  return ruleFields.map((name) => settings[name].changedAt ?? '').join();
}
