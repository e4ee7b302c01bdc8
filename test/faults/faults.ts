import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { eventually } from '../lab/eventually';
import { states } from './call-states';
import type { State } from './call-states';
import type { FaultLab } from './fault-lab';
import { smallDisk } from './small-disk';

/** An ending of a call: its disposition and who hung up, `answered/manager`. */
export type Ending = string;

/** A fault and its repair. */
export interface Fault {
  name: string;
  /** The part of the list that it belongs to. */
  of: 'database' | 'ARI' | 'Star7' | 'Asterisk' | 'trunk' | 'machine';
  strike: (faults: FaultLab) => Promise<void> | void;
  mend: (faults: FaultLab) => Promise<void> | void;
  /** Its duration in milliseconds: in scripts/test, and in the whole matrix where longer. */
  lasts: { short: number; whole?: number };
  /** Whether people hang up one second into the fault, or only after it. */
  people: 'hang up meanwhile' | 'talk on';
  /** Whether it is part of scripts/test; the whole matrix has all faults. */
  always: boolean;
  /** Correct endings in addition to those of an undisturbed call. */
  endings?: Partial<Record<State, readonly Ending[]>>;
  /** The fault itself opens the database's gate. */
  holdsDatabase?: true;
  /** The PBX loses its channels: the times of their ends are unknown, and it never sends a BYE. */
  forgetsLegs?: true;
  /** The carrier logs messages during the fault late. */
  blindsCarrier?: true;
  /**
   * The PBX executes a hang-up only after the fault, when Star7 may have stopped waiting for the end of the
   * leg.
   */
  delaysHangUp?: true;
  /** Phones must register again. */
  forgetsPhones?: true;
}

/** The endings of an undisturbed call where the manager hangs up after the fault. */
const undisturbed: Readonly<Record<State, readonly Ending[]>> = {
  'before look-up': ['answered/manager'],
  'manager ringing': ['manager-busy/manager'],
  'manager asked': ['cancelled/manager'],
  'customer ringing': ['cancelled/manager'],
  'at the answer': ['answered/manager'],
  bridged: ['answered/manager'],
  announcing: ['busy/customer'],
  ending: ['answered/manager'],
};

/** All correct endings for a call in this state. */
export function endingsOf(fault: Fault, state: State): readonly Ending[] {
  // A hang-up during the fault may come before the answer or the look-up.
  const sooner =
    fault.people === 'hang up meanwhile' && state === 'before look-up' ? ['cancelled/manager'] : [];
  return [...undisturbed[state], ...sooner, ...(fault.endings?.[state] ?? [])];
}

const noLookUp: Fault['endings'] = { 'before look-up': ['look-up-failed/system'] };
/** Endings of calls in set-up when the connection was lost. */
const cutOff: Fault['endings'] = {
  'before look-up': ['trunks-down/network', 'failed/system', 'cancelled/manager'],
  // Without Star7, the dialplan hangs up the phone.
  'manager ringing': ['manager-unreachable/system', 'manager-no-answer/system'],
  'manager asked': ['failed/system'],
  // Depends on the start time of Star7: after three seconds the dead man's switch hangs up a ringing
  // customer.
  'customer ringing': ['interrupted/system'],
  // Star7 did not learn of the answer, or could not join the legs.
  'at the answer': [
    'failed/system',
    'answered/customer',
    'answered/system',
    'answered/network',
    'cancelled/manager',
  ],
};
/** Endings after the PBX lost all its channels. */
const forgotten: Fault['endings'] = {
  ...allEnd('failed/system'),
  'manager ringing': ['failed/system', 'manager-no-answer/system'],
  'before look-up': ['failed/system', 'trunks-down/network', 'look-up-failed/system', 'cancelled/manager'],
  // During the join or just before it.
  'at the answer': ['failed/system', 'answered/system'],
  bridged: ['answered/system'],
  ending: ['answered/system'],
};
const starSeven = (faults: FaultLab) => faults.at.lab.star7;
const pbx = (faults: FaultLab) => faults.at.lab.asterisk;

/** Connections that the test occupies so that Star7 gets none. */
let held: Connection[] = [];

