/**
 * What the page says of a line beside what the E-model says of what was done to it: `scripts/bench --phone-quality`. Every packet
 * passes a relay that loses and delays it.
 */
import type { Page } from 'playwright-core';
import { mosOf, ratingOf } from '#calls/model/speech-quality';
import { eventually } from '../lab/eventually';
import { LabError } from '../lab/lab-error';
import type { Weather } from '../lab/lossy-relay';
import { LossyRelay } from '../lab/lossy-relay';
import { PhonePlace } from './phone-place';

const weathers: readonly Weather[] = [
  { lossPercent: 0, jitterMs: 0 },
  { lossPercent: 1, jitterMs: 0 },
  { lossPercent: 3, jitterMs: 0 },
  { lossPercent: 5, jitterMs: 0 },
  { lossPercent: 0, jitterMs: 20 },
  { lossPercent: 0, jitterMs: 50 },
];
/** The score is of ten seconds. */
const settleMs = 14_000;
const within = 30_000;

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
      return super.setRemoteDescription({ type, sdp: await change(sdp, async (address, port) =>
        '192.0.2.1 ' + await window.star7Relay(address, port)) });
    }
    get localDescription() {
      const own = super.localDescription;
      return own && { type: own.type, sdp: own.sdp.split('\\r\\n').map((line) =>
        line.replace(candidate, '$1 192.0.2.99 9')).join('\\r\\n') };
    }
  };
})();`;

async function main(): Promise<void> {
  const place = await PhonePlace.begin({ STAR7_MAX_CALL_SECONDS: '300' });
  const relays: LossyRelay[] = [];
  try {
    const talk = await place.talk(async (page) => {
      await page.exposeFunction('star7Relay', async (address: string, port: number) => {
        const relay = await LossyRelay.to({ address, port });
        relays.push(relay);
        return relay.port;
      });
      await page.addInitScript({ content: relayed });
    });
    const { page } = talk.person;
    console.log('| loss, % | jitter, ms | E-model | shown | difference | warned after, s | gone after, s |');
    console.log('| --: | --: | --: | --: | --: | --: | --: |');
    await pause(settleMs);
    for (const weather of weathers) {
      const set = (now: Weather): void => {
        for (const relay of relays) relay.weather = now;
      };
      set(weather);
      const begun = performance.now();
      const warned = await faultAfter(page, true, settleMs);
      await pause(Math.max(0, settleMs - (performance.now() - begun)));
      const shown = Number(await page.getByTestId('call-quality').getAttribute('data-mos'));
      set({ lossPercent: 0, jitterMs: 0 });
      const gone = warned === null ? null : await faultAfter(page, false, within);
      // Until what was is out of the score.
      await pause(settleMs);
      // Three times the deviation is what a buffer has to hold.
      const expected = mosOf(
        ratingOf({ ...weather, roundTripMs: 0, bufferMs: 3 * weather.jitterMs, codec: 'pcma' }),
      );
      console.log(
        `| ${[
          ...[weather.lossPercent, weather.jitterMs],
          ...[expected, shown, shown - expected].map((value) => value.toFixed(2)),
          ...[warned, gone].map((seconds) => seconds?.toFixed(1) ?? '–'),
        ].join(' | ')} |`,
      );
    }
    await talk.end();
  } finally {
    for (const relay of relays) relay.close();
    await place.end();
  }
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

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

main().catch((error: unknown) => {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
});
