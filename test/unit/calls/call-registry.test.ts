import { CallRegistry } from '#calls/engine/call-registry';
import { clickStart, Driven, events, into, shortCodeStart } from './call-samples';

/** A registry with this call, at each of its steps. */
function kept(driven: Driven) {
  const registry = new CallRegistry();
  const live = registry.keep(driven.steps[0]!.call, 0, {});
  for (const { call } of driven.steps.slice(1)) registry.update(live, call);
  return { registry, live };
}

const isBusy = (driven: Driven, extension = '101'): boolean =>
  kept(driven).registry.usingPhone(extension).length > 0;

describe('a phone is in use by a call', () => {
  test('from the moment at which it is asked for until the call is decided', () => {
    expect(isBusy(new Driven(clickStart))).toBe(true);
    expect(isBusy(into['calling-manager']())).toBe(true);
    expect(isBusy(into.talking())).toBe(true);
    expect(isBusy(into.announcing())).toBe(false);
    expect(isBusy(into.clearing())).toBe(false);
    expect(isBusy(into.talking(), '102')).toBe(false);
  });

  test('while it is hung up to be called back, and when it is', () => {
    const releasing = new Driven(shortCodeStart).feed(events.authorised({ shortCodeMode: 'call-back' }));
    expect(isBusy(releasing)).toBe(true);
    expect(isBusy(releasing.phoneReleased())).toBe(true);
  });

  test('where it has a leg, whoever the call was asked for by, and until that leg has ended', () => {
    const { registry, live } = kept(into.talking());
    const [manager, customer] = live.call.legs;
    const colleague = {
      ...manager!,
      id: 3,
      party: 'colleague',
      channelId: 'of-102',
      extension: '102',
    } as const;
    registry.update(live, { ...live.call, legs: [manager!, customer!, colleague] });
    expect(registry.usingPhone('102')).toHaveLength(1);
    registry.update(live, { ...live.call, legs: [manager!, customer!, { ...colleague, state: 'ended' }] });
    expect(registry.usingPhone('102')).toEqual([]);
    expect(registry.usingPhone('101')).toHaveLength(1);
  });
});

test('a call is found by every channel that it ever had, and by none once it is forgotten', () => {
  const { registry, live } = kept(into['calling-customer']().ended('customer', 34, 503));
  const channels = live.call.legs.map(({ channelId }) => channelId);
  expect(channels).toHaveLength(3);
  for (const channelId of channels) expect(registry.ofChannel(channelId)).toBe(live);
  registry.forget(live);
  expect([registry.all, ...channels.map((channelId) => registry.ofChannel(channelId))]).toEqual([
    [],
    ...channels.map(() => undefined),
  ]);
  expect(registry.usingPhone('101')).toEqual([]);
});

test('a call that is over is shown until it is stored', () => {
  const { registry, live } = kept(into.ended());
  registry.awaitStore(live.call);
  registry.forget(live);
  expect(registry.view(live.call.id)).toMatchObject({ phase: 'ended' });
  registry.stored(live.call.id);
  expect(registry.view(live.call.id)).toBeNull();
});
