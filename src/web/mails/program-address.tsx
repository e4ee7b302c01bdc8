import '@mantine/core/styles/Code.layer.css';
import { Button, Code, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { api, take } from '../api/client';
import { notify } from '../app/notify';
import { copyText } from '../components/copy-text';
import { ProblemAlert } from '../components/problem-alert';

/** The address that the manager writes to from the own mail program: copied, and shown. */
export function ProgramAddress({ orderNumber }: { orderNumber: string }) {
  const { t } = useTranslation(['mail', 'common']);
  const line = useRef<HTMLElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [isSelected, setSelected] = useState(false);
  const ask = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/orders/{number}/mail-program-address', { params: { path: { number: orderNumber } } }),
      ),
    onSuccess: async ({ address: found }) => {
      // Shown first: without TLS it is copied from where it stands.
      flushSync(() => setAddress(found));
      const isCopied = await copyText(found, line.current);
      if (isCopied) notify('good', t('program.copied'));
      setSelected(!isCopied);
    },
  });
  return (
    <div data-testid="program-address">
      <Button
        variant="subtle"
        size="compact-sm"
        h="auto"
        styles={{ label: { whiteSpace: 'normal' }, inner: { justifyContent: 'start' } }}
        leftSection={<IconCopy size={14} aria-hidden />}
        loading={ask.isPending}
        onClick={() => ask.mutate()}
      >
        {t('program.copy')}
      </Button>
      {address !== null && (
        <>
          <div>
            <Code ref={line}>{address}</Code>
          </div>
          {isSelected && (
            <Text size="xs" role="status">
              {t('common:pressCopy')}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {t('program.only')}
          </Text>
        </>
      )}
      <ProblemAlert error={ask.error} />
    </div>
  );
}
