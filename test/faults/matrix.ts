import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../lab/eventually';
import { customerOf, strikeAt } from './call-states';
import type { Cast, State } from './call-states';
import type { Dialogue } from './carrier-view';
import type { ApiCall } from '#calls/call-json';
import type { FaultLab } from './fault-lab';
import { endingsOf } from './faults';
import type { Fault } from './faults';
import { judge, LineWatch, look } from './line-watch';

/** The result of one strike at calls in all states of a matrix. */
export interface Pass<S extends string = State> {
  fault: string;
  states: readonly S[];
  /** The number of live calls. */
  strikes: number;
  /** The violations, by the state of the call; '' for those not of a single call. */
  violations: { state: S | ''; what: string }[];
  /** Milliseconds: the duration of the fault; from its end to the first answered new call. */
  lasted: number;
  worksAfter: number;
  /** The longest time that a customer had no partner, milliseconds. */
  longestAlone: number;
}

export function emptyPass<S extends string>(fault: string, states: readonly S[]): Pass<S> {
  return { fault, states, strikes: 0, violations: [], lasted: 0, worksAfter: 0, longestAlone: 0 };
}

/**
 * How long a leg may be without its partner, and the time after which everything must work again.
 * Milliseconds.
 */
const patienceMs = 5_000;
const worksAgainMs = 15_000;
/** Tolerance between a carrier's clock and the record: the delay through the PBX on a busy machine. */
const toleranceMs = 2_000;

/**
 * Strikes calls in all states at once, repairs the fault, and checks the results against all rules.
 * @param spare a manager without a call
 */
export async function strikeOnce(
  fault: Fault,
  cast: Cast,
  faults: FaultLab,
  options: { whole: boolean; spare: string },
): Promise<Pass> {
  return await watched(fault, faults, (watch) => strikeAndJudge(fault, cast, faults, { ...options, watch }));
}

/** Runs one strike while the line is watched, and leaves a repaired system behind also where it fails. */
export async function watched<T>(
  fault: Fault,
  faults: FaultLab,
  strike: (watch: LineWatch) => Promise<T>,
): Promise<T> {
  const watch = new LineWatch(faults.at.lab);
  try {
    return await strike(watch);
  } catch (error) {
    // The next fault needs a repaired system, and no call of this one that is stored late.
    await fault.mend(faults);
    await faults.repairAll();
    await faults.invariants().catch(() => undefined);
    throw error;
  } finally {
    await watch.stop();
  }
}

