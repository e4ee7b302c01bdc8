import { EchoJudge } from '../../../../src/web/phone/echo-test';

/* What the page says of an echo test, by how loud either way was, ten times a second. */

function judged(said: readonly number[], returned: readonly number[]): string {
  const judge = new EchoJudge();
  for (const level of said) judge.said(level);
  for (const level of returned) judge.returned(level);
  return judge.result;
}

const speech = [0.2, 0.4, 0.1, 0.3];

test.each([
  ['heard', speech, speech],
  // The browser gives silence of what the exchange gave back late.
  ['lost', speech, [0, 0, 0]],
  ['lost', speech, []],
  ['silent', [0, 0.001, 0.002], []],
  // A knock at the headset is no speech.
  ['silent', [0.5, 0.4, 0, 0], []],
  ['silent', [], []],
  // What comes back was said, whatever the meter saw of it.
  ['heard', [], speech],
])('%s', (result, said, returned) => {
  expect(judged(said, returned)).toBe(result);
});
