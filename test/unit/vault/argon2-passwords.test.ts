import { Argon2Passwords } from '#vault/argon2-passwords';
import { oneTimePassword } from '#vault/one-time-password';

describe('passwords', () => {
  const passwords = new Argon2Passwords();

  it('match only their own hash, each with its own salt', async () => {
    const [one, other] = [await passwords.hash('a phrase'), await passwords.hash('a phrase')];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^\$argon2id\$v=19\$/);
    expect(one).not.toContain('phrase');
    expect(await passwords.matches('a phrase', one)).toBe(true);
    expect(await passwords.matches('a phrase ', one)).toBe(false);
    expect(await passwords.matches('a phrase', null)).toBe(false);
  });

  it('are equal from every keyboard', async () => {
    expect(await passwords.matches('cafe\u0301 №1', await passwords.hash('caf\u00e9 №1'))).toBe(true);
  });

  it('are refused where too many wait, and accepted again afterwards', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, () => passwords.matches('a phrase', null)),
    );
    const busy = results.filter((result) => result.status === 'rejected');
    expect(busy.length).toBe(60 - 2 - 40);
    for (const { reason } of busy) expect(reason).toMatchObject({ slug: 'busy' });
    expect(await passwords.matches('a phrase', await passwords.hash('a phrase'))).toBe(true);
  });
});

test('an initial password is four groups of unambiguous letters', () => {
  const made = Array.from({ length: 200 }, oneTimePassword);
  for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z]{4}(-[a-hjkmnp-z]{4}){3}$/);
  expect(new Set(made).size).toBe(200);
  // Every letter occurs: 3200 draws from 23.
  expect(new Set(made.join('').replaceAll('-', '')).size).toBe(23);
});
