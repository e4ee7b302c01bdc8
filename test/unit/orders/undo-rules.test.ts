import { undoable, undoSeconds } from '#orders/model/undo-rules';
import type { NewestEntry, UndoRequest } from '#orders/model/undo-rules';

const at = Date.UTC(2026, 10, 25, 12) * 1000;
const second = 1_000_000;

const entry: NewestEntry = {
  id: 12,
  at,
  kind: 'outcome',
  actor: 'manager:101',
  outcome: 'confirmed',
  callLaterAt: null,
  found: { open: true, place: { done: false, dueAt: at - second }, lastOutcome: null, lastOutcomeAt: null },
};
const request: UndoRequest = {
  entryId: '12',
  actor: 'manager:101',
  open: true,
  dueAt: at,
  called: false,
  now: at + undoSeconds * second,
};

describe('an outcome', () => {
  it('can be taken back by its author, for two minutes', () => {
    expect(undoable(entry, request)).toEqual(entry);
    expect(undoable(entry, { ...request, entryId: '0012' })).toEqual(entry);
    const later = { ...entry, callLaterAt: at + 60 * second };
    expect(undoable(later, { ...request, dueAt: at + 60 * second })).toEqual(later);
  });

  it.each<[string, NewestEntry | null, Partial<UndoRequest>]>([
    ['after that', entry, { now: at + undoSeconds * second + 1 }],
    ['by somebody else', entry, { actor: 'manager:102' }],
    ['after something else was written', { ...entry, id: 13 }, {}],
    ['after a call', entry, { called: true }],
    ['after the shop closed the order', entry, { open: false }],
    ['after the shop closed it and opened it again', entry, { dueAt: at + second }],
    ['of a later call, after the same', { ...entry, callLaterAt: at + 60 * second }, { dueAt: at + second }],
    ['that is a note', { ...entry, kind: 'note' }, {}],
    ['that was taken back', { ...entry, kind: 'outcome-undone' }, {}],
    ['of a version that kept nothing of it', { ...entry, found: null }, {}],
    ['on an order without entries', null, {}],
  ])('cannot: %s', (_what, newest, change) => {
    expect(undoable(newest, { ...request, ...change })).toBeNull();
  });
});
