'use strict';

const js = require('@eslint/js');
const tseslint = require('typescript-eslint');

/**
 * The borders of the house. Data flows one way: pbx | agi | ami | http | cli -> calls -> core.
 * Each row: the folder, and what of src it may import besides itself. The table of docs/architecture.md.
 */
const borders = [
  { folder: 'core', may: [] },
  { folder: 'config', may: [] },
  { folder: 'calls', may: ['core'] },
  { folder: 'vault', may: ['core'] },
  { folder: 'store', may: ['core', 'calls', 'vault'] },
  { folder: 'import', may: ['core', 'calls', 'vault'] },
  { folder: 'pbx', may: ['core', 'calls', 'config'] },
  { folder: 'ami', may: ['core', 'calls', 'config'] },
  { folder: 'agi', may: ['core', 'calls'] },
  { folder: 'http', may: ['core', 'calls'] },
  { folder: 'journal', may: ['core', 'calls'] },
  { folder: 'log', may: ['core', 'calls'] },
  { folder: 'metrics', may: ['core', 'calls'] },
  { folder: 'backup', may: ['core', 'calls', 'vault', 'store'] },
  { folder: 'doctor', may: ['core', 'calls', 'config', 'vault', 'store', 'ami', 'pbx'] },
  {
    folder: 'cli',
    may: [
      ...[
        'core',
        'calls',
        'config',
        'vault',
        'store',
        'import',
        'backup',
        'ami',
        'http',
        'journal',
        'log',
        'doctor',
      ],
      ...['app', 'settings', 'system-clock', 'version'],
    ],
  },
];

/** Folders of src, and the files beside them. */
const places = [
  ...borders.map(({ folder }) => folder),
  'app',
  'workplace',
  'settings',
  'system-clock',
  'version',
];

/** Whoever may turn a masked number or address back into text. Nobody else. */
const mayReveal = ['src/vault/*.ts', 'src/pbx/dial-string.ts'];

const revealRule = {
  group: ['**/core/masked'],
  importNames: ['reveal'],
  message: 'Only the vault and the dial string may reveal a number (docs/architecture.md).',
};

function restricted(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

function borderPatterns({ folder, may }) {
  if (folder === 'core') {
    return [
      {
        regex: '^(?!\\./)',
        message: 'core is pure: it imports nothing outside core (docs/architecture.md).',
      },
    ];
  }
  const never = places.filter((place) => place !== folder && !may.includes(place));
  return [
    {
      regex: `^(\\.\\./)+(${never.join('|')})(/|$)`,
      message: `${folder} must not import this: data flows pbx|agi|ami|http|cli -> calls -> core (docs/architecture.md).`,
    },
  ];
}

module.exports = tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.lab/**', 'coverage/**'] },
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', process: 'readonly', __dirname: 'readonly' },
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      ...restricted([revealRule]),
    },
  },
  ...borders.map((border) => ({
    files: [`src/${border.folder}/**/*.ts`],
    rules: restricted([...borderPatterns(border), revealRule]),
  })),
  ...borders
    .filter(({ folder }) => mayReveal.some((path) => path.startsWith(`src/${folder}/`)))
    .map((border) => ({
      files: mayReveal.filter((path) => path.startsWith(`src/${border.folder}/`)),
      rules: restricted(borderPatterns(border)),
    })),
  {
    // Pure means: no clock, no randomness, no timers, no process either.
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'fetch',
        'Buffer',
        'performance',
        'crypto',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core has no clock: time comes with the event.' },
        { object: 'Math', property: 'random', message: 'core has no randomness.' },
      ],
    },
  },
  {
    // The pages run in browsers: they use types from the OpenAPI document (src/web/api/schema.d.ts), and of the server's
    // code only kernel and model files, which are pure.
    files: ['src/web/**/*.ts', 'src/web/**/*.tsx'],
    rules: {
      ...restricted([
        {
          // The pages have their own folder `app`.
          regex: `^(\\.\\./)+(app$|(${places.filter((place) => place !== 'app').join('|')})(/|$))`,
          message: 'The pages import nothing of the server (docs/architecture.md).',
        },
        { regex: '^node:', message: 'The pages run in browsers.' },
      ]),
      // Async event handlers are normal in React; the component that starts the work shows its error.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Error handlers rethrow what a request was rejected with, unchanged.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['src/web/api/schema.d.ts'],
    rules: { '@typescript-eslint/consistent-indexed-object-style': 'off' },
  },
  {
    files: ['src/cli/**/*.ts', 'test/demo/**/*.ts', 'test/lab/**/*.ts', 'test/bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      ...restricted([]),
    },
  },
);
