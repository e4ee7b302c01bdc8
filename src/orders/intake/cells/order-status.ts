import type { OrderStatus } from '../../order-view';

/**
 * What shop systems call the state of an order. A state in which the customer may still be called is `open`: paid, on its
 * way, on hold.
 */
const statusWords: Readonly<Record<OrderStatus, string>> = {
  open:
    'open|new|pending|processing|confirmed|accepted|active|shipped|in transit|paid|unfulfilled|on hold|onhold|hold|' +
    'holded|authorized|partially paid|partially refunded|partially fulfilled|partial|unpaid|failed|draft|' +
    'checkout draft|auto draft|payment accepted|awaiting payment|payment pending|awaiting shipment|' +
    'awaiting fulfillment|preparing|ready|ready for pickup|ready to ship|out for delivery|unshipped|not shipped|' +
    'partially shipped|scheduled|in progress|backordered|payment review|fraud|pending payment|pending review|' +
    'partiallyshipped|pendingavailability|invoiceunconfirmed|invoice unconfirmed|shipping|processed|approved|confirm|waiting|sorted|' +
    'pending fulfillment|pending paypal|attempted delivery|request declined|awaiting check payment|awaiting bank wire|' +
    'awaiting bank wire payment|awaiting cash on delivery validation|remote payment accepted|processing in progress|' +
    'preparation in progress|on backorder paid|on backorder not paid|payment error|payment failed|not paid|canceled reversal|' +
    'paypal canceled reversal|return requested|partially returned|placed|incoming leads|initial contact|offer made|negotiation|' +
    'contract discussion|preparation|prepayment invoice|executing|final invoice|awaiting registration|acceptance in progress|' +
    'awaiting approve|awaiting packaging|awaiting deliver|arbitration|client arbitration|delivering|driver pickup|' +
    'sent by seller|delivery|pickup|' +
    'awaiting confirmation|awaiting pickup|awaiting fulfilment|out of stock|packed|dispatched|handed over|' +
    'новый|новая|новое|новые|открыт|открыта|открытый|открыто|принят|принята|подтвержден|подтвержденный|оформлен|' +
    'ожидает|ожидание|в работе|в обработке|обрабатывается|обработан|обработка|не обработан|собирается|собран|' +
    'в сборке|комплектуется|на складе|упакован|доставляется|в доставке|на доставке|отправлен|отправлено|отгружен|' +
    'отгружено|частично отгружен|передан в доставку|передан курьеру|передано в доставку|в пути|готов|готов к выдаче|' +
    'готов к отправке|готов к отгрузке|ожидает в пвз|на пункте выдачи|оплачен|оплачено|частично оплачен|не оплачен|' +
    'неоплачен|ожидает оплаты|ожидается оплата|принят ожидается оплата|ждет оплаты|согласован|согласование|' +
    'на согласовании|дозвон|недозвон|не дозвонились|перезвонить|первичный контакт|переговоры|принимают решение|' +
    'согласование договора|неразобранное|входящие|входящая|заявка|черновик|предзаказ|отложен|' +
    'приостановлен|ждет клиента|в резерве|зарезервирован|к отгрузке|к отправке|ожидает отгрузки|ожидает отправки|' +
    'ожидает подтверждения|ожидает обработки|ожидает самовывоза|прибыл в пункт выдачи|прибыл в пвз|готов к получению|' +
    'платеж принят|ожидается оплата чеком|в процессе подготовки|ошибка оплаты|неудавшийся|не отгружен|подготовка документов|' +
    'счет на предоплату|финальный счет|оплачен формируется к отправке|не согласован|к обеспечению|готов к обеспечению|' +
    'к выполнению|к выполнению в резерве|в процессе отгрузки|готов к закрытию|ожидается согласование|ожидается аванс до обеспечения|ожидает сборки|' +
    'ожидают сборки|ожидают отгрузки|доставляются|доставляется в пвз|спорный|собранные|на сборке|отсортировано|' +
    'в пункте самовывоза|наличие подтверждено|предложить замену|предложение замены|ждем предоплату|укомплектован|' +
    'доставка перенесена|создан|принят на склад отправителя|не вручен|выдан на доставку|оплачен онлайн|оплата получена|' +
    'оплата при получении|предоплата|частичная предоплата|ожидает звонка|самовывоз|' +
    'передан в службу доставки|shipped picked up|передан в сдэк|не подтвержден|нова|нове|новий|в роботі|прийнято|nicht versandt|offen|in bearbeitung|versendet|versandt|bezahlt',
  closed:
    'closed|done|complete|completed|delivered|finished|fulfilled|received|picked up|archived|receive|sold|won|closed won|' +
    'shipped delivered to buyer|доставлены|продано|выкуплен|куплен|выдан клиенту|' +
    'доставлен клиенту|получен клиентом|' +
    'закрыт|закрыта|закрытый|закрыто|выполнен|выполнена|выполнено|завершен|завершена|завершено|доставлен|доставлена|' +
    'доставлено|получен|получено|вручен|вручено|выдан|выдано|исполнен|реализован|успешно реализовано|сделка успешна|' +
    'сделка заключена|сделка завершена|успешно завершен|архив|в архиве|виконано|доставлено|geliefert|zugestellt|abgeschlossen',
  cancelled:
    'cancelled|canceled|refunded|returned|rejected|voided|void|expired|trash|declined|chargeback|abandoned|deleted|' +
    'cancel|reject|denied|reversed|paypal reversed|restocked|defect|lose|closed lost|apology|unfulfillable|' +
    'canceled by client|declined by client|cancelled by customer|canceled by customer|cancelled by buyer|canceled by buyer|' +
    'cancelled by seller|canceled by seller|returned to sender|shipped returned to seller|полный возврат|отказано|возмещенный|' +
    'анулирован|отменены|отменен системой|отмена клиентом|анализ причины провала|нет такого товара|' +
    'не устроила цена|не устроила доставка|купил в другом месте|' +
    'отменен|отменен клиентом|отменен покупателем|отменен заказчиком|отменен магазином|отменен продавцом|' +
    'отменен менеджером|отменена|отменено|отмена|отмененный|отказ|отказ клиента|отказался|возврат|возвращен|возвращено|' +
    'не выкуплен|невыкуп|аннулирован|удален|сделка провалена|закрыто и не реализовано|провален|не реализовано|брак|' +
    'дубль|спам|канцелирано|канцелирован|скасовано|відмінено|storniert|abgebrochen|erstattet',
};

