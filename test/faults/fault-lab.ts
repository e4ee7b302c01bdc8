import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ApiCall } from '#calls/call-json';
import { eventually } from '../lab/eventually';
import { defaultDirectory, Lab } from '../lab/lab';
import { basePorts, labPorts } from '../lab/lab-ports';
import type { Phone, PhoneEvent } from '../lab/phone';
import { sampleShop } from '../lab/sample-shop';
import type { SampleOrder } from '../lab/sample-shop';
import type { Star7 } from '../lab/star7';
import { TcpGate } from '../lab/tcp-gate';
import { CarrierView } from './carrier-view';
import { faultShop } from './fault-shop';
import { LeakSearch } from '../scenarios/leak-search';
import { TestLab } from '../scenarios/test-lab';
import { writtenFiles } from '../scenarios/written-files';

/** The directory of the lab for these tests. */
export const faultsDirectory = process.env['STAR7_FAULT_LAB'] ?? path.join(defaultDirectory(), 'faults');
const basePort = Number(process.env['STAR7_FAULT_LAB_PORT'] ?? basePorts.faults);
const ports = labPorts(basePort);
/** A free port in a lab's block: between the marker and the phones. */
const ariGatePort = basePort + 31;
const databaseGatePort = basePort + 32;

const allShops = [sampleShop(), faultShop()];
const allOrders = allShops.flatMap(({ orders }) => orders);
const allNumbers = allShops.flatMap(({ numbers }) => numbers);

/** How long a busy machine may take for work that should take an instant. */
const patience = { within: 20_000, every: 50 };

/** The state of a call when a fault strikes. */
export const callStates = ['calling-manager', 'calling-customer', 'talking', 'announcing'] as const;
export type StateOfCall = (typeof callStates)[number];

/** One call that a fault strikes. */
export interface Struck {
  id: string;
  phone: Phone;
  state: StateOfCall;
}

/**
 * A lab whose Star7 reaches PBX and database through gates, with calls in every state, and the invariants
 * that hold under every fault: no leg without its partner, one final record per call, one active call per
 * manager, no leak, and working calls once the cause is gone.
 */
export class FaultLab {
  readonly carriers: CarrierView;
  /** Not started. */
  readonly second: Star7;

  private constructor(
    readonly at: TestLab,
    readonly ari: TcpGate,
    readonly database: TcpGate,
  ) {
    this.carriers = new CarrierView(at.lab);
    this.second = at.lab.secondStar7();
  }

  /**
   * @param star7 settings of Star7 that a suite changes
   * @param moreManagers in addition to the sample shop's: from 106 on, with phones and orders (fault-shop.ts)
   */
  static async up(
    star7: Readonly<Record<string, string>> = {},
    { moreManagers = 0 }: { moreManagers?: number } = {},
  ): Promise<FaultLab> {
    const database = await TcpGate.listen(databaseGatePort, ports.database, 'greets');
    const ari = await TcpGate.listen(ariGatePort, ports.ari, 'asks');
    const lab = await Lab.up({
      directory: faultsDirectory,
      basePort,
      moreManagers,
      leaky: false,
      detours: { ari: ariGatePort, database: databaseGatePort },
      star7: {
        // Long enough for a fault to end before one of Star7's limits ends the call.
        STAR7_RING_SECONDS_MANAGER: '60',
        STAR7_RING_SECONDS_CUSTOMER: '60',
        STAR7_MAX_CALL_SECONDS: '300',
        ...star7,
      },
    });
    for (const [name, { csv }] of Object.entries({ sample: sampleShop(), fault: faultShop(moreManagers) })) {
      const file = path.join(faultsDirectory, `${name}-shop.csv`);
      writeFileSync(file, csv, { mode: 0o600 });
      await lab.star7.mustRun(['import', file]);
    }
    // Reset the leftovers of an aborted suite.
    await lab.database.query('UPDATE managers SET press_to_accept = FALSE');
    lab.release();
    return new FaultLab(TestLab.attach(faultsDirectory), ari, database);
  }

  async down(): Promise<void> {
    await this.at.release();
    await this.ari.close();
    await this.database.close();
    await this.at.lab.down();
  }

  /** An open order of a manager with this behaviour of the customer. */
  order(behaviour: string, extension = '101'): SampleOrder {
    const found = allOrders.find(
      (order) =>
        order.behaviour === behaviour && order.managerExtension === extension && order.status === 'open',
    );
    if (found === undefined) throw new Error(`Manager ${extension} has no customer who ${behaviour}`);
    return found;
  }

