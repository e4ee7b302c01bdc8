import { listText } from './decoys/list-text';
import { hitClasses } from './model/decoys/evidence';
import type { ReportedDecoys, ReportedList } from './model/decoys/reported-lists';
import type { MonthlyReport, ReportedCase } from './model/monthly-report';
import type { PageWords } from './page-words';
import { comparedText, powerText, shopTexts } from './watch-text';

/** The report of a month as text, in the words of the page that prints it. Names nobody whom the report does not name. */
export function reportText(
  { month, run, power, shop, groups, cases, decoys }: MonthlyReport,
  words: PageWords,
): string {
  const { report } = words.of.leaks;
  return [
    words.say(report.title, { month }),
    ...(run === null
      ? [report.none]
      : [
          powerText(run, power, words),
          ...(shop === null ? [] : shopTexts(shop, run, words)),
          comparedText(run, words),
        ]),
    '',
    ...groups.map(({ kind, compared, worthALook, tooFew }) =>
      [
        `${words.of.leaks.headings[kind]}:`,
        words.count(report, 'group', { count: compared }),
        words.say(report.worth, { count: worthALook }),
        ...(tooFew === 0 ? [] : [words.say(report.tooFew, { count: tooFew })]),
      ].join(' '),
    ),
    '',
    ...(cases.length === 0 ? [report.noCases] : cases.map((one) => caseText(one, words))),
    '',
    ...(decoys === null ? [report.lists.none] : decoyTexts(decoys, words)),
    '',
    `${report.names} ${report.foot}`,
  ].join('\n');
}

function caseText(one: ReportedCase, words: PageWords): string {
  const { report, reasons } = words.of.leaks;
  const { kind, group } = one;
  const unnamed = report.unnamed[kind === 'former' ? 'former' : 'manager'];
  return [
    `${words.say(report.case, { id: one.id })}.`,
    `${group === null ? unnamed : words.say(words.of.leaks.cases[kind], { name: group })}.`,
    words.say(report.says[one.lamp], { week: words.day(one.openedWeek) }),
    words.say(report.until, { week: words.day(one.lastWeek) }),
    ...(one.isOpen ? [report.stillOpen] : one.reason === null ? [] : [`${reasons[one.reason]}.`]),
    ...(one.note === null ? [] : [one.note]),
  ].join(' ');
}

/** Lists with decoys, and what came to these. */
function decoyTexts({ lists, controls }: ReportedDecoys, words: PageWords): string[] {
  const says = words.of.leaks.report.lists;
  return [
    `${says.title}:`,
    ...lists.map((list) => {
      const calls = contactsText(list, words);
      return words.say(says.line, {
        ...{ list: listText(list, words), decoys: list.decoys, strength: says.strengths[list.strength] },
        calls: calls === '' ? says.noCalls : words.say(says.calls, { calls }),
      });
    }),
    ...(controls.numbers === 0
      ? []
      : [
          words.say(says.controls, {
            count: controls.numbers,
            calls: contactsText(controls, words) || says.noControlCalls,
          }),
        ]),
  ];
}

/** Calls, mails and SMS by what they were. */
function contactsText(
  { hits, mails, sms }: Pick<ReportedList, 'hits' | 'mails' | 'sms'>,
  words: PageWords,
): string {
  const { counted, mailed, texted } = words.of.decoys;
  return [
    { of: hits, says: counted },
    { of: mails, says: mailed },
    { of: sms, says: texted },
  ]
    .flatMap(({ of, says }) =>
      hitClasses.flatMap((one) => (of[one] === 0 ? [] : [words.count(says, one, { count: of[one] })])),
    )
    .join('; ');
}
