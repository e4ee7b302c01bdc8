import { rmSync, writeFileSync } from 'node:fs';
import type { ApiCall } from '#calls/call-json';
import { Argon2Passwords } from '#vault/argon2-passwords';
import { behaviourNamed } from '../lab/carrier-behaviours';
import { Customers } from '../lab/customers';
import type { CustomerCall } from '../lab/customers';
import { eventually } from '../lab/eventually';
import type { FaultLab } from './fault-lab';
import type { Look } from './line-watch';

/** What callers are doing when a fault strikes, in the order in which they are brought there. */
export const callerStates = [
  'talking',
  'waiting',
  'asked',
  'ringing',
  /** The manager has answered and is asked for a 1. */
  'taking',
  /** Parted from the manager, and about to key in a new number. */
  'keying',
  /** The new number is read back. */
  'confirming',
  /** On hold. */
  'held',
  /** The manager asks a colleague; the customer hears music. */
  'consulting',
  /** Manager, colleague and customer. */
  'three',
  /** Somebody on the number for couriers is asked for the courier number. */
  'courierAsked',
  /** A courier has called, and the customer's phone rings. */
  'courierRings',
  'courierTalks',
  /** A customer has called back, and the courier's mobile rings. */
  'courierBack',
  /** A manager has called from the own mobile, and talks to the customer. */
  'mobileTalks',
  /** Somebody on the number for managers' mobiles is asked for the PIN. */
  'mobileAsked',
] as const;
export type CallerState = (typeof callerStates)[number];

/** Star7's words for them. */
const phaseOf: Readonly<Record<CallerState, string>> = {
  asked: 'asking',
  waiting: 'queueing',
  ringing: 'calling-manager',
  taking: 'accepting',
  talking: 'talking',
  keying: 'keying',
  confirming: 'keying',
  held: 'holding',
  consulting: 'consulting',
  three: 'conferring',
  courierAsked: 'asking',
  courierRings: 'calling-customer',
  courierTalks: 'talking',
  courierBack: 'calling-courier',
  mobileAsked: 'asking',
  mobileTalks: 'talking',
};

/** Whose caller it is; the one who waits does so for the one who talks, and the one who is asked is nobody's. */
const managerOf: Readonly<Record<Exclude<CallerState, 'asked' | CourierState | MobileState>, string>> = {
  talking: '101',
  waiting: '101',
  ringing: '102',
  keying: '104',
  confirming: '105',
  taking: '106',
  held: '107',
  consulting: '108',
  three: '110',
};

/** Couriers by state: the own mobile's behaviour, and whose order of which customer is on its way. */
const courierOf = {
  courierRings: { number: '2', mobile: 'answers', customer: 'never-answers', manager: '113' },
  courierTalks: { number: '1', mobile: 'answers', customer: 'answers', manager: '112' },
  courierBack: { number: '4', mobile: 'never-answers', customer: 'answers', manager: '114' },
} as const;
type CarryingState = keyof typeof courierOf;
type CourierState = CarryingState | 'courierAsked';

/** Who calls from the own mobile, and by which PIN. */
const ownMobile = { extension: '115', number: '+79165555115', pin: '482913' };
type MobileState = 'mobileAsked' | 'mobileTalks';

function mobileOf(state: CarryingState): string {
  const { number, mobile } = courierOf[state];
  return `+79165554${number}${behaviourNamed(mobile).code}`;
}

function isCarrying(state: CallerState): state is CarryingState {
  return state in courierOf;
}

/** Who is asked for a customer. */
const colleagueOf = { consulting: '109', three: '111' } as const;

/** In these states the manager has asked for something by REST. */
const askingStates = ['keying', 'confirming', 'held', 'consulting', 'three'] as const;

/** A number that a customer keys in; nobody's in the shops of the lab. */
const keyedNumber = '89161029384';

/** One caller that a fault strikes. */
export interface StruckCaller {
  id: string;
  customer: CustomerCall;
}

export type Scene<State extends CallerState = CallerState> = Readonly<Record<State, StruckCaller>>;

/** The number that customers call, the one for couriers, and the one for managers' mobiles. */
const did = '74950000000';
const couriersDid = '74950000017';
const managersDid = '74950000088';

