import { emptyManager, managerFaults, settingsOf } from '../../../../src/web/pages/admin/manager-values';

test('a company number written with a plus and dashes is its digits; empty is none', () => {
  const values = {
    ...emptyManager('ru'),
    extension: ' 101 ',
    name: ' Anna ',
    did: '+7 (495) 000-00-00',
    group: ' sales ',
  };
  expect(settingsOf(values)).toMatchObject({
    extension: '101',
    name: 'Anna',
    did: '74950000000',
    group: 'sales',
  });
  expect(settingsOf({ ...values, did: ' ', group: ' ' })).toMatchObject({ did: null, group: null });
  expect(managerFaults(values)).toEqual({});
  expect(
    managerFaults({
      ...values,
      extension: '',
      name: '',
      did: '12',
      group: 'x'.repeat(65),
      maxCallsHour: 1.5,
    }),
  ).toEqual({
    extension: 'extension-missing',
    name: 'name-missing',
    did: 'did-invalid',
    group: 'group-too-long',
    maxCallsHour: 'cap-invalid',
  });
});
