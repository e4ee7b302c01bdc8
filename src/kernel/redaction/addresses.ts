import type { Span } from './reading';

/** Ends of domains that shops' customers have, as written and as said. */
const topLevel =
  '(?:ru|com|net|org|su|рф|uk|io|me|by|kz|ua|de|fr|info|biz|eu|co|edu|gov|us|app|dev|pro|xyz|online|site|shop|store|example|test|local|ру|ком|нет|орг|бел|каз|укр|москва)';
/** Where people have their mail; `й` is read as `и`. */
const providers =
  '(?:gmail|googlemail|mail|e?mail|inbox|bk|list|internet|yandex|ya|rambler|outlook|hotmail|live|yahoo|icloud|me|proton|protonmail|tutanota|gmx|ukr|tut|vk|меил|мэил|маил|емеил|гмеил|гмаил|джимеил|джимаил|жмеил|яндекс|рамблер|инбокс|аутлук|хотмеил)';
/** Ends that are words too: only where a dot without spaces is before them. */
const gluedTopLevel =
  '(?:company|group|agency|team|email|club|world|tech|systems|cloud|space|website|top|vip|media|digital|tv|cc|ai|pl|lt|lv|ee|fi|cz|es|tr|ge|az|uz|kg|md|il|cn|jp|kr|ch|se|dk|nl|pt|ro|bg|rs|hu|name|moscow|center|expert|studio|house|int|live|life|today|work|market)';
const label = String.raw`[\p{L}\p{N}-]{1,63}`;
const open = String.raw`[([{<«"'*_~|/\-]{1,3}`;
const close = String.raw`[)\]}>»"'*_~|/\-]{1,3}`;
/** A dot of a domain: written, in brackets, said, or a comma typed for it. */
const dot = String.raw`(?:\s{0,4}\.\s{0,4}|,|\s{0,4}[([{<«"'*]{1,2}\s{0,4}(?:dot|точка|тчк|\.|д|т)\s{0,4}[)\]}>»"'*]{1,2}\s{0,4}|\s{0,4}[_~|/-]\s{0,4}(?:dot|дот|точка|тчк)\s{0,4}[_~|/-]\s{0,4}|\s{1,4}(?:dot|дот|точка|тчк|tochka)\s{1,4})`;
const at = '(?:at(?: the rate)?|ат|эт|et|собак[аиу]|собачк[аиу]|сабака|гав|sobaka|sobachka|dog)';

/** What follows an at-sign that is certainly one. */
const domain = new RegExp(String.raw`${label}(?:${dot}${label}){0,8}`, 'uy');
/** What has to follow where the sign might be a word: a provider, or a domain with its end. */
const sureDomain = new RegExp(
  String.raw`(?:${providers}(?![\p{L}\p{N}])(?:(?:${dot}|\s+)${topLevel}(?![\p{L}\p{N}]))?|${label}(?:${dot}${label}){0,6}?${dot}${topLevel}(?![\p{L}\p{N}])|[a-z0-9-]{2,63}(?:\.[a-z0-9-]{1,63}){0,4}?(?:\.|\s\.\s|\s{1,4}(?:dot|точка)\s{1,4})${gluedTopLevel}(?![\p{L}\p{N}])|[a-z0-9-]{2,63}\s+(?:ru|com|net|org|ру|ком)(?![\p{L}\p{N}]))`,
  'uy',
);
/** What may follow a said sign that is also an animal: "kazan точка business", "kazan.business". */
const saidDomain = new RegExp(
  String.raw`(?:[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){1,4}|${label}(?:\s{1,4}(?:dot|точка|тчк)\s{1,4}${label}){1,4})`,
  'uy',
);
const saidAt = new RegExp(
  String.raw`\s{0,4}${open}\s{0,4}(?:${at}|a|а|@|🐶|🐕)\s{0,4}${close}\s{0,4}|\s{0,4}(?:🐶|🐕)\s{0,4}|(?<=[\s.,])(?:(?:дальше|далее|потом|затем|then)\s)?${at}\s{1,4}(?:(?:и|потом|затем|дальше|then|and)\s)?`,
  'gu',
);
/** What each of {@link saidAt} has, which begins with spaces and is slow to look for. */
const mayBeSaidAt = new RegExp(
  String.raw`[([{<«"'*_~|/\-]\s{0,4}(?:${at}|a|а|@|🐶|🐕)\s{0,4}[)\]}>»"'*_~|/\-]|🐶|🐕|[\s.,]${at}\s`,
  'u',
);
/** What goes before `at` in a sentence that has no address. */
const nobody =
  /^(?:look|looks|looking|looked|buy|bought|order|ordered|orders|see|saw|seen|price|prices|is|are|was|pick|found|find|available|pay|paid|shop|registered|account|works?|at|в|на|и|у|с|его|ее|ест|злая|моя)$/u;

