import type { RefusedPart } from './mail';

/** Signatures and cards come with every mail of some people, who would be told of it each time. */
const silent: ReadonlySet<RefusedPart> = new Set(['signature', 'contact-card', 'calendar', 'winmail']);

/**
 * What is answered to somebody whose attachments were not taken, in both languages: which one they read is not known.
 * @returns null where there is nothing to say
 */
export function refusalText(refused: readonly RefusedPart[]): string | null {
  if (refused.every((reason) => silent.has(reason))) return null;
  return [
    'Мы получили ваше письмо, но без вложений: принимаются только снимки и картинки (JPEG, PNG, WebP, GIF) до 10 МБ, не больше десяти в письме. Если в файле было что-то важное, напишите это, пожалуйста, в тексте письма или пришлите снимок.',
    '',
    'We have received your message, but not all of its attachments: only pictures are accepted (JPEG, PNG, WebP, GIF), up to 10 MB each and ten in a message. If a file held something important, please write it in the message, or send a picture of it.',
  ].join('\n');
}
