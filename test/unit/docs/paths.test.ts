import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../../..');
const documents = [
  'README.md',
  'dialplan/README.md',
  'docker/README.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

test.each(documents)('the files that %s names exist', (document) => {
  const named = [
    ...read(document).matchAll(/(?<![\w/.])((?:src|test|scripts|migrations|dialplan|docker)\/[\w./-]*\w)/g),
  ]
    .map(([, name = '']) => name)
    // Of the capability that docs/architecture.md makes up as an example.
    .filter((name) => !name.includes('survey'));
  expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
});

test.each(documents)('the links of %s lead to files and headings', (document) => {
  const prose = read(document).replace(/^ *```[^]*?^ *```$/gm, '');
  const links = [...prose.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, target = '']) => target);
  const broken = links.filter((target) => {
    const [file = '', anchor] = target.split('#');
    const place = file === '' ? document : path.posix.join(path.posix.dirname(document), file);
    if (!existsSync(path.join(root, place))) return true;
    return anchor !== undefined && !anchorsOf(read(place)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
