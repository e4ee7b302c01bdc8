import type { ChannelKind } from '../model/decoys/channels';
import type { PageWords } from '../page-words';

/** What a list is called: a manager's by the extension, for a name would be read as who took it. @param list.key null: not to be named */
export function listText({ kind, key }: { kind: ChannelKind; key: string | null }, words: PageWords): string {
  const { kinds, listOf } = words.of.decoys;
  if (kind !== 'manager') return `${kinds[kind]}: ${key ?? ''}`;
  return key === null ? words.of.leaks.report.lists.unnamed : words.say(listOf, { extension: key });
}
