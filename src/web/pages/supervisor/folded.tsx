import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './leaks.module.css';

/** A part of the page under its heading, folded away until somebody wants it. */
export function Folded({
  id,
  title,
  order = 2,
  children,
}: {
  /** Of the heading. */
  id: string;
  title: string;
  order?: 2 | 3;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <details className={classes.folded}>
        <summary>
          <Title order={order} size={order === 2 ? 'h5' : 'h6'} id={id}>
            {title}
          </Title>
        </summary>
        {children}
      </details>
    </section>
  );
}
