import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';

interface TypedConfirmationProps {
  opened: boolean;
  title: string;
  text: string;
  /** The word to type. */
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

/** Requires a word to be typed: the action is irreversible, and a click is too easy a mistake. */
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
