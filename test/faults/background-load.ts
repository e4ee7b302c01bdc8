import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../lab/eventually';
import type { FaultLab } from './fault-lab';
import { callOf, isCustomer, judge, LineWatch } from './line-watch';
import { untruths } from './matrix';

/** The course of one call of the load, and its expected record. */
interface Way {
  customer: string;
  ending: string;
  /** The manager's actions, from dialling on. */
  go: (call: { faults: FaultLab; extension: string; order: string }) => Promise<void>;
}

/** Milliseconds of talk before the manager hangs up. */
const talkMs = 3_000;
const patience = { within: 20_000 };

const ways: readonly Way[] = [
  {
    customer: 'answers',
    ending: 'answered/manager',
    go: hangingUpAfter('CALL_ESTABLISHED'),
  },
  {
    customer: 'hangs-up',
    ending: 'answered/customer',
    go: waitingForTheEnd,
  },
  {
    customer: 'never-answers',
    ending: 'cancelled/manager',
    go: hangingUpAfter('CALL_RINGING'),
  },
  {
    customer: 'busy',
    ending: 'busy/customer',
    go: waitingForTheEnd,
  },
  {
    customer: 'answers',
    ending: 'answered/manager',
    go: async ({ faults, extension, order }) => {
      const phone = faults.at.phone(extension);
      const since = phone.events.length;
      await faults.at.request('POST', `/api/orders/${order}/calls`, { extension });
      await phone.incoming({ since, ...patience });
      await phone.answer();
      await phone.event('CALL_ESTABLISHED', { since, ...patience });
      // The phone's leg is up before the customer's.
      await pause(talkMs);
      await phone.hangUp();
    },
  },
];

/** Dials, and hangs up some time after the event. */
function hangingUpAfter(event: 'CALL_RINGING' | 'CALL_ESTABLISHED'): Way['go'] {
  return async ({ faults, extension, order }) => {
    const phone = faults.at.phone(extension);
    const id = await phone.dial(`*7${order}`);
    await phone.event(event, { id, ...patience });
    await pause(talkMs);
    await phone.hangUp();
  };
}

async function waitingForTheEnd({ faults, extension, order }: Parameters<Way['go']>[0]): Promise<void> {
  const phone = faults.at.phone(extension);
  await phone.closed(await phone.dial(`*7${order}`), patience);
}

/**
 * Continuous calls, one at a time for each of these managers; at the end each call is compared with its
 * record.
 */
export class BackgroundLoad {
  readonly #watch: LineWatch;
  #wanted = true;
  #loops: Promise<void>[] = [];
  #before = new Set<string>();
  readonly #made = new Map<string, { way: Way; from: number; to: number }[]>();

  constructor(
    private readonly faults: FaultLab,
    private readonly extensions: readonly string[],
  ) {
    this.#watch = new LineWatch(faults.at.lab);
  }

  /** Resolves when every manager is in a call. */
  async start(): Promise<void> {
    this.#before = await this.faults.idsOf(this.extensions);
    await Promise.all(this.extensions.map((extension) => this.faults.at.phone(extension).registered()));
    this.#watch.start();
    this.#loops = this.extensions.map((extension, index) => this.#callOnAndOn(extension, index));
    await eventually(
      () => this.#watch.looks.some((look) => managersIn(look, this.extensions) === this.extensions.length),
      { within: 30_000, every: 50, what: 'a call of every manager' },
    );
  }

  /**
   * Waits for the end of each last call. @returns the faults, the number of calls, and how many ran at once
   */
  async stop(): Promise<{ wrong: string[]; calls: number; atOnce: { median: number; most: number } }> {
    this.#wanted = false;
    const failures = await Promise.allSettled(this.#loops);
    await this.faults.noLegLeft();
    const looks = await this.#watch.stop();
    const wrong = failures.flatMap((loop) => (loop.status === 'rejected' ? [String(loop.reason)] : []));
    const extensionOf = new Map<string, string>();
    for (const [extension, made] of this.#made) {
      const records = await this.faults.newCalls(extension, this.#before, made.length);
      if (records.length !== made.length)
        wrong.push(`${extension}: ${records.length} records of ${made.length} calls`);
      for (const [index, record] of records.entries()) {
        extensionOf.set(record.id, extension);
        const call = made[index];
        if (call === undefined) continue;
        const ending = `${record.disposition ?? 'none'}/${record.hungUpBy ?? 'nobody'}`;
        if (ending !== call.way.ending) wrong.push(`${extension}: ${ending} instead of ${call.way.ending}`);
        const { phone } = this.faults.order(call.way.customer, extension);
        const seen = this.faults.carriers
          .callsTo(phone, call.from)
          .filter(({ invitedAt }) => invitedAt <= call.to);
        for (const what of untruths(record, seen, call.to, {})) wrong.push(`${extension}: ${what}`);
      }
    }
    // Calls of other managers are judged elsewhere.
    const own = looks.map((look) => ({
      ...look,
      legs: look.legs.filter(
        ({ channelId, name }) => extensionOf.has(callOf(channelId)) || !isCustomer(channelId) || name === '',
      ),
      bridges: look.bridges.filter(({ bridgeId }) => extensionOf.has(callOf(bridgeId))),
    }));
    wrong.push(...judge(own, extensionOf).violations);
    const counts = looks.map((look) => managersIn(look, this.extensions)).sort((one, other) => one - other);
    return {
      wrong,
      calls: [...this.#made.values()].flat().length,
      atOnce: { median: counts[counts.length >> 1] ?? 0, most: counts.at(-1) ?? 0 },
    };
  }

  async #callOnAndOn(extension: string, first: number): Promise<void> {
    const made: { way: Way; from: number; to: number }[] = [];
    this.#made.set(extension, made);
    let nth = first;
    while (this.#wanted) {
      const way = ways[nth++ % ways.length]!;
      const order = this.faults.order(way.customer, extension).orderNumber;
      const call = { way, from: Date.now(), to: Infinity };
      made.push(call);
      await way.go({ faults: this.faults, extension, order });
      call.to = Date.now();
      // The phone is in this call until the PBX hangs it up.
      await eventually(() => this.faults.at.phone(extension).idle(), { within: 5_000, every: 20 });
      await eventually(async () => !(await this.#isInCall(extension)), { within: 5_000, every: 50 });
    }
  }

  async #isInCall(extension: string): Promise<boolean> {
    const { items } = await this.faults.at.get<{ items: { phase: string }[] }>(
      `/api/calls?extension=${extension}&limit=1`,
    );
    return items[0] !== undefined && items[0].phase !== 'ended';
  }
}

/** How many of these managers have a leg. */
function managersIn({ legs }: LineWatch['looks'][number], extensions: readonly string[]): number {
  return extensions.filter((extension) => legs.some(({ name }) => name.startsWith(`PJSIP/${extension}-`)))
    .length;
}