const links = new RegExp(
  [
    String.raw`(?:https?:\/\/|\/\/)?(?:www\.)?(?:t\s?[.,]\s?me|telegram\.(?:me|dog)|tg\.me|wa\s?\.\s?me|(?:api\.|web\.|chat\.)?whatsapp\.com|(?:m\.)?vk\.(?:com|me|ru)|(?:m\.)?facebook\.com|fb\.com|m\.me|(?:www\.)?instagram\.com|instagr\.am|ok\.ru|viber\.(?:me|click)|signal\.(?:me|group)|line\.me|max\.ru|x\.com|twitter\.com|tiktok\.com|discord\.gg|fb\.me|wa\.link|paypal\.me|cash\.(?:me|app)|venmo\.com)\s?\/\s?\S+`,
    String.raw`(?:mailto|tel|sms|sips?|callto|skype|viber|tg|whatsapp|xmpp|facetime):\/{0,2}[^\s,;]*[\p{L}\p{N}][^\s,;]*`,
    String.raw`(?:t|т|vk|вк|tg|тг|wa|instagram|инстаграм)\s{1,4}(?:точка|dot)\s{1,4}(?:me|ми|мэ|com|ком|ru|ру)\s{1,4}(?:слеш|слэш|slash|дроб|\/)\s{1,4}\S+`,
    String.raw`(?:www\.)?linkedin\.com\s?\/(?:in\/)?\S+`,
    String.raw`t me\/\S+`,
  ].join('|'),
  'gu',
);
/** What each of {@link links} has: the end of a domain and a stroke, a scheme, a stroke that is said. */
const mayBeLink =
  /(?:me|dog|com|ru|am|click|group|gg|link|app)\s?\/|(?:mailto|tel|sms|sips?|callto|skype|viber|tg|whatsapp|xmpp|facetime):|точка|dot/u;
/** Messengers and what they are called by those who use them; `й` is read as `и`. */
const messengers =
  '(?:тг|тлгр?|снап(?:чате?)?|snapchat|стиме?|kik|дс|макс[еу]?|тел[ие]г[аеуи]|телеграмм?[еа]?|telegram|tg|скаипе?|skype|инст[аеу]|инстаграмм?е?|insta|instagram|ig|дискорде?|discord|signal|сигнале?|viber|ваибере?|whatsapp|ватсапе?|вотсапе?|вацапе?|имо|line id|icq|аськ[аеу]|zoom|зуме?|vk|вк|вконтакте|одноклассниках?|facebook|fb|фб|феисбуке?|twitter|твиттере?|tiktok|тиктоке?|linkedin|imo|wechat|вичате?|facetime|jabber|matrix|twitch|мессенджере?|никнеим|ник|nickname|аккаунт|account)';
