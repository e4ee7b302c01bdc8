import { revealChecks } from '#doctor/checks/reveal-checks';
import type { Facts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

const found = (reveals: boolean, revealPersons: number | null): string[] =>
  brief(
    revealChecks({
      ...healthy,
      settings: { ...healthy.settings, reveals },
      database: { ...healthy.database, revealPersons },
    } satisfies Facts),
  );

test('it takes two persons where the site has turned it on, and none where it has not', () => {
  expect([0, 1, 2, 3].map((named) => found(true, named))).toEqual([
    ['low reveal-few-persons'],
    ['low reveal-few-persons'],
    [],
    [],
  ]);
  expect(found(false, 0)).toEqual([]);
  expect(found(true, null)).toEqual([]);
  expect(
    revealChecks({ ...healthy, settings: { ...healthy.settings, reveals: true }, database: null }),
  ).toEqual([]);
});