export const faultList: readonly Fault[] = [
  // ------------------------------------------------------------------------------------- 1. database
  ...(['hang up meanwhile', 'talk on'] as const).map((people): Fault => ({
    name: `database down, they ${people}`,
    of: 'database',
    strike: ({ at }) => at.lab.database.daemon.signal('SIGTERM'),
    mend: async ({ at, database }) => {
      await at.lab.database.stop();
      database.open();
      await at.lab.database.start();
    },
    // A minute longer than the calls.
    lasts: { short: 3_000, whole: people === 'talk on' ? 3_000 : 62_000 },
    people,
    always: people === 'hang up meanwhile',
    holdsDatabase: true,
    endings: noLookUp,
  })),
  {
    name: 'database killed while it writes, and started again',
    of: 'database',
    strike: ({ at, database }) => {
      // The writes behind the gate are in progress when it dies.
      database.open();
      at.lab.database.daemon.signal('SIGKILL');
    },
    mend: async ({ at }) => {
      await at.lab.database.daemon.stop({ within: 5_000, signal: 'SIGKILL' });
      await at.lab.database.start();
    },
    lasts: { short: 0 },
    people: 'talk on',
    always: true,
    holdsDatabase: true,
    endings: noLookUp,
  },
  {
    name: 'database slow: 5 s an answer',
    of: 'database',
    strike: ({ database }) => {
      database.all('open');
      database.delay(5_000);
    },
    mend: ({ database }) => database.open(),
    lasts: { short: 6_000, whole: 20_000 },
    people: 'talk on',
    always: true,
    holdsDatabase: true,
    endings: noLookUp,
  },
  {
    name: 'database answers nothing',
    of: 'database',
    strike: ({ database }) => database.all('frozen'),
    mend: ({ database }) => database.open(),
    lasts: { short: 6_000, whole: 20_000 },
    people: 'hang up meanwhile',
    always: false,
    holdsDatabase: true,
    endings: noLookUp,
  },
  {
    name: 'database’s connections exhausted',
    of: 'database',
    strike: async ({ at, database }) => {
      const { database: server } = at.lab;
      const administrator = await server.administrator();
      held.push(administrator);
      // The minimum of MariaDB; existing connections survive, so Star7's are killed.
      await administrator.query('SET GLOBAL max_connections = 10');
      for (;;) {
        try {
          held.push(await createConnection({ uri: server.testUrl, connectTimeout: 3_000 }));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ER_CON_COUNT_ERROR') throw error;
          const [theirs] = await administrator.query<RowDataPacket[]>(
            "SELECT id FROM information_schema.processlist WHERE user = 'star7'",
          );
          if (theirs.length === 0) break;
          for (const { id } of theirs) await administrator.query(`KILL ${String(id)}`).catch(() => undefined);
        }
      }
      database.open();
    },
    mend: async () => {
      const connections = held;
      held = [];
      await connections[0]?.query('SET GLOBAL max_connections = 151');
      await Promise.all(connections.map((connection) => connection.end()));
    },
    lasts: { short: 4_000, whole: 15_000 },
    people: 'hang up meanwhile',
    always: true,
    holdsDatabase: true,
    endings: noLookUp,
  },

  // ------------------------------------------------------------------------------------------ 2. ARI
  {
    name: 'ARI: the socket is cut',
    of: 'ARI',
    strike: ({ ari }) => ari.cutSockets(),
    mend: () => undefined,
    lasts: { short: 500 },
    people: 'talk on',
    always: true,
    endings: cutOff,
  },
  ...(['hang up meanwhile', 'talk on'] as const).map((people): Fault => ({
    name: `ARI: an outage, they ${people}`,
    of: 'ARI',
    strike: ({ ari }) => ari.all('closed'),
    mend: ({ ari }) => ari.open(),
    // ari-client by itself gives up after 43 s.
    lasts: { short: 3_000, whole: 60_000 },
    people,
    always: people === 'hang up meanwhile',
    // The dialplan hangs up a ringing leg without a partner.
    endings: { ...cutOff, 'customer ringing': ['no-answer/network', 'failed/system'] },
  })),
  {
    name: 'ARI: requests are refused while the socket lives',
    of: 'ARI',
    strike: ({ ari }) => ari.requests('closed'),
    mend: ({ ari }) => ari.open(),
    lasts: { short: 4_000, whole: 10_000 },
    people: 'hang up meanwhile',
    always: true,
    endings: cutOff,
  },
  {
    name: 'ARI: requests are taken, and their answers reset',
    of: 'ARI',
    strike: ({ ari }) => ari.requests('cuts-answers'),
    mend: ({ ari }) => ari.open(),
    lasts: { short: 4_000, whole: 10_000 },
    people: 'talk on',
    always: true,
    endings: cutOff,
  },
  {
    name: 'ARI: requests are answered by nothing while the socket lives',
    of: 'ARI',
    strike: ({ ari }) => ari.requests('frozen'),
    mend: ({ ari }) => ari.open(),
    lasts: { short: 4_000, whole: 20_000 },
    people: 'hang up meanwhile',
    always: false,
    endings: cutOff,
  },
  {
    name: 'ARI: silent altogether',
    of: 'ARI',
    strike: ({ ari }) => ari.all('frozen'),
    mend: ({ ari }) => ari.open(),
    lasts: { short: 4_000, whole: 20_000 },
    people: 'hang up meanwhile',
    always: false,
    endings: cutOff,
  },

  // ---------------------------------------------------------------------------------------- 3. Star7
  {
    name: 'Star7 killed, and started again at once',
    of: 'Star7',
    strike: (faults) => starSeven(faults).daemon.signal('SIGKILL'),
    mend: async (faults) => {
      await starSeven(faults).kill();
      await starSeven(faults).start();
    },
    lasts: { short: 0 },
    people: 'talk on',
    always: true,
    endings: {
      ...cutOff,
      // If the start takes longer than the dialplan waits, the dialplan hangs up the caller.
      'before look-up': ['interrupted/system', 'cancelled/manager'],
      'customer ringing': ['interrupted/system'],
      'at the answer': ['answered/system', 'answered/customer', 'interrupted/system', 'failed/system'],
    },
  },
  {
    name: 'Star7 dead, they hang up meanwhile',
    of: 'Star7',
    strike: (faults) => starSeven(faults).daemon.signal('SIGKILL'),
    mend: async (faults) => {
      await starSeven(faults).kill();
      await starSeven(faults).start();
    },
    lasts: { short: 6_000, whole: 10_000 },
    people: 'hang up meanwhile',
    always: true,
    endings: {
      'before look-up': ['interrupted/system'],
      // It may have died before it learned of the answer.
      'at the answer': ['answered/system', 'interrupted/system', 'cancelled/manager'],
    },
  },
  ...(['hang up meanwhile', 'talk on'] as const).map((people): Fault => ({
    name: `Star7 frozen, they ${people}`,
    of: 'Star7',
    strike: (faults) => starSeven(faults).daemon.signal('SIGSTOP'),
    mend: (faults) => starSeven(faults).daemon.signal('SIGCONT'),
    lasts: { short: 6_000, whole: 30_000 },
    people,
    always: people === 'hang up meanwhile',
    endings: {
      'customer ringing': ['no-answer/network'],
      ...cutOff,
      'before look-up': ['look-up-failed/system', ...(cutOff['before look-up'] ?? [])],
    },
  })),
  {
    name: 'Star7 stopped as by systemd, and started',
    of: 'Star7',
    strike: (faults) => starSeven(faults).daemon.signal('SIGTERM'),
    mend: async (faults) => {
      // Only one signal: a second one would end it immediately.
      const { daemon } = starSeven(faults);
      await eventually(() => !daemon.running(), { within: 25_000, every: 20, what: 'the end of Star7' });
      await starSeven(faults).start();
    },
    lasts: { short: 0 },
    people: 'talk on',
    always: true,
    endings: cutOff,
  },
  {
    name: 'a second Star7 takes the application',
    of: 'Star7',
    strike: (faults) => faults.second.launch(),
    mend: async (faults) => {
      await faults.firstGaveUp();
      await faults.second.stop();
      await starSeven(faults).start();
    },
    lasts: { short: 6_000 },
    people: 'talk on',
    always: true,
    endings: allEnd('interrupted/system'),
  },

  // ------------------------------------------------------------------------------------- 4. Asterisk
  {
    name: 'Asterisk killed, and started again',
    of: 'Asterisk',
    strike: (faults) => pbx(faults).daemon.signal('SIGKILL'),
    mend: async (faults) => {
      await pbx(faults).daemon.stop({ within: 5_000, signal: 'SIGKILL' });
      await pbx(faults).start();
    },
    lasts: { short: 0 },
    people: 'talk on',
    always: true,
    forgetsLegs: true,
    forgetsPhones: true,
    endings: forgotten,
  },
  {
    name: 'Asterisk restarted in good order',
    of: 'Asterisk',
    strike: (faults) => pbx(faults).daemon.signal('SIGTERM'),
    mend: async (faults) => {
      await pbx(faults).stop();
      await pbx(faults).start();
    },
    lasts: { short: 0 },
    people: 'talk on',
    always: false,
    forgetsLegs: true,
    forgetsPhones: true,
    endings: forgotten,
  },
  ...(['hang up meanwhile', 'talk on'] as const).map((people): Fault => ({
    name: `Asterisk frozen, they ${people}`,
    of: 'Asterisk',
    strike: (faults) => pbx(faults).daemon.signal('SIGSTOP'),
    mend: (faults) => pbx(faults).daemon.signal('SIGCONT'),
    lasts: { short: 5_000, whole: 20_000 },
    people,
    always: people === 'hang up meanwhile',
    delaysHangUp: true,
    endings: cutOff,
  })),
  {
    name: 'Asterisk’s modules loaded anew',
    of: 'Asterisk',
    strike: async (faults) => {
      await pbx(faults).cli('core reload');
    },
    mend: () => undefined,
    lasts: { short: 500 },
    people: 'talk on',
    always: true,
    endings: cutOff,
  },

  // ---------------------------------------------------------------------------------------- 5. trunk
  {
    name: 'the first trunk falls silent',
    of: 'trunk',
    strike: ({ at }) => at.lab.carrier.daemon.signal('SIGSTOP'),
    mend: ({ at }) => at.lab.carrier.daemon.signal('SIGCONT'),
    lasts: { short: 4_000, whole: 10_000 },
    people: 'hang up meanwhile',
    always: true,
    blindsCarrier: true,
  },

  // -------------------------------------------------------------------------------------- 8. machine
  {
    name: 'the disk of journal and log is full',
    of: 'machine',
    strike: () => smallDisk.fill(),
    mend: () => smallDisk.empty(),
    lasts: { short: 2_000, whole: 10_000 },
    people: 'hang up meanwhile',
    always: false,
  },
  {
    name: 'no more file descriptors',
    of: 'machine',
    strike: (faults) => descriptors(faults, '3'),
    mend: (faults) => descriptors(faults, '1024'),
    lasts: { short: 4_000, whole: 10_000 },
    people: 'hang up meanwhile',
    always: true,
    endings: { ...cutOff, 'before look-up': ['look-up-failed/system', ...(cutOff['before look-up'] ?? [])] },
  },
  ...([1, -1] as const).map((hours): Fault => ({
    name: `the clock steps by ${hours > 0 ? '+' : '−'}1 h`,
    of: 'machine',
    strike: (faults) => stepClock(faults, hours * 3_600_000),
    mend: (faults) => stepClock(faults, 0),
    lasts: { short: 2_500 },
    people: 'hang up meanwhile',
    always: true,
  })),
];

/** The same endings for every state. */
function allEnd(...endings: Ending[]): NonNullable<Fault['endings']> {
  return Object.fromEntries(states.map((state) => [state, endings]));
}

function descriptors(faults: FaultLab, limit: string): void {
  const pid = String(starSeven(faults).daemon.pid);
  execFileSync('prlimit', ['--pid', pid, `--nofile=${limit}:`]);
}

/** Sets Star7's clock (wall-clock-hook.ts). */
function stepClock(faults: FaultLab, milliseconds: number): void {
  const file = starSeven(faults).env['LAB_WALL_CLOCK_FILE'];
  if (file === undefined) throw new Error('The lab’s Star7 has a clock that cannot be set');
  writeFileSync(file, String(milliseconds));
}
