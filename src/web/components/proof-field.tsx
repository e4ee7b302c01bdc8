import '@mantine/core/styles/PasswordInput.layer.css';
import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../api/api-problem';
import { useSession } from '../app/session';

/** What somebody who is signed in types once more: the code of the authenticator, or the password where there is none. */
export interface Proof {
  /** For the body of the request. */
  body: { code: string } | { password: string };
  isMissing: boolean;
}

interface ProofFieldProps {
  typed: string;
  onType: (typed: string) => void;
  /** Of the request. */
  error: unknown;
  /** By what it is asked for. */
  labels: { code: string; password: string };
}

export function useProof(typed: string): Proof {
  const { session } = useSession();
  const code = typed.trim();
  return session.totp
    ? { body: { code }, isMissing: code === '' }
    : { body: { password: typed }, isMissing: typed === '' };
}

/** Whether the fault of a request is shown at the field. */
export function isAtProof(error: unknown): boolean {
  return isAtFields(error, ['code', 'password']);
}

export function ProofField({ typed, onType, error, labels }: ProofFieldProps) {
  const { t } = useTranslation(['common', 'problems']);
  const { session } = useSession();
  const shared = { value: typed, required: true, withAsterisk: false, 'data-autofocus': true } as const;
  return session.totp ? (
    <TextInput
      {...shared}
      label={labels.code}
      onChange={(event) => onType(event.currentTarget.value)}
      // The general text for `wrong` is about a password.
      error={isAtFields(error, ['code']) ? t('problems:slugs.code-refused') : null}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={10}
    />
  ) : (
    <PasswordInput
      {...shared}
      label={labels.password}
      onChange={(event) => onType(event.currentTarget.value)}
      error={fieldFault(error, 'password')}
      autoComplete="current-password"
      maxLength={1024}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
    />
  );
}
