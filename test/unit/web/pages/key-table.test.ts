import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#kernel/language';
import { keyNames, keyOf, keyTable, statesOf, whyNot, workStates } from '../../../../src/web/app/key-table';
import type { KeyName, WhyNot, WorkFacts } from '../../../../src/web/app/key-table';
import { usesKey } from '../../../../src/web/app/work-keys';

const idle: WorkFacts = {
  ...{ order: 'open', call: 'idle', saving: false, reconnecting: false, undoable: false, up: false },
  ...{ caller: true, conversing: true, withColleague: true },
};

/** Why each key does nothing in a state, but for those that always act. */
function reasons(facts: Partial<WorkFacts>): Partial<Record<KeyName, WhyNot>> {
  const found = keyNames.flatMap((key) => {
    const reason = whyNot(key, { ...idle, ...facts });
    return reason === null ? [] : [[key, reason] as const];
  });
  return Object.fromEntries(found);
}

const noTalk = { number: 'no-talk' } as const;
const noUndoInTalk = { undo: 'nothing-saved' } as const;
const noUndo = { ...noUndoInTalk, ...noTalk } as const;
const saving = {
  call: 'saving',
  mail: 'saving',
  outcome: 'saving',
  check: 'saving',
  save: 'saving',
  undo: 'saving',
} as const;

describe('keys of the workplace', () => {
  it.each<[string, Partial<WorkFacts>, Partial<Record<KeyName, WhyNot>>]>([
    ['before a call', {}, { ...noUndo, 'hang-up': 'no-call' }],
    [
      'an order that cannot be called',
      { call: 'barred' },
      { ...noUndo, call: 'barred', 'hang-up': 'no-call' },
    ],
    [
      'a call that is being requested',
      { call: 'starting' },
      { ...noUndo, call: 'starting', 'hang-up': 'starting' },
    ],
    ['while it rings', { call: 'ringing', up: true }, { ...noUndo, call: 'in-call' }],
    [
      'while the customer calls',
      { call: 'caller-waits', caller: true },
      { ...noUndo, call: 'caller-waits', 'hang-up': 'no-call' },
    ],
    ['nobody calls', { caller: false, undoable: true, up: true }, { ...noTalk, caller: 'no-caller' }],
    ['during the talk', { call: 'talking', up: true }, { ...noUndoInTalk, call: 'in-call' }],
    [
      'right after the end',
      { call: 'ending', up: true },
      { ...noUndo, call: 'ending', 'hang-up': 'ending', number: 'ending' },
    ],
    ['after the end', { call: 'idle', up: false }, { ...noUndo, 'hang-up': 'no-call' }],
    ['a call of another order', { up: true }, noUndo],
    ['while a save is under way', { saving: true }, { ...saving, ...noTalk, 'hang-up': 'no-call' }],
    ['while a save is under way, in a talk', { saving: true, call: 'talking', up: true }, saving],
    ['after a save', { undoable: true }, { ...noTalk, 'hang-up': 'no-call' }],
    ['back from another tab', { reconnecting: true }, { ...noUndo, 'hang-up': 'no-call' }],
    [
      'back from another tab, in a talk',
      { reconnecting: true, call: 'talking', up: true },
      { ...noUndoInTalk, call: 'in-call' },
    ],
    [
      'no order',
      { order: 'none' },
      {
        ...noUndo,
        number: 'no-order',
        call: 'no-order',
        mail: 'no-order',
        outcome: 'no-order',
        check: 'no-order',
        save: 'no-order',
        'hang-up': 'no-call',
      },
    ],
    [
      'no order, and a call',
      { order: 'none', up: true },
      {
        ...noUndo,
        number: 'no-order',
        call: 'no-order',
        mail: 'no-order',
        outcome: 'no-order',
        check: 'no-order',
        save: 'no-order',
      },
    ],
    [
      'an order that is being opened',
      { order: 'loading' },
      {
        ...noUndo,
        number: 'loading',
        call: 'loading',
        mail: 'loading',
        outcome: 'loading',
        check: 'loading',
        save: 'loading',
        'hang-up': 'no-call',
      },
    ],
  ])('%s: each acts, or says why not', (_what, facts, expected) => {
    expect(reasons(facts)).toEqual(expected);
  });

  it('meets every state somewhere', () => {
    const met = new Set(
      [
        idle,
        { ...idle, order: 'none' as const, caller: false, conversing: false, withColleague: false },
        { ...idle, order: 'loading' as const },
        { ...idle, saving: true, reconnecting: true },
        ...(['barred', 'starting', 'caller-waits', 'ringing', 'talking', 'ending'] as const).map((call) => ({
          ...idle,
          call,
        })),
      ].flatMap(statesOf),
    );
    expect([...met].sort()).toEqual([...workStates].sort());
  });

  it.each(languages)('have words for what they do and why they do not in %s', (language) => {
    const keysOf = (words: string): Record<'does' | 'why', object> => {
      const file = join(__dirname, '../../../../src/web/i18n', language, `${words}.json`);
      return (JSON.parse(readFileSync(file, 'utf8')) as { keys: Record<'does' | 'why', object> }).keys;
    };
    const said = keyNames.flatMap((key) => Object.values(keyTable[key]).filter((reason) => reason !== null));
    expect(Object.keys(keysOf('manager').why).sort()).toEqual([...new Set(said)].sort());
    expect(Object.keys(keysOf('order').does).sort()).toEqual([...keyNames].sort());
  });
});

