import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sections } from '#config/config';

const readme = readFileSync(path.join(__dirname, '../../../README.md'), 'utf8');
const rows = new Map(
  [...readme.matchAll(/^\| `(STAR7_\w+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(([, name, meaning, fallback]) => [
    name,
    { meaning, fallback },
  ]),
);

interface Setting {
  description?: string;
  default?: unknown;
}

const settings = Object.values(sections).flatMap((section) => {
  const required: readonly string[] = section.required ?? [];
  return Object.entries(section.properties as Record<string, Setting>).map(([name, setting]) => ({
    name,
    meaning: setting.description,
    fallback:
      setting.default === undefined
        ? required.includes(name)
          ? '**required**'
          : 'none'
        : `\`${String(setting.default as string | number | boolean)}\``,
  }));
});

test('README lists exactly the existing settings, with meaning and default', () => {
  expect(settings.length).toBeGreaterThan(20);
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(settings.map(({ name, meaning, fallback }) => [name, { meaning, fallback }])),
  );
});