  /** Brings a call of manager 101 into this state. */
  async callIn(state: StateOfCall): Promise<Struck> {
    const phone = this.at.phone(101);
    await phone.registered();
    const before = await this.at.newest(101);
    const since = phone.events.length;
    switch (state) {
      case 'calling-manager':
        await this.at.request('POST', `/api/orders/${this.order('answers').orderNumber}/calls`, {
          extension: '101',
        });
        await phone.incoming({ since, within: patience.within });
        break;
      case 'calling-customer':
        await phone.dial(`*7${this.order('never-answers').orderNumber}`);
        await phone.event('CALL_RINGING', { since, within: patience.within });
        break;
      case 'talking':
        await phone.dial(`*7${this.order('answers').orderNumber}`);
        await phone.event('CALL_ESTABLISHED', { since, within: patience.within });
        break;
      case 'announcing':
        await phone.dial(`*7${this.order('busy').orderNumber}`);
        await phone.event('CALL_PROGRESS', { since, within: patience.within });
        break;
    }
    const id = await eventually(
      async () => {
        const [newest] = await this.at.calls(101);
        return newest !== undefined && newest.id !== before && newest.phase === state ? newest.id : null;
      },
      { ...patience, what: `a call that is ${state}` },
    );
    return { id, phone, state };
  }

  /** Makes a complete successful call of a manager without a fault. */
  async worksAgain(extension = '102'): Promise<void> {
    const phone = this.at.phone(extension);
    await this.registered();
    await eventually(async () => (await this.health()) === 'ok', {
      ...patience,
      within: 60_000,
      what: 'health',
    });
    const before = await this.at.newest(extension);
    await phone.dial(`*7${this.order('answers', extension).orderNumber}`);
    const id = await eventually(
      async () => {
        const [newest] = await this.at.calls(extension);
        return newest !== undefined && newest.id !== before && newest.phase === 'talking' ? newest.id : null;
      },
      { ...patience, what: 'a new call' },
    );
    await phone.hangUpAll();
    expect(await this.record(id)).toMatchObject({ disposition: 'answered', hungUpBy: 'manager' });
  }

  /** Waits until a call is in this phase. */
  async becomes(id: string, phase: string): Promise<void> {
    await eventually(async () => (await this.at.get<ApiCall>(`/api/calls/${id}`)).phase === phase, {
      ...patience,
      what: `phase ${phase}`,
    });
  }

  /** The one final record of a call, once there is one. */
  async record(id: string): Promise<ApiCall> {
    return await eventually(
      async () => {
        const call = await this.at.get<ApiCall>(`/api/calls/${id}`);
        return call.phase === 'ended' && (await this.isStored(id)) ? call : null;
      },
      { ...patience, within: 60_000, what: 'the final record' },
    );
  }

  /** Waits until all parts, needed and optional, are up. */
  async recovered(): Promise<void> {
    await eventually(
      async () => {
        const { parts } = await this.at.get<{ parts: Record<string, string> }>('/healthz');
        return Object.values(parts).every((state) => state === 'up');
      },
      { within: 30_000, every: 50, what: 'every part' },
    );
  }

  /** Recorded calls of these managers, ended or not. */
  async idsOf(extensions: readonly string[]): Promise<Set<string>> {
    const rows = await this.at.lab.database.query('SELECT id FROM calls WHERE manager_extension IN (?)', [
      extensions,
    ]);
    return new Set(rows.map(({ id }) => String(id)));
  }

  /** The records of a manager's calls beside those, oldest first, once there are as many and all are final. */
  async newCalls(extension: string, before: ReadonlySet<string>, count: number): Promise<ApiCall[]> {
    const ids = async (): Promise<string[]> =>
      [...(await this.idsOf([extension]))].filter((id) => !before.has(id)).sort();
    await eventually(async () => (await ids()).length >= count, {
      within: 45_000,
      every: 100,
      what: `records of ${extension}`,
    });
    const calls = await Promise.all((await ids()).map((id) => this.record(id)));
    return calls.sort((one, other) => one.requestedAt.localeCompare(other.requestedAt));
  }

  /**
   * Makes new calls until one is answered.
   * @param since when the cause ended, by performance.now()
   * @returns milliseconds from then to the answer
   */
  async worksWithin(milliseconds: number, extension: string, since: number): Promise<number> {
    const phone = this.at.phone(extension);
    const { orderNumber } = this.order('answers', extension);
    await eventually(
      async () => {
        const from = phone.events.length;
        const id = await phone.dial(`*7${orderNumber}`);
        const answer = (): PhoneEvent | undefined =>
          phone.events
            .slice(from)
            .find((event) => event.id === id && /^CALL_(?:ESTABLISHED|CLOSED)$/.test(event.type));
        try {
          const { type } = await eventually(answer, { within: 5_000, what: 'an answer' });
          return type === 'CALL_ESTABLISHED';
        } finally {
          await phone.hangUpAll();
        }
      },
      { within: milliseconds, promised: true, every: 100, what: 'a new call' },
    );
    return Math.round(performance.now() - since);
  }

