import { readHeader } from '#orders/intake/csv-header';
import { ImportError } from '#orders/intake/import-error';

function faultOf(line: string): ImportError {
  try {
    readHeader(line);
  } catch (error) {
    if (error instanceof ImportError) return error;
  }
  throw new Error('the header was accepted');
}

describe('header', () => {
  it.each([
    'order_number,customer_name,phone,manager_extension',
    'Order Number;Customer;Phone;Extension',
    'ORDER-NUMBER\tCUSTOMER NAME\tPHONE\tMANAGER EXTENSION',
    '"Номер заказа";"ФИО клиента";"Телефон";"Добавочный"',
    '№ заказа|Покупатель|Мобильный телефон|Внутренний номер',
    '№,Имя,Номер телефона,Менеджер',
    ' order_number , customer_name , phone , manager_extension ',
  ])('is understood, case %#', (line) => {
    const layout = readHeader(line);
    expect(layout.positions).toEqual({ order_number: 0, customer_name: 1, phone: 2, manager_extension: 3 });
    expect(layout.columns).toBe(4);
    expect(layout.ignored).toBe(0);
  });

  it('may be in any order, with all columns and some that are not needed', () => {
    const layout = readHeader(
      'Статус;Телефон получателя;Доп. телефон;E-mail;Сумма;Валюта;Дата заказа;Внутренний;Телефон;ФИО;Заказ;Комментарий;',
    );
    expect(layout.separator).toBe(';');
    expect(layout.ignored).toBe(2);
    expect(layout.positions).toEqual({
      status: 0,
      phone3: 1,
      phone2: 2,
      email: 3,
      amount: 4,
      currency: 5,
      placed_at: 6,
      manager_extension: 7,
      phone: 8,
      customer_name: 9,
      order_number: 10,
    });
  });

  it('says what is missing and what was found', () => {
    const error = faultOf('order_number;phone;comment');
    expect(error.slug).toBe('header-incomplete');
    expect(error.message).toContain('Missing: customer_name, manager_extension');
    expect(error.message).toContain('Found: order_number, phone, and 1 not recognised');
  });

  it('does not quote the first row of a file without a header', () => {
    const error = faultOf('1001,Anna Petrova,+79005550001,101');
    expect(error.slug).toBe('header-incomplete');
    expect(/79005550001|Anna|1001/.test(`${error.message}${JSON.stringify(error.details)}`)).toBe(false);
  });

  it('refuses two columns of one meaning', () => {
    expect(faultOf('order_number,order,customer_name,phone,manager_extension').slug).toBe('header-ambiguous');
  });

  it('refuses an empty file', () => {
    expect(faultOf('').slug).toBe('file-empty');
  });
});
