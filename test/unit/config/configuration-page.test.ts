import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sections } from '#config/config';
import { configurationPage } from './configuration-page';

const read = (name: string): string => readFileSync(path.join(__dirname, '../../..', name), 'utf8');

test('docs/configuration.md is what the schema says now (else run scripts/configuration-page)', () => {
  expect(read('docs/configuration.md')).toBe(configurationPage());
});

test('the page lists every setting once', () => {
  const listed = [...configurationPage().matchAll(/^\| `(STAR7_\w+)` /gm)].map(([, name]) => name);
  const settings = Object.values(sections).flatMap(({ properties }) => Object.keys(properties));
  expect(settings.length).toBeGreaterThan(20);
  expect(listed.sort()).toEqual(settings.sort());
});

test('no setting is without a meaning', () => {
  expect(configurationPage()).not.toMatch(/^\| `\w+` +\| +\|/m);
});

test('README refers to the page and to no setting that does not exist', () => {
  const readme = read('README.md');
  expect(readme).toContain('(docs/configuration.md)');
  const settings = Object.values(sections).flatMap(({ properties }) => Object.keys(properties));
  const named = [...readme.matchAll(/STAR7_\w+/g)].map(([name]) => name.replace(/_FILE$/, ''));
  const dialplan = ['STAR7_STATUS', 'STAR7_CUSTOMER', 'STAR7_MANAGER'];
  const known = [...settings, ...settings.map((name) => name.replace(/_FILE$/, '')), ...dialplan];
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
});
