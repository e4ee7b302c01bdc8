import { setTimeout as pause } from 'node:timers/promises';
import { channelTails } from '#calls/model/call-state';
import type { Lab } from '../lab/lab';

/** A channel of a phone or a customer. */
export interface WatchedLeg {
  channelId: string;
  /** `PJSIP/101-0000002a`. */
  name: string;
}

/** The channels and bridges of the PBX at one moment. */
export interface Look {
  /**
   * Monotonic time of this process, milliseconds, without the time in which the PBX did not answer: while it is down or
   * frozen nobody can join a leg or hang it up.
   */
  at: number;
  legs: readonly WatchedLeg[];
  bridges: readonly { bridgeId: string; channelIds: readonly string[] }[];
}

/** Observed violations. */
export interface Verdict {
  violations: string[];
  /** The longest time that a leg was without its partner, milliseconds. */
  longestAlone: number;
}

const everyMs = 150;
const slowestAnswerMs = 1_500;
/** How long a leg may be without its partner. */
const patienceMs = 5_000;

/** Polls the PBX repeatedly, bypassing Star7 and the gates. */
export class LineWatch {
  readonly looks: Look[] = [];
  #watching: Promise<void> | null = null;
  #wanted = false;

  constructor(private readonly lab: Lab) {}

  start(): void {
    this.looks.length = 0;
    this.#wanted = true;
    this.#watching = this.#watch();
  }

  /** @returns the observations */
  async stop(): Promise<readonly Look[]> {
    this.#wanted = false;
    await this.#watching;
    return this.looks;
  }

  async #watch(): Promise<void> {
    let unanswered = 0;
    while (this.#wanted) {
      const began = performance.now();
      const seen = await look(this.lab).catch(() => null);
      const took = performance.now() - began;
      // An answer that takes longer than any busy machine's comes from a PBX that was frozen.
      if (seen === null) unanswered += took + everyMs;
      else if (took > slowestAnswerMs) unanswered += took;
      if (seen !== null) this.looks.push({ ...seen, at: seen.at - unanswered });
      await pause(everyMs);
    }
  }
}

/** Observes the PBX once. */
export async function look({ asterisk }: Lab): Promise<Look> {
  const [channels, bridges] = await Promise.all([
    asterisk.ari('GET', 'channels'),
    asterisk.ari('GET', 'bridges'),
  ]);
  return {
    at: performance.now(),
    legs: (channels.body as { id: string; name: string }[])
      .filter(({ name }) => name.startsWith('PJSIP/'))
      .map(({ id, name }) => ({ channelId: id, name })),
    bridges: (bridges.body as { id: string; channels: string[] }[]).map(({ id, channels: joined }) => ({
      bridgeId: id,
      channelIds: joined,
    })),
  };
}

/**
 * Compares the observations with the rules: each bridge has only the two legs of its call; no customer is
 * without a leg of the manager, and no bridge has a single leg, for longer than five seconds; a manager never
 * has two customers.
 * @param extensionOf the manager of each call
 */
export function judge(looks: readonly Look[], extensionOf: ReadonlyMap<string, string>): Verdict {
  const violations = new Set<string>();
  const alone = new Stopwatches();
  for (const { at, legs, bridges } of looks) {
    const names = new Map(legs.map(({ channelId, name }) => [channelId, name]));
    const incomplete = new Set<string>();
    for (const { bridgeId, channelIds } of bridges) {
      const call = callOf(bridgeId);
      const extension = extensionOf.get(call);
      // A channel that ended between the two lists of one observation is in only one of them.
      const members = channelIds.flatMap((id) => (names.has(id) ? [[id, names.get(id) ?? ''] as const] : []));
      const customers = members.filter(([id]) => isCustomer(id));
      const managers = members.filter(([id]) => !isCustomer(id));
      const areOwn =
        customers.every(([id]) => callOf(id) === call) &&
        managers.every(([, name]) => extension === undefined || phoneOf(name) === extension);
      if (customers.length > 1 || managers.length > 1 || !areOwn)
        violations.add(`a bridge of ${extension ?? 'nobody'} has legs that are not its own`);
      if (members.length === 1) incomplete.add(`a bridge of ${extension ?? 'nobody'} has one leg`);
    }

    const phones = new Set(legs.map(({ name }) => phoneOf(name)));
    const callsOf = new Map<string, Set<string>>();
    for (const { channelId } of legs.filter((leg) => isCustomer(leg.channelId))) {
      const call = callOf(channelId);
      const extension = extensionOf.get(call);
      if (extension === undefined) violations.add('a customer is called for a call that no record knows');
      else callsOf.set(extension, (callsOf.get(extension) ?? new Set()).add(call));
      if (extension === undefined || !phones.has(extension))
        incomplete.add(`a customer of ${extension ?? 'nobody'} is on the line without a manager`);
    }
    for (const [extension, calls] of callsOf)
      if (calls.size > 1) violations.add(`${extension} has two customers at once`);
    for (const what of alone.tooLong(at, incomplete)) violations.add(what);
  }
  return { violations: [...violations], longestAlone: Math.round(alone.longest) };
}

/** Measures how long each of several conditions has lasted without a break. */
class Stopwatches {
  longest = 0;
  #since = new Map<string, number>();

  /** @returns the conditions that have lasted too long */
  tooLong(at: number, goingOn: ReadonlySet<string>): string[] {
    this.#since = new Map([...goingOn].map((what) => [what, this.#since.get(what) ?? at]));
    for (const since of this.#since.values()) this.longest = Math.max(this.longest, at - since);
    return [...this.#since].flatMap(([what, since]) => (at - since > patienceMs ? [what] : []));
  }
}

/** What the ids of a node with a name end in. */
const nodeSuffix = '(?:\\.[a-z0-9-]+)?';
const customerPattern = new RegExp(`-c\\d+${nodeSuffix}$`);
const tailPattern = new RegExp(`(?:${channelTails}|-b)${nodeSuffix}$`);

export function isCustomer(channelId: string): boolean {
  return customerPattern.test(channelId);
}

/** @param id of a channel or a bridge that Star7 has made */
export function callOf(id: string): string {
  return id.replace(tailPattern, '');
}

/** The phone of a channel: `PJSIP/101-0000002a` is 101's. */
function phoneOf(name: string): string {
  return name.replace(/^PJSIP\//, '').replace(/-[0-9a-f]+$/, '');
}
