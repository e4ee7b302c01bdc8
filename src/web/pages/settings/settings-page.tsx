import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../components/page-frame';

/** One's own settings: language, look, password, and the second step of signing in. */
export function SettingsPage() {
  const { t } = useTranslation();
  return <PageFrame title={t('account.settings')}>{null}</PageFrame>;
}
