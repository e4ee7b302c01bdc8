import type { TargetPlace } from './fuzz-run';

export interface TargetEntry extends TargetPlace {
  /** Its share of the inputs, in parts of scripts/fuzz's 1,730,000: one is ten thousand inputs. */
  weight: number;
  /** The depths that inputs can reach. A run in which no input reached them has tested only the surface. */
  depths: readonly string[];
}

/** All entry points. Only the worker loads the modules. */
export const targets: readonly TargetEntry[] = [
  {
    module: './targets/dialled.ts',
    name: 'dialled',
    weight: 25,
    depths: ['no-call', 'refused', 'called', 'talking'],
  },
  {
    module: './targets/callers.ts',
    name: 'callers',
    weight: 9,
    depths: [
      ...['calling-courier', 'calling-customer', 'cancelled', 'refused'],
      ...['asking', 'queueing', 'calling-manager', 'accepting', 'talking', 'announcing'],
      ...['answered', 'abandoned', 'interrupted', 'not-identified', 'not-taken', 'out-of-hours'],
      ...['call-back-wanted'],
    ],
  },
  {
    module: './targets/caller-header.ts',
    name: 'callerHeader',
    weight: 4,
    depths: ['number', 'plus', 'no-number', 'no-text'],
  },
  {
    module: './targets/phone-gate.ts',
    name: 'phoneGate',
    weight: 10,
    depths: [
      ...['call', 'registration', 'within', 'response', 'to-page', 'kept-back'],
      ...['unreadable', 'method', 'header', 'identity', 'target', 'body'],
    ],
  },
  {
    module: './targets/ari-messages.ts',
    name: 'ariMessages',
    weight: 10,
    depths: ['calling-customer', 'talking', 'answered', 'busy', 'unreadable'],
  },
  {
    module: './targets/ari-answers.ts',
    name: 'ariAnswers',
    weight: 10,
    depths: ['surveyed', 'nothing-there', 'originated', 'refused', 'disconnected', 'not-a-list'],
  },
  {
    module: './targets/agi.ts',
    name: 'agi',
    weight: 10,
    depths: ['no-status', 'refused', 'locked-out', 'open', 'all-set'],
  },
  {
    module: './targets/ami.ts',
    name: 'ami',
    weight: 10,
    depths: ['up', 'not-up', 'state-taken', 'security-line', 'connected-anew'],
  },
  {
    module: './targets/rest.ts',
    name: 'rest',
    weight: 10,
    depths: ['200', '201', '202', '400', '401', '403', '404', '405', '409', '415', 'stream'],
  },
  {
    module: './targets/rest-bytes.ts',
    name: 'restBytes',
    weight: 1,
    depths: ['200', '201', '400', '401', '404', '417', 'no-answer'],
  },
  {
    module: './targets/hooks.ts',
    name: 'hooks',
    weight: 5,
    depths: ['200', '401', 'woocommerce stored', 'shopify stored', 'rest stored'],
  },
  {
    module: './targets/workplace.ts',
    name: 'workplace',
    weight: 10,
    depths: [
      ...['200', '201', '202', '204', '400', '401', '403', '404', '409', '415', 'csrf', 'role-forbidden'],
      ...[
        'sign-in-refused',
        'code-refused',
        'sign-in-unfinished',
        'POST session',
        'POST managers',
        'imported',
      ],
    ],
  },
  {
    module: './targets/lmtp.ts',
    name: 'lmtp',
    weight: 10,
    depths: ['220', '250', '354', '221', '450', '451', '500', '503', '550', '554', 'stored', 'several'],
  },
  {
    module: './targets/submission.ts',
    name: 'submission',
    weight: 4,
    depths: [
      '220',
      '235',
      '250',
      '354',
      '221',
      '450',
      '451',
      '500',
      '535',
      '550',
      '554',
      'plain',
      'taken',
      'several',
    ],
  },
  {
    module: './targets/mime.ts',
    name: 'mime',
    weight: 10,
    depths: [
      ...['person', 'automatic', 'bounce', 'read-receipt', 'picture', 'refused', 'hidden', 'failed'],
      ...['too-many-parts'],
    ],
  },
  {
    module: './targets/smpp.ts',
    name: 'smpp',
    weight: 4,
    depths: ['message', 'part', 'receipt', 'answered', 'unanswered', 'nack', 'enquired'],
  },
  {
    module: './targets/csv.ts',
    name: 'csv',
    weight: 10,
    depths: [
      ...[
        'no-header',
        'imported',
        'rejected',
        'name-cleaned',
        'malformed-quotes',
        'order-number-is-phone',
        'no-spreadsheet',
      ],
    ],
  },
  {
    module: './targets/files.ts',
    name: 'files',
    weight: 21,
    depths: [
      ...['journal-entries', 'journal-damaged', 'ending', 'no-ending', 'keys', 'key-file-damaged', 'backup'],
      ...['backup-damaged', 'settings', 'config-invalid', 'trunks', 'hours', 'no-hours', 'time', 'no-time'],
      ...['phone', 'no-phone', 'address', 'no-address'],
    ],
  },
];
