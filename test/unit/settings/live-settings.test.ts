import { LiveSettings, SettingFaultsError } from '#settings/live-settings';
import { defaultTerms } from '#people/terms';
import { FakeClock } from '../kernel/fake-clock';
import { settingDefaults as defaults } from './memory-administration';
import { MemoryLog } from '../log/memory-log';
import { MemorySettingStore } from './memory-setting-store';

const by = 'account:admin';
const minute = 60_000;

class Rig {
  readonly clock = new FakeClock();
  readonly log = new MemoryLog();
  readonly settings: LiveSettings;

  constructor(readonly store = new MemorySettingStore()) {
    const { clock, log } = this;
    this.settings = new LiveSettings({ store, defaults, clock, log });
  }

  async callsPerHour(): Promise<number> {
    return (await this.settings.values()).callsPerHour;
  }
}

/** What another process writes. */
function another(store: MemorySettingStore, name: string, value: unknown): void {
  store.rows.set(name, { name, value, changedAt: 1, changedBy: 'cli:root' });
}

describe('what is in force', () => {
  test('is the environment’s until somebody changes it, and again when it is taken back', async () => {
    const { settings, clock } = new Rig();
    expect(await settings.values()).toEqual(defaults);
    await settings.change({ callsPerHour: 5, callingHours: 'mon-fri 10:00-12:00' }, by);
    expect(await settings.values()).toEqual({
      ...defaults,
      callsPerHour: 5,
      callingHours: 'mon-fri 10:00-12:00',
    });
    expect(await settings.list()).toEqual(
      expect.arrayContaining([
        { name: 'callsPerHour', value: 5, default: 60, changedAt: clock.now(), changedBy: by },
        { name: 'callsPerDay', value: 400, default: 400, changedAt: null, changedBy: null },
      ]),
    );
    await settings.change({ callsPerHour: null }, by);
    expect((await settings.values()).callsPerHour).toBe(60);
  });

  test('is known as changed where it could not be read anew just then', async () => {
    const { settings, store, log } = new Rig();
    await settings.values();
    store.afterWrite = () => store.failWith(new Error('gone'));
    await settings.change({ callsPerHour: 5 }, by);
    expect(log.lines.map(({ level }) => level)).toContain('warn');
    store.failWith(null);
    // Whoever asks first is answered with what is known, and it is read behind their back.
    await settings.values();
    await new Promise(setImmediate);
    expect((await settings.values()).callsPerHour).toBe(5);
  });

  test('survives a restart', async () => {
    const { settings, store } = new Rig();
    await settings.change({ callsPerDay: 7, sessionIdleMinutes: 5 }, by);
    expect(await new Rig(store).settings.values()).toEqual({
      ...defaults,
      callsPerDay: 7,
      sessionIdleMinutes: 5,
    });
  });

  test('is not known before it was read: then nobody is answered, and the next who asks reads', async () => {
    const { settings, store } = new Rig();
    store.failWith(new Error('down'));
    await expect(settings.values()).rejects.toThrow('down');
    store.failWith(null);
    await expect(settings.values()).resolves.toMatchObject({ callsPerHour: 60 });
  });

  test('a value that cannot be understood leaves the environment’s, and the log says which', async () => {
    const rig = new Rig();
    another(rig.store, 'callingHours', 'whenever');
    another(rig.store, 'callsPerHour', '5');
    another(rig.store, 'terms', { version: 'x' });
    another(rig.store, 'of a later version', 1);
    expect(await rig.settings.values()).toEqual(defaults);
    expect(rig.log.lines.map(({ fields }) => fields['reason'])).toEqual([
      'callingHours',
      'callsPerHour',
      'terms',
    ]);
  });
});

describe('what another process changed', () => {
  test('is known within a minute, and nobody waits for it', async () => {
    const rig = new Rig();
    expect(await rig.callsPerHour()).toBe(60);
    another(rig.store, 'callsPerHour', 9);
    await rig.clock.pass(minute - 1);
    expect(await rig.callsPerHour()).toBe(60);
    await rig.clock.pass(1);
    // Whoever asks now is answered with what is known; the next is told.
    expect(await rig.callsPerHour()).toBe(60);
    await rig.clock.pass(0);
    expect(await rig.callsPerHour()).toBe(9);
    expect(rig.store.reads).toBe(2);
  });

  test('is asked for once a minute at the most, and what is known goes on while the database is down', async () => {
    const rig = new Rig();
    await rig.settings.values();
    rig.store.failWith(new Error('down'));
    await rig.clock.pass(minute);
    for (let n = 0; n < 100; n += 1) expect(await rig.callsPerHour()).toBe(60);
    expect(rig.store.reads).toBe(2);
    expect(rig.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });
});

describe('a change', () => {
  test.each([
    [{ callsPerHour: -1 }, 'callsPerHour', 'out-of-range'],
    [{ sessionIdleMinutes: 0 }, 'sessionIdleMinutes', 'out-of-range'],
    [{ callingHours: '21:00-09:00' }, 'callingHours', 'calling-hours-invalid'],
    [{ defaultTimeZone: '+03:00' }, 'defaultTimeZone', 'time-zone-unknown'],
    [{ terms: { ru: 'да', en: ' ' } }, 'terms', 'terms-empty'],
  ])('that cannot be, %j, changes nothing, what is right with it neither', async (wrong, name, code) => {
    const { settings, store } = new Rig();
    const refused = await settings.change({ callsPerDay: 1, ...wrong }, by).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SettingFaultsError);
    expect((refused as SettingFaultsError).faults).toEqual([expect.objectContaining({ name, code })]);
    expect(store.rows.size).toBe(0);
  });

  test('is not undone by a look that began before it', async () => {
    const rig = new Rig();
    await rig.settings.values();
    const before = await rig.store.read();
    let answer: () => void = () => undefined;
    jest.spyOn(rig.store, 'read').mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return before;
    });
    await rig.clock.pass(minute);
    expect(await rig.callsPerHour()).toBe(60);
    // Its own look shares the one under way, so the change is made from what that finds.
    const changing = rig.settings.change({ callsPerHour: 3 }, by);
    answer();
    await changing;
    expect(await rig.callsPerHour()).toBe(3);
  });
});

describe('the terms', () => {
  const ours = { ru: 'Наши условия', en: 'Our terms' };

  test('have a version that each change of the text raises, and nothing else', async () => {
    const { settings } = new Rig();
    expect(await settings.terms.current()).toEqual({ version: 1, text: defaultTerms });
    await settings.change({ terms: defaultTerms }, by);
    expect((await settings.terms.current()).version).toBe(1);
    await settings.change({ terms: ours }, by);
    expect(await settings.terms.current()).toEqual({ version: 2, text: ours });
    await settings.change({ terms: { ...ours }, callsPerHour: 1 }, by);
    expect((await settings.terms.current()).version).toBe(2);
  });

  test('taken back are a new version too: none is used twice', async () => {
    const { settings, store } = new Rig();
    await settings.change({ terms: ours }, by);
    await settings.change({ terms: null }, by);
    expect(await settings.terms.current()).toEqual({ version: 3, text: defaultTerms });
    await settings.change({ terms: ours }, by);
    expect(await new Rig(store).settings.terms.current()).toEqual({ version: 4, text: ours });
  });

  test('changed twice at once are two versions', async () => {
    const { settings } = new Rig();
    await Promise.all([
      settings.change({ terms: ours }, by),
      settings.change({ terms: { ...ours, en: 'Others' } }, by),
    ]);
    expect(await settings.terms.current()).toMatchObject({ version: 3, text: { en: 'Others' } });
  });
});