describe('a pressed key', () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

  it.each<[Partial<KeyboardEvent>, KeyName | null]>([
    [{ key: 'Enter', code: 'Enter' }, 'call'],
    [{ key: 'Enter', code: 'Enter', ctrlKey: true }, 'save'],
    [{ key: 'Enter', code: 'NumpadEnter', metaKey: true }, 'save'],
    [{ key: 'Enter', code: 'Enter', altKey: true }, null],
    [{ key: '0', code: 'Numpad0' }, 'hang-up'],
    [{ key: 'ф', code: 'KeyA' }, 'answer'],
    [{ key: 'm', code: 'KeyM' }, 'mute'],
    [{ key: '9', code: 'Digit9' }, 'outcome'],
    [{ key: '9', code: 'Digit9', ctrlKey: true }, null],
    [{ key: 'z', code: 'KeyZ', ctrlKey: true }, 'undo'],
    // On a Russian layout.
    [{ key: 'я', code: 'KeyZ', ctrlKey: true }, 'undo'],
    [{ key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, null],
    [{ key: '/', code: 'NumpadDivide' }, 'search'],
    [{ key: '.', code: 'Slash' }, 'search'],
    [{ key: '?', code: 'Slash', shiftKey: true }, 'help'],
    [{ key: ',', code: 'Slash', shiftKey: true }, 'help'],
    [{ key: '?', code: 'Digit7', shiftKey: true }, 'help'],
    [{ key: 'x', code: 'KeyX' }, null],
  ])('%j is %s', (event, name) => {
    expect(keyOf({ ...plain, ...event } as KeyboardEvent)).toBe(name);
  });

  /** An element inside of another of this name. */
  function inside(name: string): Pick<Element, 'closest'> {
    const named = (selectors: string): boolean =>
      selectors
        .split(',')
        .map((each) => each.trim())
        .includes(name);
    return { closest: (selectors: string) => (named(selectors) ? ({} as Element) : null) };
  }

  it('that is Enter is left to whatever has a use of its own for it, a radio button of a form among them', () => {
    for (const name of ['form', 'button', 'a', '[role="option"]', '[role="tab"]'])
      expect({ name, own: usesKey(inside(name), 'Enter') }).toEqual({ name, own: true });
    expect(usesKey(inside('main'), 'Enter')).toBe(false);
    expect(usesKey(inside('form'), '1')).toBe(false);
  });
});
