import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface NumberedFormProps {
  title: string;
  remove: string;
  onRemove: () => void;
  children: ReactNode;
}

/** One of several forms of a kind, which can be removed. */
export function NumberedForm({ title, remove, onRemove, children }: NumberedFormProps) {
  return (
    <Paper withBorder p="sm" bg="var(--star7-surface)" role="group" aria-label={title}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>{title}</Text>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={onRemove}
          >
            {remove}
          </Button>
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
