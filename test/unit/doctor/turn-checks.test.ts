import { turnChecks } from '#doctor/checks/turn-checks';
import type { TurnFacts } from '#doctor/facts';
import { brief, healthy } from './healthy-facts';

test.each<[Partial<TurnFacts>, string[]]>([
  [{}, []],
  // What does not answer says nothing of the rest.
  [{ answers: false, letsIn: false }, ['medium turn-down']],
  [{ letsIn: false }, ['medium turn-refuses']],
  [{ isOpen: true }, ['high turn-open']],
])('%j: %j', (changes, found) => {
  const findings = turnChecks({ ...healthy, turn: { ...healthy.turn, ...changes } });
  expect(brief(findings)).toEqual(found);
  for (const { subject } of findings) expect(subject).toBe('TURN server turn.shop.example:3478');
});

test('a site without a TURN server has no findings of it', () => {
  expect(turnChecks({ ...healthy, turn: null })).toEqual([]);
});
