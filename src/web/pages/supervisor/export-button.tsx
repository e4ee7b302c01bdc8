import '../../components/overlay-styles';
import { Button, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session';
import type { CallFilter } from './call-filter';
import { callQueryOf } from './call-filter';

/**
 * Downloads the log as a file, for accounts that may export. A plain link: the browser saves a file of any length
 * as a stream.
 */
export function ExportButton({ filter }: { filter: CallFilter }) {
  const { t } = useTranslation('supervisor');
  const { session } = useSession();
  if (!session.mayExport) return null;
  const query = new URLSearchParams({ ...callQueryOf(filter, new Date()) }).toString();
  return (
    <Tooltip label={t('calls.exportHint')} multiline w={260}>
      <Button
        component="a"
        href={`/api/calls.csv${query === '' ? '' : `?${query}`}`}
        download
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {t('calls.export')}
      </Button>
    </Tooltip>
  );
}
