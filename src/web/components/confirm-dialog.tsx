import './overlay-styles';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  text: ReactNode;
  yes: string;
  no: string;
  /** The action is running: both buttons are inactive. */
  busy: boolean;
  /** The error of the action. */
  error?: unknown;
  /** Not possible yet, while a required input is missing. */
  held?: boolean;
  danger?: boolean;
  onYes: () => void;
  onNo: () => void;
  /** Inputs that the action requires. */
  children?: ReactNode;
}

/** Asks before an irreversible action. The harmless button has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, text, yes, no, busy, error, held = false, danger = true, onYes, onNo } = props;
  const described = useId();
  return (
    <Modal
      opened={opened}
      onClose={() => {
        if (!busy) onNo();
      }}
      title={title}
      withCloseButton={false}
      aria-describedby={described}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !held) onYes();
        }}
      >
        <Stack>
          <Text id={described} size="sm">
            {text}
          </Text>
          {props.children}
          <ProblemAlert error={error} />
          <Group justify="flex-end" gap="xs">
            <Button
              variant="default"
              onClick={onNo}
              disabled={busy}
              data-autofocus={props.children === undefined || undefined}
            >
              {no}
            </Button>
            <Button type="submit" color={danger ? 'red' : 'indigo'} loading={busy} disabled={held}>
              {yes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
