/** In place of the lines that a mail program puts before what it quotes or forwards. */
export const quoteMark = '[…]';

/** Signs of a quotation before a line. */
const quoted = String.raw`[>|\s*_]*`;
const words = {
  wrote: String.raw`(?:wrote|writes|said|escribió|schrieb|a écrit|пишет|пиш(?:у|ет)|писал(?:а|\(а\))?|написал(?:а|\(а\))?)`,
  header:
    'from|sent|to|cc|bcc|subject|date|reply-to|sender|importance|attachments|от|от кого|отправлено|кому|копия|скрытая копия|тема|дата|ответить|важность|вложения|отправитель|получатель|von|gesendet|an|betreff',
  forwarded:
    'original message|original appointment|forwarded message|begin forwarded message|end forwarded message|исходное сообщение|пересылаемое сообщение|пересланное сообщение|перенаправленное сообщение|начало переадресованного сообщения|начало пересылаемого сообщения|конец пересылаемого сообщения|пересылаемое письмо',
};

/** `On … wrote:`, `12 окт. 2026 г. в 10:11, … писал(а):`, `10:11, 12 октября 2026 г., … :`. */
const ends = new RegExp(String.raw`(?:${words.wrote}\s*:?|>\s*:|[)\]»"]\s*:)\s*$`, 'iu');
const wrote = new RegExp(String.raw`(?:^|[\s,>])${words.wrote}\s*:\s*$`, 'iu');
/** Where such a line may begin. */
const begins =
  /^[>|\s*_]*(?:on\s|le\s|am\s|el\s|в\s|\d{1,4}[.\-/ :]|(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[a-z]*[,. ])/iu;
/** A date or a time of day, which all of them have. */
const dated = /\d{1,2}:\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}/;
/** Programs break such a line: it has at most so many. */
const longestIntroduction = 4;

const headerLine = new RegExp(String.raw`^${quoted}(?:${words.header})[*_]*\s*:`, 'iu');
const forwardedLine = new RegExp(
  String.raw`^${quoted}[-—_=]*\s*(?:${words.forwarded})\s*:?\s*[-—_=]*\s*$`,
  'iu',
);
/** Headers that no person writes. */
const technicalLine =
  /^[>|\s]*(?:received|return-path|delivered-to|message-id|in-reply-to|references|mime-version|content-[a-z-]+|dkim-signature|authentication-results|arc-[a-z-]+|list-[a-z-]+|x-[a-z][a-z-]*|user-agent|thread-[a-z]+|autocrypt|openpgp|organization|disposition-notification-to|final-recipient|original-recipient|reporting-mta|remote-mta|diagnostic-code)\s*:/i;

/**
 * A text without what mail programs write of who wrote to whom: the line before a quotation, the headers before a forwarded mail, and
 * headers that were pasted. They name people as their address books do.
 */
export function withoutQuotedHeaders(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = endOfIntroduction(lines, at) ?? endOfHeaders(lines, at);
    if (end === null) {
      kept.push(lines[at] ?? '');
      at += 1;
    } else {
      if (kept.at(-1) !== quoteMark) kept.push(quoteMark);
      at = end;
    }
  }
  return kept.join('\n');
}

/** @returns the line after it; null where none begins at `at` */
function endOfIntroduction(lines: readonly string[], at: number): number | null {
  const first = lines[at] ?? '';
  if (wrote.test(first) && (dated.test(first) || first.includes('@')) && first.length < 400) return at + 1;
  if (!begins.test(first)) return null;
  for (let end = at + 1; end <= Math.min(lines.length, at + longestIntroduction); end += 1) {
    const last = lines[end - 1] ?? '';
    if (last.trim() === '' || last.length > 300) return null;
    if (ends.test(last)) return dated.test(lines.slice(at, end).join(' ')) ? end : null;
  }
  return null;
}

function endOfHeaders(lines: readonly string[], at: number): number | null {
  const first = lines[at] ?? '';
  const isForwarded = forwardedLine.test(first);
  if (technicalLine.test(first)) return afterFolded(lines, at + 1);
  if (!isForwarded && !headerLine.test(first)) return null;
  let end = at + 1;
  let headers = isForwarded ? 0 : 1;
  if (isForwarded) while (end < lines.length && isBlank(lines[end])) end += 1;
  while (end < lines.length && (headerLine.test(lines[end] ?? '') || isContinued(lines, end))) {
    if (headerLine.test(lines[end] ?? '')) headers += 1;
    end += 1;
  }
  // One such line alone is a sentence: `Тема: доставка`.
  if (isForwarded) return headers === 0 ? at + 1 : end;
  return headers >= 2 ? end : null;
}

function isBlank(line: string | undefined): boolean {
  return /^[>|\s]*$/.test(line ?? '');
}

/** A line of addresses that was broken: it is followed by another header. */
function isContinued(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return !isBlank(line) && /[@<>;]/.test(line) && headerLine.test(lines[at + 1] ?? '');
}

function afterFolded(lines: readonly string[], at: number): number {
  let end = at;
  while (end < lines.length && /^[>|]*[ \t]+\S/.test(lines[end] ?? '')) end += 1;
  return end;
}
