import { readFileSync } from 'node:fs';
import path from 'node:path';
import { QualityWatch } from '../../../../src/web/phone/call-quality';

/*
 * What Chromium counted once a second of a real talk through a relay that did one thing after another to it for twelve seconds each, and
 * nothing in between: recorded by `scripts/bench --phone-quality` on a busy machine.
 */

/** Of one second, in this order; totals since the recording began. Jitter and loss of the PBX's last report at the end. */
type Counted = readonly number[];
interface Spell {
  begins: string;
  seconds: readonly Counted[];
}

const file = path.join(__dirname, '../../../fixtures/phone/line-quality.json');
const spells = JSON.parse(readFileSync(file, 'utf8')) as readonly Spell[];
const spellSeconds = 12;

/** Seconds from the beginning of each until the network is named, and from its end until it is not any more; null: never. */
function judged(): Record<string, [warned: number | null, gone: number | null]> {
  const watch = new QualityWatch();
  return Object.fromEntries(
    spells.map(({ begins, seconds }) => {
      const faults = seconds.map((counted) => watch.take(totalsOf(counted)).fault === 'network');
      const after = (from: number, isBad: boolean): number | null => {
        const found = faults.slice(from).indexOf(isBad);
        return found === -1 ? null : found;
      };
      return [begins, [after(0, true), after(spellSeconds, false)]];
    }),
  );
}

function totalsOf([
  packets,
  lost,
  discarded,
  jitterMs,
  buffer,
  emitted,
  target,
  samples,
  concealed,
  ...said
]: Counted) {
  const [lossPercent, saidJitterMs] = said;
  return {
    ...{ codec: 'opus', level: 0.1, muted: false, cut: false },
    heard: {
      ...{ packets: packets!, lost: lost!, discarded: discarded!, jitterMs: jitterMs! },
      ...{ bufferSeconds: buffer!, bufferSamples: emitted!, targetSeconds: target! },
      ...{ samples: samples!, concealed: concealed! },
    },
    said: {
      lossPercent: lossPercent!,
      jitterMs: saidJitterMs!,
      roundTripMs: 1,
      ageMs: 0,
      reportedAt: emitted!,
    },
  };
}

test('each is named within five seconds and no more five seconds after; jitter of 20 ms is not', () => {
  expect(judged()).toEqual({
    '0 % loss, 50 ms jitter, overtaking': [3, 4],
    '0 % loss, 50 ms jitter in a queue': [4, 4],
    // Its first two packets were lost in one second, which counts once; the third came four seconds later.
    '1 % loss, 0 ms jitter': [6, 3],
    '0 % loss, 20 ms jitter in a queue': [null, 0],
    '3 % loss, 0 ms jitter, of what is said': [2, 3],
    '0 % loss, 50 ms jitter, overtaking, of what is said': [3, 5],
  });
});
