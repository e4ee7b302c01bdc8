/**
 * What the page says of a line beside what the E-model says of what was done to it: `scripts/bench --phone-quality
 * [loss/jitter[/queue][/said],…]`. Every packet passes a relay that loses and delays it: as paths on which packets overtake each other,
 * or as a `queue` in which they do not; what the page hears, or what is `said` there. Then what Opus's forward error correction gains.
 *
 * `--phone-quality calm [seconds]` counts the warnings at lines that deserve none.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { mosOf, ratingOf } from '#calls/model/speech-quality';
import { eventually } from '../lab/eventually';
import { LabError } from '../lab/lab-error';
import type { Weather } from '../lab/lossy-relay';
import { LossyRelay } from '../lab/lossy-relay';
import { printBars } from '../run/bars';
import type { Bar } from '../run/bars';
import { PhonePlace } from './phone-place';
import type { Talk } from './phone-place';

const calm: Weather = { lossPercent: 0, jitterMs: 0 };
const usual: readonly Weather[] = [
  calm,
  { lossPercent: 1, jitterMs: 0 },
  { lossPercent: 3, jitterMs: 0 },
  { lossPercent: 5, jitterMs: 0 },
  { lossPercent: 0, jitterMs: 20 },
  { lossPercent: 0, jitterMs: 50 },
  { lossPercent: 0, jitterMs: 20, inOrder: true },
  { lossPercent: 0, jitterMs: 50, inOrder: true },
  { lossPercent: 3, jitterMs: 0, towards: 'pbx' },
  { lossPercent: 0, jitterMs: 50, towards: 'pbx' },
];
/** Nobody should be warned of these for long. */
const good: readonly Weather[] = [
  calm,
  { lossPercent: 0.3, jitterMs: 0 },
  { lossPercent: 0, jitterMs: 5 },
  { lossPercent: 0, jitterMs: 5, inOrder: true },
];
const goodSeconds = 120;
/** The score is of ten seconds. */
const settleMs = 12_000;
/** A warning comes sooner on a line that was good for twenty seconds, as at the beginning of a fault. */
const cleanMs = 24_000;
const within = 30_000;
/** Loss under which the correction is tried. */
const corrected: Weather = { lossPercent: 5, jitterMs: 0 };
const mostDifference = 0.3;
const warnsWithin = 5;
/** What is beyond it is worth a warning (src/web/phone/call-quality.ts). */
const limits: Weather = { lossPercent: 1, jitterMs: 30 };

/** The PBX's addresses become the relay's, and the page tells it no address that could be reached: there is no other way. */
const relayed = `(() => {
  const Own = window.RTCPeerConnection;
  const candidate = /^(a=candidate:\\S+ \\d+ udp \\d+) (\\S+) (\\d+)/i;
  const change = async (sdp, to) => (await Promise.all(sdp.split('\\r\\n').map(async (line) => {
    const [, before, address, port] = candidate.exec(line) ?? [];
    return before === undefined ? line : line.replace(candidate, before + ' ' + await to(address, Number(port)));
  }))).join('\\r\\n');
  window.RTCPeerConnection = class extends Own {
    async setRemoteDescription({ type, sdp }) {
      return super.setRemoteDescription({ type, sdp: await change(sdp, (address, port) => window.star7Relay(address, port)) });
    }
    get localDescription() {
      const own = super.localDescription;
      return own && { type: own.type, sdp: own.sdp.split('\\r\\n').map((line) =>
        line.replace(candidate, '$1 192.0.2.99 9')).join('\\r\\n') };
    }
  };
})();`;

/** Neither side asks the other for correction. */
const uncorrected = `(() => {
  const Own = window.RTCPeerConnection;
  const without = ({ type, sdp }) => ({ type, sdp: sdp.replace(/useinbandfec=1/g, 'useinbandfec=0') });
  window.RTCPeerConnection = class extends Own {
    setRemoteDescription(description) { return super.setRemoteDescription(without(description)); }
    get localDescription() { const own = super.localDescription; return own && without(own); }
  };
})();`;

/** What the browser has counted of the sound that it got (W3C webrtc-stats). */
interface Heard {
  packetsReceived: number;
  packetsLost: number;
  packetsDiscarded: number;
  /** Seconds. */
  jitter: number;
  jitterBufferDelay: number;
  jitterBufferEmittedCount: number;
  jitterBufferTargetDelay: number;
  totalSamplesReceived: number;
  concealedSamples: number;
  silentConcealedSamples: number;
  fecPacketsReceived?: number;
}

