import { readFileSync, rmSync } from 'node:fs';
import type { ApiCall } from '#calls/call-json';
import type { Language } from '#kernel/language';
import { ApiSession } from '../lab/api-session';
import { eventually } from '../lab/eventually';
import { sampleShop } from '../lab/sample-shop';
import { SpeakingCarrier } from '../lab/speaking-carrier';
import { sampleRate, toneOf } from '../lab/tones';
import { TestLab } from './test-lab';

/*
 * Who answers is a voicemail or a person, by the way they talk. The sentences are those of dialplan/sounds; `scripts/bench
 * --voicemail` plays two hundred others.
 */

let at: TestLab;
let carrier: SpeakingCarrier;
let supervisor: ApiSession;
beforeAll(async () => {
  at = TestLab.attach();
  await at.lab.openAccounts();
  supervisor = await ApiSession.signIn(
    at.lab.star7.httpUrl,
    'supervisor',
    at.lab.secrets.accounts['supervisor'] ?? '',
  );
  // For `file convert`.
  await at.lab.asterisk.cli('module load res_convert.so');
  await at.lab.carrier.stop();
  carrier = await SpeakingCarrier.start({ own: at.lab.ports.carrier, pbx: at.lab.ports.sip });
  await Promise.all(extensions.map((extension) => at.phone(extension).answerMode('auto')));
});
afterAll(async () => {
  await Promise.all(extensions.map((extension) => at.phone(extension).answerMode('manual')));
  await carrier.stop();
  await at.lab.carrier.start();
  await at.release();
});

const extensions = ['101', '102', '103', '104'] as const;
const shop = sampleShop();

/** An open order of each manager, whose customers have different numbers. */
const orders = extensions.map((extension) =>
  shop.orders.find(
    ({ managerExtension, status, behaviour }) =>
      managerExtension === extension && status === 'open' && behaviour === 'answers',
  )!,
);

/** A sentence of Star7's own sounds. @returns A-law, 8000 a second, without the silence around it */
async function spoken(name: string, language: Language): Promise<Buffer> {
  const copy = `spoken-${language}-${name}.alaw`;
  const file = at.lab.place.file('asterisk', 'spool', copy);
  await at.lab.asterisk.cli(
    `file convert /usr/share/asterisk/sounds/star7/${language}/${name}.gsm /lab/spool/${copy}`,
  );
  const speech = readFileSync(file);
  rmSync(file);
  const isLoud = (byte: number): boolean => ((byte ^ 0x55) & 0x7f) > 0x40;
  const first = speech.findIndex(isLoud);
  return speech.subarray(first, speech.findLastIndex(isLoud));
}

function silent(seconds: number): Buffer {
  return Buffer.alloc(seconds * sampleRate, 0xd5);
}

/** The manager's call to a customer who says this; hung up once it is marked, or `seconds` after the answer. */
async function called(index: number, speech: Buffer, seconds = 5): Promise<ApiCall> {
  const { phone, orderNumber } = orders[index]!;
  carrier.says(phone.slice(1), speech);
  const started = (await (
    await at.request('POST', `/api/orders/${orderNumber}/calls`, {})
  ).json()) as ApiCall;
  const look = (): Promise<ApiCall> => at.get<ApiCall>(`/api/calls/${started.id}`);
  const answered = await eventually(
    async () => {
      const call = await look();
      return call.phase === 'talking' ? call : null;
    },
    { within: 10_000, every: 30, what: 'the talk' },
  );
  const until = Date.parse(answered.customer.answeredAt ?? '') + seconds * 1000;
  await eventually(async () => (await look()).voicemail || Date.now() > until, {
    within: 2 * seconds * 1000,
    every: 50,
    what: 'the mark, or the time to have passed',
  });
  await at.request('DELETE', `/api/calls/${started.id}`);
  return await eventually(
    async () => {
      const call = await look();
      return call.endedAt === null ? null : call;
    },
    { within: 10_000, every: 50, what: 'the record' },
  );
}

interface Statistics {
  voicemails: number;
  byManager: { extension: string; calls: number; answered: number }[];
}

async function statistics(): Promise<Statistics> {
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 3_600_000).toISOString();
  return await supervisor.must<Statistics>('GET', `/api/statistics?from=${from}&to=${to}`);
}

function answeredIn({ byManager }: Statistics): number {
  return byManager.reduce((sum, { answered }) => sum + answered, 0);
}

