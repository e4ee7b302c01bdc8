import { actOf, usesKey } from '../../../../src/web/pages/manager/use-keys';

/** An element inside of another of this name. */
function inside(name: string): Pick<Element, 'closest'> {
  return {
    closest: (selectors: string) =>
      selectors
        .split(',')
        .map((each) => each.trim())
        .includes(name)
        ? ({} as Element)
        : null,
  };
}

describe('keys of the whole page', () => {
  const search = jest.fn();
  const one = jest.fn();
  const keys = { '/': search, '1': one };

  it('are found by what they give', () => {
    expect(actOf(keys, { key: '1', code: 'Digit1' })).toBe(one);
    expect(actOf(keys, { key: '/', code: 'NumpadDivide' })).toBe(search);
    expect(actOf(keys, { key: 'x', code: 'KeyX' })).toBeUndefined();
  });

  it('find the slash by its place where the layout gives something else', () => {
    expect(actOf(keys, { key: '.', code: 'Slash' })).toBe(search);
    expect(actOf({ '1': one }, { key: '.', code: 'Slash' })).toBeUndefined();
  });

  it('leave Enter to whatever has a use of its own for it, a radio button of a form among them', () => {
    for (const name of ['form', 'button', 'a', '[role="option"]', '[role="tab"]'])
      expect({ name, own: usesKey(inside(name), 'Enter') }).toEqual({ name, own: true });
    expect(usesKey(inside('main'), 'Enter')).toBe(false);
    expect(usesKey(inside('form'), '1')).toBe(false);
  });
});
