import { states } from './call-states';
import { FaultLab, faultsDirectory } from './fault-lab';
import { judge, LineWatch } from './line-watch';
import { emptyPass, untruths } from './matrix';
import type { Pass } from './matrix';
import { MatrixReport, selectionOf } from './matrix-report';

/*
 * Faults of carriers other than refusals (test/scenarios/short-code.test.ts has every refusal): they start
 * and stall, answer an abandoned call, stop sending.
 */

let faults: FaultLab;
beforeAll(async () => {
  faults = await FaultLab.up({ STAR7_RING_SECONDS_CUSTOMER: '5' }, { moreManagers: 20 });
});
afterEach(async () => {
  for (const carrier of faults.at.lab.carriers) carrier.daemon.signal('SIGCONT');
  await faults.at.lab.asterisk.override();
  await faults.onHook();
});
afterAll(async () => {
  await faults.down();
});

async function dialled(behaviour: string): Promise<{ status: string; id: string }> {
  const phone = faults.at.phone(101);
  const before = await faults.at.newest(101);
  const call = await phone.dial(`*7${faults.order(behaviour).orderNumber}`);
  const status = await phone.closed(call, { within: 30_000 });
  const id = await faults.at.newest(101);
  expect(id).not.toBe(before);
  return { status, id: id! };
}

test('183 and then nothing: given up in time', async () => {
  const { status, id } = await dialled('early-media-for-ever');
  expect(status).toMatch(/^480 /);
  expect(await faults.record(id)).toMatchObject({ disposition: 'no-answer', hungUpBy: 'system' });
  await faults.invariants();
});

test('200 after CANCEL: a customer who answered too late is hung up at once', async () => {
  const { status, id } = await dialled('answers-too-late');
  expect(status).toMatch(/^480 /);
  expect(await faults.record(id)).toMatchObject({ disposition: 'no-answer', talkSeconds: 0 });
  const byes = faults.at.lab.carrier
    .messages()
    .filter(({ method, direction }) => method === 'BYE' && direction === 'received');
  expect(byes.length).toBeGreaterThan(0);
  await faults.invariants();
  await faults.worksAgain();
});

test('media that stops: the call is ended, by the network', async () => {
  await faults.at.lab.asterisk.override({ carrier: { rtp_timeout: '3' } });
  const { id } = await faults.callIn('talking');
  faults.at.lab.carrier.daemon.signal('SIGSTOP');
  expect(await faults.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'network' });
  faults.at.lab.carrier.daemon.signal('SIGCONT');
  await faults.invariants();
  await faults.worksAgain();
});

describe('every carrier behaviour, twenty calls at once: ten dialled, ten clicked', () => {
  const ways = [
    ['busy', 'busy/customer'],
    ['unavailable', 'unreachable/network'],
    ['not-in-service', 'not-in-service/network'],
    ['declines', 'rejected/customer'],
    ['forbidden', 'barred/network'],
    ['all-trunks-down', 'trunks-down/network'],
    ['silent', 'no-answer/system'],
    ['early-media-for-ever', 'no-answer/system'],
    ['drops', 'answered/customer'],
    ['answers-too-late', 'no-answer/system'],
  ] as const;
  const report = new MatrixReport(`${faultsDirectory}/matrix.json`, states);
  const { repetitions, adds } = selectionOf(process.env);
  if (!adds) report.forget((fault) => fault.startsWith('carrier: '));

  test.each(Array.from({ length: repetitions }, (_, index) => index + 1))('for the %i. time', async () => {
    const calls = ways.flatMap(([behaviour, ending], index) => [
      { behaviour, ending, extension: String(101 + index), clicked: false },
      { behaviour, ending, extension: String(111 + index), clicked: true },
    ]);
    const extensions = calls.map(({ extension }) => extension);
    await faults.registered();
    await Promise.all(extensions.map((extension) => faults.at.phone(extension).registered()));
    await faults.recovered();
    const before = await faults.idsOf(extensions);
    const watch = new LineWatch(faults.at.lab);
    watch.start();
    const since = Date.now();
    try {
      await Promise.all(
        calls.map(async ({ behaviour, extension, clicked }) => {
          const phone = faults.at.phone(extension);
          const { orderNumber } = faults.order(behaviour, extension);
          if (!clicked) {
            await phone.closed(await phone.dial(`*7${orderNumber}`), { within: 40_000 });
            return;
          }
          const from = phone.events.length;
          await faults.at.request('POST', `/api/orders/${orderNumber}/calls`, { extension });
          const { id } = await phone.incoming({ since: from, within: 20_000 });
          await phone.answer();
          await phone.closed(id!, { within: 40_000 });
        }),
      );
      await faults.noLegLeft();
    } finally {
      await watch.stop();
    }
    const extensionOf = new Map<string, string>();
    const passes = new Map<string, Pass>();
    for (const { behaviour, ending, extension } of calls) {
      const pass = passes.get(behaviour) ?? emptyPass(`carrier: ${behaviour}`, ['customer ringing']);
      passes.set(behaviour, pass);
      pass.strikes += 1;
      const records = await faults.newCalls(extension, before, 1);
      for (const { id } of records) extensionOf.set(id, extension);
      const endings = records.map(({ disposition, hungUpBy }) => `${disposition ?? ''}/${hungUpBy ?? ''}`);
      const wrong = [
        ...(endings.length === 1 && endings[0] === ending ? [] : [`on record as ${endings.join(' and ')}`]),
        ...untruths(
          records[0]!,
          faults.carriers.callsTo(faults.order(behaviour, extension).phone, since),
          Infinity,
          {},
        ),
      ];
      for (const what of wrong) pass.violations.push({ state: 'customer ringing', what });
    }
    const { violations } = judge(watch.looks, extensionOf);
    for (const what of violations) passes.get('busy')!.violations.push({ state: '', what });
    for (const pass of passes.values()) report.add(pass);
    expect([...passes.values()].flatMap((pass) => pass.violations)).toEqual([]);
    await faults.invariants();
  });
});

test('no number or address was written anywhere', async () => {
  await faults.nothingWritten();
});
