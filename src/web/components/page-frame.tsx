import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-frame.module.css';
import { usePageTitle } from './use-page-title';

interface PageFrameProps {
  title: string;
  /** Beside the title: buttons, filters. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading, which is also the title of the browser's tab. */
export function PageFrame({ title, actions, children }: PageFrameProps) {
  usePageTitle(title);
  return (
    <div className={classes.frame}>
      <div className={classes.head}>
        <Title order={1} size="h3">
          {title}
        </Title>
        {actions}
      </div>
      {children}
    </div>
  );
}
