import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';

interface TypedConfirmationProps {
  opened: boolean;
  title: string;
  text: string;
  /** What has to be typed. */
  word: string;
  label: string;
  mismatch: string;
  yes: string;
  no: string;
  busy: boolean;
  error: unknown;
  onYes: () => void;
  onNo: () => void;
}

/** Asks for a word to be typed: what follows cannot be taken back, and a click is made too easily. */
export function TypedConfirmation({ word, label, mismatch, ...dialog }: TypedConfirmationProps) {
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const right = typed.trim() === word;
  return (
    <ConfirmDialog {...dialog} held={!right}>
      <TextInput
        label={label}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setLeft(true)}
        error={left && typed !== '' && !right ? mismatch : null}
      />
    </ConfirmDialog>
  );
}
