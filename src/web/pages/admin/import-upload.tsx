import '@mantine/core/styles/Progress.layer.css';
import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import { count } from '../../i18n/formats';
import { language } from '../../i18n/languages';
import { bytes } from './bytes';
import { CsvDrop } from './csv-drop';
import type { Import } from './imports-data';
import { faultWord, importsKey } from './imports-data';
import { startUpload } from './upload';
import type { Upload } from './upload';
import { useLeaveGuard } from './use-draft';

type State =
  | { step: 'idle' }
  | { step: 'sending'; file: File; sent: number }
  | { step: 'sent'; result: Import }
  | { step: 'stopped'; file: File }
  | { step: 'failed'; file: File; error: unknown };

/** Takes a file, sends it, and says how far it is. */
export function ImportUpload() {
  const { t } = useTranslation('admin');
  const { session } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ step: 'idle' });
  const upload = useRef<Upload | null>(null);
  useLeaveGuard(state.step === 'sending');
  useEffect(() => () => upload.current?.stop(), []);

  const send = useCallback(
    async (file: File): Promise<void> => {
      setState({ step: 'sending', file, sent: 0 });
      upload.current = startUpload({
        file,
        csrfToken: session.csrfToken,
        onProgress: (sent) => setState({ step: 'sending', file, sent }),
      });
      try {
        setState({ step: 'sent', result: (await upload.current.answer) as Import });
      } catch (error) {
        const stopped = error instanceof DOMException && error.name === 'AbortError';
        setState(stopped ? { step: 'stopped', file } : { step: 'failed', file, error });
      }
      upload.current = null;
      await queries.invalidateQueries({ queryKey: importsKey });
    },
    [session.csrfToken, queries],
  );

  if (state.step === 'sending') {
    return <Sending file={state.file} sent={state.sent} onStop={() => upload.current?.stop()} />;
  }
  return (
    <Stack gap="sm">
      <CsvDrop onFile={(file) => void send(file)} />
      {state.step === 'sent' && <Result result={state.result} />}
      {state.step === 'stopped' && (
        <Alert color="yellow" icon={<IconAlertCircle aria-hidden />} role="status">
          {t('import.stopped')}
        </Alert>
      )}
      {state.step === 'failed' && <ProblemAlert error={state.error} />}
      {(state.step === 'failed' || state.step === 'stopped') && (
        <div>
          <Button variant="light" onClick={() => void send(state.file)}>
            {t('import.again')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function Sending({ file, sent, onStop }: { file: File; sent: number; onStop: () => void }) {
  const { t } = useTranslation('admin');
  const share = file.size === 0 ? 0 : Math.min(100, (sent / file.size) * 100);
  const done = sent >= file.size;
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)" data-testid="import-sending">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {t('import.sending', { name: file.name })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onStop}>
            {t('import.stop')}
          </Button>
        </Group>
        <Progress.Root size="lg">
          <Progress.Section
            value={share}
            animated={done}
            aria-label={t('import.sending', { name: file.name })}
          />
        </Progress.Root>
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t('import.sent', { sent: bytes(sent, language()), total: bytes(file.size, language()) })}
          </Text>
          <Text size="sm" c="dimmed">
            {t(done ? 'import.finishing' : 'import.keepOpen')}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

/** How the import that has just ended went. */
function Result({ result: { state, fault, added, changed, unchanged, rejected } }: { result: Import }) {
  const { t } = useTranslation('admin');
  const good = state === 'done';
  return (
    <Alert
      color={good ? (rejected === 0 ? 'green' : 'yellow') : 'red'}
      icon={good ? <IconCircleCheck aria-hidden /> : <IconAlertCircle aria-hidden />}
      role="status"
      data-testid="import-result"
    >
      {!good && <Text size="sm">{t('import.notDone', { why: t(`import.fault.${faultWord(fault)}`) })}</Text>}
      <Text size="sm">
        {t('import.result', { added: count(added), changed: count(changed), unchanged: count(unchanged) })}
      </Text>
      <Text size="sm">
        {rejected === 0 ? good && t('import.allGood') : t('import.rejectedRows', { count: rejected })}
      </Text>
    </Alert>
  );
}
