'use strict';

// Runs the worker from its sources: jest's own compiler stays in jest's process.
const { readFileSync } = require('node:fs');
const { transpileModule, ModuleKind, ScriptTarget } = require('typescript');

const compilerOptions = {
  module: ModuleKind.CommonJS,
  target: ScriptTarget.ES2023,
  esModuleInterop: true,
  inlineSourceMap: true,
};
require.extensions['.ts'] = (module, fileName) => {
  module._compile(
    transpileModule(readFileSync(fileName, 'utf8'), { compilerOptions, fileName }).outputText,
    fileName,
  );
};
process.setSourceMapsEnabled(true);

require('./worker.ts');
