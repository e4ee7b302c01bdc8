import { eventually } from '../lab/eventually';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { amplitudeOf, toneOf } from '../lab/tones';
import { TestLab } from '../scenarios/test-lab';
import { browserLabOptions } from './browser-lab';
import { Firefox } from './firefox';
import { freshOrders } from './fresh-orders';
import { ensureDefaultRoute, ensureMediaAddress, peers, tone } from './page-phone';

/* The phone in the page in the other engine: one call in a real Firefox, in which each hears the other. */

/** Hz. Neither is a harmonic of the other. */
const managerSays = 700;
const customerSays = 1150;
const within = 30_000;

let at: TestLab;
let carrier: SpeakingCarrier;
let firefox: Firefox;
/** What takes back each thing that was done, the last one first. Each is tried, whatever became of the others: other suites follow. */
const undo: Array<() => unknown> = [];

beforeAll(async () => {
  ensureMediaAddress();
  undo.unshift(ensureDefaultRoute());
  at = TestLab.attach(browserLabOptions.directory);
  undo.unshift(() => at.release());
  undo.unshift(() => at.lab.carrier.start());
  await at.lab.carrier.stop();
  carrier = await SpeakingCarrier.start({ own: at.lab.ports.carrier, pbx: at.lab.ports.sip });
  undo.unshift(() => carrier.stop());
  firefox = await Firefox.start({ toneHertz: managerSays });
  undo.unshift(() => firefox.end());
});
afterAll(async () => {
  const faults: unknown[] = [];
  for (const each of undo)
    await Promise.resolve()
      .then(each)
      .catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw new AggregateError(faults, 'Not everything was taken back');
});

/** The first that is seen and does something, by its words without what screen readers are not told: keys. */
const button = (name: string): string =>
  `[...document.querySelectorAll('button')].find((each) => {
    const words = each.cloneNode(true);
    for (const hidden of words.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
    return words.textContent.trim() === ${JSON.stringify(name)} && !each.disabled && each.checkVisibility();
  })`;
const says = (text: string): string => `document.body.innerText.includes(${JSON.stringify(text)})`;

async function waitFor(what: string, expression: string): Promise<void> {
  await eventually(() => firefox.evaluate<boolean>(`Boolean(${expression})`), {
    within,
    promised: true,
    what,
  });
}

async function click(name: string): Promise<void> {
  await waitFor(name, button(name));
  await firefox.evaluate(`void ${button(name)}.click()`);
}

/** As typed: React sees what its own setter does not write. */
async function fill(selector: string, text: string): Promise<void> {
  await waitFor(selector, `document.querySelector('${selector}')`);
  await firefox.evaluate(`(() => {
    const field = document.querySelector('${selector}');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
  })()`);
}

test('on duty in Firefox: a click calls, and each hears the other', async () => {
  const [order] = await freshOrders(at.lab.star7, '105', 1);
  const number = order!.phone.slice(1);
  carrier.says(number, toneOf(customerSays, 60));
  await firefox.before(peers);
  await firefox.goTo(at.lab.star7.httpUrl);
  await fill('input[autocomplete="username"]', '105');
  await fill('input[type="password"]', at.lab.secrets.accounts['105'] ?? '');
  await click('Sign in');
  await waitFor('the pages', `document.querySelector('[data-testid="duty"]')`);
  await firefox.goTo(`${at.lab.star7.httpUrl}/orders/${order!.orderNumber}`);
  await click('Call from here');
  await waitFor('the phone', says('Phone is here'));
  await click('Call');
  await eventually(() => amplitudeOf(carrier.heard(number), managerSays) > 500, {
    within,
    what: 'the manager’s voice at the customer',
  });
  await eventually(async () => (await firefox.evaluate<number>(recorded)) > 0.05, {
    within,
    what: 'the customer’s voice in Firefox',
  });
  await click('Hang up');
  await waitFor('the end', says('You talked'));
  await eventually(() => !carrier.has(number), { within, what: 'the customer’s line to be free' });
});

/** The loudness of the customer's tone in a second of what Firefox got: recorded, for without a sound device no AudioContext starts. */
const recorded = `(async () => {
  const [{ track }] = window.star7Peers.at(-1).getReceivers();
  const recorder = new MediaRecorder(new MediaStream([track]));
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  recorder.stop();
  await stopped;
  const context = new OfflineAudioContext(1, 1, 48000);
  const sound = await context.decodeAudioData(await new Blob(parts).arrayBuffer());
  const samples = sound.getChannelData(0).subarray(-16384);
  return (${tone})(samples, sound.sampleRate, ${String(customerSays)});
})()`;
