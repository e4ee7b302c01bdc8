import { RefusedError, refusalSlugs } from '#kernel/refused-error';
import { bodyFault, problemKinds } from '#http/problem';
import { fromUseCase, problemFrom } from '#http/use-case';

it('every refusal has a problem of its own', () => {
  for (const slug of refusalSlugs) {
    const problem = problemFrom(new RefusedError(slug));
    expect(problemKinds).toHaveProperty(problem.slug);
    if (slug !== 'unavailable') expect(problem.slug).not.toBe('unavailable');
  }
});

it('a refusal says when it passes, and which fields are wrong', () => {
  expect(problemFrom(new RefusedError('locked-out', { retryAfterSeconds: 120 })).headers).toEqual({
    'retry-after': '120',
  });
  expect(problemFrom(new RefusedError('daily-cap')).headers).toEqual({});
  expect(problemFrom(new RefusedError('code-required')).headers).toEqual({
    'www-authenticate': 'Bearer realm="star7"',
  });
  const faults = [{ field: 'items/3/slug', code: 'slug-repeated', detail: 'is another’s' } as const];
  expect(problemFrom(new RefusedError('invalid-input', { faults }))).toMatchObject({
    slug: 'invalid-request',
    faults: [{ in: 'body', pointer: '#/items/3/slug', code: 'slug-repeated', detail: 'is another’s' }],
  });
});

it('a slug is enough, and a route may know it better', async () => {
  const refused = Object.assign(new Error('x'), { slug: 'manager-unknown' });
  expect(problemFrom(refused).slug).toBe('manager-not-found');
  const own = { 'manager-unknown': () => bodyFault('#/extension', 'login-taken', 'must be a manager’s') };
  await expect(fromUseCase(Promise.reject(refused), own)).rejects.toMatchObject({ slug: 'invalid-request' });
});

it.each([
  [new Error('a store'), 'unavailable'],
  [Object.assign(new Error('x'), { slug: 'database-unavailable' }), 'unavailable'],
  ['a text', 'unavailable'],
  [null, 'unavailable'],
  [new TypeError('a bug'), 'internal'],
])('%s means that nothing was done, or is a fault of the program', (error, slug) => {
  expect(problemFrom(error)).toMatchObject({ slug, cause: error });
});
