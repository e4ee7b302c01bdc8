/**
 * How many voicemails Star7 recognises, and how many people it takes for one: `scripts/bench --voicemail`. A hundred greetings and
 * a hundred short answers of people, spoken by espeak-ng in Russian and English, are played by a carrier to calls through
 * a real Asterisk.
 *
 * Exits 1 if fewer than 80 of 100 greetings are marked, or more than 5 of 100 people, or the run itself failed.
 */
import path from 'node:path';
import { personSamples, voicemailSamples } from './voicemail-samples';
import type { Sample } from './voicemail-samples';
import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { defaultDirectory, Lab } from '../lab/lab';
import { LabError } from '../lab/lab-error';
import { basePorts } from '../lab/lab-ports';
import { moreManagers } from '../lab/sample-managers';
import { SpeakingCarrier } from '../lab/speaking-carrier';

const managers = 20;
/** Longer than Star7 listens. */
const listenSeconds = 13;
const leastGreetings = 0.8;
const mostPeople = 0.05;

interface Heard {
  name: string;
  isGreeting: boolean;
  isMarked: boolean;
  /** From the answer to the mark; null without one. */
  seconds: number | null;
}

async function main(): Promise<void> {
  const say = (line: string): void => console.error(line);
  say('speaking the samples');
  const samples = [
    ...voicemailSamples().map((sample) => ({ ...sample, isGreeting: true })),
    ...personSamples().map((sample) => ({ ...sample, isGreeting: false })),
  ];
  const lab = await Lab.up({
    directory: path.join(defaultDirectory(), 'bench-voicemail'),
    basePort: basePorts.bench,
    moreManagers: managers,
    say,
  });
  try {
    await lab.carrier.stop();
    const carrier = await SpeakingCarrier.start({ own: lab.ports.carrier, pbx: lab.ports.sip });
    const extensions = moreManagers(managers).map(({ extension }) => extension);
    await lab.star7.import(orders(extensions));
    await Promise.all(extensions.map((extension) => lab.phone(extension).answerMode('auto')));
    const heard: Heard[] = [];
    for (let at = 0; at < samples.length; at += managers) {
      const some = samples.slice(at, at + managers);
      heard.push(
        ...(await Promise.all(
          some.map((sample, index) => listenTo(lab, carrier, extensions[index] ?? '', index, sample)),
        )),
      );
      say(`${heard.length} of ${samples.length} calls`);
    }
    await carrier.stop();
    report(heard);
  } finally {
    await lab.down();
  }
}

async function listenTo(
  lab: Lab,
  carrier: SpeakingCarrier,
  extension: string,
  index: number,
  { name, speech, isGreeting }: Sample & { isGreeting: boolean },
): Promise<Heard> {
  carrier.says(numberOf(index).slice(1), speech);
  const started = await request(lab, 'POST', `/api/orders/${orderOf(index)}/calls`, { extension });
  const { id } = started;
  const look = async (): Promise<ApiCall> => request(lab, 'GET', `/api/calls/${id}`);
  const talking = await eventually(
    async () => {
      const call = await look();
      return call.customer.answeredAt !== null ? call : null;
    },
    { within: 20_000, every: 50, what: `answer to ${name}` },
  );
  const answeredAt = Date.parse(talking.customer.answeredAt ?? '');
  const until = answeredAt + listenSeconds * 1000;
  let marked = false;
  let seconds: number | null = null;
  await eventually(
    async () => {
      marked = (await look()).voicemail;
      if (marked) seconds = (Date.now() - answeredAt) / 1000;
      return marked || Date.now() > until;
    },
    { within: 2 * listenSeconds * 1000, every: 100, what: `mark of ${name}` },
  );
  await request(lab, 'DELETE', `/api/calls/${id}`);
  await eventually(async () => (await look()).endedAt !== null, {
    within: 10_000,
    every: 50,
    what: `end of ${name}`,
  });
  return { name, isGreeting, isMarked: marked, seconds };
}

function report(heard: readonly Heard[]): void {
  const greetings = heard.filter(({ isGreeting }) => isGreeting);
  const people = heard.filter(({ isGreeting }) => !isGreeting);
  const marked = (some: readonly Heard[]): Heard[] => some.filter(({ isMarked }) => isMarked);
  for (const { name } of greetings.filter(({ isMarked }) => !isMarked)) console.log(`missed: ${name}`);
  for (const { name } of marked(people)) console.log(`taken for a voicemail: ${name}`);
  const times = marked(greetings)
    .flatMap(({ seconds }) => seconds ?? [])
    .sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? NaN).toFixed(1);
  console.log(`greetings: ${marked(greetings).length} of ${greetings.length} marked`);
  console.log(`people: ${marked(people).length} of ${people.length} marked`);
  console.log(`seconds from the answer to the mark: ${at(0.5)} (median), ${at(0.95)} (95 %)`);
  const isGood =
    marked(greetings).length >= leastGreetings * greetings.length &&
    marked(people).length <= mostPeople * people.length;
  process.exitCode = isGood ? 0 : 1;
}

async function request(lab: Lab, method: string, target: string, body?: object): Promise<ApiCall> {
  const response = await fetch(new URL(target, lab.star7.httpUrl), {
    method,
    headers: {
      authorization: `Bearer ${lab.env['API_TOKEN'] ?? ''}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    const { slug = '' } = (await response.json()) as { slug?: string };
    throw new LabError(`${method} ${target}`, `${response.status} ${slug}`, 'See the log of star7');
  }
  return (await response.json()) as ApiCall;
}

function orders(extensions: readonly string[]): string {
  const header = 'order_number,customer_name,phone,manager_extension,placed_at,status';
  const rows = extensions.map(
    (extension, index) =>
      `${orderOf(index)},Customer ${String(index)},${numberOf(index)},${extension},2026-01-01T00:00:00Z,open`,
  );
  return [header, ...rows, ''].join('\n');
}

function orderOf(index: number): string {
  return String(880_000 + index);
}

/** Of the range +7 900; no real number is called. */
function numberOf(index: number): string {
  return `+79001${String(index).padStart(4, '0')}00`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
