import { Paper, Stack, Text } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';

interface EmptyNoteProps {
  icon: ComponentType<{ size?: number; stroke?: number; color?: string; 'aria-hidden'?: boolean }>;
  title: string;
  /** What to do about it. */
  text: string;
  action?: ReactNode;
}

/** Shown in place of an empty list. */
export function EmptyNote({ icon: Icon, title, text, action }: EmptyNoteProps) {
  return (
    <Paper withBorder p="xl" bg="var(--star7-surface)">
      <Stack align="center" gap="xs">
        <Icon size={40} stroke={1.3} color="var(--mantine-color-dimmed)" aria-hidden />
        <Text fw={600} ta="center">
          {title}
        </Text>
        <Text size="sm" c="dimmed" ta="center" maw={460}>
          {text}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