  /** Calls with more than one end among their events. */
  async endedTwice(): Promise<string[]> {
    const rows = await this.at.lab.database.query(
      "SELECT call_id FROM call_events WHERE JSON_VALUE(detail, '$.to') = 'ended' GROUP BY call_id HAVING COUNT(*) > 1",
    );
    return rows.map(() => 'a call ended twice');
  }

  /** After another Star7 took the application, the first one ends by itself, with status 1. */
  async firstGaveUp(): Promise<void> {
    const { daemon } = this.at.lab.star7;
    // It may be gone before this process learns its exit code.
    const { exitCode } = await eventually(() => (daemon.exitCode === undefined ? null : daemon), {
      within: 15_000,
      every: 20,
      what: 'the older Star7’s end',
    });
    if (exitCode !== 1) throw new Error(`The older Star7 ended with ${String(exitCode)}`);
  }

  /** Removes the effects of all faults, also after an aborted test. */
  async repairAll(): Promise<void> {
    const { asterisk, star7, database, carriers, phones } = this.at.lab;
    this.ari.open();
    this.database.open();
    for (const { daemon } of [asterisk, star7, database, ...carriers]) daemon.signal('SIGCONT');
    await this.second.stop();
    await Promise.all([asterisk.start(), database.start()]);
    await star7.start();
    await Promise.all(phones.map((phone) => phone.hangUpAll().catch(() => phone.restart())));
  }

  /** Checks what must hold after every fault, once its cause is gone and the phones are idle. */
  async invariants(): Promise<void> {
    await this.noLegLeft();
    await eventually(
      async () => {
        const { body } = await this.at.lab.asterisk.ari('GET', 'bridges');
        return (body as unknown[]).length === 0;
      },
      { ...patience, within: 60_000, what: 'the end of every bridge' },
    );
    // The primary key gives each call one row; no call may be open, and each must have one end among its
    // events.
    const open = await eventually(
      async () => {
        const rows = await this.at.lab.database.query("SELECT id FROM calls WHERE phase <> 'ended'");
        return rows.length === 0 ? 'none' : null;
      },
      { ...patience, within: 60_000, what: 'a final record of every call' },
    );
    expect(open).toBe('none');
    const twice = await this.at.lab.database.query(
      "SELECT call_id FROM call_events WHERE JSON_VALUE(detail, '$.to') = 'ended' GROUP BY call_id HAVING COUNT(*) > 1",
    );
    expect(twice).toEqual([]);
  }

  /** Waits until no phone and no customer has a channel. */
  async noLegLeft({ within = patience.within }: { within?: number } = {}): Promise<void> {
    await eventually(async () => (await this.legs()).length === 0, {
      within,
      every: 50,
      what: 'the end of every leg',
    });
  }

  /** Names of the channels of phones and customers. */
  async legs(): Promise<string[]> {
    const { body } = await this.at.lab.asterisk.ari('GET', 'channels');
    return (body as { name: string }[]).map(({ name }) => name).filter((name) => name.startsWith('PJSIP/'));
  }

  /** Checks that no written data contains a number or an address. */
  async nothingWritten(): Promise<void> {
    const search = new LeakSearch({ orders: allOrders, numbers: allNumbers });
    const { STAR7_LOG_FILE: log = '', STAR7_JOURNAL_FILE: journal = '' } = this.at.lab.star7.env;
    const files = [
      ...(await writtenFiles(this.at.lab)),
      // For suites that moved these files.
      ...[log, journal].map((file) => ({ name: path.basename(file), bytes: readFileSync(file) })),
    ];
    expect(files.length).toBeGreaterThan(3);
    expect(files.flatMap(({ name, bytes }) => search.found(name, bytes))).toEqual([]);
  }

  async health(): Promise<string> {
    const { status } = await this.at.request('GET', '/readyz');
    return status === 200 ? 'ok' : 'not ok';
  }

  /** Makes the phones register again at once, as people do by switching them off and on. */
  async registered(): Promise<void> {
    const { asterisk, phones } = this.at.lab;
    const online = await asterisk.onlineEndpoints();
    await Promise.all(
      phones.filter(({ extension }) => !online.has(extension)).map((phone) => phone.restart()),
    );
  }

  async onHook(): Promise<void> {
    await Promise.all(this.at.lab.phones.map((phone) => phone.hangUpAll()));
  }

  async isStored(id: string): Promise<boolean> {
    const rows = await this.at.lab.database.query("SELECT 1 FROM calls WHERE id = ? AND phase = 'ended'", [
      id,
    ]);
    return rows.length === 1;
  }
}
