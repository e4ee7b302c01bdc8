import { SignInLimiter } from '#people/sign-in-limiter';
import { FakeClock } from '../kernel/fake-clock';

test('what is remembered is bounded, whatever logins are invented', () => {
  const limiter = new SignInLimiter(new FakeClock());
  for (let n = 0; n < 30_000; n++) limiter.begin(`nobody-${n}`, `address-${n}`);
  expect(limiter.size).toBe(20_000);
});

test('what was right leaves nothing behind', () => {
  const limiter = new SignInLimiter(new FakeClock());
  for (let n = 0; n < 100; n++) {
    const attempt = limiter.begin('101', '10.0.0.1');
    if ('waitSeconds' in attempt) throw new Error('has to wait');
    attempt.succeeded();
  }
  expect(limiter.size).toBe(0);
});
