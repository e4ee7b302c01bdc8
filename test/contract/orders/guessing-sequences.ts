import type { Slot } from '#kernel/slot';
import { Random } from '#kernel/random';
import { incoming, seen } from './guessing-world';
import type { GuessingWorld, Insider } from './guessing-world';

/**
 * Numbers by name. `H`, `R`, `S` are hidden: the main number of a customer and the recipients of two of their orders. `G0`
 * to `G3` are guessed; in one world three of them are the hidden ones, in the other none is. `P0`, `P1` are the insiders'
 * own phones, `A` the number of an order of their own, `Z` any other that the shop states.
 */
type NumberName = 'H' | 'R' | 'S' | 'G0' | 'G1' | 'G2' | 'G3' | 'P0' | 'P1' | 'A' | 'Z';

type Order = 'V1' | 'V2' | 'V3' | 'V4' | 'V5' | 'O1' | 'O2';

type Step =
  | { do: 'type'; who: Insider; order: Order; slot: Slot; number: NumberName }
  /** Until the limit of an hour is met, and beyond. */
  | { do: 'type-often'; who: Insider; order: Order; slot: Slot; number: NumberName; times: number }
  | { do: 'restore'; order: Order; slot: Slot }
  | { do: 'note'; who: '101' | '102'; order: Order }
  /** Takes the newest outcome back, or one that was saved just now. */
  | { do: 'undo'; who: '101' | '102'; order: Order; saved: string | null }
  | { do: 'wrap-up'; who: '101' | '102'; order: Order; outcome: string }
  | { do: 'call'; who: '101' | '102'; order: Order; slot: Slot }
  | { do: 'import' }
  /** The shop closes an order or opens it again. */
  | { do: 'set-status'; order: Order; status: 'open' | 'closed' }
  /** The shop takes over what was typed there last. */
  | { do: 'adopt'; order: Order; slot: Slot }
  /** The shop takes it over for another order of the customer, or into another slot of the order. */
  | { do: 'adopt-for'; order: Order; slot: Slot; into: { order: Order; slot: Slot } }
  | { do: 'state-another'; order: Order; slot: Slot }
  /** The shop says that the customer is not to be called, or where they live. */
  | { do: 'state-wish'; order: Order }
  | { do: 'state-zone'; order: Order; zone: string }
  /** The shop's next order of the hidden customer. */
  | { do: 'order-again' }
  | { do: 'wait'; minutes: number };

const slots: readonly Slot[] = ['main', 'main', 'main', 'recipient', 'second'];
const typed: readonly NumberName[] = ['G0', 'G0', 'G0', 'G1', 'G2', 'G3', 'P0', 'P1'];
/** V: of the hidden customer, V4 closed, V5 not ordered yet. O: of the insiders' own. */
const owners: Readonly<Record<Order, '101' | '102'>> = {
  ...{ V1: '101', V2: '101', V3: '102', V4: '101', V5: '101' },
  ...{ O1: '101', O2: '102' },
};
const orders = Object.keys(owners) as Order[];

