import {
  freePrefix,
  lacksPhones,
  nothingChosen,
  rulesWith,
  takesPrefix,
} from '../../../../src/web/pages/admin/import-choices';
import type { Findings } from '../../../../src/web/pages/admin/import-choices';
import type { OrderRules } from '../../../../src/web/pages/admin/order-rules-data';

const rules: OrderRules = {
  statuses: { done: 'closed' },
  assignment: { earlierManagerFirst: true, rules: [], aliases: { olga: '101' } },
  columns: { tilda: { input: 'comment' }, plain: { a: 'ignore' } },
  prefixes: {},
  fields: [],
  checklist: [],
  page: { managersSeeAddress: true, shopHosts: [] },
};
const findings: Pick<Findings, 'words' | 'profile'> = {
  profile: 'tilda',
  words: [
    { code: 'status-unknown', word: 'В Пути', rows: 2 },
    { code: 'manager-unknown', word: 'Boris', rows: 1 },
  ],
};

test('a whole file goes in again under a prefix only where none of it went in without, and under one that nobody has', () => {
  const none = { dryRun: false, added: 0, changed: 0, unchanged: 0 };
  expect(takesPrefix(none)).toBe(true);
  expect(takesPrefix({ ...none, dryRun: true, added: 700 })).toBe(true);
  for (const some of [{ added: 1 }, { changed: 1 }, { unchanged: 1 }])
    expect(takesPrefix({ ...none, ...some })).toBe(false);
  expect(freePrefix([undefined, ''])).toBe('B-');
  expect(freePrefix(['C-', 'B-', undefined])).toBe('D-');
});

test('what is chosen comes on top of what is kept', () => {
  expect(
    rulesWith(rules, findings, {
      words: { 'status-unknown В Пути': 'open', 'manager-unknown Boris': '102' },
      columns: { auto: 'ignore' },
    }),
  ).toEqual({
    statuses: { done: 'closed', 'в пути': 'open' },
    assignment: { ...rules.assignment, aliases: { olga: '101', boris: '102' } },
    columns: { tilda: { input: 'comment', auto: 'ignore' }, plain: { a: 'ignore' } },
  });
});

test('what is not chosen, or of another file, changes nothing', () => {
  expect(rulesWith(rules, findings, nothingChosen)).toBeNull();
  const others = { 'status-unknown В Пути': '', 'status-unknown lost': 'closed' };
  expect(rulesWith(rules, findings, { words: others, columns: {} })).toBeNull();
});

test('a file without a column of numbers is told from orders without one', () => {
  const number = { header: 'Номер заказа', field: 'order_number' };
  const phone = { header: 'Телефон', field: 'phone2' };
  const missing = { 'phone-missing': 3 };
  expect(lacksPhones({ columns: [number], noticed: missing })).toBe(true);
  expect(lacksPhones({ columns: [number, phone], noticed: missing })).toBe(false);
  // Orders that are known already keep theirs.
  expect(lacksPhones({ columns: [number], noticed: {} })).toBe(false);
});
