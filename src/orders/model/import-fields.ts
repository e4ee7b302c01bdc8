/** Fields of which every row of an order states one item. */
export const itemFields = [
  'item_title',
  'item_option',
  'item_sku',
  'item_quantity',
  'item_price',
  'item_total',
  'item_link',
  'item_picture',
] as const;

/** What a manager needs beside customer and amount. */
export const detailFields = [
  ...itemFields,
  'items',
  'subtotal',
  'shipping_total',
  'discount_total',
  'tax_total',
  'delivery_method',
  'delivery_address',
  'delivery_town',
  'delivery_region',
  'delivery_zip',
  'delivery_time',
  'tracking',
  'payment_method',
  'payment_state',
  'comment',
  'shop_notes',
  'tags',
  'source',
  'custom',
] as const;

/** What a column of a file can hold. Stable: profiles are kept with these names. */
export const importFields = [
  'order_number',
  'customer_name',
  'first_name',
  'last_name',
  'patronymic',
  'phone',
  'phone2',
  'phone3',
  'email',
  'country',
  'manager_extension',
  'status',
  'cancelled',
  'amount',
  'currency',
  'placed_at',
  'placed_time',
  'do_not_call',
  'calls_agreed_on',
  'calls_agreed_by',
  'time_zone',
  'courier',
  'line_type',
  ...detailFields,
] as const;
export type ImportField = (typeof importFields)[number];

/** A column that the administrator wants left out. */
export const ignoredColumn = 'ignore';

/** Fields whose columns are joined; of any other field, the first column that is filled counts. */
export const joinedFields: ReadonlySet<ImportField> = new Set(['delivery_address']);

/**
 * A column's name without case, spaces and signs: `№ Заказа` and `Billing: Phone` as the tables of names write them.
 */
export function plainName(name: string): string {
  return (
    name
      // Before it would become two Latin letters.
      .replace(/№/g, 'номер')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/ё/g, 'е')
      .replace(/[^\p{L}\p{N}]/gu, '')
  );
}

/**
 * Names of columns, as {@link plainName} leaves them. Of several columns for one field, the name that stands first here
 * is read first.
 */
