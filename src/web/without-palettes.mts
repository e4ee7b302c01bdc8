import type { Plugin } from 'postcss';

/**
 * Leaves out the variables of Mantine's palettes that no page uses; each weighs 2 kB in the first page's styles, 200 bytes
 * compressed. `MantineThemeColorsOverride` in theme.ts refuses their names where a colour is written.
 * @param names of palettes: `pink`
 */
export function withoutPalettes(names: readonly string[]): Plugin {
  const unused = new RegExp(`^--mantine-color-(${names.join('|')})-`);
  return {
    postcssPlugin: 'without-palettes',
    Declaration(declaration) {
      if (unused.test(declaration.prop)) declaration.remove();
    },
  };
}