/** One sequence of what insiders and the shop do. */
export function sequence(seed: number, index: number): Step[] {
  const random = new Random(seed, index);
  const anyOrder = (): Order => random.pick(orders);
  const slot = (): Slot => random.pick(slots);
  const makers: (() => Step)[] = [
    ...Array<() => Step>(6).fill(() => {
      const order = anyOrder();
      const who = random.chance(0.3) ? 'supervisor' : owners[order];
      return { do: 'type', who, order, slot: slot(), number: random.pick(typed) };
    }),
    () => ({ do: 'restore', order: anyOrder(), slot: slot() }),
    () => ({ do: 'restore', order: anyOrder(), slot: slot() }),
    () => {
      const order = anyOrder();
      const isManager = random.chance(0.9);
      return {
        ...{ do: 'type-often', order, slot: slot(), number: random.pick(typed) },
        ...{ who: isManager ? owners[order] : 'supervisor', times: isManager ? 8 + random.int(4) : 31 },
      };
    },
    () => {
      const order = anyOrder();
      return { do: 'note', who: owners[order], order };
    },
    () => {
      const order = anyOrder();
      return {
        do: 'undo',
        who: owners[order],
        order,
        saved: random.pick(['do-not-call', 'confirmed', null]),
      };
    },
    () => {
      const order = anyOrder();
      return { do: 'wrap-up', who: owners[order], order, outcome: random.pick(['do-not-call', 'confirmed']) };
    },
    () => {
      const order = anyOrder();
      return { do: 'call', who: owners[order], order, slot: slot() };
    },
    () => ({ do: 'import' }),
    () => ({ do: 'import' }),
    () => ({ do: 'set-status', order: anyOrder(), status: random.pick(['open', 'closed']) }),
    () => ({ do: 'adopt', order: anyOrder(), slot: slot() }),
    () => {
      const order = anyOrder();
      const into = random.chance(0.5)
        ? { order, slot: slot() }
        : {
            order: random.pick(orders.filter((other) => other[0] === order[0] && other !== 'V5')),
            slot: slot(),
          };
      return { do: 'adopt-for', order, slot: slot(), into };
    },
    () => ({ do: 'state-another', order: anyOrder(), slot: slot() }),
    () => ({ do: 'state-wish', order: anyOrder() }),
    () => ({
      do: 'state-zone',
      order: anyOrder(),
      zone: random.pick(['Asia/Vladivostok', 'America/New_York']),
    }),
    () => ({ do: 'order-again' }),
    () => ({ do: 'wait', minutes: random.pick([1, 10, 70]) }),
  ];
  return Array.from({ length: 4 + random.int(12) }, () => random.pick(makers)());
}

/** What one of two worlds does of a sequence, step by step. */
class Play {
  /** What the shop has: by order, what it states. */
  readonly #shop = new Map<
    Order,
    {
      status: 'open' | 'closed';
      main: string;
      second: string | null;
      recipient: string | null;
      doNotCall?: true;
      timeZone?: string;
    }
  >();
  /** What was typed last and not taken back, by order and slot. */
  readonly #typed = new Map<string, string>();

  constructor(
    private readonly world: GuessingWorld,
    private readonly index: number,
    /** Whether guesses are right here. */
    private readonly right: boolean,
  ) {
    const at = (name: NumberName): string => this.#number(name);
    const hidden = { status: 'open', main: at('H'), second: null, recipient: at('R') } as const;
    this.#shop.set('V1', hidden);
    this.#shop.set('V2', { ...hidden, recipient: at('S') });
    this.#shop.set('V3', hidden);
    this.#shop.set('V4', { ...hidden, status: 'closed' });
    for (const own of ['O1', 'O2'] as const)
      this.#shop.set(own, { ...hidden, main: at('A'), recipient: null });
  }

  async begin(): Promise<void> {
    await this.#import();
    this.world.news();
  }

