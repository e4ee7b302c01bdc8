import type { AmiEvent } from '#pbx/asterisk/ami/ami-connection';
import { AmiConnection } from '#pbx/asterisk/ami/ami-connection';
import { AmiError } from '#pbx/asterisk/ami/ami-error';
import { AmiMonitor } from '#pbx/asterisk/ami/ami-monitor';
import { systemClock } from '#kernel/system-clock';
import { everythingSaid } from '../../unit/log/everything-said';
import { MemoryLog } from '../../unit/log/memory-log';
import { amiUsername } from '../../lab/asterisk';
import { eventually } from '../../lab/eventually';
import type { Lab } from '../../lab/lab';
import { contractPbx } from '../contract-labs';

/*
 * The AMI monitor against a real Asterisk with the configuration that dialplan/ ships, and real phones. A lab of
 * its own, because it stops phones and freezes the PBX.
 */

const within = 15_000;
const ready = { registered: true, inUse: false };
const gone = { registered: false, inUse: false };
const unknown = { registered: 'unknown', inUse: 'unknown' };

let lab: Lab;
let monitor: AmiMonitor;
let log: MemoryLog;

function account(changes: { username?: string; password?: string } = {}) {
  return {
    host: '127.0.0.1',
    port: lab.ports.ami,
    username: amiUsername,
    password: lab.secrets.ami,
    ...changes,
  };
}

async function state(extension: string, wanted: object): Promise<void> {
  await eventually(() => JSON.stringify(monitor.stateOf(extension)) === JSON.stringify(wanted), {
    within,
    what: `${extension} to be ${JSON.stringify(wanted)}`,
  });
}

beforeAll(async () => {
  lab = await contractPbx();
});

afterAll(async () => {
  await lab.down();
});

beforeEach(async () => {
  log = new MemoryLog();
  monitor = new AmiMonitor(account(), systemClock, log, { pingSeconds: 1, answerSeconds: 2 });
  monitor.start();
  await eventually(() => monitor.up, { within, what: 'AMI up' });
});

afterEach(async () => {
  await monitor.stop();
});

describe('the phones', () => {
  it('are known at once, registered and idle; what is no phone is not', async () => {
    for (const { extension } of lab.phones) await state(extension, ready);
    expect(monitor.stateOf('999')).toEqual(unknown);
    expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('are seen to go and to come back', async () => {
    const phone = lab.phone(105);
    await state('105', ready);
    await phone.stop();
    await state('105', gone);
    await phone.start();
    await state('105', ready);
  });

  it('are seen to be in use, both who calls and who is called', async () => {
    const [caller, called] = [lab.phone(101), lab.phone(102)];
    await state('102', ready);
    const since = called.events.length;
    await caller.dial('102');
    await called.incoming({ since });
    await state('102', { registered: true, inUse: true });
    await state('101', { registered: true, inUse: true });
    await called.hangUp();
    await state('101', ready);
    await state('102', ready);
  });

  it('tell no caller ID to the log', async () => {
    await lab.phone(101).dial('79161234567');
    await state('101', ready);
    expect(everythingSaid(log)).not.toContain('9161234567');
  });
});

describe('the shipped manager.conf', () => {
  it('lets the monitor’s user do nothing but look at device states', async () => {
    // Asterisk tells of what it does not allow, which an action that merely lacks its parameters does not bring.
    const refused: unknown[] = [];
    const onEvent = ({ event, requesttype }: AmiEvent): void => {
      if (event === 'RequestNotAllowed' || event === 'RequestNotSupported') refused.push(requesttype);
    };
    const connection = new AmiConnection(account(), onEvent, systemClock, log);
    await connection.open(5000);
    const forbidden = [
      'Originate',
      'Command',
      'DialplanExtensionAdd',
      'ModuleLoad',
      'DBPut',
      'GetConfig',
      'Hangup',
      'Redirect',
      'Filter',
      'PJSIPShowContacts',
    ];
    for (const action of forbidden) {
      await connection.action({ action }, 5000).catch(() => undefined);
    }
    expect(await connection.action({ action: 'Ping' }, 5000)).toMatchObject({ ping: 'Pong' });
    await eventually(() => refused.length === forbidden.length, { within, what: 'ten refusals' }).catch(
      () => undefined,
    );
    connection.end(new AmiError('ami-stopped'));
    expect(refused.sort()).toEqual(forbidden.map((action) => `Action: ${action}`).sort());
  });

  it('sends no event with a caller ID', async () => {
    const kinds = new Set<unknown>();
    const connection = new AmiConnection(account(), ({ event }) => kinds.add(event), systemClock, log);
    await connection.open(5000);
    const since = lab.phone(102).events.length;
    await lab.phone(101).dial('102');
    await lab.phone(102).incoming({ since });
    await lab.phone(102).hangUp();
    await eventually(() => kinds.has('DeviceStateChange'), { within });
    await state('101', ready);
    kinds.delete('FullyBooted');
    expect([...kinds]).toEqual(['DeviceStateChange']);
    connection.end(new AmiError('ami-stopped'));
  });
});

describe('who tries to break in', () => {
  const events = () => log.lines.filter(({ message }) => message === 'security event on the PBX');

  it('is told with service, account and address, and without a number', async () => {
    for (const username of ['star7', '+79161234567']) {
      const intruder = new AmiConnection(
        account({ username, password: 'wrong' }),
        () => undefined,
        systemClock,
        log,
      );
      await expect(intruder.open(5000)).rejects.toEqual(new AmiError('ami-login-refused'));
    }
    await eventually(() => events().length === 2, { within, what: 'two security events' });
    expect(events().map(({ fields }) => fields)).toEqual([
      { event: 'InvalidPassword', service: 'AMI', account: 'star7', host: '127.0.0.1' },
      { event: 'InvalidAccountID', service: 'AMI', account: '[hidden]', host: '127.0.0.1' },
    ]);
    expect(everythingSaid(log)).not.toContain('9161234567');
  });
});

describe('an Asterisk that', () => {
  it('freezes is noticed, and found again', async () => {
    await state('101', ready);
    const { pid } = lab.asterisk.daemon;
    process.kill(pid!, 'SIGSTOP');
    try {
      await eventually(() => !monitor.up, { within, what: 'the frozen AMI to be noticed' });
      expect(monitor.stateOf('101')).toEqual(unknown);
      expect(log.lines.find(({ level }) => level === 'warn')?.fields['error']).toEqual(
        new AmiError('ami-silent'),
      );
    } finally {
      process.kill(pid!, 'SIGCONT');
    }
    await eventually(() => monitor.up, { within, what: 'AMI up again' });
    await state('101', ready);
  });

  it('restarts is found again', async () => {
    await lab.asterisk.stop();
    await eventually(() => !monitor.up, { within, what: 'the end to be noticed' });
    await lab.asterisk.start();
    await eventually(() => monitor.up, { within, what: 'AMI up again' });
    await lab.phone(101).restart();
    await state('101', ready);
  });
});
