import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/*
 * Styles of Mantine's components are loaded with the page that uses them (src/web/app/mantine-styles.ts). One that forgets them looks
 * right after a page that has them, and broken when it is opened first.
 */

const web = path.join(__dirname, '../../../src/web');
/** Components, and the styles without which they fall apart. */
const needed: Readonly<Record<string, readonly string[]>> = {
  Checkbox: ['InlineInput', 'Checkbox'],
  Switch: ['InlineInput', 'Switch'],
  Radio: ['InlineInput', 'Radio'],
  List: ['List'],
  Table: ['Table'],
};
/** Parts that are shown inside of one that has them. */
const inside: Readonly<Record<string, readonly string[]>> = {
  'app/app.tsx': ['InlineInput', 'Switch', 'Radio', 'Checkbox'],
  'pages/admin/site-fields-editor.tsx': ['InlineInput', 'Checkbox', 'Switch'],
  'pages/admin/map-fields.tsx': ['InlineInput', 'Checkbox', 'Switch'],
};

const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));

test.each(Object.keys(needed))('whoever uses %s loads its styles', (component) => {
  const users = files
    .map((file) => ({ file, text: readFileSync(path.join(web, file), 'utf8') }))
    .filter(({ text }) => new RegExp(`<${component}(?:\\.\\w+)?[\\s>]`).test(text));
  expect(users).not.toEqual([]);
  const missing = users.flatMap(({ file, text }) =>
    (needed[component] ?? [])
      .filter((style) => !text.includes(`styles/${style}.layer.css`) && !inside[file]?.includes(style))
      .map((style) => `${file}: ${style}`),
  );
  expect(missing).toEqual([]);
});
