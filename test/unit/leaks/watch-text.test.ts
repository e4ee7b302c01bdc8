import { reportText } from '#leaks/report-text';
import { PageWords } from '#leaks/page-words';
import { watchText } from '#leaks/watch-text';
import type { LeakView } from '#leaks/leak-desk';
import type { LeakRun } from '#leaks/leak-store';
import { handOversOf } from '#leaks/model/hand-overs';
import { monthlyReport } from '#leaks/model/monthly-report';
import { shopLine, shopWeeksOf } from '#leaks/model/shop-line';
import { lookAtShop } from '#leaks/model/shop-look';
import { standingOf } from '#leaks/model/decoys/standing';
import type { CountedHit, WatchedDecoy } from '#leaks/model/decoys/standing';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import { isoDay } from '#kernel/local-day';
import { firstMonday, historyOf, madeLog } from './made-shop';
import type { MadeShop } from './made-shop';

const week = 7 * 24 * 3600 * 1_000_000;
const weeks = 60;
const weekEnd = isoDay(firstMonday + weeks * 7 - 1);
const endedAt = (firstMonday + weeks * 7) * 86_400_000_000;

const nobody = { closedAt: null, closedBy: null, reason: null, note: null, namedBy: [] };

/** A shop of eight managers after its first run, as the desk shows it. */
function viewOf(keeps: MadeShop['keeps']): LeakView {
  const log = madeLog({ customers: 800, managers: 8, weeks, ...(keeps && { keeps }) });
  const history = historyOf(log, 8);
  const { figures, drills, opened, compared, missing } = lookAtShop(history, {
    ...{ perYear: 1, lastWeekEnd: null, cases: [] },
  });
  const run: LeakRun = {
    ...{ startedAt: endedAt, endedAt, weekEnd, orders: log.day.length, customers: 800, withManager: 800 },
    ...{ historyWeeks: weeks, compared, perYear: 1, missing, startedBy: 'cli:root' },
  };
  return {
    ...{
      run,
      shop: shopLine(shopWeeksOf(history), weekEnd),
      drills: [...drills],
      handOvers: handOversOf(history),
    },
    ...{ figures: figures.filter((figure) => figure.weekEnd === weekEnd), weeks: [], closed: [], leave: [] },
    cases: opened.map((one, nth) => ({
      id: nth + 1,
      ...one,
      lastWeek: weekEnd,
      openedAt: endedAt,
      ...nobody,
    })),
  };
}

/** Twelve decoys of one manager's list, eight weeks old. @param named calls that asked for one by name */
function standing(named: number) {
  const decoys = Array.from({ length: 12 }, (_, id): WatchedDecoy => {
    const planted = { plantedAt: endedAt - 8 * week, retiredAt: null };
    return { id, kind: 'manager', key: '104', hasMailbox: false, smsSince: null, ...planted };
  });
  const hits: CountedHit[] = Array.from({ length: named }, (_, nth) => ({
    ...{ medium: 'call', count: 1, decoyId: nth, purpose: 'decoy', class: 'named' },
  }));
  return standingOf(named === 0 ? [] : decoys, [], hits, endedAt);
}

const halfOfOne = viewOf(({ customer, manager, week: at }) => at < 50 || manager !== 2 || customer % 16 < 8);

describe.each(languages)('the page of the watch as text, %s', (language: Language) => {
  const words = new PageWords(language);
  const { leaks } = words.of;

  it('begins with what the orders can show, and answers', () => {
    const calm = watchText(viewOf(undefined), standing(0), words).split('\n');
    expect(calm[0]).toMatch(
      language === 'en'
        ? /^What your data can show: if a fifth .* within (about )?\d+.* weeks/
        : /^Что видно по вашим данным: .*\d+/,
    );
    expect(calm.slice(1, 3)).toEqual([
      `${leaks.answer.none} ${leaks.answer.noAllClear}`,
      leaks.answer.noLists,
    ]);
    expect(calm).toContain(leaks.cases.none);
  });

  it('says what is worth a look, of orders and of lists, and ranks nobody', () => {
    expect(halfOfOne.cases.map(({ group }) => group)).toContain('103');
    const text = watchText(halfOfOne, standing(2), words);
    const [, answer] = text.split('\n');
    expect(answer).toBe(
      language === 'en'
        ? 'Worth a look: the customers of 1 of 8 managers; 1 list, going by contacts with decoys'
        : 'Стоит проверить: клиенты 1 менеджера из 8; 1 список — по обращениям к контрольным клиентам',
    );
    expect(text).toContain(leaks.cases.ask);
    const shown = [...text.matchAll(/^\S+ (10\d) {2}/gm)].map(([, extension]) => extension);
    expect([...new Set(shown)]).toEqual(['101', '102', '103', '104', '105', '106', '107', '108']);
    expect(text).toMatch(new RegExp(`103 +${leaks.levels.alarm}`));
    expect(text).toMatch(
      new RegExp(`101 +(${leaks.levels.quiet}|${leaks.levels.above}|${leaks.levels.below})`),
    );
  });

  it('says that everybody has fewer orders, and that this is nobody’s', () => {
    const text = watchText(
      viewOf(({ week: at, chance }) => at < 51 || chance > 0.4),
      standing(0),
      words,
    );
    expect(text.split('\n')[1]).toBe(leaks.answer.fell);
    expect(text).toContain(leaks.shop.fell);
    expect(text).toContain(leaks.levels.falls);
    expect(text).not.toContain(leaks.answer.noAllClear);
  });

  it('leaves no place empty and no word out', () => {
    const month = weekEnd.slice(0, 7);
    const report = monthlyReport(month, halfOfOne.run, { ...halfOfOne, decoys: null });
    for (const text of [watchText(halfOfOne, standing(2), words), reportText(report, words)]) {
      expect(text).not.toMatch(/\{\{|\}\}|undefined|NaN|null/);
      expect(text).not.toMatch(/guilt|thief|suspect|виноват|вор\b|подозр/i);
      if (language === 'ru')
        expect(text.replace(/Star7|star7 leaks [a-z]+|\bZ\b/g, '')).not.toMatch(/[a-z]{3}/i);
    }
    // Two persons have not agreed to name the manager.
    expect(reportText(report, words)).toContain(leaks.report.unnamed.manager);
    expect(reportText(report, words)).not.toContain('103');
  });
});

test('a word that the pages do not have is an error, not a gap', () => {
  const words = new PageWords('ru');
  expect(() => words.count(words.of.leaks.answer, 'nobody', { count: 1 })).toThrow(RangeError);
  const counted = [1, 3, 5, 21].map((count) => words.count(words.of.leaks.power, 'history', { count }));
  expect(new Set(counted.map((text) => text.replace(/\d+/, ''))).size).toBe(3);
});