test('greetings are marked, while they talk and in the record; people who answer are not', async () => {
  const greetings = await Promise.all([
    spoken('closed', 'ru'),
    spoken('refused', 'ru'),
    spoken('not-taken', 'en'),
    spoken('call-back', 'en'),
  ]);
  const words = await Promise.all([
    spoken('not-found', 'ru'),
    spoken('wait', 'ru'),
    spoken('closed', 'en'),
    spoken('refused', 'en'),
  ]);
  const before = await statistics();
  const marked = await Promise.all(
    greetings.map((greeting, index) => called(index, Buffer.concat([silent(0.3), greeting]))),
  );
  expect(marked.map(({ voicemail }) => voicemail)).toEqual([true, true, true, true]);
  // The first words of a sentence, and what they say once they have heard who calls.
  const people = await Promise.all(
    words.map((word, index) =>
      called(
        index,
        Buffer.concat([
          silent(0.3),
          word.subarray(0, 0.8 * sampleRate),
          silent(1.6),
          word.subarray(sampleRate),
        ]),
      ),
    ),
  );
  expect(people.map(({ voicemail }) => voicemail)).toEqual([false, false, false, false]);
  for (const call of [...marked, ...people]) expect(call.disposition).toBe('answered');

  // Records are stored a moment after the end.
  await eventually(async () => (await statistics()).voicemails - before.voicemails === 4, {
    within: 5_000,
    every: 100,
    what: 'the voicemails in the statistics',
  });
  await eventually(async () => answeredIn(await statistics()) - answeredIn(before) === 4, {
    within: 5_000,
    every: 100,
    what: 'the answered calls in the statistics',
  });

  // A person corrects the mark of an ended call, either way.
  const id = marked[0]?.id ?? '';
  await supervisor.must('PUT', `/api/calls/${id}/voicemail`, { voicemail: false });
  expect(await at.get(`/api/calls/${id}`)).toMatchObject({ voicemail: false });
  expect((await statistics()).voicemails - before.voicemails).toBe(3);
  await supervisor.must('PUT', `/api/calls/${id}/voicemail`, { voicemail: true });
  expect(answeredIn(await statistics()) - answeredIn(before)).toBe(4);
});

test('a beep is heard after a greeting as short as a person’s answer; other tones are not', async () => {
  const word = (await spoken('not-found', 'ru')).subarray(0, 0.8 * sampleRate);
  const [withBeep, withTone] = await Promise.all(
    [1000, 440].map((hertz, index) =>
      called(index, Buffer.concat([silent(0.3), word, silent(1.4), toneOf(hertz, 0.4), silent(1)])),
    ),
  );
  expect(withBeep?.voicemail).toBe(true);
  expect(withTone?.voicemail).toBe(false);
});

test('the PBX listens no longer than needed', async () => {
  const { phone, orderNumber } = orders[0]!;
  carrier.says(phone.slice(1), await spoken('refused', 'ru'));
  const { id } = (await (await at.request('POST', `/api/orders/${orderNumber}/calls`, {})).json()) as ApiCall;
  const hooks = async (): Promise<string> =>
    await at.lab.asterisk.cli(`core show channel ${await customerChannel(id)}`);
  const customerChannel = async (call: string): Promise<string> =>
    await eventually(
      async () => {
        const { body } = await at.lab.asterisk.ari('GET', 'channels');
        return (body as { id: string; name: string; state: string }[]).find(
          (channel) => channel.id === `${call}-c0` && channel.state === 'Up',
        )?.name;
      },
      { within: 10_000, every: 30, what: 'the customer’s leg' },
    );
  const name = await customerChannel(id);
  // Control: it does listen at first.
  await eventually(async () => (await variable(`${id}-c0`)) !== null, {
    within: 3_000,
    every: 30,
    what: 'the listening for a beep',
  });
  await eventually(async () => (await at.get<ApiCall>(`/api/calls/${id}`)).voicemail, {
    within: 8_000,
    every: 50,
    what: 'the mark',
  });
  await eventually(async () => (await variable(`${id}-c0`)) === null, {
    within: 3_000,
    every: 30,
    what: 'the end of listening',
  });
  expect(name).toContain('carrier');
  expect(await hooks()).toContain('Stasis');
  await at.request('DELETE', `/api/calls/${id}`);
  await at.nothingLeft(id);
});

/** How many beeps were heard; null if nobody listens for them. */
async function variable(channelId: string): Promise<string | null> {
  const { status, body } = await at.lab.asterisk.ari(
    'GET',
    `channels/${channelId}/variable?variable=${encodeURIComponent('TONE_DETECT(rx)')}`,
  );
  const { value = '' } = (body ?? {}) as { value?: string };
  return status === 200 && value !== '' ? value : null;
}
