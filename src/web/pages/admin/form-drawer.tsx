import '../../components/overlay-styles';
import { Button, Drawer, Group, Stack } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../components/problem-alert';
import classes from './admin.module.css';

interface FormDrawerProps {
  title: string;
  submit: string;
  busy: boolean;
  /** A problem that belongs to no field. */
  error: unknown;
  onSubmit: (event?: SubmitEvent<HTMLFormElement>) => void;
  /** Escape, or the cross: the input is kept. */
  onClose: () => void;
  /** Discards the input. */
  onCancel: () => void;
  children: ReactNode;
}

/** A form at the side. A click beside it does not close it, so that no input is lost by mistake. */
export function FormDrawer({
  title,
  submit,
  busy,
  error,
  onSubmit,
  onClose,
  onCancel,
  children,
}: FormDrawerProps) {
  const { t } = useTranslation('admin');
  return (
    <Drawer
      opened
      onClose={() => {
        if (!busy) onClose();
      }}
      closeOnClickOutside={false}
      position="right"
      size="28rem"
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {/* The browser's own messages would not be in the user's language. */}
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {children}
          <div className={classes.foot}>
            <ProblemAlert error={error} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onCancel} disabled={busy}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={busy}>
                {submit}
              </Button>
            </Group>
          </div>
        </Stack>
      </form>
    </Drawer>
  );
}
