import { DoctorRuns } from '#doctor/doctor-runs';
import { FakeClock, settled } from '../kernel/fake-clock';
import { MemoryLog } from '../log/memory-log';
import { HttpRig } from '../http/http-rig';

const finding = {
  slug: 'media-open',
  severity: 'high' as const,
  subject: 'endpoint 101',
  what: 'something is open',
  why: 'it matters',
  mend: { where: 'pjsip.conf', line: 'direct_media=no' },
};

it('the PBX is shown with trunks and managers’ phones', async () => {
  const rig = new HttpRig();
  rig.supervision.phone('101', { registered: true, inUse: false });
  expect((await rig.get('administrator', '/api/pbx')).json()).toEqual({
    connected: true,
    trunks: [{ name: 'carrier', format: 'e164', state: 'online' }],
    phones: [
      { extension: '101', name: 'Anna Petrova', registered: true, inUse: false, devices: ['desk'] },
      { extension: '102', name: 'Boris Orlov', registered: 'unknown', inUse: 'unknown', devices: ['desk'] },
    ],
  });
});

describe('the first steps', () => {
  const nothing = { managers: false, accounts: false, orders: false, firstCall: false };

  it('are those that are done', async () => {
    const rig = new HttpRig();
    rig.supervision.begun = { ...nothing, managers: true };
    expect((await rig.get('administrator', '/api/first-steps')).json()).toEqual({
      ...{ pbx: true, trunk: true, ...nothing, managers: true },
    });
    expect(rig.audit.entries).toEqual([]);
  });

  it('stay done once a customer has been called, whatever becomes of the PBX', async () => {
    const rig = new HttpRig();
    rig.administration.pbx.connected = false;
    rig.administration.pbx.trunks = () => Promise.resolve([]);
    rig.supervision.begun = nothing;
    const steps = async (): Promise<unknown> =>
      (await rig.get('administrator', '/api/first-steps')).json<unknown>();
    expect(await steps()).toEqual({ pbx: false, trunk: false, ...nothing });
    rig.supervision.begun = { ...nothing, firstCall: true };
    expect(await steps()).toMatchObject({ pbx: true, trunk: true });
  });
});

describe('the doctor', () => {
  it('is run once at a time, and its findings are remembered', async () => {
    const rig = new HttpRig();
    const { administration, clock } = rig;
    expect((await rig.get('administrator', '/api/doctor')).json()).toEqual({
      ...{ available: true, why: null, running: false, ranAt: null, failed: false, findings: [] },
    });
    for (let n = 0; n < 2; n += 1) {
      const run = await rig.as('administrator', { method: 'POST', url: '/api/doctor' });
      expect(run.statusCode).toBe(202);
      expect(run.json()).toMatchObject({ running: true });
    }
    await clock.pass(3000);
    administration.endExamination([finding]);
    await settled();
    expect((await rig.get('administrator', '/api/doctor')).json()).toEqual({
      ...{ available: true, why: null, running: false, failed: false, findings: [finding] },
      ranAt: '2026-01-01T00:00:03.000000Z',
    });
    expect(rig.audit.entries.map(({ action }) => action)).toEqual(['doctor.run', 'doctor.run']);
  });

  it('that comes to no end says so, and what was found before stays', async () => {
    const rig = new HttpRig();
    const { administration } = rig;
    administration.doctor.start();
    administration.endExamination([finding]);
    await settled();
    administration.doctor.start();
    administration.endExamination(new Error('no end'));
    await settled();
    expect((await rig.get('administrator', '/api/doctor')).json()).toMatchObject({
      ...{ running: false, failed: true, findings: [finding] },
    });
    expect(rig.saidOf('the doctor did not finish')).toHaveLength(1);
  });

  it('that the site gave no way to look is not run, and says what is missing', () => {
    const doctor = new DoctorRuns({ why: 'Give it a way.' }, new FakeClock(), new MemoryLog());
    expect(doctor.start()).toBe(false);
    expect(doctor.state()).toMatchObject({ available: false, why: 'Give it a way.', running: false });
  });
});

it('neither is anybody’s business but administrators’', async () => {
  const rig = new HttpRig();
  for (const who of ['101', 'service', 'supervisor'] as const) {
    for (const [method, url] of [
      ['GET', '/api/pbx'],
      ['GET', '/api/first-steps'],
      ['GET', '/api/doctor'],
      ['POST', '/api/doctor'],
    ] as const) {
      expect((await rig.as(who, { method, url })).json()).toMatchObject({ slug: 'role-forbidden' });
    }
  }
});
