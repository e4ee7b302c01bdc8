import { eachOf, formOf, idPattern, idsOf, pageSize } from './bitrix-rest';
import type { ChangesAsked } from './bitrix-rest';
import type { RawOrder } from './connector';
import { listAt, textAt } from './model/json-pointer';
import type { Shop } from './shop-client';
import { isoTime, parseIsoTime } from '#kernel/iso-time';
import type { Micros } from '#kernel/micros';
import { slicesOf } from '#kernel/slices';

/** What is asked of those whom deals of Bitrix24 refer to. */
const people = {
  contact: ['ID', 'NAME', 'SECOND_NAME', 'LAST_NAME', 'PHONE', 'EMAIL', 'ADDRESS', 'ADDRESS_CITY'],
  company: ['ID', 'TITLE', 'PHONE', 'EMAIL', 'ADDRESS', 'ADDRESS_CITY'],
} as const;

/** @param hasRows whether product rows are wanted @returns deals with contact, company and rows, which are null where they are not asked for */
export async function wholeDeals(shop: Shop, deals: readonly unknown[], hasRows = true): Promise<RawOrder[]> {
  const ids = idsOf(deals, '/ID');
  const calls = new Map([
    ...callsForPeople('contact', idsAt(deals, '/CONTACT_ID')),
    ...callsForPeople('company', idsAt(deals, '/COMPANY_ID')),
    ...(hasRows ? ids : []).map((id): [string, string] => [
      `rows ${id}`,
      `crm.deal.productrows.get?${formOf({ id })}`,
    ]),
  ]);
  const found = await eachOf(shop, [...calls.keys()], (what) => calls.get(what) ?? '');
  const all = (kind: keyof typeof people): Map<string, unknown> =>
    new Map(
      [...found]
        .filter(([what]) => what.startsWith(`${kind} `))
        .flatMap(([, answer]) => listAt(answer, ''))
        .map((each) => [textAt(each, '/ID'), each]),
    );
  const [contacts, companies] = [all('contact'), all('company')];
  return deals.map((deal, nth) => {
    const id = ids[nth] ?? '';
    const contact = contacts.get(textAt(deal, '/CONTACT_ID')) ?? null;
    const company = companies.get(textAt(deal, '/COMPANY_ID')) ?? null;
    const rows = calls.has(`rows ${id}`) ? (found.get(`rows ${id}`) ?? []) : null;
    const own = Object.entries(deal as Record<string, unknown>).filter(([code]) => code.startsWith('UF_'));
    const raw = { deal, contact, company, rows, own: own.map(([code, value]) => ({ code, value })) };
    return { id, changedAt: parseIsoTime(textAt(deal, '/DATE_MODIFY')), raw };
  });
}

/** How deals are asked for by their last change. @param isLong see {@link ChangesAsked} */
export function dealChanges(select: readonly string[], since: Micros, isLong: boolean): ChangesAsked {
  return {
    ...{ method: 'crm.deal.list', select, changed: 'DATE_MODIFY', id: 'ID', ascending: 'ASC' },
    ...{ since: filterTime(since), rowsAt: '', isLong },
  };
}

/** As the portal reads times in a filter. */
export function filterTime(at: Micros): string {
  return `${isoTime(at).slice(0, 19)}+00:00`;
}

/** What deals refer to, each once; 0 stands for none. */
function idsAt(deals: readonly unknown[], pointer: string): string[] {
  return [...new Set(deals.map((deal) => textAt(deal, pointer)))].filter(
    (id) => idPattern.test(id) && id !== '0',
  );
}

/** A page of them in a call, by a name of its own. */
function callsForPeople(kind: keyof typeof people, ids: readonly string[]): Array<[string, string]> {
  return slicesOf(ids, pageSize).map((group, nth) => [
    `${kind} ${String(nth)}`,
    `crm.${kind}.list?${formOf({ select: people[kind], filter: { '@ID': group }, start: -1 })}`,
  ]);
}

/** Comments are HTML or BBCode. */
export function plain(text: string): string {
  return text
    .replace(/<[^<>]*>|\[\/?[a-z]+(?:=[^\]]*)?\]/gi, ' ')
    .replace(/&nbsp;/g, ' ')
    .trim();
}
