import '../../components/overlay-styles';
import '@mantine/core/styles/LoadingOverlay.layer.css';
import '@mantine/dropzone/styles.layer.css';
import { Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './admin.module.css';
import type { FileFault } from './file-check';
import { fileFault, headBytes } from './file-check';

/** A drop zone and a file chooser. A file that cannot be a table is refused at once. */
export function CsvDrop({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation('admin');
  const [fault, setFault] = useState<FileFault | 'too-many' | 'unreadable' | null>(null);
  const take = async (files: File[]): Promise<void> => {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1) {
      setFault('too-many');
      return;
    }
    try {
      const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
      const found = fileFault(file, head);
      setFault(found);
      if (found === null) onFile(file);
    } catch {
      setFault('unreadable');
    }
  };
  return (
    <div>
      {/* Files are checked here and not by Dropzone, whose refusal has no text. */}
      <Dropzone
        className={classes.drop ?? ''}
        disabled={disabled}
        onDropAny={(files, rejected) => void take([...files, ...rejected.map(({ file }) => file)])}
        onDrop={() => undefined}
        inputProps={{ 'aria-label': t('import.drop'), accept: '.csv,.txt,.tsv,.xlsx,text/csv,text/plain' }}
        data-testid="import-drop"
      >
        <Stack align="center" gap={4} py="lg" style={{ pointerEvents: 'none' }}>
          <Dropzone.Accept>
            <IconUpload size={44} stroke={1.3} aria-hidden />
          </Dropzone.Accept>
          <Dropzone.Reject>
            <IconUpload size={44} stroke={1.3} aria-hidden />
          </Dropzone.Reject>
          <Dropzone.Idle>
            <IconFileTypeCsv size={44} stroke={1.3} aria-hidden />
          </Dropzone.Idle>
          <Text fw={600} ta="center">
            {t('import.drop')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('import.dropHint')}
          </Text>
        </Stack>
      </Dropzone>
      {fault !== null && (
        <Text size="sm" c="var(--mantine-color-error)" mt="xs" role="alert">
          {t(`import.faults.${fault}`)}
        </Text>
      )}
    </div>
  );
}
