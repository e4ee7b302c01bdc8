import type { Language } from '#kernel/language';

/**
 * What the staff is told in writing before decoys are planted. Says that there are such records, not which: it deters, and what
 * is kept secret from those who are watched could be held against the owner. A change of a word asks for a new acceptance.
 */
export const notice: Readonly<Record<Language, string>> = {
  en: `Notice to the staff: protection of the customer base

1. The customer base is a trade secret of the company. Passing it on, or using it for other purposes than work, is forbidden.
2. The base contains control records: invented customers whose telephone numbers and addresses belong to the company. You work with
   them as with any customer. Which records they are is not disclosed.
3. Calls to the numbers of control records from outside are noted with their time and length and the caller's number.
   The conversations that you hold through Star7 are not part of it.
4. Orders are compared by groups of customers and of managers, to see whether customers are lost.
5. The owner and the persons whom the owner has named in writing see the results; each look is recorded. No decision about an employee
   is made by a program or by these results alone: a person checks, hears the employee, and records the reasons.
6. You may ask to see the figures about you, and object to them, at any time.

I have read this notice and had an opportunity to ask questions.

Name ______________________   Date ______________   Signature ______________________`,
  ru: `Уведомление сотрудников: защита клиентской базы

1. Клиентская база составляет коммерческую тайну компании. Передавать её кому-либо или использовать не для работы запрещено.
2. В базе есть контрольные записи: вымышленные клиенты, телефоны и адреса которых принадлежат компании. С ними работают так же,
   как с любым клиентом. Какие именно записи контрольные, не раскрывается.
3. Звонки на номера контрольных записей со стороны фиксируются: время, длительность и номер звонившего. К разговорам, которые вы
   ведёте через Star7, это не относится.
4. Заказы сравниваются по группам клиентов и менеджеров, чтобы увидеть, не теряются ли клиенты.
5. Результаты видят владелец и лица, которых он назначил письменно; каждый просмотр записывается. Ни одно решение о сотруднике не
   принимается программой или только по этим результатам: человек проверяет, выслушивает сотрудника и записывает причины.
6. Вы можете в любое время попросить показать данные о себе и возразить против них.

С уведомлением ознакомлен(а), возможность задать вопросы была.

Ф. И. О. ______________________   Дата ______________   Подпись ______________________`,
};
