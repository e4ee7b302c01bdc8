import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

/** Entry modules that a manager's browser loads before it shows the first order; their chunks count. */
const firstPage = [
  /\/index\.html$/,
  /\/pages\/manager\/workplace\.tsx$/,
  /\/i18n\/ru\/(common|manager)\.json$/,
];

/** Fails the build where a manager's first page exceeds this size, compressed by gzip. */
export function firstPageBudget(bytes: number): Plugin {
  return {
    name: 'first-page-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const weight = weightOf(bundle);
      if (weight > bytes)
        this.error(`The first page weighs ${String(weight)} bytes compressed; ${String(bytes)} are allowed.`);
      this.info(`The first page weighs ${String(weight)} bytes compressed.`);
    },
  };
}

function weightOf(bundle: Rollup.OutputBundle): number {
  const files = new Set<string>();
  const add = (name: string): void => {
    if (files.has(name)) return;
    files.add(name);
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk') return;
    chunk.imports.forEach(add);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
  };
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk') continue;
    const entry = chunk.facadeModuleId;
    if (entry !== null && firstPage.some((pattern) => pattern.test(entry))) add(chunk.fileName);
  }
  let weight = 0;
  for (const name of files) {
    const file = bundle[name];
    if (file === undefined) continue;
    weight += gzipSync(file.type === 'chunk' ? file.code : file.source).length;
  }
  return weight;
}
