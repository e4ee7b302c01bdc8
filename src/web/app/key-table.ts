/** What the keys of a manager's workplace do. */
export const keyNames = [
  'call',
  'answer',
  'mute',
  'hang-up',
  'hold',
  'pass-on',
  'three',
  'caller',
  'number',
  'mail',
  'outcome',
  'check',
  'save',
  'undo',
  'search',
  'move',
  'leave',
  'help',
] as const;
export type KeyName = (typeof keyNames)[number];

/** The keys as they are written: on buttons and in the help. */
export const keyCaps: Readonly<Record<KeyName, readonly string[]>> = {
  call: ['Enter'],
  answer: ['A'],
  mute: ['M'],
  'hang-up': ['0'],
  hold: ['H'],
  'pass-on': ['T'],
  three: ['J'],
  caller: ['O'],
  number: ['N'],
  mail: ['E'],
  outcome: ['1', '9'],
  check: ['C'],
  save: ['Ctrl', 'Enter'],
  undo: ['Ctrl', 'Z'],
  search: ['/'],
  move: ['↑', '↓'],
  leave: ['Esc'],
  help: ['?'],
};

/**
 * What holds in the workplace at a moment; several at once.
 *
 * - `reconnecting`: back from another tab or a lost network, what is shown may be old. Keys act, and the server's answer
 *   says what came of it.
 * - `no-call`: no call of the manager is up, of whatever order.
 * - `not-talking`: the manager has no conversation, on hold or not.
 * - `no-colleague`: no colleague has answered who could be joined.
 * - `no-caller`: no customer of the manager's own orders is calling.
 * - `caller-waits`: the customer of the order is calling, and the manager has not picked up yet.
 * - `barred`: there is no call of the order, and it cannot be called now.
 * - `ending`: how the call went is known, its channels are still being hung up.
 * - `nothing-saved`: no outcome that could be taken back is on offer.
 */
export const workStates = [
  'no-order',
  'loading',
  'saving',
  'reconnecting',
  'nothing-saved',
  'no-call',
  'not-talking',
  'no-colleague',
  'no-caller',
  'idle',
  'barred',
  'starting',
  'caller-waits',
  'ringing',
  'talking',
  'ending',
] as const;
export type WorkState = (typeof workStates)[number];

/** Why a key does nothing; its words are `keys.why.…`. For `barred` the page says what bars the order. */
export type WhyNot =
  | Exclude<WorkState, 'reconnecting' | 'ringing' | 'talking' | 'idle'>
  | 'in-call'
  | 'no-talk';

type Row = Readonly<Record<WorkState, WhyNot | null>>;

const always: Row = {
  ...{ 'no-order': null, loading: null, saving: null, reconnecting: null, 'nothing-saved': null },
  ...{
    'no-call': null,
    'not-talking': null,
    'no-colleague': null,
    'no-caller': null,
    idle: null,
    barred: null,
    starting: null,
    'caller-waits': null,
    ringing: null,
    talking: null,
    ending: null,
  },
};
/** Of the open order, whatever its call does. */
const ofOrder: Row = { ...always, 'no-order': 'no-order', loading: 'loading', saving: 'saving' };

/** Each key in each state: null where it acts, else why it does not. The page, the help and the tests read this table. */
export const keyTable: Readonly<Record<KeyName, Row>> = {
  call: {
    ...ofOrder,
    ...{
      barred: 'barred',
      starting: 'starting',
      'caller-waits': 'caller-waits',
      ringing: 'in-call',
      talking: 'in-call',
      ending: 'ending',
    },
  },
  // Of the phone in the page, which alone has them: elsewhere they do nothing.
  answer: always,
  mute: always,
  'hang-up': { ...always, 'no-call': 'no-call', starting: 'starting', ending: 'ending' },
  hold: { ...always, 'not-talking': 'not-talking' },
  'pass-on': { ...always, 'not-talking': 'not-talking' },
  three: { ...always, 'no-colleague': 'no-colleague' },
  caller: { ...always, 'no-caller': 'no-caller' },
  number: {
    ...{ ...ofOrder, saving: null },
    ...{
      idle: 'no-talk',
      barred: 'no-talk',
      starting: 'no-talk',
      'caller-waits': 'no-talk',
      ringing: 'no-talk',
      ending: 'ending',
    },
  },
  mail: ofOrder,
  outcome: ofOrder,
  check: ofOrder,
  save: ofOrder,
  undo: { ...always, saving: 'saving', 'nothing-saved': 'nothing-saved' },
  search: always,
  move: always,
  leave: always,
  help: always,
};

export interface WorkFacts {
  order: 'none' | 'loading' | 'open';
  /** The call of the open order. */
  call: Extract<
    WorkState,
    'idle' | 'barred' | 'starting' | 'caller-waits' | 'ringing' | 'talking' | 'ending'
  >;
  saving: boolean;
  reconnecting: boolean;
  undoable: boolean;
  /** A call of the manager is up, of whatever order. */
  up: boolean;
  /** The manager is in a conversation; and a colleague has answered to them. */
  conversing: boolean;
  withColleague: boolean;
  /** A customer of an order of the manager's is calling. */
  caller: boolean;
}

/** The states that hold, the most general first. */
export function statesOf({
  order,
  call,
  saving,
  reconnecting,
  undoable,
  up,
  conversing,
  withColleague,
  caller,
}: WorkFacts): WorkState[] {
  return [
    ...(order === 'none' ? (['no-order'] as const) : order === 'loading' ? (['loading'] as const) : []),
    ...(saving ? (['saving'] as const) : []),
    ...(reconnecting ? (['reconnecting'] as const) : []),
    ...(undoable ? [] : (['nothing-saved'] as const)),
    // Before it is known by an event, a call that is being requested is one.
    ...(up || call === 'starting' ? [] : (['no-call'] as const)),
    ...(conversing ? [] : (['not-talking'] as const)),
    ...(withColleague ? [] : (['no-colleague'] as const)),
    ...(caller ? [] : (['no-caller'] as const)),
    call,
  ];
}

/** Why a key does nothing now; null where it acts. */
export function whyNot(key: KeyName, facts: WorkFacts): WhyNot | null {
  for (const state of statesOf(facts)) {
    const reason = keyTable[key][state];
    if (reason !== null) return reason;
  }
  return null;
}

const letterKeys = {
  KeyA: 'answer',
  KeyM: 'mute',
  KeyO: 'caller',
  KeyH: 'hold',
  KeyT: 'pass-on',
  KeyJ: 'three',
  KeyN: 'number',
  KeyE: 'mail',
  KeyC: 'check',
} as const;

/**
 * The key that was pressed, whatever the keyboard's layout: on a Russian one the slash key gives a full stop, with Shift a
 * comma, and the question mark is above the 7.
 */
export function keyOf({
  key,
  code,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): KeyName | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) {
    if (key === 'Enter') return 'save';
    return code === 'KeyZ' && !shiftKey ? 'undo' : null;
  }
  if (key === 'Enter') return 'call';
  if (key === '0') return 'hang-up';
  if (!shiftKey && code in letterKeys) return letterKeys[code as keyof typeof letterKeys];
  if (/^[1-9]$/.test(key)) return 'outcome';
  if (key === '?' || (code === 'Slash' && shiftKey)) return 'help';
  return key === '/' || code === 'Slash' ? 'search' : null;
}
