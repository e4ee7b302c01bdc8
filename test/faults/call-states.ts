import { setTimeout as pause } from 'node:timers/promises';
import { JournalContents } from '#calls/engine/journal/journal-contents';
import { eventually } from '../lab/eventually';
import type { FaultLab } from './fault-lab';

/** The states of a call in which a fault may strike. */
export const states = [
  /** The order is being looked up. */
  'before look-up',
  /** Click-to-call: the manager's phone rings. */
  'manager ringing',
  /** Click-to-call: the manager is asked for a 1. */
  'manager asked',
  'customer ringing',
  /** The customer's 200 has just been sent. */
  'at the answer',
  'bridged',
  /** The customer was busy, and the manager hears the announcement. */
  'announcing',
  /** The manager's BYE has just been sent. */
  'ending',
] as const;
export type State = (typeof states)[number];

/** The managers whose calls are brought into each state. */
export type Cast = ReadonlyMap<State, readonly string[]>;

/** For tests with one call in each state: managers 101 to 108. */
export const oneEach: Cast = new Map(states.map((state, index) => [state, [String(101 + index)]]));

/** Twenty calls at once: managers 101 to 120, two or three in each state. */
export const twenty: Cast = new Map(
  states.map((state, index) => [
    state,
    Array.from({ length: 20 }, (_, nth) => String(101 + nth)).filter(
      (_, nth) => nth % states.length === index,
    ),
  ]),
);

const patience = { within: 20_000, every: 20 };
/** Polling interval for short-lived states, milliseconds. */
const instantly = 2;

/** The behaviour of the customer, by state. */
const behaviourOf: Readonly<Record<State, string>> = {
  'before look-up': 'answers',
  'manager ringing': 'answers',
  'manager asked': 'answers',
  'customer ringing': 'never-answers',
  'at the answer': 'answers',
  bridged: 'answers',
  announcing: 'busy',
  ending: 'answers',
};

export function orderNumberOf(state: State, faults: FaultLab, extension: string): string {
  return faults.order(behaviourOf[state], extension).orderNumber;
}

export function customerOf(state: State, faults: FaultLab, extension: string): string {
  return faults.order(behaviourOf[state], extension).phone;
}

/**
 * Brings all calls into their states at once, and strikes within milliseconds of the short-lived states: the
 * look-ups wait behind the database's gate, the customers' 200 has just been sent, and so has the BYE of
 * ending calls. The gate stays shut; `strike` opens it.
 */
export async function strikeAt(cast: Cast, faults: FaultLab, strike: () => Promise<void>): Promise<void> {
  const each = async (state: State, work: (extension: string) => Promise<void>): Promise<void> => {
    await Promise.all((cast.get(state) ?? []).map(work));
  };
  const dial = async (state: State, extension: string): Promise<void> => {
    await faults.at.phone(extension).dial(`*7${orderNumberOf(state, faults, extension)}`);
  };
  const comes = async (type: string, extension: string, work: () => Promise<void>): Promise<void> => {
    const phone = faults.at.phone(extension);
    const since = phone.events.length;
    await work();
    await phone.event(type, { since, within: patience.within });
  };
  const click = async (state: State, extension: string): Promise<void> => {
    await comes('CALL_INCOMING', extension, async () => {
      const { status } = await faults.at.request(
        'POST',
        `/api/orders/${orderNumberOf(state, faults, extension)}/calls`,
        { extension },
      );
      if (status !== 201) throw new Error(`click-to-call for ${extension}: ${status}`);
    });
  };

  await Promise.all([
    each('manager ringing', (extension) => click('manager ringing', extension)),
    each('manager asked', async (extension) => {
      await click('manager asked', extension);
      await comes('CALL_ESTABLISHED', extension, () => faults.at.phone(extension).answer());
    }),
    each('customer ringing', (extension) =>
      comes('CALL_RINGING', extension, () => dial('customer ringing', extension)),
    ),
    each('bridged', (extension) => comes('CALL_ESTABLISHED', extension, () => dial('bridged', extension))),
    each('ending', (extension) => comes('CALL_ESTABLISHED', extension, () => dial('ending', extension))),
  ]);
  // Long enough to make wrong talk seconds visible.
  await pause(1_100);
  await each('announcing', (extension) =>
    comes('CALL_PROGRESS', extension, () => dial('announcing', extension)),
  );

  const since = Date.now();
  const answering = cast.get('at the answer') ?? [];
  const callsTo = (extension: string) =>
    faults.carriers.callsTo(customerOf('at the answer', faults, extension), since);
  await each('at the answer', (extension) => dial('at the answer', extension));
  await eventually(() => answering.every((extension) => callsTo(extension).length > 0), {
    within: patience.within,
    every: instantly,
    what: 'the calls to be answered',
  });
  faults.database.all('frozen');
  const asking = cast.get('before look-up') ?? [];
  await each('before look-up', (extension) => dial('before look-up', extension));
  await eventually(async () => (await noted(faults, 'authorising', asking)).length === asking.length, {
    within: patience.within,
    every: instantly,
    what: 'the look-ups',
  });
  await eventually(
    () => answering.length === 0 || answering.some((extension) => callsTo(extension)[0]?.answeredAt !== null),
    { within: patience.within, every: instantly, what: 'the answer' },
  );
  await each('ending', (extension) => faults.at.phone(extension).hangUp());
  await strike();
}

/** Calls of these managers that Star7 has in this phase, by its journal. */
async function noted(faults: FaultLab, phase: string, extensions: readonly string[]): Promise<string[]> {
  const { open } = await JournalContents.of(faults.at.lab.star7.env['STAR7_JOURNAL_FILE'] ?? '');
  return open
    .filter((call) => call.phase === phase && extensions.includes(call.extension))
    .map(({ extension }) => extension);
}
