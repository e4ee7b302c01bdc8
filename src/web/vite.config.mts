import { fileURLToPath } from 'node:url';
import presetMantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';
import { compressedCopies } from './compressed-copies.mts';
import { firstPageBudget } from './first-page-budget.mts';

/**
 * The pages, built into dist/web. Nothing is inlined: the content security policy allows files of this origin alone.
 * JSX is compiled by Vite itself.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [firstPageBudget(200_000), compressedCopies()],
  css: { postcss: { plugins: [presetMantine()] } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // The polyfill would be one more script; browsers that run es2022 modules preload by themselves.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // What most pages share comes in one piece: in many small ones it compresses worse, by a twentieth.
      output: {
        codeSplitting: {
          groups: [{ name: 'shared', minShareCount: 14, includeDependenciesRecursively: false }],
        },
      },
      // Mantine marks its modules for server components, which are not used here.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7080' } },
});
