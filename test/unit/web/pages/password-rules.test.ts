import fc from 'fast-check';
import { passwordFault } from '#people/model/password-rules';
import { passwordRules } from '../../../../src/web/components/password-rules';

describe('rules for a password while one types', () => {
  it('are those of the server', () => {
    const login = fc.constantFrom('101', 'anna.petrova');
    const piece = fc.constantFrom('101', 'anna.petrova', 'a', 'b', 'Я', '7', 'надёжный', '🙂', ' ');
    const chosen = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(chosen, login, chosen, (next, of, before) => {
        const kept = passwordRules(next, of, before).every((rule) => rule.kept);
        expect(kept).toBe(passwordFault(next, of, before) === null);
      }),
      { numRuns: 2000 },
    );
  });
});
