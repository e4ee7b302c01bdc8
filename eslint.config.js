'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const tseslint = require('typescript-eslint');

const map = '(docs/architecture.md)';

/** Rows of the table in docs/architecture.md: the folder, what it holds, and the database's tables that it writes. */
const rows = [
  ...readFileSync(join(__dirname, 'docs/architecture.md'), 'utf8').matchAll(
    /^\| `src\/([a-z]+)` +\|[^|]*\|([^|]*)\|$/gm,
  ),
].map(([, capability, tables]) => ({
  capability,
  tables: [...tables.matchAll(/`([a-z_]+)`/g)].map(([, table]) => table),
}));

/**
 * The capabilities in their order: each may import those before it, and none after it.
 * `pbx` and `web` have rules of their own below.
 */
const order = rows.map(({ capability }) => capability).filter((capability) => capability !== 'web');

/** Statements that write a table: as text, or by the methods of Queries (src/database/queries.ts). */
function writesOf(tables) {
  const names = `(${tables.join('|')})`;
  const statement = `/\\b(INSERT( IGNORE)? INTO|REPLACE INTO|UPDATE|DELETE FROM|TRUNCATE TABLE)\\s+${names}\\b/`;
  const message = `Only its owner writes a table ${map}.`;
  return [
    { selector: `Literal[value=${statement}]`, message },
    { selector: `TemplateElement[value.raw=${statement}]`, message },
    {
      selector: `CallExpression[callee.property.name=/^(insert|insertMany|update)$/] > Literal.arguments[value=/^${names}$/]`,
      message,
    },
    {
      selector: `CallExpression[callee.name=/^insertAll$/] > Literal.arguments[value=/^${names}$/]`,
      message,
    },
  ];
}

/** What sees every capability: the composition root, and the entry of the command line with its list of commands. */
const composition = ['src/app.ts', 'src/cli/main.ts', 'src/cli/serve.ts', 'src/cli/commands.ts'];

/** The files that may turn a masked number or address back into text. */
const mayReveal = [
  'src/vault/*.ts',
  'src/pbx/asterisk/dial-string.ts',
  'src/mail/mail-sender.ts',
  'src/mail/smpp/pdu.ts',
  'src/reveal/plain-contact.ts',
];

/** Imports nothing but pure code: no I/O, no clock, no randomness, no process. */
const pure = ['src/kernel/**/*.ts', 'src/*/model/**/*.ts'];
const notPure = ['src/kernel/system-clock.ts'];

const revealRule = {
  regex: '^(#kernel/masked|\\./masked)$',
  importNames: ['reveal'],
  message: `Only the vault, the dial string, the senders of mails and SMS and a look that two persons agreed on may reveal a number or an address ${map}.`,
};

/** A number on its way between threads is text: nobody but its sender makes or opens one. */
const carriedRule = {
  regex: '^(#vault|(\\.\\./)+vault|\\.)/carried-contact$',
  message: `Only what is sent to the thread that reads files carries numbers and addresses ${map}.`,
};
const carries = 'src/orders/intake/reading-thread/packed-piece.ts';
const openRules = [revealRule, carriedRule];

/** Files of a capability that are nobody else's: its SQL, its ways in, its composition. Rows may be read by all. */
const internal = {
  regex: '^#[a-z-]+/(.*/)?(sql-[a-z-]+|[a-z-]+-routes|[a-z-]+-commands?|create-[a-z-]+)$',
  message: `Another capability's SQL, routes, commands and composition are its own: import its model or use cases ${map}.`,
};

/** SQL knows the database, the vault and its own capability; it may read the tables of others. */
const outsideOfSql = {
  regex: '^#(http|cli|metrics|health|config|pbx)/',
  message: `SQL adapters know nothing of the ways in ${map}.`,
};

/** Libraries that are pure functions of numbers, and so may be used by a model. */
const pureLibraries = ['cephes'];

/** @param parent whether a file in a folder below `model` may go up to it */
function outsideOfModel(parent) {
  return {
    regex: `^(?!\\./${parent ? '|\\.\\./[a-z-]+$' : ''}|#kernel/|#[a-z-]+/model/|(?:${pureLibraries.join('|')})$)`,
    message: `A model is pure: it imports the kernel and models only ${map}.`,
  };
}

const relativeOutside = {
  regex: '^(\\.\\./)+(app|app-config)$',
  message: `Only src/cli/serve.ts starts the app ${map}.`,
};

function restricted(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

function borderOf(capability) {
  const later = order.slice(order.indexOf(capability) + 1);
  return [
    internal,
    relativeOutside,
    ...(later.length === 0
      ? []
      : [
          {
            regex: `^#(${later.join('|')})/`,
            message: `${capability} stands before this in the order of capabilities and must not import it ${map}.`,
          },
        ]),
    // A PBX adapter knows calls by their ports and model alone.
    ...(capability === 'pbx'
      ? [
          {
            regex: '^#(vault|database|cli|people|settings|dids)/|^#calls/(?!engine/|model/)',
            message: `A PBX adapter imports the kernel, the configuration and the calls' ports and model ${map}.`,
          },
        ]
      : []),
  ];
}

/** The borders of docs/architecture.md alone: everything else is oxlint's affair (.oxlintrc.json), which knows the types. */
module.exports = tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.lab/**', 'coverage/**', '**/*.js'] },
  // Directives are for oxlint.
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: restricted(openRules),
  },
  ...order.flatMap((capability) => {
    const border = borderOf(capability);
    const foreign = rows.flatMap((row) => (row.capability === capability ? [] : row.tables));
    const block = (files, patterns) => ({
      files: files.map((name) => `src/${capability}/${name}`),
      ignores: composition,
      rules: restricted([...border, ...patterns]),
    });
    const revealing = mayReveal.filter((path) => path.startsWith(`src/${capability}/`));
    return [
      block(['**/*.ts'], openRules),
      block(['**/sql-*.ts', '**/*-row.ts'], [outsideOfSql, ...openRules]),
      block(['model/*.ts'], [outsideOfModel(false), ...openRules]),
      block(['model/*/*.ts'], [outsideOfModel(true), ...openRules]),
      ...(capability === 'kernel'
        ? [{ ...block(['**/*.ts'], [outsideOfModel(false), ...openRules]), ignores: notPure }]
        : []),
      ...(revealing.length === 0 ? [] : [{ files: revealing, rules: restricted(border) }]),
      ...(carries.startsWith(`src/${capability}/`)
        ? [{ files: [carries], rules: restricted([...border, revealRule]) }]
        : []),
      {
        files: [`src/${capability}/**/*.ts`],
        rules: { 'no-restricted-syntax': ['error', ...writesOf(foreign)] },
      },
    ];
  }),
  {
    // Pure means: no clock, no randomness, no timers, no process either.
    files: pure,
    ignores: notPure,
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
        { object: 'Date', property: 'now', message: 'A model has no clock: time comes with the event.' },
        { object: 'Math', property: 'random', message: 'A model has no randomness.' },
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
          regex: '^#(?!kernel/|[a-z-]+/model/)',
          message: `The pages import the kernel and models only ${map}.`,
        },
        { regex: `^(\\.\\./)+(?:${order.join('|')})/`, message: `Write #capability/file ${map}.` },
        { regex: '^node:', message: 'The pages run in browsers.' },
      ]),
    },
  },
);
