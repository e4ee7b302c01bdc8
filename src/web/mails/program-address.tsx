import '@mantine/core/styles/Code.layer.css';
import { Button, Code, Group, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../api/client';
import { notify } from '../app/notify';
import { copyText } from '../components/copy-text';
import { ProblemAlert } from '../components/problem-alert';

/** The address that the manager writes to from the own mail program: copied, and shown. */
export function ProgramAddress({ orderNumber }: { orderNumber: string }) {
  const { t } = useTranslation('mail');
  const line = useRef<HTMLElement>(null);
  const ask = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/orders/{number}/mail-program-address', { params: { path: { number: orderNumber } } }),
      ),
    onSuccess: async ({ address }) => {
      if (await copyText(address, line.current)) notify('good', t('program.copied'));
    },
  });
  return (
    <div data-testid="program-address">
      <Group gap="xs">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconCopy size={14} aria-hidden />}
          loading={ask.isPending}
          onClick={() => ask.mutate()}
        >
          {t('program.copy')}
        </Button>
        <Code ref={line}>{ask.data?.address}</Code>
      </Group>
      {ask.data !== undefined && (
        <Text size="xs" c="dimmed">
          {t('program.only')}
        </Text>
      )}
      <ProblemAlert error={ask.error} />
    </div>
  );
}
