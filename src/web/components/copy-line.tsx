import './overlay-styles';
import '@mantine/core/styles/Code.layer.css';
import { ActionIcon, Code, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text';

const shownMs = 2000;

/** A line of text with a button that copies it. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('common');
  const line = useRef<HTMLPreElement>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'selected'>('idle');
  const copied = state === 'copied';
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setState('idle'), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    setState((await copyText(text, line.current)) ? 'copied' : 'selected');
  };
  return (
    <div>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <Code
          block
          ref={line}
          style={{ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {text}
        </Code>
        <Tooltip label={copied ? t('copied') : label}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'green' : 'gray'}
            size="lg"
            onClick={() => void copy()}
            aria-label={copied ? t('copied') : label}
          >
            {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </Group>
      {state === 'selected' && (
        <Text size="xs" c="dimmed" role="status">
          {t('pressCopy')}
        </Text>
      )}
    </div>
  );
}
