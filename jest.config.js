'use strict';

const { readdirSync } = require('node:fs');
const { join } = require('node:path');

// Six projects: `unit` is the fast one (no process, no socket but loopback ones of its own); `fuzz` sends nonsense
// into every way in, a minute of it (docs/fuzzing.md); `contract` holds adapters against the real database and PBX.
// `scenarios` are whole calls on a lab, `browser` tries the pages in a real Chromium, and `faults` breaks things: each
// on a lab of its own.
// Types are the compiler's business (`npm run types`), so swc only strips them here.
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      sourceMaps: 'inline',
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    },
  ],
};

// Subpath imports of package.json (`#calls/…`), but of the sources instead of what was compiled. Packages have some of
// their own, so only the folders of src are meant.
const capabilities = readdirSync(join(__dirname, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const moduleNameMapper = { [`^#(${capabilities.join('|')})/(.*)$`]: '<rootDir>/src/$1/$2' };

// What scripts/test --all-faults runs besides (test/run/thorough.ts).
const thorough = process.env.STAR7_TEST_THOROUGH !== undefined;

const common = {
  transform,
  moduleNameMapper,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.lab'],
};

module.exports = {
  // Ends only what hangs: whatever a test waits for has a deadline of its own (test/lab/eventually.ts).
  testTimeout: 600_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
    {
      ...common,
      displayName: 'contract',
      testMatch: ['<rootDir>/test/contract/**/*.test.ts'],
      globalSetup: '<rootDir>/test/contract/global-setup.ts',
      globalTeardown: '<rootDir>/test/contract/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'scenarios',
      testMatch: ['<rootDir>/test/scenarios/**/*.test.ts'],
      globalSetup: '<rootDir>/test/scenarios/global-setup.ts',
      globalTeardown: '<rootDir>/test/scenarios/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'fuzz',
      testMatch: ['<rootDir>/test/fuzz/**/*.test.ts'],
      // The proof that fuzzing finds: nothing in src can change what comes of it.
      testPathIgnorePatterns: thorough ? [] : ['fuzz/harness'],
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/browser/global-setup.ts',
      globalTeardown: '<rootDir>/test/browser/global-teardown.ts',
    },
    {
      ...common,
      displayName: 'faults',
      testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
      // Whole suites once more, under load: of the whole matrix only.
      testPathIgnorePatterns: thorough ? [] : ['under-load'],
    },
  ],
};
