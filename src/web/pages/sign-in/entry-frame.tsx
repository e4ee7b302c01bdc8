import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../components/language-switch';
import classes from './entry-frame.module.css';

interface EntryFrameProps {
  /** Wider, for a text that is read. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of the pages before the workplace: sign-in, and the first steps. */
export function EntryFrame({ wide = false, children }: EntryFrameProps) {
  return (
    <main className={classes.ground}>
      <div className={classes.column} data-wide={wide || undefined}>
        <div className={classes.head}>
          <span className={classes.brand}>
            <img src="/star7.svg" alt="" width={36} height={36} />
            Star7
          </span>
          <LanguageSwitch />
        </div>
        <Paper className={classes.card} withBorder radius="lg">
          {children}
        </Paper>
      </div>
    </main>
  );
}
