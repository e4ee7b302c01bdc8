import type { Bilingual } from '#kernel/language';

/** What whoever signs in must have accepted. */
export interface CurrentTerms {
  /** Raised with each change of the text; everybody is asked again then. */
  version: number;
  text: Bilingual;
}

/** The confidentiality terms as they stand. */
export interface Terms {
  /** At once, but for the first time. @throws where they were never read and the database cannot answer */
  current(): Promise<CurrentTerms>;
}

/** Until an administrator writes the shop's own. Paragraphs are parted by an empty line. */
export const defaultTerms: Bilingual = {
  ru: [
    'Данные клиентов — имена, заказы, всё, что вы узнаёте из разговоров, — принадлежат магазину. Вы пользуетесь ими только для работы с заказами, которые вам поручены.',
    'Вы не копируете и не записываете эти данные для себя, не передаёте их никому вне магазина и не используете ни для чего другого — ни сейчас, ни после окончания работы. Вы не спрашиваете у клиентов их телефон или адрес, чтобы связаться с ними в обход магазина.',
    'Ваш пароль знаете только вы. О каждом звонке хранится запись: кто, по какому заказу, когда и как долго говорил; разговоры могут записываться. Действия на этих страницах заносятся в журнал.',
  ].join('\n\n'),
  en: [
    'Customer data (names, orders and whatever you learn in calls) belong to the shop. You use them only to work on the orders that are given to you.',
    'You do not copy these data or write them down for yourself, do not pass them on to anybody outside the shop, and do not use them for anything else, neither now nor after you have left. You do not ask customers for a telephone number or an address in order to reach them without the shop.',
    'Your password is known to you alone. Of every call a record is kept: who spoke, about which order, when and for how long; calls may be recorded. What is done on these pages is written to an audit log.',
  ].join('\n\n'),
};