export const columnNames: Readonly<Record<ImportField, string>> = {
  order_number:
    'ordernumber orderno ordernum orderid wcorderid ordername номерзаказа idзаказа заказномер кодзаказа order заказ ' +
    'bestellid bestellnummer auftragsnummer номерзамовлення замовлення номеротправления номерсделки idсделки ' +
    'номерсчета номердокумента номер number tranid transactionid id',
  customer_name:
    'customername customerfullname customer client clientname fullname buyer buyername фио фиоклиента фиопокупателя ' +
    'фиозаказчика имяклиента имяпокупателя имязаказчика клиент покупатель заказчик контрагент основнойконтакт ' +
    'полноеимяконтакта контакт контактноелицо вашеимя пользователь покупательфио name имя billingname billingfullname ' +
    'shippingname shippingfullname recipientname recipient получательдоставки получатель фиополучателя ' +
    'имяполучателя kunde kundenname namedesempfangers namedesempfängers імяклієнта покупець клієнт',
  first_name:
    'firstname customerfirstname clientfirstname billingfirstname имяконтакта контактимя shippingfirstname recipientfirstname ' +
    'vorname vornamedesempfängers',
  last_name:
    'lastname surname customerlastname clientlastname billinglastname фамилия фамилияклиента фамилияпокупателя ' +
    'фамилияконтакта контактфамилия shippinglastname recipientlastname nachname nachnamedesempfängers прізвище',
  patronymic: 'отчество отчествоклиента контактотчество middlename побатькові',
  phone:
    'phone phonenumber phone1 telephone tel customerphone clientphone contactphone buyerphone buyerphonenumber mobile ' +
    'mobilephone телефон телефон1 номертелефона телефонклиента телефонпокупателя телефонзаказчика ' +
    'телефонконтрагента контактныйтелефон мобильный мобильныйтелефон сотовыйтелефон основнойтелефон тел ' +
    'мобтел мобтелефон мобильныйтел сотовый сот конттел контактныйтел телклиента телпокупателя ' +
    'рабочийтелефон рабочийтелефонконтакт мобильныйтелефонконтакт billingphone billingtelephone телефонплательщика ' +
    'telefon telefonnummer handy телефонклієнта',
  phone2:
    'phone2 secondphone secondaryphone additionalphone alternatephone телефон2 второйтелефон дополнительныйтелефон ' +
    'доптелефон доптел другойтелефон другойтелефонконтакт',
  phone3:
    'phone3 recipientphone recipientphonenumber shippingphone shiptophone shipphonenumber shippingtelephone ' +
    'deliveryphone телефон3 третийтелефон телефонполучателя telefonnummerdesempfängers',
  email:
    'email mail emailaddress customeremail clientemail contactemail buyeremail почта электроннаяпочта эпочта ' +
    'адресэлектроннойпочты имейл emailклиента emailпокупателя рабочийemail рабочийemailконтакт billingemail ' +
    'virtuelleemail emailконтрагента',
  country:
    'country countrycode phonecountry страна кодстраны странапокупателя billingcountrycode billingcountry ' +
    'shippingcountrycode shippingcountry shipcountry deliverycountry recipientcountry странадоставки land ' +
    'versandland країна',
  manager_extension:
    'managerextension extension ext managerext добавочный добавочныйномер добавочныйменеджера внутренний ' +
    'внутреннийномер внутреннийномерменеджера номерменеджера manager менеджер managername manageremail менеджерфио ' +
    'ответственный ответственныйменеджер ответственныйпользователь ответственныйсотрудник employee assignee ' +
    'assignedto salesrep salesperson сотрудник',
  status:
    'status orderstatus state статус статусзаказа состояние состояниезаказа stage этап этапсделки стадия ' +
    'стадиясделки bestellstatus orderfulfillmentstatus fulfillmentstatus statusname статусзамовлення',
  cancelled: 'cancelledat canceledat cancelled canceled отменен отменено датаотмены заказотменен',
  amount:
    'amount total totalamount grandtotal ordertotal ordertotalinctax суммадокумента суммаотправления orderamount totalprice ordersum сумма суммазаказа суммаитого ' +
    'итоговаясумма ксумме коплате итого стоимостьзаказа стоимость бюджет сума sum gesamtbetrag ' +
    'gesamteinzelhandelspreis price',
  currency: 'currency currencycode ordercurrency ordercurrencycode валюта кодвалюты валютазаказа währung',
  placed_at:
    'placedat placed orderdate dateordered datecreated dateadded createdat created purchasedate creationdate date дата ' +
    'датазаказа датаоформления датасоздания датасозданиязаказа датасозданиясделки датаивремя датавремя датаивремяоформления датаивремязаказа датавремязаказа принятвобработку создан создано ' +
    'времязаказа момент отметкавремени timestamp kaufdatum bestelldatum',
  placed_time: 'time ordertime время времясоздания',
  do_not_call: 'donotcall dnc nocalls незвонить отказотзвонков',
  calls_agreed_on:
    'callsagreedon automaticcallsagreedon callconsentdate согласиенаавтозвонки датасогласиянаавтозвонки датасогласиянаавтоматическиезвонки',
  calls_agreed_by:
    'callsagreedby automaticcallsagreedby callconsentsource источниксогласия источниксогласиянаавтозвонки',
  time_zone: 'timezone tz часовойпояс',
  courier: 'courier couriernumber driver курьер номеркурьера',
  item_title:
    'lineitemname itemname itemtitle linetitle linename productname producttitle product item товар ' +
    'наименованиетовара названиетовара наименование номенклатура позиция',
  item_option:
    'lineitemvariant linevarianttitle itemoption itemvariant variant varianttitle variation option вариант ' +
    'названиеварианта вариация характеристика свойства модификация',
  item_sku: 'lineitemsku linevariantsku linesku itemsku sku productsku артикул артикултовара',
  item_quantity:
    'lineitemquantity linequantity itemquantity quantity qty quantitypurchased количество количествотовара колво кол',
  item_price:
    'lineitemprice lineprice itemprice unitprice productprice ценатовара цена ценапродажи ценазаединицу ценазашт',
  item_total: 'lineitemtotal linetotal itemtotal itemsubtotal суммапозиции суммапотовару стоимостьтовара',
  item_link: 'lineitemurl itemurl itemlink producturl productlink ссылканатовар адрестовара',
  item_picture:
    'lineitemimage itemimage itemimageurl itempicture productimage productimageurl imageurl image picture фото ' +
    'фототовара картинка картинкатовара изображение изображениетовара',
  line_type: 'linetype',
  items:
    'items products lineitems orderitems позиции состав составзаказа товары товарывзаказе товарызаказа корзина',
  subtotal:
    'subtotal subtotalinctax pricesubtotal itemssubtotal суммабездоставки суммазатовары стоимостьтоваров',
  shipping_total:
    'shippingtotal shippingcost shippingcostinctax shippingprice shippingrate shipping priceshippingtotal deliverycost deliveryprice ' +
    'стоимостьдоставки суммадоставки ценадоставки',
  discount_total: 'discounttotal discountamount discount pricetotaldiscount скидка суммаскидки размерскидки',
  tax_total: 'taxtotal taxes totaltax tax pricetotaltax налог суммандс ндс',
  delivery_method:
    'shippingmethodtitle shippingmethod shipmethod deliverymethod deliveryservice shiptitle shipservicelevel способдоставки ' +
    'службадоставки доставка вариантдоставки shipmentcarriercode',
  delivery_address:
    'shippingaddress shippingaddress1 shippingaddress2 shipaddress1 shipaddress2 shipaddress3 deliveryaddress ' +
    'адресдоставки адрес address address1 address2 улица дом квартира versandadresse1 versandadresse2',
  delivery_town:
    'shippingcity shipcity deliverycity recipientcity city town город городдоставки населенныйпункт versandort місто ' +
    'billingcity',
  delivery_region:
    'shippingprovincename shippingprovince shippingstate shippingprovincecode shipstate deliverystate region province ' +
    'область регион субъект область/край billingprovincename',
  delivery_zip:
    'shippingzip shippingpostcode shippingpostalcode shippostalcode deliveryzippostalcode zip postcode postalcode ' +
    'индекс почтовыйиндекс индексдоставки',
  delivery_time:
    'deliverytime deliverydate requesteddeliverydate желаемаядатадоставки желаемоевремядоставки датадоставки ' +
    'времядоставки интервалдоставки датаивремядоставки когдадоставить когдапривезти promisedate',
  tracking:
    'trackingnumber tracking fulfillmenttrackingnumber shipmenttrackingnumber трекномер трек треккод ' +
    'номеротслеживания номернакладной',
  payment_method:
    'paymentmethodtitle paymentmethod paymentmethodname payment transactiongateway способоплаты методоплаты ' +
    'платежнаясистема видоплаты',
  payment_state: 'financialstatus paymentstatus статусоплаты состояниеоплаты оплачен оплачено оплата paid',
  comment:
    'customernote customercomment buyernote notetoseller note notes comment comments ordercomment комментарийклиента ' +
    'комментарийпокупателя комментарийкзаказу комментариикзаказу комментарий комментарии пожелание пожелания примечание textarea ' +
    'пожеланиякзаказу комментар',
  shop_notes:
    'adminnote adminnotes staffnotes sellernotes privatenote noteattributes additionaldetails внутреннийкомментарий ' +
    'комментарийменеджера комментариименеджера примечаниеменеджера комментарийадминистратора комментарийоператора',
  tags: 'tags ordertags теги тегисделки метки',
  source: 'source ordersource saleschannel channel источник источниксделки каналпродаж utmsource formname',
  // Only by an administrator's choice.
  custom: '',
};

/** What was read of the tables, which are constants. */
const tables = new Map<string, readonly string[]>();

/** Names as people write them in a table of {@link columnNames}. @param words of a table, no text of a file */
export function namesOf(words: string): readonly string[] {
  const known = tables.get(words);
  if (known !== undefined) return known;
  const names = words
    .split(' ')
    .map(plainName)
    .filter((name) => name !== '');
  tables.set(words, names);
  return names;
}