/** How long a busy machine may take for work that should take an instant. */
const patience = { within: 15_000, every: 50 };

/** Customers who call the company in a lab of faults, one in each of some states. */
export class InboundScene<State extends CallerState> {
  readonly #calls: CustomerCall[] = [];
  /** Of managers who ask for something. */
  readonly #tokens = new Map<string, string>();

  private constructor(
    private readonly faults: FaultLab,
    private readonly customers: Customers,
    private readonly states: readonly State[],
  ) {}

  /** @param states `waiting` needs `talking`; those of managers from 106 on need a lab with them */
  static async of<S extends CallerState>(faults: FaultLab, states: readonly S[]): Promise<InboundScene<S>> {
    const { star7 } = faults.at.lab;
    await star7.mustRun(['did', 'set', did, '--overflow', 'wait', '--ring-seconds', '30']);
    const wanted: readonly CallerState[] = states;
    if (wanted.includes('taking'))
      await star7.mustRun(['manager', 'set', managerOf.taking, '--press-to-accept']);
    const carrying = wanted.filter(isCarrying);
    if (carrying.length > 0) await handOver(faults, carrying);
    if (wanted.includes('mobileAsked') || wanted.includes('mobileTalks')) await takeMobile(faults);
    // A running one reads what a command changed within a minute.
    await star7.restart();
    const { customers: own, customersMedia: media, sip: pbx } = faults.at.lab.ports;
    const scene = new InboundScene(faults, await Customers.start({ own, media, pbx }), states);
    for (const state of askingStates) if (wanted.includes(state)) await scene.#makeToken(managerOf[state]);
    return scene;
  }

  async stop(): Promise<void> {
    await this.customers.stop();
    const { star7 } = this.faults.at.lab;
    const states: readonly CallerState[] = this.states;
    const carrying = states.filter(isCarrying);
    for (const state of carrying) await star7.run(['courier', 'disable', courierOf[state].number]);
    if (carrying.length > 0) await star7.run(['did', 'delete', couriersDid]);
    if (states.includes('mobileAsked') || states.includes('mobileTalks')) {
      await star7.run(['did', 'delete', managersDid]);
      await star7.run(['manager', 'mobile', ownMobile.extension, '--remove']);
    }
  }

  /** The customers do. */
  hangUpAll(): void {
    for (const customer of this.#calls.splice(0)) customer.hangUp();
  }

  /** Brings one caller into each state. */
  async begin(): Promise<Scene<State>> {
    const extensions = this.states.flatMap((state: CallerState) => [
      ...(state in managerOf ? [managerOf[state as keyof typeof managerOf]] : []),
      ...(state in colleagueOf ? [colleagueOf[state as keyof typeof colleagueOf]] : []),
    ]);
    await this.#readyPhones([...new Set(extensions)]);
    const scene: Partial<Record<CallerState, StruckCaller>> = {};
    for (const state of callerStates) {
      if (!(this.states as readonly CallerState[]).includes(state)) continue;
      const customer = await this.#bringInto(state);
      scene[state] = { id: await this.#idIn(state, Object.values(scene)), customer };
      if (state === 'confirming') await this.#keysNumber(customer);
    }
    return scene as Scene<State>;
  }

  async #bringInto(state: CallerState): Promise<CustomerCall> {
    if (state === 'asked') {
      const asked = await this.#callFrom(null);
      await asked.answered();
      return asked;
    }
    if (state === 'courierAsked' || isCarrying(state)) return await this.#bringCourierInto(state);
    if (state === 'mobileAsked' || state === 'mobileTalks') return await this.#bringMobileInto(state);
    const extension = managerOf[state];
    if (state === 'waiting') {
      const waiting = await this.#call(extension, 'busy');
      await waiting.answered();
      return waiting;
    }
    const phone = this.faults.at.phone(extension);
    const since = phone.events.length;
    const customer = await this.#call(extension, 'answers');
    await phone.incoming({ since, within: patience.within });
    if (state !== 'ringing') await phone.answer();
    if (state === 'keying' || state === 'confirming')
      await this.#ask(extension, 'number', { slot: 'second' });
    if (state === 'held') await this.#ask(extension, 'hold');
    if (state === 'consulting' || state === 'three') await this.#askColleague(state);
    return customer;
  }

  async #bringCourierInto(state: CourierState): Promise<CustomerCall> {
    if (state === 'courierAsked') {
      const asked = await this.#callFrom(null, couriersDid);
      await asked.answered();
      return asked;
    }
    const { customer, manager } = courierOf[state];
    const from = state === 'courierBack' ? this.faults.order(customer, manager).phone : mobileOf(state);
    return await this.#callFrom(from, couriersDid);
  }