/** What is said between the messenger and the name. */
const betweenHandle = String.raw`(?:(?:ник|никнеим|nick|nickname|логин|login|id|ид|канал|аккаунт|account|она|он|я|ее|его|у него|у нее|is|handle|user|name|зовут|наиди|ищи|как|(?!live:)\p{L}{2,15}(?=\s?[:=—–]|\s-|-\s))\s{0,3}[:=—–-]{0,2}\s{0,3}){0,2}`;
const handle = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${messengers}((?:\s?[:=—–-]\s?|\s)${betweenHandle})((?:live:)?[a-z][a-z0-9_.-]{3,31}(?:#[0-9]{1,4})?|[a-z][a-z0-9_.-]{1,31}#[0-9]{1,4})`,
  'gu',
);
/** An account that has a number for a name. */
const accountNumber = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${messengers}\s{0,2}(?:[:=—–-]\s?)?(?:id|ид|№|номер)\s{0,2}[:=—–-]?\s?[0-9]{5,12}|(?:vk|вк|вконтакте)\s?[:=—–-]?\s?id[0-9]{5,12}|(?:icq|аськ[аеу]|уин|uin)\s?[:=—–-]?\s?[0-9]{5,10})(?![\p{L}\p{N}])`,
  'gu',
);
/** The domain of a provider, for an at-sign that is another sign, or was left out. */
const mailDomain = new RegExp(
  String.raw`(?<![\p{L}\p{N}.-])(?:gmail|googlemail|mail|inbox|bk|list|yandex|ya|rambler|outlook|hotmail|yahoo|icloud|protonmail|proton)${dot}(?:ru|com|net|me|by|kz|ua)(?![\p{L}\p{N}])`,
  'gu',
);

/** Providers of mail, and words for an address: what {@link mailDomain} and {@link beside} have. */
const mayBeMail =
  /mail|inbox|bk|list|yandex|ya|rambler|outlook|yahoo|icloud|proton|меил|мэил|маил|яндекс|рамблер|инбокс|аутлук|бк|лист|почт|мыло/;

/** Where a reading has e-mail addresses, and names and links of messengers. */
export function findAddresses(text: string): Span[] {
  return [
    ...aroundSigns(text),
    ...aroundWords(text),
    ...aroundProviders(text),
    ...(mayBeLink.test(text) ? [...text.matchAll(links)] : []).map(({ 0: found, index }) => ({
      from: index,
      to: index + withoutEnd(found).length,
    })),
    ...(/[a-z]{3}/.test(text) ? [...text.matchAll(handle)] : []).flatMap(
      ({ 0: found, 1: said = '', 2: name = '', index }) =>
        /[0-9_.:#]/.test(withoutEnd(name)) ||
        (/[:=—–-]|ник|nick|наиди|handle|логин|login/.test(said) && !nobody.test(name))
          ? [{ from: index + found.length - name.length, to: index + withoutEnd(found).length }]
          : [],
    ),
    ...(/[0-9]{5}/.test(text) ? [...text.matchAll(accountNumber)] : []).map(({ 0: found, index }) => ({
      from: index + found.search(/(?:id)?[0-9]{5}/),
      to: index + found.length,
    })),
    ...besideProviders(text),
  ];
}

/** Commas and dots at the end are the sentence's. */
function withoutEnd(found: string): string {
  let end = found.length;
  while (end > 0 && /[,.;!?)\]»"]/u.test(found[end - 1] ?? '')) end -= 1;
  return found.slice(0, end);
}

/** By hand, since a pattern that looks both ways from an @ takes a long text's square. */
function aroundSigns(text: string): Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (;;) {
    const sign = text.indexOf('@', done);
    if (sign === -1) return spans;
    const to = endOfDomain(text, sign + 1);
    const from = beginOfLocal(text, sign, done);
    if (!isPriceEach(text, sign)) spans.push({ from, to });
    done = Math.max(to, sign + 1);
  }
}

/** `3 @ $12.50`. */
function isPriceEach(text: string, sign: number): boolean {
  return (
    /(?:^|\s)x?\d{1,3}(?:,?\d{3})? ?(?:шт|pcs|units?|ea|yds?|yards?|ft|kg|lbs?|oz|pairs?|box(?:es)?|rolls?|sets?)? $/.test(
      text.slice(Math.max(0, sign - 16), sign),
    ) &&
    /^\s?\p{Sc}?\s?\d{1,6}(?:[.,]\d{1,2})?\s?(?:\p{Sc}|руб|р\b)?(?=[\s,;.=)]|$)/u.test(
      text.slice(sign + 1, sign + 20),
    )
  );
}

const beginsWithDomain = new RegExp(
  String.raw`^\s*(?:${providers}(?![\p{L}\p{N}_])|[\p{L}\p{N}-]+(?:${dot}[\p{L}\p{N}-]+)*${dot}${topLevel}(?![\p{L}\p{N}]))`,
  'u',
);

function beginOfLocal(text: string, sign: number, done: number): number {
  const spaced = isSpace(text[sign - 1]);
  if (spaced) {
    let word = sign;
    while (word > done && isSpace(text[word - 1]) && sign - word < 8) word -= 1;
    const before = wordBefore(text, word, done);
    const next = text.slice(sign + 1, sign + 80);
    const free = isSpace(text[sign + 1]);
    const sameLine = !text.slice(word, sign).includes('\n');
    // "ivan @ mail", "ivan @mail.ru" and "ivan\n@mail.ru", but not "телеграм @name".
    const isLocal =
      (free && sameLine) ||
      (/^[0-9._+-]*[a-z][a-z0-9._+-]*$/.test(text.slice(before, word)) &&
        (free || beginsWithDomain.test(next)));
    if (!isLocal) return sign;
    let begin = before;
    // Letter by letter: "i v a n @ …".
    while (
      word - before === 1 &&
      begin - 2 >= done &&
      /\s/.test(text[begin - 1] ?? '') &&
      !isSpace(text[begin - 2]) &&
      isSpace(text[begin - 3])
    )
      begin -= 2;
    return begin;
  }
  return wordBefore(text, sign, done);
}

function wordBefore(text: string, end: number, done: number): number {
  let begin = end;
  while (begin > done && !isSpace(text[begin - 1])) begin -= 1;
  return begin;
}

function endOfDomain(text: string, after: number): number {
  let begin = after;
  while (isSpace(text[begin]) && begin < text.length && begin - after < 8) begin += 1;
  const spaced = begin > after;
  if (spaced) {
    const isLine = text.slice(after, begin).includes('\n');
    sureDomain.lastIndex = begin;
    const sure = sureDomain.exec(text)?.[0];
    if (sure === undefined && (isLine || !isSpace(text[after - 2]))) return after;
    if (sure !== undefined) return begin + sure.length;
  }
  let end = begin;
  while (end < text.length && !isSpace(text[end])) end += 1;
  // Letter by letter.
  while (end - begin === 1 || /\s\S$/.test(text.slice(Math.max(begin, end - 2), end))) {
    if (!isBlank(text[end]) || isSpace(text[end + 1]) || !isSpace(text[end + 2])) {
      const tail = /^ [^\s@]{1,2}(?=\s|$)/u.exec(text.slice(end, end + 4));
      if (!tail) break;
      end += tail[0].length;
      continue;
    }
    end += 2;
  }
  // "mail.\nru", "mail .ru", "mail ru", "mail точка ru".
  const more = endingAfter(text, begin, end);
  if (more > end) return more;
  while (end > after && /[,.;!?)]/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

const restOfDomain = new RegExp(
  String.raw`^(?:${dot}${label})*?(?:${dot}|\s+)${topLevel}(?![\p{L}\p{N}])`,
  'u',
);
const onlyEnd = new RegExp(String.raw`^\s+${topLevel}(?![\p{L}\p{N}])`, 'u');

function endingAfter(text: string, begin: number, end: number): number {
  const so = text.slice(begin, Math.min(end, begin + 64));
  const rest = text.slice(end, end + 64);
  if (so.endsWith('.') && !/\.\p{L}/u.test(so)) {
    const found = onlyEnd.exec(rest);
    return found ? end + found[0].length : end;
  }
  if (so === '' || so.includes('.')) return end;
  const found = restOfDomain.exec(rest);
  if (!found) return end;
  // A bare space is a dot only after a provider: "mail ru".
  const isSaid = /[.,]|dot|точка|тчк/.test(found[0]);
  return isSaid || new RegExp(`^${providers}$`, 'u').test(so) ? end + found[0].length : end;
}

/** "ivan at gmail dot com", "ivan (собака) mail.ru". */
function aroundWords(text: string): Span[] {
  const spans: Span[] = [];
  if (!mayBeSaidAt.test(text)) return spans;
  for (const { 0: found, index } of text.matchAll(saidAt)) {
    const after = index + found.length;
    sureDomain.lastIndex = after;
    domain.lastIndex = after;
    const isWord = !/[([{<@]|🐶|🐕/u.test(found);
    const sure = sureDomain.exec(text)?.[0];
    const isAny = /[([{<]/.test(found) && /at|et|соба|саба|soba|dog|@/.test(found);
    saidDomain.lastIndex = after;
    const isDog = /соба|саба|soba/.test(found);
    const rest = sure ?? (isAny ? domain.exec(text)?.[0] : isDog ? saidDomain.exec(text)?.[0] : undefined);
    if (rest === undefined) continue;
    const from = beginBefore(text, index);
    const local = text.slice(from, index).trim();
    if (local === '' && !/соба|саба|soba/.test(found)) continue;
    if (isWord && /^\s*(?:at|ат|эт|et)\s/u.test(found) && nobody.test(local)) continue;
    spans.push({ from: nobody.test(local) ? index : from, to: after + rest.length });
  }
  return spans;
}

const localPart =
  /(?:[\p{L}\p{N}._+-]+\s{1,4}[([{]?(?:dot|точка|tochka|underscore|подчеркивание|дефис|тире|минус)[)\]}]?\s{1,4}|[\p{L}\p{N}._+-]+\s{0,4}[([{<*_/|]\s{0,4}(?:dot|точка)\s{0,4}[)\]}>*_/|]\s{0,4}){0,3}[\p{L}\p{N}._+-]+\s*$/u;

/** Where the local part before an offset begins. */
function beginBefore(text: string, end: number): number {
  const before = text.slice(Math.max(0, end - 80), end);
  const found = localPart.exec(before);
  return found ? end - found[0].length : end;
}

/** "ivan#mail.ru", "ivan, gmail.com", "почта ivan mail.ru"; and "ivan#corp.ru", whose end says that it is one. */
function aroundProviders(text: string): Span[] {
  const spans: Span[] = [];
  if (!/[a-z]{2}/.test(text)) return spans;
  for (const { 0: found, index } of mayBeMail.test(text) ? text.matchAll(mailDomain) : []) {
    const before = text.slice(Math.max(0, index - 80), index);
    const glued =
      /([\p{L}\p{N}._+-]+)(?:\s?[#*&$!^~|=%()[\]{}<>\\"'«»§¤©®°•●→∂]{1,4}\s?|\s?\(?(?<!\p{L})[aа]\)?\s?|\/\/|[/:_-])$/u.exec(
        before,
      );
    const parted = /(?<![\p{L}\p{N}])([a-z0-9][a-z0-9._+-]{1,40}),?\s+$/u.exec(before);
    const name = glued?.[0] ?? parted?.[0];
    if (name === undefined) continue;
    const isNamed = glued !== null || !notLocal.test(name.trim().replace(/,$/, ''));
    if (isNamed && !nobody.test(name.trim()))
      spans.push({ from: index - name.length, to: index + found.length });
  }
  for (const { 0: found, index } of /dot|точка/.test(text) ? text.matchAll(runTogether) : [])
    spans.push({ from: index, to: index + found.length });
  for (const { 0: found, index } of mayBeGlued.test(text) ? text.matchAll(gluedAddress) : [])
    spans.push({ from: index, to: index + found.length });
  return spans;
}

/** What stands before a provider's domain in a sentence that has no address; a domain is none either. */
const notLocal =
  /^(?:on|from|via|to|at|in|use|uses|using|the|with|and|or|my|our|her|his|site|website|mail|email|e-mail|by|for|of|is|not|no|a|an|see|open|login|account|app|web|www|https?|[a-z0-9-]+\.(?:com|ru|net|org))$/;
/** Another sign for the at-sign, in one piece with both sides. */
const gluedAddress = new RegExp(
  String.raw`(?<![\p{L}\p{N}._+/-])[a-z0-9][a-z0-9._+-]{1,40}(?:[#*$!^~|&%§¤©®°•●∂]{1,2}[a-z0-9][a-z0-9-]{1,40}\.${topLevel}|(?<=[._][a-z0-9._]{1,40})-(?:gmail\.com|(?:mail|yandex|inbox|bk|list|rambler)\.ru|outlook\.com|icloud\.com))(?![\p{L}\p{N}])`,
  'gu',
);

const mayBeGlued = /[#*$!^~|&%§¤©®°•●∂-][a-z0-9][a-z0-9-]{1,40}\./u;

/** `ivanATmailDOTru`. */
const runTogether = new RegExp(
  String.raw`(?<![\p{L}\p{N}._+-])[a-z0-9][a-z0-9._+-]{0,40}?(?:at(?:${providers.slice(3, -1)})dot(?:ru|com|net|me)|собака(?:${providers.slice(3, -1)})точка(?:ру|ком))(?![\p{L}\p{N}])`,
  'gu',
);

/** Providers as one speaks of them. */
const spokenProvider =
  '(?:gmail|googlemail|mail|inbox|bk|yandex|rambler|outlook|hotmail|yahoo|icloud|proton|protonmail|меил[еу]?|мэил[еу]?|маил[еу]?|гмеил[еу]?|гмаил[еу]?|джимеил[еу]?|джимаил[еу]?|жмеил[еу]?|яндекс[еу]?|рамблер[еу]?|инбокс[еу]?|аутлук[еу]?|хотмеил[еу]?|бк|list|лист[еу]?)';
const spokenEnd = String.raw`(?:\s{0,2}[.,]?\s{0,2}(?:точка |dot )?(?:ru|com|me|ру|ком|рф))?(?![\p{L}\p{N}])`;
const beside = new RegExp(
  [
    // "ivan на яндексе", "ivan on gmail", "ivan гмеил ком", "ivan, бк.ру".
    String.raw`(?<![\p{L}\p{N}._@-])(?<before>[a-z][a-z0-9._-]{2,40})[,]?\s{1,2}(?:(?:на|в|он|on|@)\s(?:почте\s)?)${spokenProvider}${spokenEnd}`,
    String.raw`(?<![\p{L}\p{N}._@-])(?<said>[a-z][a-z0-9._-]{2,40})[,]?\s{1,2}(?:меил|мэил|маил|гмеил|гмаил|джимеил|джимаил|яндекс|рамблер|инбокс|бк|mail|bk|yandex|gmail|inbox|list)(?:\s|\s?[.,]\s?)(?:точка |dot )?(?:ru|com|ру|ком)(?![\p{L}\p{N}])`,
    // "гмеил: ivan", "на gmail она ivan_1", "bk.ru: ivan", "емеил ivan63, яндекс".
    String.raw`(?<![\p{L}\p{N}._@-])(?:${spokenProvider}${spokenEnd}|почта|почту|e-?mail|емеил|имеил|мыло)(?<sign>\s?[:=—–-]\s?|\s)(?<who>(?:она|он|логин|login|ник|is)\s)?(?<after>[a-z][a-z0-9._-]{3,40})(?![\p{L}\p{N}@])(?<tail>,?\s{1,2}(?:на\s)?${spokenProvider}${spokenEnd})?`,
  ].join('|'),
  'gu',
);

/** A local part that stands beside its provider's name, without any sign. */
function besideProviders(text: string): Span[] {
  if (!/[a-z]{3}/.test(text) || !mayBeMail.test(text)) return [];
  return Array.from(text.matchAll(beside)).flatMap(({ 0: found, groups, index }) => {
    const { before, said, sign = '', who, after, tail = '' } = groups ?? {};
    const first = before ?? said;
    if (first !== undefined) {
      return notLocal.test(first) || nobody.test(first) || (before !== undefined && english.test(first))
        ? []
        : [{ from: beginBefore(text, index + first.length), to: index + found.length }];
    }
    const name = withoutEnd(after ?? '');
    const isName =
      /[0-9_.]/.test(name) ||
      tail !== '' ||
      ((who !== undefined || /[:=—–-]/.test(sign)) && !notLocal.test(name) && !nobody.test(name));
    const at = found.length - tail.length - (after ?? '').length;
    const end = tail === '' ? at + name.length : found.length;
    return isName ? [{ from: index + at, to: index + end }] : [];
  });
}

/** "Waits for an answer on gmail", "logged in on yandex". */
const english =
  /^(?:[a-z]+(?:ed|ing|er|ly|s)|answer|reply|letter|photo|link|order|here|there|him|her|them|it)$/;

function isSpace(character: string | undefined): boolean {
  return character === undefined || /\s/u.test(character);
}

/** A space within a line. */
function isBlank(character: string | undefined): boolean {
  return character !== undefined && character !== '\n' && /\s/u.test(character);
}
