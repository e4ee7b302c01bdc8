import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { amiUsername } from '../lab/asterisk';
import { eventually } from '../lab/eventually';
import { orderThat, wellKnownOrders } from '../lab/sample-shop';
import { AmiReader } from './ami-reader';
import { allQuiet, click, dialOrder, talkOpenly, talkToCustomer } from './leak-calls';
import { LeakSearch } from './leak-search';
import { TestLab } from './test-lab';
import { writtenFiles } from './written-files';

/*
 * What the PBX itself keeps and tells, on the side where managers are not: files, ARI, AMI, FastAGI. The number
 * stands in the dial string of one ARI request and in SIP to the carrier; here it is shown that Asterisk puts it
 * into nothing else.
 */

let at: TestLab;
const search = new LeakSearch();
beforeAll(() => {
  at = TestLab.attach();
});
afterEach(async () => {
  await allQuiet(at);
});
afterAll(async () => {
  await at.release();
});

/** Every behaviour that leaves other traces, from both ways to start a call. */
async function aRoundOfCalls(): Promise<void> {
  for (const behaviour of ['busy', 'not-in-service', 'all-trunks-down', 'redirects']) {
    const before = await at.newest(101);
    await dialOrder(at, behaviour);
    await at.lastRecord(101, { after: before });
    await allQuiet(at);
  }
  const { phone, id } = await talkToCustomer(at, 'identity-update');
  await phone.hangUp();
  await phone.closed(id);
  const after = await at.newest(101);
  const since = phone.events.length;
  await click(at, wellKnownOrders.answers);
  await phone.incoming({ since });
  await phone.answer();
  await eventually(async () => (await at.calls(101))[0]?.phase === 'talking', {
    within: 5_000,
    what: 'the two to talk',
  });
  await phone.hangUpAll();
  await at.lastRecord(101, { after });
}

describe('files that Asterisk writes', () => {
  test('nothing, after calls of every kind', async () => {
    await aRoundOfCalls();
    const files = await writtenFiles(at.lab);
    expect(files.flatMap(({ name, bytes }) => search.found(name, bytes))).toEqual([]);
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['AstDB as shown', 'lib/astdb.sqlite3', 'log/messages.log', 'asterisk.log']),
    );
    // No call records and no voicemail of Asterisk's own.
    expect(files.map(({ name }) => name).filter((name) => /cdr|cel|\.csv|voicemail/i.test(name))).toEqual([]);
  });

  test('control: the search finds it in a file with verbose, and in AstDB’s bytes with a number added', async () => {
    const { asterisk } = at.lab;
    await asterisk.cli('logger add channel leak-control.log verbose(5)');
    try {
      const { phone, id } = await talkOpenly(at, 'answers');
      await phone.hangUp();
      await phone.closed(id);
      const files = await writtenFiles(at.lab);
      const leaking = new Set(
        files.filter(({ name, bytes }) => search.found(name, bytes).length > 0).map(({ name }) => name),
      );
      expect([...leaking]).toEqual(['log/leak-control.log']);
      // Not into AstDB itself: SQLite keeps the bytes of what is deleted, and every later search would find them.
      const { bytes } = files.find(({ name }) => name === 'lib/astdb.sqlite3')!;
      const planted = Buffer.concat([bytes, Buffer.from(orderThat('busy').phone), bytes]);
      expect(search.found('AstDB', planted)).toHaveLength(1);
    } finally {
      await asterisk.cli('logger remove channel leak-control.log');
      rmSync(at.lab.place.file('asterisk/log/leak-control.log'), { force: true });
    }
  });

  test('nothing is left of the control', async () => {
    const files = await writtenFiles(at.lab);
    expect(files.flatMap(({ name, bytes }) => search.found(name, bytes))).toEqual([]);
  });
});

describe('ARI', () => {
  /** Everything that ARI tells of what is up: channels, bridges, endpoints, applications, and every variable. */
  async function everything(): Promise<string> {
    const { asterisk } = at.lab;
    const lists = await Promise.all(
      ['channels', 'bridges', 'endpoints', 'applications', 'deviceStates', 'asterisk/info'].map((resource) =>
        asterisk.ari('GET', resource),
      ),
    );
    const channels = lists[0]!.body as { id: string; name: string }[];
    const shown = await Promise.all(channels.map(({ name }) => asterisk.cli(`core show channel ${name}`)));
    const concise = await asterisk.cli('core show channels concise');
    return [...lists.map(({ body }) => JSON.stringify(body)), ...shown, concise].join('\n');
  }

  test('channels, their variables and bridges: nothing, while the customer rings and while they talk', async () => {
    const ringing = await dialOrder(at, 'never-answers');
    await ringing.phone.event('CALL_RINGING', { id: ringing.id });
    await eventually(async () => (await everything()).includes('PJSIP/carrier-'), {
      within: 3_000,
      what: 'the customer’s leg',
    });
    const whileRinging = await everything();
    expect(search.found('ARI, ringing', whileRinging)).toEqual([]);
    await ringing.phone.hangUp();
    await allQuiet(at);
    await talkToCustomer(at, 'identity-update');
    const talking = await everything();
    expect(search.found('ARI, talking', talking)).toEqual([]);
    for (const text of [whileRinging, talking]) {
      expect(text).toContain('PJSIP/101-');
      expect(text).toContain('PJSIP/carrier-');
      expect(text).toContain('FORWARD_CONTEXT');
    }
    expect(talking).toContain('"bridge_class":"stasis"');
  });

  test('control: of a call by Dial(), found in extension, application data, caller ID and variables', async () => {
    await talkOpenly(at, 'identity-update');
    const text = await everything();
    const found = search.found('ARI', text);
    expect(found.length).toBeGreaterThanOrEqual(4);
    for (const field of ['"exten":', '"app_data":', '"number":']) {
      const values = [...text.matchAll(new RegExp(`${field}"[^"]*"`, 'g'))]
        .map(([value]) => value)
        .join('\n');
      expect(search.found(field, values)).not.toEqual([]);
    }
  });
});