async function main(): Promise<void> {
  const isCalm = process.argv[2] === 'calm';
  const weathers = (isCalm ? null : weathersIn(process.argv[2])) ?? usual;
  const place = await PhonePlace.begin({ star7: { STAR7_MAX_CALL_SECONDS: '900' } });
  const relays: LossyRelay[] = [];
  const set = (now: Weather): void => {
    for (const relay of relays) relay.weather = now;
  };
  try {
    const talk = await relayedTalk(place, relays);
    const jitterThere = (): number => Math.max(...relays.map(({ jitterMs }) => jitterMs));
    const seconds = Number(process.argv[3] ?? goodSeconds);
    const recorder = new Recorder(talk.person.page);
    const bars = isCalm
      ? await falseWarnings(talk, seconds, set)
      : await scores(talk, weathers, set, jitterThere, recorder);
    recorder.end(path.join(place.lab.place.directory, 'quality.json'));
    await talk.end();
    if (!isCalm) await correction(place, relays, set);
    printBars('How the page judges a line', bars);
    if (bars.some(({ isHeld }) => !isHeld)) process.exitCode = 1;
  } finally {
    for (const relay of relays) relay.close();
    await place.end();
  }
}

/** @param scripts of the page's connections */
async function relayedTalk(place: PhonePlace, relays: LossyRelay[], ...scripts: string[]): Promise<Talk> {
  return await place.talk(async (page) => {
    await page.exposeFunction('star7Relay', async (address: string, port: number) => {
      const relay = await LossyRelay.to({ address, port });
      relays.push(relay);
      return `${address} ${String(relay.port)}`;
    });
    for (const content of [relayed, ...scripts]) await page.addInitScript({ content });
  });
}

async function scores(
  { person: { page } }: Talk,
  weathers: readonly Weather[],
  set: (now: Weather) => void,
  jitterThere: () => number,
  recorder: Recorder,
): Promise<Bar[]> {
  console.log(
    '| loss, % | jitter, ms | packets | of what | E-model | shown | difference | warned after, s | gone after, s | jitter by RFC 3550, ms | by the browser, ms | in its buffer, ms |',
  );
  console.log('| --: | --: | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |');
  const bars: Bar[] = [];
  await pause(cleanMs);
  for (const weather of weathers) {
    const { lossPercent, jitterMs, inOrder = false, towards = 'page' } = weather;
    // On a busy machine the page may warn before anything was done.
    const wasCalm = (await faultAfter(page, false, within)) !== null;
    const before = await heardBy(page);
    recorder.begin(nameOf(weather));
    set(weather);
    const begun = performance.now();
    const warned = await faultAfter(page, true, settleMs);
    await pause(Math.max(0, settleMs - (performance.now() - begun)));
    const shown = Number(await page.getByTestId('call-quality').getAttribute('data-mos'));
    const after = await heardBy(page);
    const jitter = jitterThere();
    set(calm);
    const gone = warned === null ? null : await faultAfter(page, false, within);
    // Until what was is out of the score, and the line has been good for long enough.
    await pause(cleanMs);
    // Three times the deviation is what a buffer has to hold.
    const expected = mosOf(ratingOf({ ...weather, roundTripMs: 0, bufferMs: 3 * jitterMs, codec: 'opus' }));
    const buffer =
      ((after.jitterBufferDelay - before.jitterBufferDelay) /
        Math.max(1, after.jitterBufferEmittedCount - before.jitterBufferEmittedCount)) *
      1000;
    row(
      ...[lossPercent, jitterMs, inOrder ? 'in order' : 'overtake', towards === 'page' ? 'heard' : 'said'],
      ...[expected, shown, shown - expected].map((value) => value.toFixed(2)),
      ...[warned, gone].map((seconds) => seconds?.toFixed(1) ?? '–'),
      ...[jitter, after.jitter * 1000, buffer].map((value) => value.toFixed(0)),
    );
    const where = nameOf(weather);
    bars.push({
      promised: `MOS within ${String(mostDifference)} of the E-model at ${where}`,
      found: (shown - expected).toFixed(2),
      isHeld: Math.abs(shown - expected) <= mostDifference,
    });
    if (lossPercent < limits.lossPercent && jitterMs <= limits.jitterMs) continue;
    bars.push({
      promised: `warning at most ${String(warnsWithin)} s after the beginning of ${where}`,
      found: !wasCalm ? 'it warned before' : warned === null ? 'none' : `${warned.toFixed(1)} s`,
      isHeld: wasCalm && warned !== null && warned <= warnsWithin,
    });
  }
  return bars;
}

/** How often the page warns on lines that are good. */
async function falseWarnings(
  { person: { page } }: Talk,
  seconds: number,
  set: (now: Weather) => void,
): Promise<Bar[]> {
  const bars: Bar[] = [];
  await pause(cleanMs);
  for (const weather of good) {
    set(weather);
    const end = performance.now() + seconds * 1000;
    let warnings = 0;
    // On a line that was clean, two packets close together may be the beginning of more.
    const mostWarnings = weather.lossPercent > 0 ? 1 : 0;
    while (performance.now() < end) {
      if ((await faultAfter(page, true, end - performance.now())) === null) break;
      warnings += 1;
      if ((await faultAfter(page, false, end - performance.now())) === null) break;
    }
    set(calm);
    bars.push({
      promised: `at most ${String(mostWarnings)} warnings in ${String(seconds)} s of ${nameOf(weather)}`,
      found: String(warnings),
      isHeld: warnings <= mostWarnings,
    });
    await faultAfter(page, false, within);
    await pause(cleanMs);
  }
  return bars;
}

