import { Random } from '#kernel/random';

/*
 * An export as shops in Russia have it (InSales writes its columns so): name, one to three numbers, e-mail, an item with option
 * and article, delivery, payment, and what the customer wrote. People are invented; no number of the ranges +7 900 to +7 902
 * is called. One comment in twelve holds a number or an address, as the redactor has to expect.
 */

const columns = [
  ...['№ заказа', 'Дата создания', 'Статус заказа', 'Статус оплаты', 'Способ оплаты', 'Менеджер'],
  ...['ФИО', 'Телефон', 'Телефон 2', 'Телефон получателя', 'Email', 'Сумма заказа', 'Валюта'],
  ...['Название товара', 'Вариант', 'Артикул', 'Количество', 'Цена продажи', 'Стоимость доставки'],
  ...['Способ доставки', 'Область', 'Город', 'Индекс', 'Адрес доставки', 'Комментарий покупателя'],
  ...['Комментарий менеджера', 'Теги', 'Источник'],
];
export const exportColumns = columns.length;

const words = (text: string): string[] => text.split(' ');
const lines = (text: string): string[] => text.trim().split('\n');

const surnames = words(
  'Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов ' +
    'Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев ' +
    'Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин ' +
    'Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов Богданов',
);
const firstNames = words(
  'Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Артём Николай Владимир Роман Павел Денис Кирилл Игорь ' +
    'Олег Юрий Антон Станислав Виктор Григорий Тимофей Степан Глеб Фёдор Пётр Руслан Тимур',
);
const patronymics = words(
  'Александрович Сергеевич Дмитриевич Андреевич Алексеевич Иванович Михайлович Петрович',
);
const managers = ['101', '102', '103', '104', '105'];
const statuses = ['Новый', 'Новый', 'Новый', 'В обработке', 'Отправлен', 'Доставлен', 'Отменён'];
const payments = ['Картой на сайте', 'Наличными курьеру', 'При получении', 'СБП', 'По счёту'];
const ways = [
  'Курьер',
  'СДЭК до пункта выдачи',
  'Почта России',
  'Boxberry',
  'Самовывоз',
  '5Post',
  'Яндекс Доставка',
];
const towns = lines(`
Москва|Московская область|10
Санкт-Петербург|Ленинградская область|19
Новосибирск|Новосибирская область|63
Екатеринбург|Свердловская область|62
Казань|Республика Татарстан|42
Нижний Новгород|Нижегородская область|60
Челябинск|Челябинская область|45
Самара|Самарская область|44
Омск|Омская область|64
Ростов-на-Дону|Ростовская область|34
Уфа|Республика Башкортостан|45
Красноярск|Красноярский край|66
Воронеж|Воронежская область|39
Пермь|Пермский край|61
Волгоград|Волгоградская область|40
Краснодар|Краснодарский край|35
Саратов|Саратовская область|41
Тюмень|Тюменская область|62
Тольятти|Самарская область|44
Ижевск|Удмуртская Республика|42
`).map((line) => line.split('|'));
const streets = words(
  'Ленина Мира Советская Молодёжная Садовая Центральная Новая Гагарина Пушкина Кирова Школьная Набережная Лесная Победы ' +
    'Октябрьская Комсомольская Первомайская Заводская Чехова Горького Калинина Чкалова Суворова Маяковского',
);
const goods = lines(`
Кроссовки беговые Wave Rider 26|36|UK 8 / EU 42
Куртка демисезонная женская «Осень»|48|размер 48
Чайник электрический KT-1712, 1,7 л|12|белый
Футболка хлопковая базовая|20|M, чёрная
Наушники беспроводные Air Buds Pro 2|30|графит
Набор ножей кухонных, 6 предметов|14|
Рюкзак городской 25 л|22|серый меланж
Постельное бельё «Прованс», евро|18|200×220 см
Лампа настольная светодиодная, 12 Вт|9|
Кабель USB-C — USB-C, 2 м|40|100 Вт
Плед вязаный 150х200|16|бежевый
Термокружка 450 мл|25|синий
Детский комбинезон зимний|24|рост 92
Смеситель для кухни с выдвижным изливом|7|сатин
Коврик для йоги 183×61×0,6 см|11|фиолетовый
Маска для волос восстанавливающая 300 мл|33|
Шуруповёрт аккумуляторный 18 В|8|2 АКБ
Настольная игра «Каркассон»|13|базовая
Кофе в зёрнах Brazil Santos, 1 кг|28|средняя обжарка
Чехол для iPhone 15 Pro Max|45|прозрачный
Phone stand, aluminium|10|silver
Planner 2026, A5|15|dotted
`).map((line) => line.split('|'));

const brands = words(
  'Alba Bora Cedar Delfin Elma Forte Gamma Hanto Iris Juno Kama Lumen Mira Norden Orbita Polaris Quant Rosa Sever Terra Umka Vega ' +
    'Wolf Xenon Yuta Zarya Аврора Берег Вихрь Гном',
);

