import { longestRetryAfter, nextDelay, retryAfterOf, retryDelays } from '#webhooks/model/webhook-retries';
import { webhookUrlOf } from '#webhooks/model/webhook-rules';
import { mask } from '#kernel/masked';
import { webhookSignature } from '#vault/webhook-vault';

describe('tries', () => {
  const hours = (of: number): number => of / 3600;

  it('go on for about a day, ever more slowly, and end', () => {
    for (const random of [0, 0.5, 0.999]) {
      const delays: number[] = [];
      for (let attempts = 1; ; attempts += 1) {
        const delay = nextDelay(attempts, 'unreachable', null, random);
        if (delay === null) break;
        delays.push(delay);
      }
      expect(delays).toHaveLength(retryDelays.length);
      expect([...delays].sort((a, b) => a - b)).toEqual(delays);
      const all = hours(delays.reduce((sum, delay) => sum + delay, 0));
      expect(all).toBeGreaterThan(19);
      expect(all).toBeLessThan(25);
    }
  });

  it('wait as long as the receiver asks, within limits', () => {
    expect(nextDelay(1, 'status', 60, 0.5)).toBe(60);
    expect(nextDelay(9, 'status', 60, 0.5)).toBe(6 * 3600);
    expect(nextDelay(1, 'status', 10 * 86_400, 0.5)).toBe(longestRetryAfter);
    expect(nextDelay(retryDelays.length + 1, 'status', 60, 0.5)).toBeNull();
  });

  it('end at once where the receiver wants no more', () => {
    expect(nextDelay(1, 'gone', null, 0.5)).toBeNull();
  });

  it.each([
    ['120', 120],
    ['Mon, 30 Nov 2026 00:01:00 GMT', 60],
    ['Mon, 30 Nov 2026 00:00:00 GMT', 0],
    ['Sun, 29 Nov 2026 00:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
    [undefined, null],
  ])('read Retry-After: %s', (text, seconds) => {
    expect(retryAfterOf(text, new Date('2026-11-30T00:00:00Z'))).toBe(seconds);
  });
});

describe('a signature', () => {
  it('is that of the Standard Webhooks specification', () => {
    const secret = mask('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(
      webhookSignature(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}'),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('an address', () => {
  it.each([
    ['https://shop.example/hook#part', 'https://shop.example/hook'],
    [' HTTPS://Shop.Example ', 'https://shop.example/'],
    ['http://0x7f.1/x', 'http://127.0.0.1/x'],
    ['https://user:secret@shop.example/', null],
    ['ftp://shop.example/', null],
    ['shop.example/hook', null],
    [`https://shop.example/${'a'.repeat(500)}`, null],
    ['', null],
  ])('%s is read', (text, href) => {
    expect(webhookUrlOf(text)?.href ?? null).toBe(href);
  });
});