  async #bringMobileInto(state: MobileState): Promise<CustomerCall> {
    const mobile = await this.#callFrom(state === 'mobileAsked' ? null : ownMobile.number, managersDid);
    await mobile.answered();
    if (state === 'mobileAsked') return mobile;
    const { extension, pin } = ownMobile;
    const isAsked = ({ phase, startKind }: ApiCall): boolean =>
      phase === 'asking' && startKind === 'own-mobile';
    await this.#live((call) => isAsked(call) && call.extension === '');
    await mobile.press(`${pin}#`);
    await this.#live((call) => isAsked(call) && call.extension === extension);
    await mobile.press(`${this.faults.order('answers', extension).orderNumber}#`);
    return mobile;
  }

  async #makeToken(extension: string): Promise<void> {
    const { star7 } = this.faults.at.lab;
    const { stdout } = await star7.mustRun(['token', 'create', '--extension', extension, '--json']);
    this.#tokens.set(extension, (JSON.parse(stdout) as { token: string }).token);
  }

  /** What the manager asks for in the conversation. */
  async #ask(extension: string, deed: string, body?: object): Promise<void> {
    const [{ id }] = await this.#live(
      (call) => call.extension === extension && ['talking', 'consulting'].includes(call.phase),
    );
    const { status } = await this.faults.at.request('POST', `/api/calls/${id}/${deed}`, body, {
      authorization: `Bearer ${this.#tokens.get(extension) ?? ''}`,
    });
    if (status !== 202) throw new Error(`${deed} by ${extension}: ${String(status)}`);
  }

  async #askColleague(state: keyof typeof colleagueOf): Promise<void> {
    const [manager, extension] = [managerOf[state], colleagueOf[state]];
    const colleague = this.faults.at.phone(extension);
    const since = colleague.events.length;
    await this.#ask(manager, 'transfer', { kind: 'attended', extension });
    await colleague.incoming({ since, within: patience.within });
    await colleague.answer();
    const isTogether = ({ extension: own, colleague: with_ }: ApiCall): boolean =>
      own === manager && with_?.isTalking === true;
    await this.#live(isTogether);
    if (state === 'consulting') return;
    await this.#ask(manager, 'transfer/three');
    await this.#live((call) => isTogether(call) && call.phase === 'conferring');
  }

  /** Keys a number to its end; it is read back from then on. */
  async #keysNumber(customer: CustomerCall): Promise<void> {
    customer.listenAgain();
    await customer.press(`${keyedNumber}#`);
    await eventually(() => customer.loudness() > 500, { ...patience, what: 'the number, read back' });
  }

  /** A customer of 103 calls, 103 answers and hangs up. */
  async works(): Promise<ApiCall> {
    await this.#readyPhones(['103']);
    const phone = this.faults.at.phone('103');
    const since = phone.events.length;
    const customer = await this.#call('103', 'answers');
    await phone.incoming({ since, within: patience.within });
    await phone.answer();
    const [{ id }] = await this.#live((call) => call.extension === '103' && call.phase === 'talking');
    await phone.hangUp();
    await customer.over();
    if (customer.statuses.includes(181)) throw new Error('the carrier is told of a redirection');
    return await this.faults.record(id);
  }

  /** A customer of this manager calls. */
  async #call(extension: string, behaviour: string): Promise<CustomerCall> {
    return await this.#callFrom(this.faults.order(behaviour, extension).phone);
  }

  async #callFrom(number: string | null, to = did): Promise<CustomerCall> {
    const call = await this.customers.call({ to, from: number });
    this.#calls.push(call);
    return call;
  }

  /** The call that is in this state's phase, beside those that were there before. */
  async #idIn(state: CallerState, before: readonly StruckCaller[]): Promise<string> {
    const [{ id }] = await this.#live(
      (call) => call.phase === phaseOf[state] && before.every((other) => other.id !== call.id),
    );
    return id;
  }

  async #live(wanted: (call: ApiCall) => boolean): Promise<[ApiCall]> {
    return await eventually(
      async () => {
        const { items } = await this.faults.at.get<{ items: ApiCall[] }>('/api/calls?limit=20');
        const found = items.filter(
          (call) => (call.direction !== 'outbound' || call.startKind === 'own-mobile') && wanted(call),
        );
        return found.length === 1 ? (found as [ApiCall]) : null;
      },
      { ...patience, what: 'a call in that state' },
    );
  }

  /** Registered, and their events are received. */
  async #readyPhones(extensions: readonly string[]): Promise<void> {
    await this.faults.registered();
    await Promise.all(extensions.map((extension) => this.faults.at.phone(extension).registered()));
  }
}

