import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { projectFolder } from '../../lab/project-folder';
import { nodeMajors } from '../../run/plan';

const { engines } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
  engines: { node: string };
};

/** What scripts/lib/setup.sh says to these versions. */
function allowed(versions: readonly string[]): string[] {
  const said = execFileSync(
    'bash',
    [
      '-euc',
      '. scripts/lib/setup.sh; for version in "$@"; do node_allowed "$version" && echo "$version" || true; done',
      'bash',
      ...versions,
    ],
    { cwd: projectFolder, encoding: 'utf8' },
  );
  return said.split('\n').filter((line) => line !== '');
}

test('the versions of Node that engines names are those that the tests are run on', () => {
  expect([...engines.node.matchAll(/\^(\d+)\./g)].map(([, major]) => Number(major))).toEqual([...nodeMajors]);
});

test('scripts refuse the versions that engines does not name, and no other', () => {
  const oldest = engines.node.split(' || ').map((range) => range.replace('^', ''));
  const newer = nodeMajors.map((major) => `${String(major)}.99.9`);
  const others = ['18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.1', '25.0.0', '200.0.0'];
  expect(allowed([...oldest, ...newer, ...others])).toEqual([...oldest, ...newer]);
});
