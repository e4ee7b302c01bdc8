import { readFileSync } from 'node:fs';
import path from 'node:path';

const page = readFileSync(path.join(__dirname, '../../../docs/asvs.md'), 'utf8');
const [introduction = '', requirements = ''] = page.split('## The requirements');

interface Row {
  id: string;
  met: string;
}

const rows: Row[] = [
  ...requirements.matchAll(/^\| (\d+\.\d+\.\d+) *\| [12] +\|[^|]*\| \**(yes|partly|no)\** *\| \S/gm),
].map(([, id = '', met = '']) => ({ id, met }));
const idsOf = (met: string): string[] => rows.filter((row) => row.met === met).map(({ id }) => id);

test('every row is read, and no requirement has two', () => {
  expect(rows).toHaveLength([...requirements.matchAll(/^\| \d/gm)].length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('the introduction counts the requirements as the tables do', () => {
  const [, all, absent, met, partly, not] =
    /(\d+) requirements of levels 1 and 2, (\d+) do not apply.*\*\*(\d+) are met, (\d+) in part, (\d+) not\*\*/s
      .exec(introduction)!
      .map(Number);
  expect([met, partly, not]).toEqual([idsOf('yes').length, idsOf('partly').length, idsOf('no').length]);
  expect(rows.length + absent!).toBe(all);
});

test('the introduction names what is not met, and what is met in part at level 1', () => {
  const notMet = [...introduction.matchAll(/^\| (\d+\.\d+\.\d+)/gm)].map(([, id]) => id);
  expect(notMet).toEqual(idsOf('no'));
  const named = /In part, at level 1:(.*?)\*\*The largest/s.exec(introduction)![1]!;
  const levelOne = new Set([...requirements.matchAll(/^\| (\d+\.\d+\.\d+) *\| 1 +\|/gm)].map(([, id]) => id));
  const ids = [...named.matchAll(/\d+\.\d+\.\d+/g)].map(([id]) => id);
  expect(ids.sort()).toEqual(
    idsOf('partly')
      .filter((id) => levelOne.has(id))
      .sort(),
  );
});
