import { sections } from '#config/config';
import { projectFile } from './docker-folder';

/** Every `NAME=value` line, commented out or not, without quotes. */
const shown = [...projectFile('docker/star7.env.example').matchAll(/^(#?)([A-Z0-9_]+)=('?)(.*)\3$/gm)].map(
  ([, hash, name = '', , value = '']) => ({ name, value, active: hash === '' }),
);

const settings = Object.values(sections).flatMap(
  ({ properties }) =>
    Object.entries(properties) as [string, { default?: string | number | boolean; secret?: boolean }][],
);

test('the example has every setting exactly once, and nothing else', () => {
  expect(shown.map(({ name }) => name).sort()).toEqual(settings.map(([name]) => name).sort());
});

test('it shows the defaults, and no value for a secret', () => {
  expect(Object.fromEntries(shown.map(({ name, value }) => [name, value]))).toEqual(
    Object.fromEntries(settings.map(([name, schema]) => [name, String(schema.default ?? '')])),
  );
  for (const [name, schema] of settings) {
    if (schema.secret) expect(shown).toContainEqual({ name, value: '', active: true });
  }
});

test('site-specific settings are not commented out, to be filled in', () => {
  const active = shown.filter(({ active }) => active).map(({ name }) => name);
  expect(active).toEqual(expect.arrayContaining(['STAR7_TRUNKS', 'STAR7_DEFAULT_DID']));
});