async function strikeAndJudge(
  fault: Fault,
  cast: Cast,
  faults: FaultLab,
  { whole, spare, watch }: { whole: boolean; spare: string; watch: LineWatch },
): Promise<Pass> {
  const pass = emptyPass(fault.name, [...cast.keys()]);
  pass.strikes = [...cast.values()].flat().length;
  const wrong = (state: State | '', what: string): void => void pass.violations.push({ state, what });
  const managers = [...cast].flatMap(([state, extensions]) =>
    extensions.map((extension) => ({ state, extension })),
  );
  await faults.registered();
  // From then on the events of the phones are received.
  await Promise.all(faults.at.lab.phones.map((phone) => phone.registered()));
  await faults.recovered();
  const before = await faults.idsOf(managers.map(({ extension }) => extension));
  const since = Date.now();
  watch.start();

  let struckAt = 0;
  /** The times of hang-ups, by the machine's clock. */
  const hungUpAt = new Map<State, number>();
  await strikeAt(cast, faults, async () => {
    struckAt = performance.now();
    hungUpAt.set('ending', Date.now());
    await fault.strike(faults);
    if (!fault.holdsDatabase) faults.database.open();
  });
  const hangUp = async (): Promise<void> => {
    for (const [state] of cast) if (!hungUpAt.has(state)) hungUpAt.set(state, Date.now());
    await Promise.all(managers.map(({ extension }) => faults.at.phone(extension).hangUpAll()));
  };
  let attempts = 1;
  const tryToCall = async (): Promise<void> => {
    // Talking managers are in a call, whichever process began it.
    const talking = cast.get('bridged') ?? [];
    if (fault.forgetsLegs || !(await areTalking(faults, talking))) return;
    attempts = 2;
    await Promise.all(
      talking.map(async (extension) => {
        const phone = faults.at.phone(extension);
        const second = await phone.dial(`*7${faults.order('hangs-up', extension).orderNumber}`);
        const status = await phone.closed(second, { within: 20_000 }).catch(() => 'nothing');
        if (!status.startsWith('486')) wrong('bridged', `a second call was told ${status}`);
      }),
    );
  };
  await endure(fault, faults, { whole, spare, struckAt, hangUp, whileTalking: tryToCall, pass });
  const looks = await watch.stop();

  const extensionOf = new Map<string, string>();
  for (const { state, extension } of managers) {
    const expected = state === 'bridged' ? attempts : 1;
    try {
      const calls = await faults.newCalls(extension, before, expected);
      for (const { id } of calls) extensionOf.set(id, extension);
      if (calls.length !== expected) wrong(state, `${calls.length} records of ${expected} calls`);
      const [call, second] = calls;
      if (call === undefined) continue;
      if (second !== undefined && second.disposition !== 'manager-busy')
        wrong(state, `a second call is on record as ${second.disposition ?? 'none'}`);
      const ending = `${call.disposition ?? 'none'}/${call.hungUpBy ?? 'nobody'}`;
      if (!endingsOf(fault, state).includes(ending)) wrong(state, `on record as ${ending}`);
      const seen = faults.carriers.callsTo(customerOf(state, faults, extension), since);
      const until = fault.delaysHangUp ? Infinity : (hungUpAt.get(state) ?? Infinity);
      // An unnoticed answer counts from its discovery.
      const foundWithin = state === 'at the answer' ? pass.lasted + patienceMs : 0;
      for (const what of untruths(call, seen, until, {
        ...fault,
        foundWithin,
        delaysRequests: state === 'before look-up',
        // If the PBX freezes between ending a leg and sending the BYE, its time of the end is the earlier
        // one.
        endedBefore: fault.delaysHangUp && state === 'ending' ? pass.lasted : 0,
      }))
        wrong(state, what);
    } catch (error) {
      wrong(state, messageOf(error));
    }
  }
  for (const id of await faults.idsOf([spare])) extensionOf.set(id, spare);
  const verdict = judge(looks, extensionOf);
  pass.longestAlone = verdict.longestAlone;
  for (const what of verdict.violations) wrong('', what);
  for (const what of await faults.endedTwice()) wrong('', what);
  return pass;
}

/**
 * Lets a fault that has struck last, repairs it, lets everybody hang up, and checks what must hold then: new calls work within
 * {@link worksAgainMs}, and nothing is left on the line.
 */
export async function endure(
  fault: Fault,
  faults: FaultLab,
  {
    whole,
    spare,
    struckAt,
    hangUp,
    whileTalking = () => Promise.resolve(),
    pass,
  }: {
    whole: boolean;
    /** A manager without a call. */
    spare: string;
    /** Monotonic, milliseconds. */
    struckAt: number;
    hangUp: () => Promise<void>;
    /** What is tried before they hang up, where they talk on. */
    whileTalking?: () => Promise<void>;
    pass: Pass<string>;
  },
): Promise<void> {
  const wrong = (what: string): void => void pass.violations.push({ state: '', what });
  const lasts = whole ? (fault.lasts.whole ?? fault.lasts.short) : fault.lasts.short;
  if (fault.people === 'hang up meanwhile') {
    await pause(Math.min(1_000, lasts));
    await hangUp();
  }
  await pause(Math.max(0, struckAt + lasts - performance.now()));
  await fault.mend(faults);
  const overAt = performance.now();
  pass.lasted = Math.round(overAt - struckAt);
  if (fault.forgetsPhones) await Promise.all(faults.at.lab.phones.map((phone) => phone.restart()));
  try {
    pass.worksAfter = await faults.worksWithin(worksAgainMs, spare, overAt);
  } catch (error) {
    wrong(`no new call: ${messageOf(error)}`);
  }
  if (fault.people === 'talk on') {
    await pause(Math.max(0, overAt + patienceMs - performance.now()));
    await faults.recovered();
    await whileTalking();
    await hangUp();
  }
  const gone = await lineIsFree(faults, patienceMs);
  if (gone !== null) wrong(`left on the line: ${gone}`);
}

/**
 * The contradictions between a record and its own facts or the carrier's.
 * @param hungUpAt when the manager hung up, at the latest, by the machine's clock
 */