/** Couriers with an order each on the way, and a number for them. */
async function handOver(faults: FaultLab, states: readonly CarryingState[]): Promise<void> {
  const { star7, place } = faults.at.lab;
  await star7.mustRun(['did', 'set', couriersDid, '--purpose', 'couriers', '--ring-seconds', '60']);
  for (const state of states) {
    const { number, customer, manager } = courierOf[state];
    // The lab keeps its database, and a run that was broken off leaves its couriers.
    await star7.run(['courier', 'disable', number]);
    const file = place.file(`mobile-${number}`);
    writeFileSync(file, mobileOf(state), { mode: 0o600 });
    await star7.mustRun(['courier', 'add', number, `Courier ${number}`, '--phone-file', file]);
    rmSync(file);
    await star7.mustRun(['courier', 'hand-over', faults.order(customer, manager).orderNumber, number]);
  }
}

/** A number for managers' mobiles, and a manager with one and a PIN. */
async function takeMobile(faults: FaultLab): Promise<void> {
  const { star7, place, database } = faults.at.lab;
  const { extension, number, pin } = ownMobile;
  await star7.mustRun(['did', 'set', managersDid, '--purpose', 'managers', '--language', 'en']);
  const file = place.file('own-mobile');
  writeFileSync(file, number, { mode: 0o600 });
  await star7.mustRun(['manager', 'mobile', extension, '--number-file', file, '--confirmed']);
  rmSync(file);
  const hash = await new Argon2Passwords().hash(pin);
  await database.query('UPDATE managers SET pin_hash = ? WHERE active_extension = ?', [hash, extension]);
}

/** How long a leg may be without its partner, milliseconds. */
const patienceMs = 5_000;

/**
 * Compares what was on the line with the rules for callers: no phone has two legs; no phone of a manager is on the line without
 * any customer, and no bridge has one leg, for longer than five seconds. Customers may be alone: callers wait. Two managers may
 * talk on whose customer the dialplan has let go, because nobody could give the customer back to them.
 * @returns what was against them
 */
export function wrongOnTheLine(looks: readonly Look[]): string[] {
  const wrong = new Set<string>();
  const since = new Map<string, number>();
  for (const { at, legs, bridges } of looks) {
    const names = new Map(legs.map(({ channelId, name }) => [channelId, name]));
    const customers = legs.filter(({ name }) => name.startsWith('PJSIP/carrier')).length;
    const phones = legs.flatMap(({ name }) => /^PJSIP\/(\d+)-/.exec(name)?.[1] ?? []);
    for (const phone of new Set(phones))
      if (phones.filter((one) => one === phone).length > 1) wrong.add(`${phone} has two legs at once`);
    const now = new Set<string>();
    const among = bridges
      .map(({ channelIds }) => channelIds.flatMap((id) => names.get(id) ?? []))
      .filter((joined) => joined.length > 1 && joined.every((name) => /^PJSIP\/\d+-/.test(name)))
      .flat().length;
    if (phones.length - among > customers) now.add('a phone is on the line without a customer');
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
