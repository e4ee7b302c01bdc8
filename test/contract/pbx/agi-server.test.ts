import { EndpointDirectory } from '#phone/model/endpoint-directory';
import { AgiServer } from '#pbx/asterisk/agi/agi-server';
import type { Authorisation, CallRequest } from '#calls/engine/call-authority';
import { systemClock } from '#kernel/system-clock';
import { everythingSaid } from '../../unit/log/everything-said';
import { guessGuardOf } from '../../unit/calls/guess-guard-of';
import { MemoryAuditLog } from '../../unit/audit/memory-audit-log';
import { MemoryLog } from '../../unit/log/memory-log';
import { MemoryOrderBook } from '../../unit/calls/memory-order-book';
import { eventually } from '../../lab/eventually';
import type { Lab } from '../../lab/lab';
import { contractPbx } from '../contract-labs';

/*
 * FastAGI against a real Asterisk: phone 101 dials *6 and an order number, which leads to the example context of
 * dialplan/star7-agi-example.conf, and the channel is then asked for the variables that it got.
 */

const number = '+79161234567';
const name = `Иван "Ваня" О'Нил, \\ \${EXTEN}; ООО`;

let lab: Lab;
let server: AgiServer;
let log: MemoryLog;
let asked: CallRequest[];
let answer: (request: CallRequest) => Promise<Authorisation>;

beforeAll(async () => {
  lab = await contractPbx();
  const orders = new MemoryOrderBook();
  orders.addManager('101');
  orders.addManager('102');
  orders.addOrder('1001', '101', number, { customerName: name });
  orders.addOrder('1002', '102', number);
  answer = (request) => orders.authorise(request);
});

afterAll(async () => {
  await lab.down();
});

beforeEach(async () => {
  log = new MemoryLog();
  asked = [];
  const authorise = (request: CallRequest): Promise<Authorisation> => {
    asked.push(request);
    return answer(request);
  };
  server = new AgiServer({
    orders: { authorise },
    guard: guessGuardOf(systemClock),
    audit: new MemoryAuditLog(),
    endpoints: new EndpointDirectory(),
    clock: systemClock,
    log,
  });
  await server.listen({ host: '127.0.0.1', port: lab.ports.agi });
});

afterEach(async () => {
  await lab.phone(101).hangUpAll();
  await server.close();
});

/** The channel variables that phone 101 has after dialling, by name without the prefix. */
async function variablesAfterDialling(dialled: string): Promise<Record<string, unknown>> {
  await lab.phone(101).dial(dialled);
  await eventually(() => log.lines.length > 0, { within: 10_000, what: 'the end of the look-up' });
  const channels = (await lab.asterisk.ari('GET', 'channels')).body as { id: string; name: string }[];
  const channel = channels.find((one) => one.name.startsWith('PJSIP/101-'));
  const variables: Record<string, unknown> = {};
  for (const variable of ['STATUS', 'CUSTOMER', 'MANAGER']) {
    const { body } = await lab.asterisk.ari(
      'GET',
      `channels/${channel?.id ?? ''}/variable?variable=STAR7_${variable}`,
    );
    variables[variable] = (body as { value: unknown }).value;
  }
  await lab.phone(101).hangUpAll();
  await eventually(() => lab.phone(101).idle(), { within: 10_000, what: 'phone 101 to be idle' });
  return variables;
}

it('an order of the phone’s manager is open, and its customer’s name arrives as it is', async () => {
  expect(await variablesAfterDialling('*61001')).toEqual({ STATUS: 'open', CUSTOMER: name, MANAGER: '101' });
  expect(asked).toEqual([{ extension: '101', orderNumber: '1001', slot: 'main' }]);
  expect(log.lines).toMatchObject([{ level: 'info', fields: { status: 'open' } }]);
});

it.each(['*61002', '*69999', `*6${'1'.repeat(40)}`])('%s is refused', async (dialled) => {
  expect(await variablesAfterDialling(dialled)).toEqual({ STATUS: 'refused', CUSTOMER: '', MANAGER: '' });
});

it('a caller who hangs up during the look-up ends it at once', async () => {
  const before = answer;
  let release: () => void = () => undefined;
  answer = (request) => new Promise((resolve) => (release = () => resolve(before(request))));
  await lab.phone(101).dial('*61001');
  await eventually(() => asked.length === 1, { within: 10_000, what: 'the look-up' });
  await lab.phone(101).hangUpAll();
  await eventually(() => log.lines.length > 0, { within: 4_000, what: 'the end of the connection' });
  expect(log.lines).toMatchObject([{ level: 'debug', fields: { error: { slug: 'agi-hung-up' } } }]);
  release();
  answer = before;
});

it('no number is in the log', async () => {
  await variablesAfterDialling('*61001');
  expect(everythingSaid(log)).toContain('looked up');
  expect(everythingSaid(log)).not.toContain('9161234567');
});
