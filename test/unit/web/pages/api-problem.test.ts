import { ApiProblem, isAtFields } from '../../../../src/web/api/api-problem';

describe('faults of fields', () => {
  const refused = new ApiProblem('invalid-request', 400, [
    { in: 'body', pointer: '#/note', detail: '' },
    { in: 'body', pointer: '/callLaterAt', detail: '' },
  ]);

  it('are all said where each of them has a field on the page', () => {
    expect(isAtFields(refused, ['outcome', 'note', 'callLaterAt'])).toBe(true);
  });

  it('leave something to say where one has none, and where there is no fault of a field at all', () => {
    expect(isAtFields(refused, ['outcome', 'note'])).toBe(false);
    expect(isAtFields(new ApiProblem('offline', 0), ['note'])).toBe(false);
    expect(isAtFields(null, ['note'])).toBe(false);
  });
});
