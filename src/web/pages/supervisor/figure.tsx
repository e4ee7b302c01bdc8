import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './statistics.module.css';

/** One figure with its name. @param more what is to be added, in small */
export function Figure({ name, value, more }: { name: string; value: ReactNode; more?: string }) {
  return (
    <Paper withBorder bg="var(--star7-surface)" className={classes.figure}>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <dd>
        <span className={classes.value}>{value}</span>
        {more !== undefined && (
          <Text size="xs" c="dimmed">
            {more}
          </Text>
        )}
      </dd>
    </Paper>
  );
}