  /** @returns what the insiders see of it */
  async step(step: Step): Promise<unknown> {
    return [await this.#do(step), this.world.news()];
  }

  /** @returns what they see of all orders afterwards */
  async lookAround(): Promise<unknown[]> {
    const looks: unknown[] = [];
    for (const order of orders) {
      const number = this.#orderNumber(order);
      looks.push(
        seen(await this.world.get(owners[order], `/api/orders/${number}`)),
        seen(await this.world.timeline('supervisor', number)),
        await this.#call(owners[order], order, 'main'),
        await this.#call(owners[order], order, 'recipient'),
      );
    }
    looks.push(seen(await this.world.get('supervisor', '/api/contact-changes?limit=30')));
    looks.push(seen(await this.world.get('101', '/api/queue/counts')));
    this.world.news();
    return looks;
  }

  async #do(step: Step): Promise<unknown> {
    const { world } = this;
    switch (step.do) {
      case 'type': {
        const number = this.#number(step.number);
        const answer = await world.type(step.who, this.#orderNumber(step.order), step.slot, number);
        if (answer.statusCode === 200) this.#typed.set(`${step.order}/${step.slot}`, number);
        return seen(answer);
      }
      case 'type-often': {
        const answers: unknown[] = [];
        for (let nth = 0; nth < step.times; nth += 1) answers.push(await this.#do({ ...step, do: 'type' }));
        return answers;
      }
      case 'note':
        return seen(await world.note(step.who, this.#orderNumber(step.order)));
      case 'undo': {
        const number = this.#orderNumber(step.order);
        const saved = step.saved === null ? null : seen(await world.wrapUp(step.who, number, step.saved));
        return [saved, seen(await world.undo(step.who, number))];
      }
      case 'state-wish':
        return this.#state(step.order, { doNotCall: true });
      case 'state-zone':
        return this.#state(step.order, { timeZone: step.zone });
      case 'restore': {
        const answer = await world.restore(this.#orderNumber(step.order), step.slot);
        if (answer.statusCode === 200) this.#typed.delete(`${step.order}/${step.slot}`);
        return seen(answer);
      }
      case 'wrap-up':
        return seen(await world.wrapUp(step.who, this.#orderNumber(step.order), step.outcome));
      case 'call':
        return this.#call(step.who, step.order, step.slot);
      case 'import':
        return this.#import();
      case 'set-status':
        return this.#state(step.order, { status: step.status });
      case 'adopt': {
        const number = this.#typed.get(`${step.order}/${step.slot}`);
        return number === undefined ? null : this.#state(step.order, { [step.slot]: number });
      }
      case 'adopt-for': {
        const number = this.#typed.get(`${step.order}/${step.slot}`);
        return number === undefined ? null : this.#state(step.into.order, { [step.into.slot]: number });
      }
      case 'state-another':
        this.#typed.delete(`${step.order}/${step.slot}`);
        return this.#state(step.order, { [step.slot]: this.#number('Z') });
      case 'order-again':
        this.#shop.set('V5', { status: 'open', main: this.#number('H'), second: null, recipient: null });
        return this.#import();
      case 'wait':
        world.wait(step.minutes);
        return null;
    }
  }

  async #state(order: Order, change: object): Promise<void> {
    const row = this.#shop.get(order);
    if (row !== undefined) this.#shop.set(order, { ...row, ...change });
    await this.#import();
  }

  async #import(): Promise<void> {
    await this.world.import(
      [...this.#shop].map(([order, { status, main, second, recipient, ...wishes }]) => ({
        ...incoming(this.#orderNumber(order), owners[order], status, { main, second, recipient }),
        ...wishes,
      })),
    );
  }

  #call(who: string, order: Order, slot: Slot): Promise<unknown> {
    const phones = [this.#number('P0'), this.#number('P1')];
    return this.world.call(who, this.#orderNumber(order), slot, phones);
  }

  #orderNumber(order: Order): string {
    return `${order}.${this.index}`;
  }

  /** Numbers of their own for each sequence, so that all can be played in one shop. */
  #number(name: NumberName): string {
    const guesses = { H: 'G0', R: 'G1', S: 'G2' } as const;
    const plain = this.right && (name === 'H' || name === 'R' || name === 'S') ? guesses[name] : name;
    const names: NumberName[] = ['H', 'R', 'S', 'G0', 'G1', 'G2', 'G3', 'P0', 'P1', 'A', 'Z'];
    return `+79${String(names.indexOf(plain)).padStart(2, '0')}${String(this.index).padStart(7, '0')}`;
  }
}

/**
 * Plays a sequence in two worlds that differ only in whether the guesses are right.
 * @returns the place and kind of the first step of which the insiders see something different; null for none
 */
export async function difference(
  [right, wrong]: readonly [GuessingWorld, GuessingWorld],
  seed: number,
  index: number,
): Promise<string | null> {
  const plays = [new Play(right, index, true), new Play(wrong, index, false)] as const;
  await Promise.all(plays.map((play) => play.begin()));
  const steps = sequence(seed, index);
  const told = (count: number): string =>
    steps
      .slice(0, count)
      .map((each) => JSON.stringify(each))
      .join(' ');
  for (const [place, step] of steps.entries()) {
    const looks = await Promise.all(plays.map((play) => play.step(step)));
    const where = differenceOf(looks);
    if (where !== null) return `step ${place + 1} of sequence ${index}: ${told(place + 1)}: ${where}`;
  }
  const where = differenceOf(await Promise.all(plays.map((play) => play.lookAround())));
  return where === null ? null : `the end of sequence ${index}: ${told(steps.length)}: ${where}`;
}

/** Where two looks begin to differ, with some of what is there; null for equal ones. */
function differenceOf(looks: readonly unknown[]): string | null {
  const [one = '', other = ''] = looks.map((look) => JSON.stringify(look));
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  return `${around(one)} / ${around(other)}`;
}
