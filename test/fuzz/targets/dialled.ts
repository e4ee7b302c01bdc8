import type { FuzzTarget } from '../fuzz-target';
import { must } from '../fuzz-target';
import { canaryWords } from '../canaries';
import { mutatedText, nastyWords } from '../mutation';
import type { Random } from '#kernel/random';
import { settled } from '../../unit/kernel/fake-clock';
import { CallRig, callId, phone } from './call-rig';

/**
 * The dialled text, as the dialplan passes it to Stasis:
 * `Stasis(star7,short-code,${ENDPOINT},${URIENCODE(…)})`.
 */
interface Dialled {
  /** Arguments of Stasis. */
  args: string[];
  /** The channel's name: `PJSIP/101-0000002a`. */
  channel: string;
  /** Caller ID, which a phone chooses itself. */
  caller: { name: string; number: string };
  /** Whether the customer answers, and who hangs up first. */
  course: 'answers' | 'busy' | 'caller-leaves';
}

const orders = ['1001', '1002', '1003', '9999', 'A-17.b_c', '1001 ', '01001', '1001#', '', '1'.repeat(33)];
const endpoints = ['101', '102', '999', '101-1', 'office.phone_1', '', '１０１', ' 101', '101 '];
/** Channels without an authenticated phone: their names contain no endpoint. */
const strangers = [
  'DAHDI/i1/79165550173-1',
  'Local/79165550173@from-outside-00000001;1',
  'SIP/79165550173-0000002a',
  'PJSIP/79165550173',
  'Message/ast_msg_queue',
  'PJSIP/101-0000002A',
  'PJSIP/101-2a',
  'PJSIP/101-0000002a\n',
];

function generate(random: Random): Dialled {
  const order = random.chance(0.4) ? '1001' : random.pick([...orders, ...canaryWords, ...nastyWords]);
  const dialled = random.chance(0.4) ? mutatedText(random, order, orders) : order;
  const encoded = random.chance(0.7) ? percentEncoded(dialled) : dialled;
  const args = ['short-code', random.pick(endpoints), encoded];
  if (random.chance(0.1))
    args.splice(random.int(4), random.int(2), random.pick([...nastyWords, ...canaryWords]));
  const endpoint = random.chance(0.6) ? '101' : random.pick(endpoints);
  const name = `PJSIP/${endpoint}-0000002a`;
  return {
    args,
    channel: random.chance(0.1)
      ? random.pick(strangers)
      : random.chance(0.1)
        ? mutatedText(random, name, endpoints).replaceAll(/\p{Nd}{7,}/gu, '')
        : name,
    caller: { name: random.pick([...nastyWords, ...canaryWords]), number: random.pick(canaryWords) },
    course: random.pick(['answers', 'busy', 'caller-leaves'] as const),
  };
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair: encoded byte by byte, as Asterisk would.
    return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  }
}

/** The expected result of a short code, derived from docs and dialplan without any code of src. */
function isOwnOpenOrder({ args, channel }: Dialled): boolean {
  let dialled = args.at(-1) ?? '';
  try {
    dialled = decodeURIComponent(dialled);
  } catch {
    // The malformed text stays unchanged.
  }
  const endpoint = channel.length < 40 ? /^PJSIP\/(10[12])-[0-9a-f]{8,16}$/.exec(channel)?.[1] : undefined;
  return args[0] === 'short-code' && dialled === { '101': '1001', '102': '1002' }[endpoint ?? ''];
}

async function run(rig: CallRig, input: Dialled): Promise<string[]> {
  const { args, channel: name, caller, course } = input;
  const customer = `${callId}-c0`;
  let seconds = 0;
  const tell = async (type: string, id: string, more: object = {}, state = 'Up'): Promise<void> => {
    seconds += 1;
    const timestamp = `2026-01-01T00:00:${String(seconds).padStart(2, '0')}.000+0000`;
    const identity = { caller, connected: caller, dialplan: { exten: caller.number, app_name: 'Stasis' } };
    rig.receive({
      type,
      timestamp,
      channel: { id, state, name: id === phone ? name : 'PJSIP/first-1', ...identity },
      ...more,
    });
    await settled();
  };
  rig.arrives(phone);
  await tell('StasisStart', phone, { args }, 'Ring');
  const begun = rig.switchboard.liveCalls().length;
  const called = rig.customersCalled;
  must(called === (isOwnOpenOrder(input) ? 1 : 0), 'the wrong ones are called');
  must(begun === (args[0] === 'short-code' ? 1 : 0), 'a short code has no call');
  const depths = [begun === 0 ? 'no-call' : called === 0 ? 'refused' : 'called'];
  if (called > 0) {
    await tell('ChannelStateChange', customer, {}, 'Ringing');
    if (course === 'answers') await tell('StasisStart', customer, { args: ['leg'] });
    if (course === 'busy') {
      rig.leaves(customer);
      await tell('ChannelDestroyed', customer, { cause: 17, tech_cause: 486 });
    }
  }
  if (rig.switchboard.liveCalls()[0]?.phase === 'talking') depths.push('talking');
  rig.leaves(phone);
  await tell('StasisEnd', phone);
  await rig.end();
  must(rig.store.records.length === begun, 'not one record for one call');
  rig.checkRecords();
  return depths;
}

export const dialled: FuzzTarget<Dialled> = {
  name: 'dialled',
  generate,
  growing: {
    'a long order number': (size) => ({ ...plain, args: ['short-code', '101', '1'.repeat(size * 4)] }),
    'many arguments': (size) => ({
      ...plain,
      args: ['short-code', ...new Array<string>(size).fill('101'), '1001'],
    }),
    'a long channel name': (size) => ({ ...plain, channel: `PJSIP/${'1-'.repeat(size)}-0000002a` }),
    'broken percent-encoding': (size) => ({ ...plain, args: ['short-code', '101', '%'.repeat(size * 2)] }),
  },
  open: () => {
    let rig = new CallRig();
    return Promise.resolve({
      run: (input: Dialled) => run((rig = new CallRig()), input),
      said: () => rig.said.take(),
      close: () => Promise.resolve(),
    });
  },
};

const plain: Dialled = {
  args: [],
  channel: 'PJSIP/101-0000002a',
  caller: { name: '', number: '' },
  course: 'caller-leaves',
};
