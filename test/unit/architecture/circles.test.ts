import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { preProcessFile } from 'typescript';

const src = path.join(__dirname, '../../../src');

/** Files by their path below src, without the ending, with what they import of src; imports of types count. */
function graphOf(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const named = (file: string, specifier: string): string | null => {
    const at = specifier.startsWith('#')
      ? specifier.slice(1)
      : path.posix.join(path.posix.dirname(file), specifier).replace(/\.tsx?$/, '');
    return files.has(at) ? at : null;
  };
  return new Map(
    [...files].map(([file, text]) => [
      file,
      preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) => (/^[#.]/.test(fileName) ? named(file, fileName) : null))
        .filter((each) => each !== null),
    ]),
  );
}

/** The first circle that is found, as the files on it; null where there is none. */
function circleOf(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const search = (file: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = search(next, [...trail, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = search(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

function sources(): Map<string, string> {
  const names = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  return new Map(
    names.map((name) => [name.replace(/(\.d)?\.tsx?$/, ''), readFileSync(path.join(src, name), 'utf8')]),
  );
}

test('no circle of imports in src', () => {
  const graph = graphOf(sources());
  expect([...graph.values()].flat().length).toBeGreaterThan(1000);
  expect(circleOf(graph)).toBeNull();
});

test('a circle is found, of types too', () => {
  const files = new Map([
    ['a/one', "import { x } from '#b/two';"],
    ['b/two', "import type { y } from './three';"],
    ['b/three', "export { z } from '../a/one';"],
    ['b/four', "import { x } from './two';"],
  ]);
  expect(circleOf(graphOf(files))).toEqual(['a/one', 'b/two', 'b/three', 'a/one']);
  files.set('b/three', '');
  expect(circleOf(graphOf(files))).toBeNull();
});
