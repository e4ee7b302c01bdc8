import { headerOf, sheetRows, usualColumns } from '#leaks/model/decoys/sheet';

const people = [
  { name: 'Anna Orlova', phone: '+7 495 000-00-01', address: 'Moscow, Lesnaya 1', email: 'anna@box.example' },
  { name: 'Oleg Titov', phone: '+74950000002', address: null, email: null },
];

test.each([
  [
    ['Заказ', 'ФИО', 'Телефон', 'Сумма'],
    [
      ['', 'Anna Orlova', '+7 495 000-00-01', ''],
      ['', 'Oleg Titov', '+74950000002', ''],
    ],
  ],
  [
    ['Billing First Name', 'Billing Last Name', 'Billing Phone', 'Shipping Address'],
    [
      ['Anna', 'Orlova', '+7 495 000-00-01', 'Moscow, Lesnaya 1'],
      ['Oleg', 'Titov', '+74950000002', ''],
    ],
  ],
  [
    [...usualColumns],
    [
      ['Anna Orlova', '+7 495 000-00-01', 'anna@box.example', 'Moscow, Lesnaya 1'],
      ['Oleg Titov', '+74950000002', '', ''],
    ],
  ],
])('in the columns %j', (header, rows) => {
  expect(sheetRows(header, people)).toEqual(rows);
});

test('a list without names or without numbers is none that a decoy can be in', () => {
  expect(sheetRows(['Заказ', 'Сумма'], people)).toBeNull();
  expect(sheetRows(['ФИО'], people)).toBeNull();
  expect(sheetRows(['Телефон'], people)).toBeNull();
});

test.each([
  ['\ufeffФИО;"Телефон"\r\nИванов, Пётр;1', ['ФИО', 'Телефон'], ';'],
  ['name,phone\n', ['name', 'phone'], ','],
  ['name\tphone', ['name', 'phone'], '\t'],
])('rows are separated as those of the list %j', (text, columns, separator) => {
  expect(headerOf(text)).toEqual({ columns, separator });
});
