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

describe('an entry', () => {
  const ownCall = '01a226d0-0000-7000-8000-000000000001';
  const anothersCall = '01a226d0-0000-7000-8000-000000000002';

  it('names calls of its own order alone', async () => {
    const rig = new WorkRig();
    rig.work.calls.set(ownCall, '1001').set(anothersCall, '1002');
    for (const callId of [anothersCall, '01a226d0-0000-7000-8000-000000000003']) {
      const refusal = { slug: 'invalid-input', faults: [{ field: 'callId', code: 'not-of-order' }] };
      await expect(rig.desks.entries.addNote(anna, '1001', { text: 'x', callId })).rejects.toMatchObject(
        refusal,
      );
      await expect(rig.desks.entries.wrapUp(anna, '1001', { ...wrapUp, callId })).rejects.toMatchObject(
        refusal,
      );
    }
    expect(rig.work.entries.added).toEqual([]);
    const { entry } = await rig.desks.entries.addNote(anna, '1001', { text: 'x', callId: ownCall });
    expect(entry.callId).toBe(ownCall);
  });

  it('is the 21st of a minute for nobody, whatever kind it is and on whichever order', async () => {
    const rig = new WorkRig();
    const { entries } = rig.desks;
    for (let nth = 0; nth < 19; nth += 1)
      await entries.addNote(anna, nth % 2 ? '1001' : '1003', { text: 'x' });
    const last = { ...wrapUp, idempotencyKey: 'last' };
    await entries.wrapUp(anna, '1001', last);
    const refusal = { slug: 'too-many-entries', retryAfterSeconds: 60 };
    await expect(entries.addNote(anna, '1001', { text: 'x' })).rejects.toMatchObject(refusal);
    await expect(entries.wrapUp(anna, '1001', wrapUp)).rejects.toMatchObject(refusal);
    await expect(entries.undo(anna, '1001', { entryId: '20' })).rejects.toMatchObject(refusal);
    expect(rig.work.entries.added).toHaveLength(20);
    // A repeated request wrote nothing, and others have limits of their own.
    await expect(entries.wrapUp(anna, '1001', last)).resolves.toMatchObject({
      order: { orderNumber: '1001' },
    });
    await entries.addNote(supervisor, '1001', { text: 'x' });
    rig.clock.set(60_000_000);
    await entries.addNote(anna, '1001', { text: 'x' });
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

  it('with a time is refused where the order is not to be called', async () => {
    const rig = new WorkRig();
    const later = { ...wrapUp, outcome: 'call-later', callLaterAt: rig.clock.now() + 3_600_000_000 };
    rig.list.rows[0]!.doNotCall = true;
    for (const [number, code] of [
      ['1003', 'order-closed'],
      ['1001', 'do-not-call'],
    ] as const) {
      await expect(rig.desks.entries.wrapUp(anna, number, later)).rejects.toMatchObject({
        slug: 'invalid-input',
        faults: [{ field: 'outcome', code }],
      });
    }
    expect(rig.work.entries.added).toEqual([]);
    const { order, entry } = await rig.desks.entries.wrapUp(anna, '1003', wrapUp);
    expect([order.queue, entry.callLaterAt]).toEqual(['done', null]);
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

describe('taking an outcome back', () => {
  const second = 1_000_000;

  it('puts the order where it was, by an entry of its own, published and audited', async () => {
    const rig = new WorkRig();
    rig.list.rows[0]!.dueAt = rig.clock.now();
    const before = { ...rig.list.rows[0]! };
    const { entry } = await rig.desks.entries.wrapUp(anna, '1001', { ...wrapUp, outcome: 'do-not-call' });
    expect(rig.list.rows[0]).toMatchObject({ queue: 'done', doNotCall: true, lastOutcome: 'do-not-call' });
    rig.steps.length = 0;
    const undone = await rig.desks.entries.undo(anna, '1001', { entryId: entry.id });
    expect(undone.entry).toMatchObject({ kind: 'outcome-undone', outcome: 'do-not-call', text: null });
    expect(rig.list.rows[0]).toEqual(before);
    expect(rig.steps).toEqual([
      'write',
      'publish 1001',
      'audit order.undo-wrap-up {"entry":"2","hidden":0,"outcome":"do-not-call","undone":"1"}',
    ]);
    expect(rig.work.entries.added.map(({ words }) => words.kind)).toEqual(['outcome', 'outcome-undone']);
  });

  it('leaves a wish that was there before', async () => {
    const rig = new WorkRig();
    rig.list.rows[0]!.doNotCall = true;
    const { entry } = await rig.desks.entries.wrapUp(anna, '1001', { ...wrapUp, outcome: 'do-not-call' });
    await rig.desks.entries.undo(anna, '1001', { entryId: entry.id });
    expect(rig.list.rows[0]).toMatchObject({ doNotCall: true });
  });

  it.each<[string, (rig: WorkRig) => unknown]>([
    ['a note was written', (rig) => rig.desks.entries.addNote(anna, '1001', { text: 'x' })],
    ['it was taken back', (rig) => rig.desks.entries.undo(anna, '1001', { entryId: '1' })],
    [
      'a call is up',
      ({ work, clock }) => work.up.push({ orderNumber: '1001', requestedAt: clock.now() + second }),
    ],
    [
      'a call was made',
      ({ work, clock }) =>
        work.entries.recorded.push({ orderNumber: '1001', requestedAt: clock.now() + second }),
    ],
  ])('is refused after %s', async (_what, happens) => {
    const rig = new WorkRig();
    await rig.desks.entries.wrapUp(anna, '1001', wrapUp);
    await happens(rig);
    rig.steps.length = 0;
    await expect(rig.desks.entries.undo(anna, '1001', { entryId: '1' })).rejects.toMatchObject({
      slug: 'not-undoable',
    });
    expect(rig.steps).toEqual(['write']);
  });

  it('is possible while a call goes on that the outcome is about, or another order’s', async () => {
    const rig = new WorkRig();
    const { work, clock } = rig;
    rig.list.rows[0]!.dueAt = clock.now();
    work.up.push({ orderNumber: '1001', requestedAt: clock.now() - second });
    work.up.push({ orderNumber: '1002', requestedAt: clock.now() + second });
    await rig.desks.entries.wrapUp(anna, '1001', wrapUp);
    await expect(rig.desks.entries.undo(anna, '1001', { entryId: '1' })).resolves.toMatchObject({
      order: { queue: 'to-call' },
    });
  });

  it('sent twice with a key is done once', async () => {
    const rig = new WorkRig();
    await rig.desks.entries.wrapUp(anna, '1001', { ...wrapUp, idempotencyKey: 'k' });
    const undo = { entryId: '1', idempotencyKey: 'u' };
    const first = await rig.desks.entries.undo(anna, '1001', undo);
    const steps = rig.steps.length;
    expect(await rig.desks.entries.undo(anna, '1001', undo)).toEqual(first);
    expect(rig.steps.slice(steps)).toEqual(['write']);
    await expect(
      rig.desks.entries.undo(anna, '1001', { entryId: '1', idempotencyKey: 'k' }),
    ).rejects.toMatchObject({ slug: 'idempotency-key-reused' });
  });

  it('is for managers alone, of their own orders', async () => {
    const rig = new WorkRig();
    await expect(rig.desks.entries.undo(supervisor, '9999', { entryId: '1' })).rejects.toMatchObject({
      slug: 'role-forbidden',
    });
    await expect(rig.desks.entries.undo(anna, '1002', { entryId: '1' })).rejects.toMatchObject({
      slug: 'order-refused',
    });
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

describe('a checklist', () => {
  it('is kept with the outcome as the call left it, and takes texts of the list alone', async () => {
    const rig = new WorkRig();
    const { entries } = rig.desks;
    await expect(entries.wrapUp(anna, '1001', wrapUp)).resolves.toMatchObject({ entry: { checklist: null } });
    rig.work.entries.checks = ['Address confirmed', 'Add-on offered'];
    const checked = { ...wrapUp, checked: ['Address confirmed'], idempotencyKey: 'k' };
    await expect(entries.wrapUp(anna, '1001', { ...wrapUp, checked: ['Paid'] })).rejects.toMatchObject({
      faults: [{ field: 'checked', code: 'unknown-check' }],
    });
    const { entry } = await entries.wrapUp(anna, '1001', checked);
    expect(entry.checklist).toEqual([
      { text: 'Address confirmed', done: true },
      { text: 'Add-on offered', done: false },
    ]);
    // The site has changed its list since: the repeated request says what the first said.
    rig.work.entries.checks = ['Time confirmed'];
    await expect(entries.wrapUp(anna, '1001', checked)).resolves.toMatchObject({ entry: { id: entry.id } });
    await expect(entries.wrapUp(anna, '1001', { ...checked, checked: [] })).rejects.toMatchObject({
      slug: 'idempotency-key-reused',
    });
  });
});