describe('AMI', () => {
  test('Star7’s own account: its events, and whatever it may ask for, hold nothing', async () => {
    const ami = await AmiReader.login(at.lab.ports.ami, amiUsername, at.lab.secrets.ami);
    try {
      await talkToCustomer(at, 'identity-update');
      await eventually(() => ami.received.includes('Event: DeviceStateChange'), {
        within: 3_000,
        what: 'events of the call',
      });
      const answers = [
        await ami.ask({ Action: 'DeviceStateList', ActionID: 'a1' }, /EventList: Complete|Response: Error/),
        await ami.ask({ Action: 'CoreShowChannels', ActionID: 'a2' }, /EventList: Complete|Response: Error/),
        await ami.ask({ Action: 'Status', ActionID: 'a3', AllVariables: 'true' }, /Complete|Response: Error/),
        await ami.ask({ Action: 'Command', Command: 'pjsip show channels', ActionID: 'a4' }, /Response: \w+/),
      ];
      expect(search.found('AMI', ami.received)).toEqual([]);
      expect(answers[0]).toContain('PJSIP/101');
      expect(answers[3]).toContain('Permission denied');
    } finally {
      ami.end();
    }
  });

  test('control: an account that reads everything is told the number', async () => {
    const file = at.lab.place.file('asterisk/etc/manager.conf');
    const account = ['', '[leak-control]', `secret=${at.lab.secrets.ami}`, 'read=all', 'write=all', ''];
    at.lab.place.fileFor('asterisk', file, readFileSync(file, 'utf8') + account.join('\n'));
    await at.lab.asterisk.cli('manager reload');
    try {
      const ami = await AmiReader.login(at.lab.ports.ami, 'leak-control', at.lab.secrets.ami);
      try {
        await talkOpenly(at, 'answers');
        await eventually(() => search.found('AMI', ami.received).length > 0, {
          within: 5_000,
          what: 'the number in AMI events',
        });
      } finally {
        ami.end();
      }
    } finally {
      at.lab.asterisk.writeConfiguration();
      await at.lab.asterisk.cli('manager reload');
    }
  });
});

describe('FastAGI', () => {
  /** Asks as Asterisk does, and agrees to everything. @returns all that Star7 sent */
  async function asked(script: string, channel: string): Promise<string> {
    return await new Promise((resolve, reject) => {
      let received = '';
      const socket = connect(at.lab.ports.agi, '127.0.0.1', () => {
        socket.write(
          [
            'agi_network: yes',
            `agi_network_script: ${script}`,
            `agi_request: agi://127.0.0.1/${script}`,
            `agi_channel: ${channel}`,
            `agi_callerid: ${orderThat('answers').phone}`,
            '',
            '',
          ].join('\n'),
        );
      });
      socket.setEncoding('utf8');
      socket.setTimeout(5_000, () => socket.destroy());
      socket.on('data', (text: string) => {
        received += text;
        socket.write('200 result=1\n'.repeat(text.split('\n').length - 1));
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(received));
    });
  }

  test('answers hold names and extensions, and nothing else', async () => {
    const { orderNumber, phone, customerName } = orderThat('answers');
    const mine = await asked(`order?number=${orderNumber}`, 'PJSIP/101-0000002a');
    const others = [
      await asked(`order?number=${wellKnownOrders.someoneElses}`, 'PJSIP/101-0000002a'),
      await asked(`order?number=${wellKnownOrders.closed}`, 'PJSIP/101-0000002a'),
      await asked(`order?number=${encodeURIComponent(phone)}`, 'PJSIP/101-0000002a'),
      await asked(`${phone}?number=${phone}`, 'PJSIP/101-0000002a'),
    ];
    expect(mine).toContain(customerName);
    const everything = [mine, ...others].join('\n');
    expect(search.found('FastAGI', everything)).toEqual([]);
    // Control: the same bytes with the number where the name stands.
    expect(search.found('FastAGI', everything.replace(customerName, phone))).not.toEqual([]);
  });

  test('nothing of it was logged', () => {
    const log = readFileSync(path.join(at.lab.place.logs, 'star7.log'));
    expect(search.found('star7.log', log)).toEqual([]);
    expect(log.length).toBeGreaterThan(1_000);
  });
});
