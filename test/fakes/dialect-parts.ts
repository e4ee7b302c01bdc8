import type { FakeAnswer } from './fake-shop';

/** What a clock in Moscow shows, as a shop without offsets writes it. @param at milliseconds since 1970 */
export function moscowText(at: number): string {
  return new Date(at + 3 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ');
}

/** @returns milliseconds since 1970 */
export function moscowTime(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+03:00`);
}

/** Parameters of a query that an interface does not know, or has twice; null for none. */
export function unknownIn(search: URLSearchParams, known: readonly string[]): string | null {
  const names = [...search.keys()];
  const wrong = names.filter((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  return wrong.length === 0 ? null : `unknown parameters ${wrong.join(' ')}`;
}

/** The header of HTTP Basic. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export const notFound: FakeAnswer = { status: 404, json: { errors: 'not found' } };
