import { randomInt, randomUUID } from 'node:crypto';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { AriOptions } from '#pbx/asterisk/ari/ari-connection';
import { LiveLegs } from './live-legs';
import type { LiveCall, LiveLeak, LiveManner, LiveResult } from './live-result';
import { NumberSearch } from './number-search';
import { SipAnswerer } from './sip-answerer';
import { lineAt, nameOf, readSip } from './sip-text';

export interface LiveOptions {
  ari: AriOptions;
  /** The manager whose phone's endpoint is tested. */
  manager: string;
  trunk: string;
  /** The company's number. */
  did: string;
  /** The company's number that a courier's mobile shows; null for a shop without couriers. */
  couriersDid: string | null;
  /** An address of this machine to which Asterisk can send. */
  address: string;
}

const stepMs = 15_000;
const byeAgainMs = 1_000;
/** Before a change that met another one is asked for again (RFC 3261, 14.1, allows up to 2 s). */
const againMs = 400;
/** Request Pending, and what a PBX says while it is busy with its own change. */
const metAnother = new Set([491, 500, 503]);
const pollMs = 20;

/**
 * A real call through the running Asterisk, between two endpoints that the doctor plays.
 *
 *     doctor, as the phone ◄── PJSIP/101/sip:…  ── bridge ── PJSIP/trunk/sip:… ──► doctor, as the carrier
 *
 * A dial string with an address makes Asterisk use the endpoint's settings but not its registered contact: so
 * the doctor receives, byte for byte, what Asterisk would send to the manager's phone; no phone rings, and
 * nothing leaves the building. The carrier's side answers, echoes media, and gives the number in every way a
 * carrier can: while ringing, in the answer, in text, in an UPDATE and in a re-INVITE. Then the doctor searches
 * everything received on the phone's side, and also everything received on the carrier's side, where it must
 * find the number, or the search proves nothing.
 *
 * The test runs twice: joining the legs as Star7 does, and as a careless program would, so that only the
 * endpoints' own settings keep the number from the phone. In a shop with couriers a third call has a courier's mobile in place
 * of the phone, over the trunk.
 */
export async function liveTest(options: LiveOptions, clock: Clock, log: Log): Promise<LiveResult> {
  const { manager, trunk } = options;
  const result = { manager, trunk, calls: [] as LiveCall[], leaks: [] as LiveLeak[] };
  let legs: LiveLegs | null = null;
  try {
    legs = await LiveLegs.connect(options.ari, clock, log);
    const manners: LiveManner[] = ['as-star7', 'unprotected'];
    if (options.couriersDid !== null) manners.push('as-courier');
    for (const manner of manners) {
      const { call, leaks } = await oneCall(legs, options, manner, clock);
      result.calls.push(call);
      result.leaks.push(...leaks);
    }
    return { ...result, fault: null };
  } catch (error) {
    return { ...result, fault: faultOf(error) };
  } finally {
    legs?.close();
  }
}

/** A step of the test call failed. */
class LiveError extends Error {
  override readonly name = 'LiveError';
  readonly slug = 'live-call-failed';
}