export function untruths(
  call: ApiCall,
  seen: readonly Dialogue[],
  hungUpAt: number,
  fault: Pick<Fault, 'forgetsLegs' | 'blindsCarrier' | 'delaysHangUp'> & {
    delaysRequests?: boolean;
    foundWithin?: number;
    endedBefore?: number;
  },
): string[] {
  const wrong: string[] = [];
  const { manager, customer } = call;
  const sequences = [
    [
      ...[call.requestedAt, customer.startedAt, customer.ringingAt],
      ...[customer.answeredAt, customer.endedAt, call.endedAt],
    ],
    [manager.startedAt, manager.ringingAt, manager.answeredAt, manager.endedAt, call.endedAt],
  ].map((times) => times.flatMap((time) => (time === null ? [] : [Date.parse(time)])));
  // The times of the PBX and of Star7 come from two clocks, with a precision of a millisecond.
  if (sequences.some((times) => times.some((time, index) => time < (times[index - 1] ?? 0) - 5)))
    wrong.push('its times are out of order');

  // A second trunk may be tried where the first did not answer; no customer is called twice over one trunk or
  // answers twice.
  const trunks = new Set(seen.map(({ carrier }) => carrier));
  const answered = seen.filter(({ answeredAt }) => answeredAt !== null);
  if (seen.length > trunks.size || answered.length > 1) wrong.push('the customer was called twice');
  if (answered.length === 0 && (customer.answeredAt !== null || call.disposition === 'answered'))
    wrong.push('a customer is said to have answered who did not');
  if (
    !fault.forgetsLegs &&
    !fault.delaysHangUp &&
    customer.startedAt !== null &&
    customer.endedAt === null &&
    !isUnknown(call)
  )
    wrong.push('the end of the customer’s leg is not known');

  const dialogue = answered[0] ?? seen.at(-1);
  if (dialogue === undefined) return wrong;
  const { foundWithin = 0, endedBefore = 0 } = fault;
  const differs = (
    what: string,
    recorded: string | null,
    truly: number | null,
    { late = 0, early = 0 } = {},
  ): void => {
    const by = recorded === null || truly === null ? 0 : Date.parse(recorded) - truly;
    if (by < -toleranceMs - early || by > toleranceMs + late) wrong.push(`${what} is off by ${by} ms`);
  };
  differs('the customer’s answer', customer.answeredAt, dialogue.answeredAt, { late: foundWithin });
  // A leg that was requested and given up may be created and ended much later, once the PBX receives both
  // requests.
  if (!fault.blindsCarrier && !fault.delaysRequests)
    differs('the end of the customer’s leg', customer.endedAt, dialogue.endedAt, { early: endedBefore });
  if (dialogue.answeredAt !== null && call.disposition === 'answered') {
    // Until the first of the two hung up.
    const end = Math.min(hungUpAt, dialogue.endedAt ?? Infinity);
    const talked = Math.max(0, end - dialogue.answeredAt);
    const recordedTalk = call.talkSeconds * 1_000;
    const cutShort =
      fault.forgetsLegs || fault.delaysHangUp || foundWithin > 0 || call.hungUpBy !== 'manager';
    if (recordedTalk > talked + toleranceMs || (recordedTalk < talked - 1_000 - toleranceMs && !cutShort))
      wrong.push(`talk of ${recordedTalk} ms is told where they had ${talked} ms`);
  }
  return wrong;
}

/** Such a record says that it does not know. */
function isUnknown({ disposition }: ApiCall): boolean {
  return disposition === 'interrupted';
}

async function areTalking(faults: FaultLab, extensions: readonly string[]): Promise<boolean> {
  const { legs, bridges } = await look(faults.at.lab);
  return extensions.every((extension) => {
    const ids = legs
      .filter(({ name }) => name.startsWith(`PJSIP/${extension}-`))
      .map(({ channelId }) => channelId);
    return bridges.some(({ channelIds }) => channelIds.some((id) => ids.includes(id)));
  });
}

/** @returns the channels left after that time; null for none */
async function lineIsFree(faults: FaultLab, within: number): Promise<string | null> {
  let left: string[] = [];
  try {
    await eventually(
      async () => {
        const { legs, bridges } = await look(faults.at.lab);
        left = [...legs.map(({ name }) => name), ...bridges.map(({ bridgeId }) => bridgeId)];
        return left.length === 0;
      },
      { within, promised: true, every: 50 },
    );
    return null;
  } catch (error) {
    return left.join(', ') || messageOf(error);
  }
}

/** File descriptors that Star7 has open. */
export function descriptorsOf(faults: FaultLab): number {
  return readdirSync(`/proc/${String(faults.at.lab.star7.daemon.pid)}/fd`).length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
