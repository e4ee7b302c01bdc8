import { behaviourNamed, carrierBehaviours } from '../../lab/carrier-behaviours';
import { carrierScenario } from '../../lab/carrier-scenario';

describe('carrier scenario', () => {
  it('jumps to labels that exist exactly once', () => {
    for (const trunk of ['first', 'second'] as const) {
      const xml = carrierScenario(carrierBehaviours, trunk);
      const labels = [...xml.matchAll(/<label id="(\w+)"/g)].map(([, id]) => id);
      const jumps = [...xml.matchAll(/(?:next|ontimeout)="(\w+)"/g)].map(([, id]) => id);
      expect(new Set(labels).size).toBe(labels.length);
      expect(jumps.filter((jump) => !labels.includes(jump))).toEqual([]);
    }
  });

  it('lets the second trunk answer where only the first is down', () => {
    const only = [behaviourNamed('first-trunk-down')];
    expect(carrierScenario(only, 'first')).toContain('SIP/2.0 503');
    expect(carrierScenario(only, 'second')).not.toContain('SIP/2.0 503');
  });

  it('has unique codes and names of behaviours', () => {
    expect(new Set(carrierBehaviours.map(({ code }) => code)).size).toBe(carrierBehaviours.length);
    expect(new Set(carrierBehaviours.map(({ name }) => name)).size).toBe(carrierBehaviours.length);
  });
});