const comments = lines(`
Позвонить после шести вечера, домофон не работает
Доставка до двери, подъезд 3, этаж 5
Нужна сдача с 5000 рублей
Просьба не складывать пополам, внутри стекло
Подарок, чек в коробку не класть
Заберу сам в субботу до 12:00
Если нет синего, положите серый
Размер 42, рост 176, прошлый раз был маловат
Please leave it with the neighbours
Второй заказ за неделю, проверьте скидку 10 %
Уточните адрес, дом 14 корпус 2
Оплачу картой при получении
Можно после 25.11? Уезжаю в отпуск
Код домофона 45В, кв. на первом этаже
Добрый день! Подскажите, пожалуйста, когда отправите заказ, нужен к выходным, это подарок маме на день рождения
Хочу обменять товар из заказа 10234, там был брак, положите новый вместе с этим заказом, старый отдам курьеру
Срочно!
Позвоните за час
Без звонка, просто оставьте у двери
Здравствуйте, я уже писала в чат, но никто не ответил. Нужна доставка 12.12 с 10:00 до 14:00, иначе не успею. Спасибо!
`);
/** `#` stands for a digit. */
const leaks = lines(`
Звоните лучше жене, 8 902 ### ## ##
запасной номер +7902#######
не дозвонитесь — пишите в телегу @customer_###
почта для чека: buyer.###@example.test
ватсап 8(902)###-##-##, звонить до 20:00
мой номер девятьсот два ноль один два тридцать четыре пять шесть
`);
const notes = lines(`
VIP
Проверить остаток на складе
Не дозвонились 12.11, перезвонить
Клиент просил перенести на 20.11 после 18:00
Скидка 5 % согласована
`);
const sources = ['Сайт', 'Яндекс Маркет', 'Instagram', 'Повторный заказ', 'yandex / cpc'];

/** The rows of a shop's export, the header first. Three customers in ten have ordered before. */
export function* exportRows(count: number, seed = 1): Generator<string[]> {
  yield columns;
  for (let index = 0; index < count; index += 1) {
    const random = new Random(seed, index);
    const customer = index % 10 < 7 ? index : Math.floor(index / 2);
    yield rowOf(index, customer, random, new Random(seed + 1, customer));
  }
}

function rowOf(index: number, customer: number, random: Random, person: Random): string[] {
  const digits = String(customer).padStart(7, '0');
  const [title = '', variants = '1', option = ''] = random.pick(goods);
  const [town = '', region = '', zip = ''] = person.pick(towns);
  const price = 190 + random.int(60) * 100;
  const quantity = random.chance(0.8) ? 1 : 1 + random.int(3);
  const delivery = random.pick([0, 0, 250, 350, 490]);
  const name = [person.pick(surnames), person.pick(firstNames)];
  if (person.chance(0.4)) name.push(person.pick(patronymics));
  return [
    ...[String(100_000 + index), dayOf(random), random.pick(statuses)],
    ...[random.chance(0.5) ? 'Оплачен' : 'Не оплачен', random.pick(payments), random.pick(managers)],
    name.join(' '),
    person.chance(0.5)
      ? `+7900${digits}`
      : `8 (900) ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`,
    person.chance(0.15) ? `+7901${digits}` : '',
    person.chance(0.1) ? `8901${digits}` : '',
    person.chance(0.7) ? `customer${customer}@example.test` : '',
    ...[
      (price * quantity + delivery).toFixed(2).replace('.', ','),
      'RUB',
      `${title} ${random.pick(brands)}`,
      option,
    ],
    `${String.fromCodePoint(65 + random.int(26))}${String.fromCodePoint(65 + random.int(26))}-${String(1000 + random.int(Number(variants) * 40))}`,
    ...[String(quantity), `${String(price)},00`, `${String(delivery)},00`, random.pick(ways)],
    ...[region, town, `${zip}${String(1000 + person.int(9000))}`],
    `ул. ${person.pick(streets)}, д. ${String(1 + person.int(140))}${person.chance(0.6) ? `, кв. ${String(1 + person.int(200))}` : ''}`,
    commentOf(random),
    random.chance(0.1) ? random.pick(notes) : '',
    random.chance(0.2) ? random.pick(['опт', 'новый клиент', 'подарок, срочно', 'сайт']) : '',
    random.pick(sources),
  ];
}

/** Of four orders in ten: what people write, with a figure of their own. */
function commentOf(random: Random): string {
  if (random.chance(0.6)) return '';
  if (random.chance(1 / 12)) return random.pick(leaks).replace(/#/g, () => String(random.int(10)));
  const said = random.pick(comments);
  if (random.chance(0.5)) return said;
  return `${said}. ${random.pick(comments)} (${String(random.int(9973))})`;
}

function dayOf(random: Random): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(1 + random.int(28))}.${two(1 + random.int(12))}.2025 ${two(random.int(24))}:${two(random.int(60))}`;
}

/** As a file with semicolons has it. */
export function csvLine(cells: readonly string[]): string {
  const quoted = (cell: string): string => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `${cells.map(quoted).join(';')}\n`;
}
