import { nextLookMs, QualityWatch } from '../../../../src/web/phone/call-quality';
import type { CallQuality, CallTotals } from '../../../../src/web/phone/call-quality';

/* What the page says of a talk, from what its connection counts. */

interface Conditions {
  /** Sent in a second. */
  packets: number;
  /** Packets of the customer's that are lost in each second; in place of `loss`. */
  lostIn: ((second: number) => number) | null;
  /** Per cent of the customer's packets. */
  loss: number;
  /** Of the manager's, as the PBX reports it. */
  lossThere: number;
  jitterMs: number;
  /** Of the manager's, as the PBX reports it; null: as that of the customer's. */
  saidJitterMs: number | null;
  /** Whether the PBX's report of that second is a new one. */
  isReported: boolean;
  /** What the browser's buffer makes ready for. */
  targetMs: number;
  roundTripMs: number;
  concealed: number;
  level: number;
  muted: boolean;
  cut: boolean;
}

class Talk {
  readonly #watch = new QualityWatch();
  #reports = 0;
  #heard = {
    ...{ packets: 0, lost: 0, discarded: 0, jitterMs: 0 },
    ...{ bufferSeconds: 0, bufferSamples: 0, targetSeconds: 0, samples: 0, concealed: 0 },
  };
  last: CallQuality = { mos: null, fault: null };

  get report(): QualityWatch['report'] {
    return this.#watch.report;
  }

  /** @returns after how many seconds the fault was first said; null if it was not */
  passes(seconds: number, conditions: Partial<Conditions> = {}): number | null {
    const {
      packets,
      lostIn,
      loss,
      lossThere,
      jitterMs,
      saidJitterMs,
      isReported,
      targetMs,
      roundTripMs,
      concealed,
      ...rest
    }: Conditions = {
      ...{
        packets: 50,
        lostIn: null,
        loss: 0,
        lossThere: 0,
        jitterMs: 2,
        saidJitterMs: null,
        isReported: true,
        targetMs: 40,
        roundTripMs: 40,
        concealed: 0,
      },
      ...{ level: 0.1, muted: false, cut: false },
      ...conditions,
    };
    let said: number | null = null;
    for (let second = 1; second <= seconds; second += 1) {
      const lost = lostIn === null ? loss / 2 : lostIn(second);
      const before = this.#heard;
      this.#heard = {
        packets: before.packets + packets - lost,
        lost: before.lost + lost,
        discarded: before.discarded,
        jitterMs,
        bufferSeconds: before.bufferSeconds + 48_000 * 0.04,
        bufferSamples: before.bufferSamples + 48_000,
        targetSeconds: before.targetSeconds + 48 * targetMs,
        samples: before.samples + 48_000,
        concealed: before.concealed + 480 * concealed,
      };
      const totals: CallTotals = {
        ...rest,
        codec: 'pcma',
        heard: this.#heard,
        said: {
          ...{ lossPercent: lossThere, jitterMs: saidJitterMs ?? jitterMs, roundTripMs, ageMs: 0 },
          reportedAt: isReported ? (this.#reports += 1) : this.#reports,
        },
      };
      this.last = this.#watch.take(totals);
      if (this.last.fault !== null) said ??= second;
    }
    return said;
  }
}

let talk: Talk;
beforeEach(() => {
  talk = new Talk();
});

test('a good line is scored as such, and nothing is said', () => {
  expect(talk.passes(60)).toBeNull();
  expect(talk.last.mos).toBeCloseTo(4.41, 1);
});

test.each([
  ['the customer is heard badly', { loss: 6 }, 4.41 - 0.55],
  ['the manager is heard badly', { lossThere: 6 }, 4.41 - 0.55],
  ['jitter', { jitterMs: 40 }, 4.35],
  ['a long way', { roundTripMs: 600 }, 3.7],
] as const)(
  '%s: the network is named within five seconds, and no more ten seconds after',
  (_what, bad, mos) => {
    talk.passes(20);
    expect(talk.passes(15, bad)).toBeLessThanOrEqual(5);
    expect(talk.last).toMatchObject({ fault: 'network' });
    expect(Math.abs((talk.last.mos ?? 0) - mos)).toBeLessThan(0.3);
    talk.passes(10);
    expect(talk.last.fault).toBeNull();
    expect(talk.last.mos).toBeGreaterThan(4.3);
  },
);