async function oneCall(
  legs: LiveLegs,
  { manager, trunk, did, couriersDid, address }: LiveOptions,
  manner: LiveManner,
  clock: Clock,
): Promise<{ call: LiveCall; leaks: LiveLeak[] }> {
  const number = syntheticNumber();
  const isCareful = manner !== 'unprotected';
  const shop =
    manner === 'as-courier'
      ? { endpoint: trunk, user: syntheticNumber(), shows: `"" <${couriersDid ?? did}>` }
      : { endpoint: manager, user: manager, shows: '"star7 doctor" <*70>' };
  const phone = await SipAnswerer.listen(address, null);
  const carrier = await SipAnswerer.listen(address, number).catch((error: unknown) => {
    phone.close();
    throw error;
  });
  const ids = { manager: `doctor-${randomUUID()}-m`, customer: `doctor-${randomUUID()}-c` };
  const until = (what: string, check: () => boolean): Promise<void> => waitUntil(clock, what, check);
  const isUp = (id: string) => (): boolean => {
    if (legs.isGone(id)) throw new LiveError('A leg of the test call ended before it was answered.');
    return legs.isUp(id);
  };
  try {
    await legs.call(ids.manager, `PJSIP/${shop.endpoint}/${phone.uri(shop.user)}`, shop.shows);
    await until('the phone’s leg did not come up', isUp(ids.manager));
    const shown = isCareful ? did : number;
    await legs.call(ids.customer, `PJSIP/${trunk}/${carrier.uri(number)}`, `"" <${shown}>`);
    await until('the customer’s leg did not come up', isUp(ids.customer));
    await until('an answer was not confirmed', () => phone.confirmed && carrier.confirmed);
    await legs.join(`doctor-${randomUUID()}-b`, [ids.manager, ids.customer], isCareful);
    const words = `text ${randomUUID()}`;
    carrier.sendText(`${words} ${number}`);
    phone.sendText(words);
    const taken: number[] = [];
    for (const method of ['UPDATE', 'INVITE'] as const) taken.push(await changed(carrier, method, clock));
    phone.speak();
    await until('no media came back', () => phone.media.length > 0);
    await hangsUp(carrier, () => legs.isGone(ids.customer), clock);
    await legs.end();
    await until('the phone’s leg did not end', () => phone.over);
    const search = new NumberSearch([number]);
    return {
      call: {
        manner,
        sip: phone.sip.length,
        rtp: phone.media.length,
        textOf: [
          ...(phone.sip.some((bytes) => bytes.includes(words)) ? (['carrier'] as const) : []),
          ...(carrier.sip.some((bytes) => bytes.includes(words)) ? (['phone'] as const) : []),
        ],
        controlled: carrier.sip.some((bytes) => search.in(bytes).length > 0),
        complete: taken.every((status) => status === 200),
      },
      leaks: [...leaksIn(phone.sip, search, manner), ...mediaLeaks(phone.media, search, manner)],
    };
  } finally {
    await legs.end();
    phone.close();
    carrier.close();
  }
}

/** The carrier changes the call. @returns the final status, after further tries if the PBX had a change of its own under way */
export async function changed(
  carrier: SipAnswerer,
  method: 'UPDATE' | 'INVITE',
  clock: Clock,
): Promise<number> {
  const deadline = clock.now() + stepMs * 1000;
  for (;;) {
    const cseq = carrier.request(method);
    await waitUntil(clock, `the carrier’s ${method} was not answered`, () => carrier.answerTo(cseq) !== null);
    const status = carrier.answerTo(cseq) ?? 0;
    if (!metAnother.has(status) || clock.now() > deadline) return status;
    await pause(clock, againMs);
  }
}

/** Again each second: a datagram may be lost, or cross with a change of the PBX's own (RFC 3261, section 17.1.2.2). */
async function hangsUp(carrier: SipAnswerer, isGone: () => boolean, clock: Clock): Promise<void> {
  let again = clock.now();
  await waitUntil(clock, 'the customer’s leg did not end', () => {
    if (!isGone() && clock.now() >= again) {
      carrier.request('BYE');
      again = clock.now() + byeAgainMs * 1000;
    }
    return isGone();
  });
}

/**
 * An unassigned number: the area code 000 does not exist. New for each test, so that old logs cannot be
 * mistaken for this call's.
 */
function syntheticNumber(): string {
  return `+7000${String(randomInt(1_000_000, 10_000_000))}`;
}

function leaksIn(messages: readonly Buffer[], search: NumberSearch, manner: LiveManner): LiveLeak[] {
  return messages.flatMap((bytes) => {
    const message = readSip(bytes);
    return search.in(bytes).map(({ form, offset }) => ({
      manner,
      where: `${lineAt(bytes, offset)} of ${message === null ? 'a packet' : nameOf(message)}`,
      form,
    }));
  });
}

function mediaLeaks(packets: readonly Buffer[], search: NumberSearch, manner: LiveManner): LiveLeak[] {
  return packets.flatMap((bytes) => search.in(bytes).map(({ form }) => ({ manner, where: 'media', form })));
}

async function waitUntil(clock: Clock, what: string, check: () => boolean): Promise<void> {
  const deadline = clock.now() + stepMs * 1000;
  while (!check()) {
    if (clock.now() > deadline) throw new LiveError(`The test call broke off: ${what}.`);
    await pause(clock, pollMs);
  }
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}

function faultOf(error: unknown): string {
  if (error instanceof Error && 'slug' in error) return error.message;
  // Only the code of system errors: their texts contain addresses.
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return `The test call could not be made (${code ?? 'unknown'}).`;
}
