import { readFileSync } from 'node:fs';

/**
 * Fills the `@NAME@` placeholders of a configuration sample.
 * @throws Error where a placeholder has no value: a half-filled file must never reach Asterisk
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/@([A-Z][A-Z0-9_]*)@/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for the placeholder @${name}@`);
    return String(value);
  });
}

export function fillTemplateFile(file: string, values: Readonly<Record<string, string | number>>): string {
  return fillTemplate(readFileSync(file, 'utf8'), values);
}