test('a single bad second says nothing, and what flickers is said once', () => {
  talk.passes(10);
  expect(talk.passes(1, { loss: 20 })).toBeNull();
  talk.passes(10);
  let changes = 0;
  let before = talk.last.fault;
  for (let second = 0; second < 40; second += 1) {
    talk.passes(1, { loss: second % 5 < 3 ? 10 : 0 });
    if (talk.last.fault !== before) changes += 1;
    before = talk.last.fault;
  }
  expect(changes).toBe(1);
});

describe('one packet of a hundred', () => {
  /** One in each two seconds, wherever it is in them. */
  const each =
    (lateFirst: boolean) =>
    (second: number): number =>
      second % 2 === (lateFirst ? 0 : 1) ? 1 : 0;

  test.each([false, true])(
    'is named within five seconds where the line was clean before, late first: %s',
    (late) => {
      talk.passes(30);
      expect(talk.passes(60, { lostIn: each(late) })).toBeLessThanOrEqual(5);
      expect(talk.last.fault).toBe('network');
      expect(talk.passes(5)).toBe(1);
      talk.passes(5);
      expect(talk.last.fault).toBeNull();
    },
  );

  test('two single packets are chance on a line that loses one now and then', () => {
    talk.passes(30);
    talk.passes(1, { lostIn: () => 1 });
    talk.passes(10);
    expect(talk.passes(5, { lostIn: (second) => (second === 1 || second === 4 ? 1 : 0) })).toBeNull();
    // Three of five seconds are not, and neither are as many in a clean line's first seconds.
    expect(talk.passes(12, { lostIn: each(false) })).not.toBeNull();
  });

  test('two bad seconds say nothing before the line is known', () => {
    talk.passes(5);
    expect(talk.passes(4, { lostIn: (second) => (second === 1 || second === 4 ? 1 : 0) })).toBeNull();
  });
});

describe('twenty minutes of a line', () => {
  /** How often the fault begins. */
  const warnings = (lossPercent: number): number => {
    const random = seeded(1);
    const lostIn = (): number =>
      Array.from({ length: 50 }, () => random() * 100 < lossPercent).filter(Boolean).length;
    let began = 0;
    let before = talk.last.fault;
    for (let second = 0; second < 1200; second += 1) {
      talk.passes(1, { lostIn });
      if (talk.last.fault !== null && before === null) began += 1;
      before = talk.last.fault;
    }
    return began;
  };

  test('without loss: no warning', () => expect(warnings(0)).toBe(0));
  // In three of five seconds one packet is lost eleven times by chance alone; in ten seconds as many as of 1 % more seldom.
  test('that loses 0.3 % at random: at most one in two minutes', () => {
    expect(warnings(0.3)).toBeLessThanOrEqual(10);
  });
  test('that loses 2 % at random: warnings, which is the control', () => {
    expect(warnings(2)).toBeGreaterThan(0);
  });
});

test('jitter that packets out of sequence hide is seen by what the buffer makes ready for, and ends with the jitter', () => {
  talk.passes(20);
  expect(talk.passes(10, { jitterMs: 24, targetMs: 150 })).toBeLessThanOrEqual(5);
  expect(talk.last.fault).toBe('network');
  // The buffer remembers for minutes.
  talk.passes(5, { jitterMs: 3, targetMs: 140 });
  expect(talk.last.fault).toBeNull();
  expect(talk.passes(60, { jitterMs: 3, targetMs: 140 })).toBeNull();
  expect(talk.passes(60, { jitterMs: 17, targetMs: 140 })).toBeNull();
});

test('sound is made up although every packet came: it is this computer', () => {
  talk.passes(10);
  expect(talk.passes(10, { concealed: 20 })).toBeLessThanOrEqual(5);
  expect(talk.last.fault).toBe('computer');
  // With lost packets it is the network.
  talk.passes(10, { concealed: 20, loss: 20 });
  expect(talk.last.fault).toBe('network');
});

test('no packet comes at all: that is neither this computer nor a good line', () => {
  talk.passes(20, { loss: 3 });
  const { mos } = talk.last;
  expect(talk.passes(1, { packets: 0, concealed: 60 })).toBe(1);
  expect(talk.last.fault).toBe('network');
  talk.passes(8, { packets: 0, concealed: 60 });
  expect(talk.last.fault).toBeNull();
  // Of the one second of the last ten in which packets came.
  expect(talk.last.mos).toBeCloseTo(mos ?? 0, 1);
});

