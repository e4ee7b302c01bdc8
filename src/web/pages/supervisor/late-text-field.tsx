import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface LateTextFieldProps {
  label: string;
  placeholder?: string;
  value: string | null;
  maxLength: number;
  onChange: (value: string | null) => void;
}

/** How long after the last key it is taken for meant. */
const pauseMs = 500;

/** A filter that is typed: taken when Enter is pressed, when the field is left, or after a pause. */
export function LateTextField({ label, placeholder, value, maxLength, onChange }: LateTextFieldProps) {
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  // Changed from elsewhere: cleared, or another address.
  if (value !== known) {
    setKnown(value);
    setText(value ?? '');
  }
  const take = (): void => {
    const meant = text.trim() === '' ? null : text.trim();
    if (meant === value) return;
    setKnown(meant);
    onChange(meant);
  };
  useEffect(() => {
    const timer = setTimeout(take, pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      label={label}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={text}
      maxLength={maxLength}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}
