import type { ApiCall } from '#calls/call-json';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import type { Phone } from '../lab/phone';
import type { FaultLab } from './fault-lab';
import type { Look } from './line-watch';

/** What callers are doing when a fault strikes. */
export const callerStates = ['asked', 'waiting', 'ringing', 'talking'] as const;
export type CallerState = (typeof callerStates)[number];

/** Star7's words for them. */
const phaseOf: Readonly<Record<CallerState, string>> = {
  asked: 'asking',
  waiting: 'queueing',
  ringing: 'calling-manager',
  talking: 'talking',
};

/** One caller that a fault strikes. */
export interface StruckCaller {
  id: string;
  customer: CustomerCall;
}

export type Scene = Readonly<Record<CallerState, StruckCaller>>;

/** The number that customers call. */
const did = '74950000000';

/** How long a busy machine may take for work that should take an instant. */
const patience = { within: 15_000, every: 50 };

/**
 * Customers who call the company in a lab of faults: one talks to manager 101, another waits for 101, 102's phone rings for a
 * third, and a fourth, whose number is withheld, is asked for an order number.
 */
export class InboundScene {
  readonly #calls: CustomerCall[] = [];

  private constructor(
    private readonly faults: FaultLab,
    private readonly customers: Customers,
  ) {}

  static async of(faults: FaultLab): Promise<InboundScene> {
    const { star7 } = faults.at.lab;
    await star7.mustRun(['did', 'set', did, '--overflow', 'wait', '--ring-seconds', '30']);
    // A running one reads what a command changed within a minute.
    await star7.restart();
    const { customers: own, customersMedia: media, sip: pbx } = faults.at.lab.ports;
    return new InboundScene(faults, await Customers.start({ own, media, pbx }));
  }

  async stop(): Promise<void> {
    await this.customers.stop();
  }

  hangUpAll(): void {
    for (const customer of this.#calls.splice(0)) customer.hangUp();
  }

  /** Brings one caller into each state. */
  async begin(): Promise<Scene> {
    const phones = await this.#readyPhones(['101', '102']);
    const talking = await this.#call('101', 'answers');
    await phones[0]!.incoming({ since: phones[0]!.events.length, within: patience.within });
    await phones[0]!.answer();
    const talk = { id: await this.#idIn('talking'), customer: talking };
    const waiting = await this.#call('101', 'busy');
    const asked = await this.#callFrom(null);
    const since = phones[1]!.events.length;
    const ringing = await this.#call('102', 'answers');
    await phones[1]!.incoming({ since, within: patience.within });
    await Promise.all([waiting, asked].map((customer) => customer.answered()));
    return {
      asked: { id: await this.#idIn('asked'), customer: asked },
      waiting: { id: await this.#idIn('waiting'), customer: waiting },
      ringing: { id: await this.#idIn('ringing'), customer: ringing },
      talking: talk,
    };
  }

  /** A customer of 103 calls, 103 answers and hangs up. */
  async works(): Promise<ApiCall> {
    const [phone] = await this.#readyPhones(['103']);
    const since = phone!.events.length;
    const customer = await this.#call('103', 'answers');
    await phone!.incoming({ since, within: patience.within });
    await phone!.answer();
    const [{ id }] = await this.#live((call) => call.extension === '103' && call.phase === 'talking');
    await phone!.hangUp();
    await customer.over();
    if (customer.statuses.includes(181)) throw new Error('the carrier is told of a redirection');
    return await this.faults.record(id);
  }

  /** A customer of this manager calls. */
  async #call(extension: string, behaviour: string): Promise<CustomerCall> {
    return await this.#callFrom(this.faults.order(behaviour, extension).phone);
  }

  async #callFrom(number: string | null): Promise<CustomerCall> {
    const call = await this.customers.call({ to: did, from: number });
    this.#calls.push(call);
    return call;
  }

  async #idIn(state: CallerState): Promise<string> {
    const [{ id }] = await this.#live(({ phase }) => phase === phaseOf[state]);
    return id;
  }

  async #live(wanted: (call: ApiCall) => boolean): Promise<[ApiCall]> {
    return await eventually(
      async () => {
        const { items } = await this.faults.at.get<{ items: ApiCall[] }>('/api/calls?limit=20');
        const found = items.filter((call) => call.direction === 'inbound' && wanted(call));
        return found.length === 1 ? (found as [ApiCall]) : null;
      },
      { ...patience, what: 'a call in that state' },
    );
  }

  /** Registered, and their events are received. */
  async #readyPhones(extensions: readonly string[]): Promise<Phone[]> {
    await this.faults.registered();
    const phones = extensions.map((extension) => this.faults.at.phone(extension));
    await Promise.all(phones.map((phone) => phone.registered()));
    return phones;
  }
}

/** How long a leg may be without its partner, milliseconds. */
const patienceMs = 5_000;

/**
 * Compares what was on the line with the rules for callers: no phone has two legs; no phone of a manager is on the line without
 * any caller, and no bridge has one leg, for longer than five seconds. Callers may be alone: they wait.
 * @returns what was against them
 */
export function wrongOnTheLine(looks: readonly Look[]): string[] {
  const wrong = new Set<string>();
  const since = new Map<string, number>();
  for (const { at, legs, bridges } of looks) {
    const names = new Map(legs.map(({ channelId, name }) => [channelId, name]));
    const callers = legs.filter(({ name }) => name.startsWith('PJSIP/carrier-in-')).length;
    const phones = legs.flatMap(({ name }) => /^PJSIP\/(\d+)-/.exec(name)?.[1] ?? []);
    for (const phone of new Set(phones))
      if (phones.filter((one) => one === phone).length > 1) wrong.add(`${phone} has two legs at once`);
    const now = new Set<string>();
    if (phones.length > callers) now.add('a phone is on the line without a caller');
    for (const { bridgeId, channelIds } of bridges)
      if (channelIds.filter((id) => names.has(id)).length === 1) now.add(`bridge ${bridgeId} has one leg`);
    for (const what of since.keys()) if (!now.has(what)) since.delete(what);
    for (const what of now) {
      const began = since.get(what) ?? at;
      since.set(what, began);
      if (at - began > patienceMs) wrong.add(what);
    }
  }
  return [...wrong];
}