/** `wc-on_hold` and `On hold ` as the table writes them. */
export function statusWord(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/^wc-/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const byWord: ReadonlyMap<string, OrderStatus> = new Map(
  Object.entries(statusWords).flatMap(([status, words]) =>
    words.split('|').map((word): [string, OrderStatus] => [statusWord(word), status as OrderStatus]),
  ),
);

/** The letters by which Bitrix names its states. */
const letters: Readonly<Record<string, OrderStatus>> = { n: 'open', p: 'open', f: 'closed' };

/** `Заказ отправлен`, `Order shipped`. But whoever received the order may be the shop. */
const ofOrder = /^(?:заказ|order) (?!receive|получен)/;

/** @param own what the site has decided of words, before everything else @returns null for a word that is not known */
export function readStatus(
  cell: string,
  own: ReadonlyMap<string, OrderStatus> = new Map(),
): OrderStatus | null {
  const word = statusWord(cell);
  return own.get(word) ?? byWord.get(word) ?? letters[word] ?? byWord.get(word.replace(ofOrder, '')) ?? null;
}

const rank: Readonly<Record<OrderStatus, number>> = { open: 0, closed: 1, cancelled: 2 };

/** The state of an order whose columns state several: what ends it counts. */
export function strongest(states: readonly OrderStatus[]): OrderStatus | null {
  return states.reduce<OrderStatus | null>(
    (best, state) => (best === null || rank[state] > rank[best] ? state : best),
    null,
  );
}