function nameOf({ lossPercent, jitterMs, inOrder = false, towards = 'page' }: Weather): string {
  const order = jitterMs === 0 ? '' : inOrder ? ' in a queue' : ', overtaking';
  return `${String(lossPercent)} % loss, ${String(jitterMs)} ms jitter${order}${towards === 'pbx' ? ', of what is said' : ''}`;
}

/** What the browser counted, once a second: series for the unit tests. */
class Recorder {
  readonly #series: { name: string; seconds: unknown[] }[] = [];
  readonly #looks: NodeJS.Timeout;

  constructor(page: Page) {
    this.#looks = setInterval(() => {
      void Promise.all([heardBy(page), reportedTo(page)])
        .then(([heard, reported]) => this.#series.at(-1)?.seconds.push({ heard, reported }))
        .catch(() => undefined);
    }, 1000);
  }

  begin(name: string): void {
    this.#series.push({ name, seconds: [] });
  }

  end(file: string): void {
    clearInterval(this.#looks);
    writeFileSync(file, JSON.stringify(this.#series));
    console.log(`\nWhat the browser counted, once a second: ${file}`);
  }
}

/** What the correction mends of the sound to the page, with it and without, under the same loss. */
async function correction(
  place: PhonePlace,
  relays: LossyRelay[],
  set: (now: Weather) => void,
): Promise<void> {
  console.log('\n| correction | packets | lost, % | with correction data | made up by the browser, % |');
  console.log('| --- | --: | --: | --: | --: |');
  for (const [name, scripts] of [
    ['asked for', []],
    ['not asked for', [uncorrected]],
  ] as const) {
    const talk = await relayedTalk(place, relays, ...scripts);
    const { page } = talk.person;
    await pause(settleMs / 2);
    set(corrected);
    const before = await heardBy(page);
    await pause(2 * settleMs);
    const after = await heardBy(page);
    set(calm);
    const grown = (of: (heard: Heard) => number): number => of(after) - of(before);
    const [packets, lost] = [grown((heard) => heard.packetsReceived), grown((heard) => heard.packetsLost)];
    const made = grown((heard) => heard.concealedSamples - heard.silentConcealedSamples);
    row(
      ...[name, packets + lost, ((100 * lost) / (packets + lost)).toFixed(1)],
      ...[grown((heard) => heard.fecPacketsReceived ?? 0)],
      (
        (100 * made) /
        Math.max(
          1,
          grown((heard) => heard.totalSamplesReceived),
        )
      ).toFixed(1),
    );
    await talk.end();
  }
  console.log('');
}

async function heardBy(page: Page): Promise<Heard> {
  return await page.evaluate<Heard>(
    `window.star7Peers.at(-1).getStats().then((report) => [...report.values()].find(({ type }) => type === 'inbound-rtp'))`,
  );
}

/** What the PBX says of the page's sound. */
async function reportedTo(page: Page): Promise<unknown> {
  return await page.evaluate(
    `window.star7Peers.at(-1).getStats().then((report) => [...report.values()].find(({ type }) => type === 'remote-inbound-rtp'))`,
  );
}

/** @returns seconds until the warning is there, or gone; null where that did not come */
async function faultAfter(page: Page, there: boolean, milliseconds: number): Promise<number | null> {
  const since = performance.now();
  const warning = page.getByText('Your network loses or delays sound');
  try {
    await eventually(async () => (await warning.count()) > 0 === there, {
      within: milliseconds,
      promised: true,
      every: 100,
      what: 'the warning',
    });
    return (performance.now() - since) / 1000;
  } catch {
    return null;
  }
}

/** @returns null where none are named */
function weathersIn(text = ''): readonly Weather[] | null {
  if (text === '') return null;
  return text.split(',').map((pair) => {
    const [, loss, jitter, queue, said] = /^(\d+(?:\.\d+)?)\/(\d+)(\/queue)?(\/said)?$/.exec(pair) ?? [];
    if (loss === undefined || jitter === undefined)
      throw new LabError(
        'reading the weathers',
        pair,
        'Write loss in per cent and jitter in ms, as 5/0,0/50,0/50/queue,3/0/said',
      );
    return {
      ...{ lossPercent: Number(loss), jitterMs: Number(jitter), inOrder: queue !== undefined },
      towards: said === undefined ? 'page' : 'pbx',
    };
  });
}

function row(...cells: (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
