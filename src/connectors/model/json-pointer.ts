/** Of RFC 6901, for a text. */
const pointerPattern = /^(?:\/(?:[^~/]|~[01])*)*$/;

export function isPointer(text: string): boolean {
  return pointerPattern.test(text);
}

/**
 * What a JSON Pointer (RFC 6901) names. An empty pointer is the whole document.
 * @returns undefined where there is nothing
 */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(value))
      value = /^(0|[1-9]\d{0,8})$/.test(name) ? (value as unknown[])[Number(name)] : undefined;
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
      value = (value as Record<string, unknown>)[name];
    } else return undefined;
  }
  return value;
}

/**
 * A value as the text of a field: numbers and booleans as JSON writes them, null as an empty text.
 * @returns undefined for what is no single value
 */
export function textOf(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

/** @returns an empty list for anything else */
export function listAt(document: unknown, pointer: string): unknown[] {
  const value = valueAt(document, pointer);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The text at a pointer; an empty one where there is none. */
export function textAt(document: unknown, pointer: string): string {
  return textOf(valueAt(document, pointer)) ?? '';
}