test('a microphone that was never heard is named; one that is quiet while its manager listens is not', () => {
  expect(talk.passes(15, { level: 0 })).toBe(10);
  expect(talk.last.fault).toBe('microphone');
  talk.passes(1, { level: 0.05 });
  expect(talk.last.fault).toBeNull();
  expect(talk.passes(60, { level: 0 })).toBeNull();
});

test('muted here is no fault; muted by the machine is one at once', () => {
  expect(talk.passes(60, { level: 0, muted: true })).toBeNull();
  expect(talk.passes(1, { level: 0.05, cut: true })).toBe(1);
  expect(talk.passes(1, { level: 0.05, cut: true, muted: true })).toBeNull();
});

test('what is told to the server are the means of the last five seconds, in both directions', () => {
  const talk = new Talk();
  expect(talk.report).toBeNull();
  talk.passes(6);
  talk.passes(5, { loss: 4, lossThere: 2, roundTripMs: 90 });
  expect(talk.report).toMatchObject({
    ...{ codec: 'pcma', roundTripMs: 90 },
    from: { lossPercent: 2, jitterMs: 2 },
    to: { lossPercent: 4, jitterMs: 2, bufferMs: 40 },
  });
});

/** Numbers from 0 to 1, the same each time (a linear congruence, as in Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('jitter of what the manager says', () => {
  const reported = (...milliseconds: number[]): (number | null)[] =>
    milliseconds.map((saidJitterMs) => talk.passes(1, { saidJitterMs }));

  // As Asterisk reported of 50 ms on several paths, once a second (scripts/bench --phone-quality 0/50/said).
  test.each([
    [[18.9, 28, 27.6, 37, 35.2, 31.7]],
    [[5.9, 21.7, 24.2, 30.5, 34, 36.7]],
    [[12.3, 30, 40.9, 40.6, 38.2, 29.9]],
    [[8.7, 27, 27.4, 28.8, 44.9, 44.8]],
    [[9.9, 25.6, 36.9, 35.7, 39.5, 33.8]],
  ])('is named at the third report at the latest, and goes on: %p', (series) => {
    talk.passes(20);
    const named = reported(...series).findIndex((said) => said !== null);
    expect(named).toBeLessThanOrEqual(2);
    expect(talk.last.fault).toBe('network');
    expect(talk.passes(8, { saidJitterMs: 33 })).toBe(1);
    expect(talk.last.fault).toBe('network');
    talk.passes(5);
    expect(talk.last.fault).toBeNull();
  });

  test('one report, or 20 ms for as long as you like, says nothing', () => {
    talk.passes(20);
    expect(reported(24, 6, 2, 1, 1, 1)).toEqual(Array(6).fill(null));
    talk.passes(30);
    expect(reported(9, 14, 16, 17, 15, 13, 18, 16, 21, 19, 14)).toEqual(Array(11).fill(null));
  });

  test('one report that is looked at several times is one', () => {
    const looked = (saidJitterMs: number, looks: number): (number | null)[] => [
      talk.passes(1, { saidJitterMs }),
      talk.passes(looks - 1, { saidJitterMs, isReported: false }),
    ];
    talk.passes(20);
    expect(looked(24, 5)).toEqual([null, null]);
    talk.passes(30);
    expect(looked(21, 2)).toEqual([null, null]);
    // The control: two reports of the same are two.
    expect(reported(21)).toEqual([1]);
  });

  test('a line that was never calm is judged by three of five reports', () => {
    talk.passes(20, { saidJitterMs: 14 });
    expect(reported(24, 26)).toEqual([null, null]);
    expect(reported(25)).toEqual([1]);
  });
});

test.each([
  ['before the first report', null, 1000],
  ['of a report that has just come', 50, 1000],
  ['of one that came a while ago', 200, 900],
  ['of one that waited long', 900, 750],
  ['where reports come seldom', 4000, 1000],
])('the next look: %s', (_what, ageMs, milliseconds) => {
  expect(
    nextLookMs(ageMs === null ? null : { lossPercent: 0, jitterMs: 0, roundTripMs: 1, ageMs, reportedAt: 1 }),
  ).toBe(milliseconds);
});
