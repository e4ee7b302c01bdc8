import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';
import { RefusedError } from '#kernel/refused-error';

/** Exit statuses by slug; any other slug gives 1. */
const statusBySlug: Readonly<Record<string, number>> = {
  'config-invalid': exitCodes.usage,
  'database-unavailable': exitCodes.unreachable,
  'database-url-invalid': exitCodes.usage,
  'journal-unusable': exitCodes.usage,
  'key-file-unset': exitCodes.usage,
  'key-file-missing': exitCodes.usage,
  'key-file-exposed': exitCodes.usage,
  'key-file-unreadable': exitCodes.usage,
  'key-file-damaged': exitCodes.usage,
  'log-file-unwritable': exitCodes.usage,
  'backup-missing': exitCodes.badInput,
  'backup-unreadable': exitCodes.badInput,
  'backup-damaged': exitCodes.badInput,
  'backup-keys-wrong': exitCodes.badInput,
  'backup-too-new': exitCodes.badInput,
  'database-not-empty': exitCodes.usage,
  'database-name-wrong': exitCodes.usage,
  'database-in-use': exitCodes.usage,
  'did-unknown': exitCodes.notFound,
  'connector-unknown': exitCodes.notFound,
  'manager-unknown': exitCodes.notFound,
  'courier-unknown': exitCodes.notFound,
  'token-unknown': exitCodes.notFound,
  'account-unknown': exitCodes.notFound,
  'login-invalid': exitCodes.usage,
  'file-missing': exitCodes.badInput,
  'file-unreadable': exitCodes.badInput,
  'file-empty': exitCodes.badInput,
  'encoding-unknown': exitCodes.badInput,
  'header-incomplete': exitCodes.badInput,
  'header-ambiguous': exitCodes.badInput,
};

/**
 * Describes an error that ends a command: a sentence for the person and an exit status for the script.
 * Contains no number.
 */
export function explained(error: unknown): { status: number; text: string } {
  if (error instanceof CliError) return { status: error.exitCode, text: error.message };
  // The audit log's own fault says more.
  if (error instanceof RefusedError && error.cause !== undefined) return explained(error.cause);
  if (error instanceof Error && 'slug' in error && typeof error.slug === 'string') {
    return { status: statusBySlug[error.slug] ?? exitCodes.other, text: error.message };
  }
  // An error of a library: its message may quote data that must not be shown.
  return {
    status: exitCodes.other,
    text: `unexpected ${error instanceof Error ? error.name : typeof error}`,
  };
}
