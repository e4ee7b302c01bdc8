import type { Capture } from './capture';
import { numbersIn } from './capture';
import { behaviourNamed } from './carrier-behaviours';
import { eventually } from './eventually';
import { defaultDirectory, Lab } from './lab';
import { loudness } from './loudness';
import { headerOf } from './sip-message';
import type { NumberFinding } from './number-search';
import { NumberSearch } from './number-search';
import type { Phone } from './phone';

/**
 * Checks that the lab itself behaves as the scenarios assume. Run by hand against a running lab:
 * `node dist/test/lab/self-test.js [DIRECTORY]`. Needs no Star7: the unprotected phone 201 calls customers with
 * a plain Dial(), and the search must find every unhidden number.
 */
async function selfTest(directory: string): Promise<void> {
  const lab = Lab.attach(directory);
  const capture = await lab.capture('self-test');
  const check = new Checklist();
  try {
    await registers(lab, check);
    await talks(lab, capture, check);
    for (const behaviour of ['asserted-identity', 'identity-update', 'diverted']) {
      await leaks(lab, capture, check, behaviour);
    }
    await ends(lab, check);
    await saysThatStar7IsDown(lab, capture, check);
  } finally {
    await Promise.all(lab.phones.map((phone) => phone.hangUpAll().catch(() => undefined)));
    await capture.stop();
    lab.release();
  }
  const complaints = lab.asterisk.complaints().filter((line) => !/Stasis app|outbound websocket/.test(line));
  check.that('Asterisk complained of nothing', complaints.length === 0, complaints.join('\n'));
  check.finish();
}

async function registers(lab: Lab, check: Checklist): Promise<void> {
  const online = await lab.asterisk.onlineEndpoints();
  for (const { extension } of lab.phones) {
    check.that(`phone ${extension} is registered`, online.has(extension));
  }
}

/** A call without protection: both hear each other, and the search finds the number everywhere. */
async function talks(lab: Lab, capture: Capture, check: Checklist): Promise<void> {
  const phone = lab.phone(201);
  const number = numberFor('answers');
  const call = await phone.dial(number);
  await phone.event('CALL_ESTABLISHED', { id: call });
  await eventually(() => loudness(phone.heard()) > 500, {
    within: 5_000,
    what: 'the tone, echoed by the customer',
  });
  check.that('phone 201 hears the customer', true);
  await phone.hangUp();
  await phone.closed(call);
  const [toPhone, fromPhone] = await Promise.all([capture.sentToPhones('201'), capture.sentByPhones('201')]);
  check.that(
    `media flowed both ways (${toPhone.rtp}, ${fromPhone.rtp})`,
    toPhone.rtp > 10 && fromPhone.rtp > 10,
  );
  check.that(`signalling was captured (${toPhone.sip})`, toPhone.sip >= 5);
  const received = lab.carrier.invites().find((invite) => invite.startLine.includes(number));
  check.that('the carrier was asked for the number', received !== undefined);
}

/** The positive control: the carrier's data reach an unprotected phone, and the search finds them. */
async function leaks(lab: Lab, capture: Capture, check: Checklist, behaviour: string): Promise<void> {
  const phone = lab.phone(202);
  const number = numberFor(behaviour);
  // Dialled in another form, so that the E.164 form must have come from elsewhere.
  const call = await phone.dial(`8${number.slice(2)}`);
  await phone.event('CALL_ESTABLISHED', { id: call });
  const found = await eventually(
    async () => {
      const { packets } = await capture.sentToPhones('202');
      const findings = numbersIn(packets, new NumberSearch([number])).filter(({ form }) => form === 'e164');
      return findings.length > 0 ? findings : null;
    },
    { within: 5_000, every: 100, what: `number at the unprotected phone (${behaviour})` },
  );
  const headers = [...new Set(found.map((finding) => headerAround(finding)))];
  check.that(`${behaviour}: found at the unprotected phone in ${headers.join(', ')}`, true);
  await phone.hangUp();
  await phone.closed(call);
}

/** Every other ending reaches the phone with its own status. */
async function ends(lab: Lab, check: Checklist): Promise<void> {
  const expected: readonly [string, string][] = [
    ['busy', '486'],
    ['unavailable', '480'],
    ['not-in-service', '404'],
    // Dial() knows causes rather than SIP statuses: 21 (call rejected) stands for both.
    ['declines', '403'],
    ['forbidden', '403'],
    ['gone', '410'],
  ];
  const phone = lab.phone(201);
  for (const [behaviour, status] of expected) {
    const call = await phone.dial(numberFor(behaviour));
    const why = await phone.closed(call);
    check.that(`${behaviour}: phone was told "${why}"`, why.startsWith(status));
  }
  const unanswered = await phone.dial(numberFor('never-answers'));
  await phone.event('CALL_RINGING', { id: unanswered });
  await phone.hangUp();
  await eventually(() => lab.carrier.messages().some(({ method }) => method === 'CANCEL'), {
    within: 3_000,
    what: 'CANCEL at the carrier',
  });
  check.that('never-answers: the carrier was told to stop', true);
  await hangsUp(phone, 'hangs-up', 5_000, check);
  await hangsUp(phone, 'drops', 3_000, check);
}

async function hangsUp(phone: Phone, behaviour: string, within: number, check: Checklist): Promise<void> {
  const call = await phone.dial(numberFor(behaviour));
  await phone.event('CALL_ESTABLISHED', { id: call });
  await phone.closed(call, { within });
  check.that(`${behaviour}: the customer hung up`, true);
}

/** Without Star7, *7 gets an announcement as early media in the phone's language, and a failure. */
async function saysThatStar7IsDown(lab: Lab, capture: Capture, check: Checklist): Promise<void> {
  if (lab.star7.daemon.running()) return;
  const phone = lab.phone(101);
  const call = await phone.dial('*71001');
  const why = await phone.closed(call, { within: 15_000 });
  const { rtp } = await capture.sentToPhones('101');
  const answered = phone
    .messages()
    .some(
      (message) =>
        message.direction === 'received' &&
        message.callId === call &&
        message.status === 200 &&
        (headerOf(message, 'CSeq') ?? '').endsWith('INVITE'),
    );
  check.that(
    `Star7 down: ${rtp} packets of speech, then "${why}"`,
    rtp > 50 && why.startsWith('500') && !answered,
  );
}

/** A number with this behaviour of the carrier. */
function numberFor(behaviour: string): string {
  return `+791655573${behaviourNamed(behaviour).code}`;
}

function headerAround({ packet, offset }: NumberFinding & { packet: { bytes: Buffer } }): string {
  const text = packet.bytes.toString('latin1');
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return line.split(':')[0] ?? '';
}

class Checklist {
  #failed = 0;

  that(what: string, held: boolean, otherwise = ''): void {
    console.log(`${held ? 'ok    ' : 'FAILED'} ${what}${held || otherwise === '' ? '' : `\n${otherwise}`}`);
    if (!held) this.#failed += 1;
  }

  finish(): void {
    console.log(this.#failed === 0 ? 'The lab is sound.' : `${this.#failed} failed.`);
    process.exitCode = this.#failed === 0 ? 0 : 1;
  }
}

selfTest(process.argv[2] ?? defaultDirectory()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
