import { anna, service, supervisor, WorkRig } from './work-rig';

const wrapUp = { text: '', outcome: 'no-answer', callLaterAt: null };

describe('a note', () => {
  it('is written, published and audited, in this order', async () => {
    const rig = new WorkRig();
    const { entry } = await rig.desks.entries.addNote(anna, '1001', { text: 'спит, +7 916 123-45-67' });
    expect(entry).toMatchObject({ text: 'спит, ███', hidden: 1 });
    expect(rig.steps).toEqual(['write', 'publish 1001', 'audit note.add {"entry":"1","hidden":1}']);
  });

  it('is kept where the audit log is behind, which is logged', async () => {
    const rig = new WorkRig();
    rig.audit.failWith(new Error('disk full'));
    await expect(rig.desks.entries.addNote(anna, '1001', { text: 'x' })).resolves.toMatchObject({
      result: 'written',
    });
    expect(rig.log.lines).toMatchObject([{ level: 'error', fields: { action: 'note.add' } }]);
  });

  it('sent twice with a key is written, published and audited once', async () => {
    const rig = new WorkRig();
    const note = { text: 'x', idempotencyKey: 'k' };
    await rig.desks.entries.addNote(anna, '1001', note);
    const once = [...rig.steps];
    expect(await rig.desks.entries.addNote(anna, '1001', note)).toMatchObject({ result: 'repeated' });
    expect(rig.steps).toEqual([...once, 'write']);
    await expect(rig.desks.entries.addNote(anna, '1001', { ...note, text: 'y' })).rejects.toMatchObject({
      slug: 'idempotency-key-reused',
    });
    await expect(rig.desks.entries.addNote(service, '1001', note)).resolves.toMatchObject({
      result: 'written',
    });
  });

  it('has to say something, of an order that the actor may reach', async () => {
    const rig = new WorkRig();
    await expect(rig.desks.entries.addNote(anna, '1002', { text: ' ' })).rejects.toMatchObject({
      slug: 'order-refused',
    });
    await expect(rig.desks.entries.addNote(anna, '1001', { text: ' ' })).rejects.toMatchObject({
      faults: [{ field: 'text', code: 'empty' }],
    });
    expect(rig.work.entries.added).toEqual([]);
  });
});

describe('a wrap-up', () => {
  it('moves the order and names the next one', async () => {
    const rig = new WorkRig();
    const { order, next } = await rig.desks.entries.wrapUp(anna, '1001', wrapUp);
    expect([order.queue, next]).toEqual(['later', '1003']);
    expect(rig.steps).toEqual([
      'write',
      'publish 1001',
      'audit order.wrap-up {"entry":"1","hidden":0,"outcome":"no-answer"}',
    ]);
  });

  it.each([
    [{ ...wrapUp, outcome: 'nonsense' }, 'outcome', 'unknown-outcome'],
    [{ ...wrapUp, outcome: 'call-later' }, 'callLaterAt', 'time-needed'],
  ])('that is wrong writes and audits nothing, case %#', async (request, field, code) => {
    const rig = new WorkRig();
    await expect(rig.desks.entries.wrapUp(anna, '1001', request)).rejects.toMatchObject({
      slug: 'invalid-input',
      faults: [{ field, code }],
    });
    expect(rig.steps).toEqual(['write']);
    expect(rig.work.entries.added).toEqual([]);
  });

  it('is for managers alone, whatever the order', async () => {
    const rig = new WorkRig();
    for (const actor of [service, supervisor]) {
      await expect(rig.desks.entries.wrapUp(actor, '9999', wrapUp)).rejects.toMatchObject({
        slug: 'role-forbidden',
      });
    }
    expect(rig.list.asked).toEqual([]);
  });
});

test('an order that was given to another manager meanwhile is refused like an unknown one', async () => {
  const rig = new WorkRig();
  jest.spyOn(rig.work.entries, 'lockOrder').mockResolvedValue(null);
  await expect(rig.desks.entries.addNote(anna, '1001', { text: 'x' })).rejects.toMatchObject({
    slug: 'order-refused',
  });
  expect(rig.steps).toEqual(['write', 'audit note.add {"outcome":"refused"}']);
});
