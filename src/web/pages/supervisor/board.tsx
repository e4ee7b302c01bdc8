import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../components/page-frame';

/** Who is talking, on which order, for how long; who is away. */
export function Board() {
  const { t } = useTranslation();
  return <PageFrame title={t('nav.board')}>{null}</PageFrame>;
}
