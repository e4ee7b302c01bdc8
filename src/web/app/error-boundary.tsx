import { Button, Center, Stack, Text } from '@mantine/core';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { Translation } from 'react-i18next';

interface ErrorBoundaryProps {
  children: ReactNode;
}

/**
 * Shown for a page that crashed, or whose file could not be loaded (a new version, a lost network). Drafts survive
 * the reload.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Center mih="100dvh" p="md">
        <Stack align="center" role="alert">
          <Translation>{(t) => <Text>{t('broken')}</Text>}</Translation>
          <Button onClick={() => window.location.reload()}>
            <Translation>{(t) => <>{t('reload')}</>}</Translation>
          </Button>
        </Stack>
      </Center>
    );
  }
}
