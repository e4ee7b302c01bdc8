import type { Plugin } from 'postcss';

/**
 * Leaves out the variables of Mantine's palettes that no page uses; each weighs 2 kB in the first page's styles, 200 bytes
 * compressed. A style that uses one fails the build; where a component names a colour, theme.ts has its type refuse
 * them.
 * @param names of palettes: `pink`
 */
export function withoutPalettes(names: readonly string[]): Plugin {
  const variable = `--mantine-color-(?:${names.join('|')})-`;
  const [left, used] = [new RegExp(`^${variable}`), new RegExp(`var\\(${variable}`)];
  return {
    postcssPlugin: 'without-palettes',
    Declaration(declaration) {
      if (left.test(declaration.prop)) declaration.remove();
      else if (used.test(declaration.value))
        throw declaration.error('This palette is left out of the pages: vite.config.mts.');
    },
  };
}
