/** Protections added to endpoints that were there before, as dialplan/README.md says in its step 3. */
import { Lab } from '../lab/lab';
import { testLabOptions } from './test-lab';

let lab: Lab;
beforeAll(() => {
  lab = Lab.attach(testLabOptions.directory);
});

/** The options that Asterisk works with, by name. */
async function optionsOf(endpoint: string): Promise<ReadonlyMap<string, string>> {
  const text = await lab.asterisk.cli(`pjsip show endpoint ${endpoint}`);
  return new Map(
    [...text.matchAll(/^ (\w+) +: ?(.*?) *$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

const closed = {
  send_pai: 'false',
  send_rpid: 'false',
  send_connected_line: 'no',
  send_diversion: 'false',
  send_history_info: 'false',
  trust_id_inbound: 'false',
  trust_id_outbound: 'false',
  trust_connected_line: 'no',
  direct_media: 'false',
  allow_transfer: 'false',
  allow_subscribe: 'false',
};

/** By dialling *8 one would be shown whom a ringing colleague talks to. */
const noPickup = { call_group: '', pickup_group: '', named_call_group: '', named_pickup_group: '' };

test('control: without them, everything is open', async () => {
  const options = await optionsOf('site-as-it-was');
  for (const [name, value] of Object.entries({ ...closed, ...noPickup })) {
    expect({ [name]: options.get(name) }).not.toEqual({ [name]: value });
    expect(options.has(name)).toBe(true);
  }
});

test('a phone has them all, and its pickup groups are gone', async () => {
  expect(Object.fromEntries(await optionsOf('site-phone'))).toMatchObject({ ...closed, ...noPickup });
});

test('a trunk has them all', async () => {
  expect(Object.fromEntries(await optionsOf('site-trunk'))).toMatchObject(closed);
});
