import { aliasesOf, aliasLines } from '../../../../src/web/pages/admin/alias-lines';

test('words for managers are edited as lines, and a line that is none is told', () => {
  expect(aliasesOf(' Anna@Shop.example=101\n\nСмена = 2 = 102 \n')).toEqual({
    'anna@shop.example': '101',
    'смена = 2': '102',
  });
  expect(aliasLines({ 'anna@shop.example': '101', 'смена = 2': '102' })).toBe(
    'anna@shop.example = 101\nсмена = 2 = 102',
  );
  expect([aliasesOf(''), aliasLines({})]).toEqual([{}, '']);
  expect(['anna@shop.example', '= 101', 'anna = ', 'anna = 1 0'].map(aliasesOf)).toEqual(Array(4).fill(null));
});
