import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface LateTextFieldProps {
  label: string;
  placeholder?: string;
  value: string | null;
  maxLength: number;
  onChange: (value: string | null) => void;
}

/** The pause in typing after which the text is applied. */
const pauseMs = 500;

/** A text filter: applied on Enter, when the field loses the focus, or after a pause in typing. */
export function LateTextField({ label, placeholder, value, maxLength, onChange }: LateTextFieldProps) {
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  // Changed from outside: cleared, or another address.
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
