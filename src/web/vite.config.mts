import { fileURLToPath } from 'node:url';
import presetMantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';
import { compressedCopies } from './compressed-copies.mts';
import { firstPageBudget } from './first-page-budget.mts';
import { withoutPalettes } from './without-palettes.mts';

/** Modules of every first page, whatever the role. */
const firstOfAll = new RegExp(
  [
    '/src/web/(api|app|i18n|live)/[a-z0-9-]+[.]tsx?$',
    '/src/web/components/(order-|timeline-|outcomes-|note-text|call-words|problem-alert)',
    '/node_modules/(react|react-dom|scheduler|use-sync-external-store|i18next|react-i18next|wouter|openapi-fetch)/',
    '/node_modules/@tanstack/(query-core|react-query)/',
    '/node_modules/@mantine/core/esm/core/',
    '/@mantine/core/esm/components/(ActionIcon|Alert|Badge|Button|Input|InputBase|Kbd|Loader|Skeleton|Stack|Text|TextInput|Title|UnstyledButton)/',
  ].join('|'),
);

/**
 * Builds the pages into dist/web. Nothing is inlined: the content security policy allows only files of this origin.
 * Vite itself compiles JSX.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  resolve: {
    // Pure files that server and pages share, from their sources; package.json would resolve them to the compiled
    // server.
    alias: [
      {
        find: /^#((?:kernel|[a-z]+\/model)\/.+)$/,
        replacement: fileURLToPath(new URL('../$1', import.meta.url)),
      },
    ],
  },
  plugins: [firstPageBudget(200_000), compressedCopies()],
  css: {
    postcss: {
      plugins: [presetMantine(), withoutPalettes(['pink', 'grape', 'violet', 'cyan', 'lime'])],
    },
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // The polyfill would be one more script; browsers with es2022 modules preload by themselves.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // One chunk for all of it: in many small chunks it compresses worse, by a twentieth.
      output: {
        codeSplitting: {
          groups: [{ name: 'shared', test: firstOfAll, minShareCount: 2 }],
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
