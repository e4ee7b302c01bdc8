'use strict';

// Lets a thread of a test run the sources: jest's own compiler stays in jest's process.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
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

// Subpath imports of package.json (`#calls/…`) name what was compiled; here they are the sources too.
const src = path.join(__dirname, '../../src');
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolve(request.startsWith('#') ? `${path.join(src, request.slice(1))}.ts` : request, ...rest);
