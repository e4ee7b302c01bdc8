import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Progress.layer.css';
import {
  Alert,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  Progress,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { isPrefix } from '#orders/model/number-prefix';
import { problemOf } from '../../api/api-problem';
import { useSession } from '../../app/session';
import { ProblemAlert } from '../../components/problem-alert';
import { count } from '../../i18n/formats';
import { language } from '../../i18n/languages';
import { bytes } from './bytes';
import { CsvDrop } from './csv-drop';
import { freePrefix, nothingChosen, rulesWith, takesPrefix } from './import-choices';
import { ImportFindings } from './import-findings';
import { importSending } from './import-sending';
import type { Import } from './imports-data';
import { faultWord, importProfileIds, importsKey, useImports } from './imports-data';
import { useChangeOrderRules, useOrderRules } from './order-rules-data';
import type { UploadOptions } from './upload';

const detected: UploadOptions = { profile: '', prefix: '', sameShop: false, dryRun: false };

/** Chooses and sends a file, and shows the progress: also after a visit to another page. */
export function ImportUpload() {
  const { t } = useTranslation('admin');
  const { session } = useSession();
  const queries = useQueryClient();
  const state = useSyncExternalStore(importSending.subscribe, () => importSending.stateOf(session.login));
  const [options, setOptions] = useState<UploadOptions>(detected);
  const [chosen, setChosen] = useState(nothingChosen);
  const rules = useOrderRules().data;
  const past = useImports().data ?? [];
  const keep = useChangeOrderRules(() => undefined);
  const send = (file: File, how = options): void => {
    setChosen(nothingChosen);
    void importSending.send({
      file,
      options: how,
      login: session.login,
      csrfToken: session.csrfToken,
      onEnd: () => void queries.invalidateQueries({ queryKey: importsKey }),
    });
  };

  /** Imports the file once more, by what was chosen beside the findings of the last time. */
  const sendByChoice = async (file: File, { findings }: Import, how: UploadOptions): Promise<void> => {
    const change = rules === undefined || findings === null ? null : rulesWith(rules, findings, chosen);
    try {
      if (change !== null) await keep.mutateAsync(change);
    } catch {
      // Shown beside the button; nothing is sent by other rules than those that were chosen.
      return;
    }
    send(file, how);
  };

  /** As the file was sent before; its prefix may be of that time alone. */
  const asBefore = ({ findings }: Import): UploadOptions =>
    options.prefix === '' ? { ...options, prefix: findings?.prefix ?? '' } : options;
  const offered = ({ findings }: Import): string =>
    options.prefix !== '' && isPrefix(options.prefix) && options.prefix !== findings?.prefix
      ? options.prefix
      : freePrefix([
          findings?.prefix,
          ...past.map((each) => each.findings?.prefix),
          ...Object.values(rules?.prefixes ?? {}),
        ]);

  if (state.step === 'sending') {
    return <Sending file={state.file} sent={state.sent} onStop={importSending.stop} />;
  }
  return (
    <Stack gap="sm">
      <CsvDrop disabled={!isPrefix(options.prefix)} onFile={(file) => send(file)} />
      <Choices options={options} onChange={setOptions} />
      {state.step === 'sent' && (
        <>
          <Result result={state.result} />
          <OtherOrders
            result={state.result}
            prefix={offered(state.result)}
            onOtherShop={(prefix) => void sendByChoice(state.file, state.result, { ...options, prefix })}
            onSameShop={() =>
              void sendByChoice(state.file, state.result, { ...asBefore(state.result), sameShop: true })
            }
          />
          {state.result.dryRun && state.result.state === 'done' && (
            <div>
              <Button
                loading={keep.isPending}
                onClick={() =>
                  void sendByChoice(state.file, state.result, { ...asBefore(state.result), dryRun: false })
                }
              >
                {t('import.nowReally', { name: state.file.name })}
              </Button>
            </div>
          )}
          {keep.isError && <ProblemAlert error={keep.error} />}
          {state.result.findings !== null && (
            <ImportFindings
              findings={state.result.findings}
              dryRun={state.result.dryRun}
              chosen={chosen}
              onChange={setChosen}
            />
          )}
        </>
      )}
      {state.step === 'stopped' && (
        <Alert color="yellow" icon={<IconAlertCircle aria-hidden />} role="status">
          {t('import.stopped')}
        </Alert>
      )}
      {state.step === 'failed' && <Failure error={state.error} />}
      {(state.step === 'failed' || state.step === 'stopped') && (
        <div>
          <Button variant="light" onClick={() => send(state.file, state.options)}>
            {t('import.again')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

/** Whose export it is, and whether it is only tried. */
function Choices({
  options,
  onChange,
}: {
  options: UploadOptions;
  onChange: (options: UploadOptions) => void;
}) {
  const { t } = useTranslation('admin');
  return (
    <Group align="end">
      <NativeSelect
        label={t('import.profile')}
        data={[
          { value: '', label: t('import.detected') },
          ...importProfileIds.map((id) => ({ value: id, label: t(`import.profiles.${id}`) })),
        ]}
        value={options.profile}
        onChange={(event) => onChange({ ...options, profile: event.currentTarget.value })}
      />
      <TextInput
        label={t('shops.form.prefix')}
        description={t('import.prefixHint')}
        value={options.prefix}
        error={isPrefix(options.prefix) ? null : t('shops.codes.prefix-invalid')}
        onChange={(event) => onChange({ ...options, prefix: event.currentTarget.value.trim() })}
      />
      <Checkbox
        label={t('import.dryRun')}
        checked={options.dryRun}
        onChange={(event) => onChange({ ...options, dryRun: event.currentTarget.checked })}
      />
    </Group>
  );
}

function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation('admin');
  // The general message for a lost network, "nothing is lost", does not fit a half-sent file.
  if (problemOf(error).slug !== 'offline') return <ProblemAlert error={error} />;
  return (
    <Alert color="red" icon={<IconAlertCircle aria-hidden />} role="alert">
      {t('import.fault.upload-broken-off')}
    </Alert>
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

/** Of a button whose words may take two lines on a telephone. */
const wrapped = {
  root: { height: 'auto', paddingBlock: 6, maxWidth: '100%' },
  label: { whiteSpace: 'normal', height: 'auto' },
} as const;

interface OtherOrdersProps {
  result: Import;
  /** What is offered to stand before the numbers of another shop. */
  prefix: string;
  onOtherShop: (prefix: string) => void;
  onSameShop: () => void;
}

/** Rows that were left out because their numbers are those of other customers' orders: most often a file of a second shop. */
function OtherOrders({ result, prefix, onOtherShop, onSameShop }: OtherOrdersProps) {
  const { t } = useTranslation('admin');
  const others = result.findings?.rejected?.['another-order'] ?? 0;
  const isWhole = takesPrefix(result);
  if (others === 0) return null;
  return (
    <Alert color="orange" icon={<IconAlertCircle aria-hidden />} role="alert" data-testid="import-others">
      <Text size="sm">{t('import.others.text', { count: others })}</Text>
      <Text size="sm">
        {isWhole
          ? t('import.others.whatToDo')
          : t('import.others.partly', { count: result.added + result.changed + result.unchanged })}
      </Text>
      <Group mt="xs" gap="xs">
        {isWhole && (
          <Button size="xs" styles={wrapped} onClick={() => onOtherShop(prefix)}>
            {t('import.others.otherShop', { prefix })}
          </Button>
        )}
        <Button size="xs" variant="default" styles={wrapped} onClick={onSameShop}>
          {t('import.others.sameShop')}
        </Button>
      </Group>
    </Alert>
  );
}

/** The result of the import that has just ended. */
function Result({
  result: { state, fault, added, changed, unchanged, rejected, dryRun },
}: {
  result: Import;
}) {
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
        {t(dryRun ? 'import.checked' : 'import.result', {
          added: count(added),
          changed: count(changed),
          unchanged: count(unchanged),
        })}
      </Text>
      <Text size="sm">
        {rejected === 0 ? good && t('import.allGood') : t('import.rejectedRows', { count: rejected })}
      </Text>
    </Alert>
  );
}
