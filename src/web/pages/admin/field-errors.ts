import { fieldFault, problemOf } from '../../api/api-problem';

/**
 * The faults of these fields, in the user's language; null where the problem concerns none of them and is shown
 * above the form.
 */
export function fieldErrors<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): Partial<Record<Field, string>> | null {
  if (problemOf(error).faults.length === 0) return null;
  const found: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const text = fieldFault(error, field);
    if (text !== null) found[field] = text;
  }
  return Object.keys(found).length === 0 ? null : found;
}
