import { isLast, keptOf, ticked, toggled } from '../../../../src/web/phone/reach-choice';

it('a mobile whose number was removed is ticked no more, so that another device can be chosen', () => {
  const left = ticked(['mobile'], false);
  expect(left).toEqual([]);
  expect(toggled(left, 'desk')).toEqual(['desk']);
  expect(toggled(ticked(['desk', 'mobile'], false), 'page')).toEqual(['desk', 'page']);
  // The control: with its number it stays.
  expect(toggled(ticked(['mobile'], true), 'desk')).toEqual(['mobile', 'desk']);
});

it('what is chosen by a click follows what is ticked', () => {
  expect(ticked(null, true)).toBeNull();
  expect(toggled(null, 'desk')).toEqual(['desk']);
  expect(toggled(['page', 'desk'], 'page')).toEqual(['desk']);
  expect([isLast(['desk'], 'desk'), isLast(['desk', 'page'], 'desk'), isLast(null, 'desk')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([keptOf(['page']), keptOf([])]).toEqual([['page'], ['desk']]);
});
