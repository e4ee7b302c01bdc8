'use strict';

// Runs the worker from its sources: jest's own compiler stays in jest's process.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const compilerOptions = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  sourceMaps: 'inline',
};
require.extensions['.ts'] = (module, fileName) => {
  module._compile(
    transformSync(readFileSync(fileName, 'utf8'), { ...compilerOptions, filename: fileName }).code,
    fileName,
  );
};
process.setSourceMapsEnabled(true);

require('./worker.ts');
