import { readFileSync, writeFileSync } from 'node:fs';
import { Argument, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import type { Command } from 'commander';
import { DecoyDesk, DecoyRequestError } from './decoy-desk';
import type { DecoyFault, DecoyView } from './decoy-desk';
import { decoyJson, hitJson, mailJson, smsJson } from './decoy-routes';
import { numberPurposes } from './decoy-store';
import type { DecoyMail, DecoySms } from './decoy-store';
import type { Decoy, DecoyHit, NumberPurpose } from './decoy-store';
import { SqlDecoyMailboxes } from './sql-decoy-mailboxes';
import { SqlDecoySms } from './sql-decoy-sms';
import { SqlDecoyStore } from './sql-decoys';
import { LeakDesk } from '../leak-desk';
import { channelKinds } from '../model/decoys/channels';
import type { ChannelKind } from '../model/decoys/channels';
import { chancePlan } from '../model/decoys/chance';
import { hitClasses } from '../model/decoys/evidence';
import type { HitClass, HitCounts } from '../model/decoys/evidence';
import { listText } from './list-text';
import { notice } from '../model/decoys/notice';
import { headerOf, sheetRows, usualColumns } from '../model/decoys/sheet';
import { natural, percent } from '../option-values';
import { PageWords } from '../page-words';
import { SqlLeakStore } from '../sql-leak-store';
import { SqlSurveys } from '../surveys/sql-surveys';
import { commandTrail } from '#audit/command-trail';
import type { CliContext } from '#cli/cli-context';
import { CliError } from '#cli/cli-error';
import { exitCodes } from '#cli/exit-codes';
import { isoTextOrNull, textTable, textTime } from '#cli/text-table';
import { operatorOf, vaultOf, withDatabase } from '#cli/with-store';
import { aliasAddress } from '#mail/model/alias';
import { loadConfig } from '#config/load-config';
import type { Database } from '#database/database';
import { languages } from '#kernel/language';
import type { Language } from '#kernel/language';
import { mask } from '#kernel/masked';
import type { Masked } from '#kernel/masked';
import { Random } from '#kernel/random';
import { systemClock } from '#kernel/system-clock';
import type { IntakeOf } from '#orders/intake/order-intake';
import { normaliseEmail } from '#vault/email-address';
import { DecoyVault } from '#vault/decoy-vault';
import { isOneOf, isRegion, normaliseMaskedPhone } from '#vault/phone-number';

export function decoyStoreOf(context: CliContext, database: Database, intakeOf: IntakeOf): SqlDecoyStore {
  const vault = vaultOf(context);
  return new SqlDecoyStore(database, vault.keys, intakeOf(database, vault), systemClock.now);
}

/** The decoy that has a number or an address now. */
interface DecoyFinder {
  byPhone(phone: Masked): Promise<number | null>;
  byAddress(address: Masked): Promise<number | null>;
}

/** `leaks decoys plan`, `plant`, `list`, `retire`, `numbers`, `mailboxes`, `addresses`, `hits`, `mails`, `sms`, `notice`. */
export function addDecoys(leaks: Command, context: CliContext, intakeOf: IntakeOf): void {
  const decoys = leaks
    .command('decoys')
    .description("invented customers on the company's own lines: who calls one has the list");
  const withDesk = <Result>(work: (desk: DecoyDesk, find: DecoyFinder) => Promise<Result>): Promise<Result> =>
    withDatabase(context, (database) => {
      const trail = commandTrail(database);
      const store = decoyStoreOf(context, database, intakeOf);
      const mailboxes = new SqlDecoyMailboxes(database, vaultOf(context).keys, systemClock.now);
      const desk = new DecoyDesk({
        ...{ store, mailboxes, trail, clock: systemClock, random: byChance },
        texts: new SqlDecoySms(database, vaultOf(context).keys, systemClock.now),
        leaks: new LeakDesk({
          store: new SqlLeakStore(database, systemClock.now),
          decoys: store,
          surveys: new SqlSurveys(database, systemClock.now),
          trail,
        }),
        // The service reads its lines again within half a minute.
        changed: () => Promise.resolve(),
      });
      const vault = new DecoyVault(vaultOf(context).keys, 'decoy_numbers');
      const byPhone = async (phone: Masked): Promise<number | null> => {
        const hashes = new Set(vault.hashes(phone).map(({ hash }) => hash.toString('hex')));
        const { lines } = await store.lines();
        return lines.find((line) => line.hashes.some((hash) => hashes.has(hash)))?.decoyId ?? null;
      };
      return work(desk, { byPhone, byAddress: (address) => mailboxes.decoyAt(address) }).catch(explained);
    });

  decoys
    .command('plan')
    .option('--sold <percent>', 'of the list that is taken along', percent, 20)
    .option('--contacted <percent>', 'of these people who are contacted', percent, 50)
    .option(
      '--answered <percent>',
      "of these contacts that reach the decoy's line and are recognised",
      percent,
      100,
    )
    .option('--hits <number>', 'how many calls are to be had', natural, 1)
    .option('--decoys <number>', 'in each channel', natural, 12)
    .description('how many decoys give which chance of being called; asks nobody anything')
    .action(
      (options: { sold: number; contacted: number; answered: number; hits: number; decoys: number }) => {
        const { sold, contacted, answered, decoys: count } = options;
        const hits = Math.max(1, options.hits);
        const leak = { sold: sold / 100, contacted: contacted / 100, answered: answered / 100 };
        const plan = chancePlan(leak, count, hits);
        context.print(plan, () =>
          [
            `With ${plan.decoys} decoys the chance of at least ${hits} call${hits === 1 ? '' : 's'} is ${(plan.chance * 100).toFixed(0)} %.`,
            `For 80 %: ${plan.neededFor80 ?? 'too many'} decoys; for 95 %: ${plan.neededFor95 ?? 'too many'}.`,
          ].join('\n'),
        );
      },
    );

  decoys
    .command('notice')
    .addOption(new Option('--language <language>', 'of the text').choices(languages).default('ru'))
    .option('--accept', 'confirm that everybody concerned has signed it')
    .description('the text that the staff is given before decoys are planted')
    .action(async ({ language, accept = false }: { language: Language; accept?: boolean }) => {
      if (!accept) {
        context.print({ language, text: notice[language] }, () => notice[language]);
        return;
      }
      await withDesk(async (desk) => {
        const { at, by } = await desk.accept(operatorOf(context));
        context.print({ acceptedAt: isoTextOrNull(at), by }, () => 'recorded that the staff was told');
      });
    });

  decoys
    .command('numbers')
    .option(
      '--add <file>',
      'numbers of the company, one a line, each with a name after a space or comma; - for the keyboard',
    )
    .addOption(
      new Option('--purpose <purpose>', 'of those that are added').choices(numberPurposes).default('decoy'),
    )
    .description('the lines: their names, and where they are planted; numbers are sealed and shown to nobody')
    .action(async ({ add, purpose }: { add?: string; purpose: NumberPurpose }) => {
      await withDesk(async (desk) => {
        const operator = operatorOf(context);
        const refused: string[] = [];
        const own = ownNumbers(context);
        for (const { label, phone, line } of add === undefined ? [] : numbersIn(add, context)) {
          const added =
            phone === null
              ? 'no telephone number'
              : isOneOf(phone, own)
                ? 'in-use'
                : await desk.addNumber(operator, { phone, purpose, label });
          if (typeof added === 'string') refused.push(`line ${line}: ${refusals[added] ?? added}`);
        }
        const { numbers } = await desk.show(operator);
        context.print(
          {
            numbers: numbers.map(({ enteredAt, smsSince, ...number }) => ({
              ...number,
              ...{ enteredAt: isoTextOrNull(enteredAt), smsSince: isoTextOrNull(smsSince) },
            })),
            refused,
          },
          () =>
            [
              textTable(
                ['number', 'for', 'name', 'planted', 'SMS since'],
                numbers.map(({ id, purpose: of, label, planted, smsSince }) => [
                  ...[id, of, label],
                  planted === null ? 'free' : `${planted.kind} ${planted.key}`,
                  isoTextOrNull(smsSince) ?? '-',
                ]),
                'no numbers',
              ),
              ...refused,
            ].join('\n'),
        );
        if (refused.length > 0) process.exitCode = exitCodes.badInput;
      });
    });

  decoys
    .command('mailboxes')
    .option(
      '--add <file>',
      'e-mail addresses of the company at any provider, one a line, each with a name after a space or comma; - for the keyboard',
    )
    .addOption(
      new Option('--purpose <purpose>', 'of those that are added').choices(numberPurposes).default('decoy'),
    )
    .description(
      'e-mail addresses for decoys: their names, what each is to forward to, and when a mail came last; addresses are sealed and shown to nobody',
    )
    .action(async ({ add, purpose }: { add?: string; purpose: NumberPurpose }) => {
      const { STAR7_MAIL_DOMAIN: domain } = loadConfig(context.environment, ['mail']);
      if (domain === undefined)
        throw new CliError(
          exitCodes.usage,
          'Mailboxes forward to Star7: set up mails first (STAR7_MAIL_DOMAIN, docs/mail.md).',
        );
      await withDesk(async (desk) => {
        const operator = operatorOf(context);
        const refused: string[] = [];
        for (const { label, address, line } of add === undefined ? [] : addressesIn(add)) {
          const added =
            address === null
              ? 'no e-mail address'
              : await desk.addMailbox(operator, { address, purpose, label });
          if (typeof added === 'string') refused.push(`line ${line}: ${refusals[added] ?? added}`);
        }
        const { mailboxes } = await desk.show(operator);
        const shown = mailboxes.map(({ id, purpose: of, label, token, planted, heardAt }) => ({
          ...{ id, purpose: of, label, planted, heardAt: isoTextOrNull(heardAt) },
          forwardTo: aliasAddress({ use: 'decoy', token }, domain),
        }));
        context.print({ mailboxes: shown, refused }, () =>
          [
            textTable(
              ['mailbox', 'for', 'name', 'planted', 'forward to', 'last mail'],
              shown.map(({ id, purpose: of, label, planted, forwardTo, heardAt }) => [
                ...[id, of, label, planted === null ? 'free' : `${planted.kind} ${planted.key}`],
                ...[forwardTo, heardAt ?? 'none yet: does it forward?'],
              ]),
              'no mailboxes',
            ),
            ...refused,
          ].join('\n'),
        );
        if (refused.length > 0) process.exitCode = exitCodes.badInput;
      });
    });

  decoys
    .command('mails')
    .option('--read <mail>', 'show a mail as it came; recorded in the audit log', natural)
    .option('--judge <mail>', 'say what a mail was', natural)
    .addOption(new Option('--as <class>', 'what you read').choices(hitClasses))
    .description('mails from outside to the mailboxes; recorded in the audit log')
    .action(async ({ read, judge, as }: { read?: number; judge?: number; as?: HitClass }) => {
      if ((judge === undefined) !== (as === undefined)) {
        throw new CliError(
          exitCodes.usage,
          'Give both: --judge with the number of the mail, --as with what it was.',
        );
      }
      await withDesk(async (desk) => {
        const operator = operatorOf(context);
        if (read !== undefined) {
          const content = await desk.read(operator, read);
          context.print(
            content,
            () => `From: ${content.from.join(', ')}\nSubject: ${content.subject}\n\n${content.text}`,
          );
          return;
        }
        if (judge !== undefined && as !== undefined) await desk.judgeMail(operator, judge, as);
        const { mails } = await desk.show(operator);
        context.print(mails.map(mailJson), () => mailTable(mails));
      });
    });

  decoys
    .command('sms')
    .option('--read <sms>', 'show an SMS as it came; recorded in the audit log', natural)
    .option('--judge <sms>', 'say what an SMS was', natural)
    .addOption(new Option('--as <class>', 'what you read').choices(hitClasses))
    .description('SMS from outside to the numbers; recorded in the audit log')
    .action(async ({ read, judge, as }: { read?: number; judge?: number; as?: HitClass }) => {
      if ((judge === undefined) !== (as === undefined)) {
        throw new CliError(
          exitCodes.usage,
          'Give both: --judge with the number of the SMS, --as with what it was.',
        );
      }
      await withDesk(async (desk) => {
        const operator = operatorOf(context);
        if (read !== undefined) {
          const content = await desk.readSms(operator, read);
          context.print(content, () => `From: ${content.from}\n\n${content.text}`);
          return;
        }
        if (judge !== undefined && as !== undefined) await desk.judgeSms(operator, judge, as);
        const { sms } = await desk.show(operator);
        context.print(sms.map(smsJson), () => smsTable(sms));
      });
    });

  decoys
    .command('addresses')
    .requiredOption('--add <file>', 'addresses of the company, one a line: town; street and house')
    .description('addresses that decoys may have; never somebody else’s')
    .action(async ({ add }: { add: string }) => {
      await withDesk(async (desk) => {
        const lines = textOf(add)
          .split(/\r?\n/)
          .map((line) => line.split(';').map((part) => part.trim()));
        let count = 0;
        for (const [town = '', address = ''] of lines) {
          if (town === '' || address === '') continue;
          await desk.addAddress(operatorOf(context), {
            ...{ town: town.slice(0, 100), address: address.slice(0, 300) },
          });
          count += 1;
        }
        context.print({ added: count }, () => `added ${count} addresses`);
      });
    });

  decoys
    .command('plant')
    .addArgument(new Argument('<channel>', 'of which kind').choices(channelKinds))
    .argument('<name>', "a manager's extension; of other channels what you call it")
    .argument('[count]', 'how many', natural, 1)
    .description(
      'invent customers and put them into a manager’s list; for other channels, to be put into a list by hand',
    )
    .action(async (kind: ChannelKind, key: string, count: number) => {
      await withDesk(async (desk) => {
        const planted = await desk.plant(
          operatorOf(context),
          { kind, key },
          Math.max(1, Math.min(100, count)),
        );
        context.print(planted.map(decoyJson), () => decoyTable(planted));
      });
    });

  decoys
    .command('sheet')
    .addArgument(new Argument('<channel>', 'of which kind').choices(channelKinds))
    .argument('<name>', 'as it was planted')
    .requiredOption('--numbers <file>', 'your own file of numbers, as for numbers --add: Star7 shows none')
    .requiredOption('--out <file>', 'to be written; must not exist yet')
    .option('--mailboxes <file>', 'your own file of e-mail addresses, as for mailboxes --add')
    .option('--like <file>', 'a file of the list, whose columns are used; default: name, phone, address')
    .description('the decoys of a list as CSV, to be added to the shop’s own system by hand')
    .action(async (kind: ChannelKind, key: string, options: SheetOptions) => {
      const { numbers, mailboxes, out, like } = options;
      const usual = { columns: [...usualColumns], separator: ',' };
      const { columns, separator } = like === undefined ? usual : headerOf(textOf(like));
      await withDesk(async (desk, find) => {
        const { decoys: all } = await desk.show(operatorOf(context));
        const planted = all.filter((one) => one.kind === kind && one.key === key && one.retiredAt === null);
        const phones = new Map<number, string>();
        for (const { phone, text } of numbersIn(numbers, context)) {
          const decoy = phone === null ? null : await find.byPhone(phone);
          if (decoy !== null) phones.set(decoy, text);
        }
        const emails = new Map<number, string>();
        for (const { address, text } of mailboxes === undefined ? [] : addressesIn(mailboxes)) {
          const decoy = address === null ? null : await find.byAddress(address);
          if (decoy !== null) emails.set(decoy, text);
        }
        const people = planted.flatMap(({ id, name, address }) => {
          const phone = phones.get(id);
          return phone === undefined ? [] : [{ name, phone, address, email: emails.get(id) ?? null }];
        });
        if (people.length === 0) {
          throw new CliError(
            exitCodes.notFound,
            planted.length === 0
              ? 'Nothing is planted in this list. See: star7 leaks decoys list.'
              : 'None of the numbers in the file is one of these decoys’.',
          );
        }
        const rows = sheetRows(columns, people);
        if (rows === null) {
          throw new CliError(
            exitCodes.badInput,
            'The file has no column for names, or none for telephone numbers.',
          );
        }
        writeSheet(out, stringify([columns, ...rows], { delimiter: separator }));
        const left = planted.length - people.length;
        context.print({ written: people.length, withoutNumber: left }, () =>
          [
            `wrote ${people.length} decoys; add them to the list, and delete the file`,
            ...(left > 0 ? [`${left} decoys have a number that is not in the file`] : []),
          ].join('\n'),
        );
      });
    });

  decoys
    .command('list')
    .option('--retired', 'retired ones too')
    .description('decoys by channel, and what the calls to them are worth; recorded in the audit log')
    .action(async ({ retired = false }: { retired?: boolean }) => {
      await withDesk(async (desk) => {
        const view = await desk.show(operatorOf(context));
        const shown = view.decoys.filter(({ retiredAt }) => retired || retiredAt === null);
        context.print({ decoys: shown.map(decoyJson), standing: view.standing }, () =>
          [decoyTable(shown), '', standingText(view)].join('\n'),
        );
      });
    });

  decoys
    .command('retire')
    .argument('<decoy>', 'as in the list', natural)
    .description('let a decoy order no more: its number is free again, its orders stay')
    .action(async (id: number) => {
      await withDesk(async (desk) => {
        await desk.retire(operatorOf(context), id);
        context.print({ decoy: id, retired: true }, () => `retired decoy ${id}`);
      });
    });

  decoys
    .command('hits')
    .option('--judge <call>', 'say what a call was', natural)
    .addOption(new Option('--as <class>', 'what you heard').choices(hitClasses))
    .description('calls from outside to the lines; recorded in the audit log')
    .action(async ({ judge, as }: { judge?: number; as?: HitClass }) => {
      if ((judge === undefined) !== (as === undefined)) {
        throw new CliError(
          exitCodes.usage,
          'Give both: --judge with the number of the call, --as with what it was.',
        );
      }
      await withDesk(async (desk) => {
        if (judge !== undefined && as !== undefined) await desk.judge(operatorOf(context), judge, as);
        const { hits } = await desk.show(operatorOf(context));
        context.print(hits.map(hitJson), () => hitTable(hits));
      });
    });
}

const refusals: Readonly<Record<string, string>> = {
  known: 'is entered already',
  'in-use': 'belongs to a customer, or customers are shown it',
};

const unknown: readonly DecoyFault[] = ['decoy-unknown', 'hit-unknown', 'mail-unknown', 'sms-unknown'];

function explained(error: unknown): never {
  if (!(error instanceof DecoyRequestError)) throw error;
  const isUnknown = unknown.includes(error.slug);
  throw new CliError(isUnknown ? exitCodes.notFound : exitCodes.other, error.message);
}

/** What customers are called from and write to, digits. */
function ownNumbers({ environment }: CliContext): string[] {
  return ['STAR7_DEFAULT_DID', 'STAR7_SMS_SENDER'].map((name) =>
    (environment[name] ?? '').replace(/\D/g, ''),
  );
}

/** @returns a null phone for what is none; the text is not repeated */
function numbersIn(file: string, context: CliContext) {
  const { STAR7_DEFAULT_REGION: region } = loadConfig(context.environment, ['numbers']);
  if (!isRegion(region))
    throw new CliError(exitCodes.usage, 'STAR7_DEFAULT_REGION is not the code of a country.');
  return textOf(file)
    .split(/\r?\n/)
    .flatMap((text, nth) => {
      const match = /^\s*(\+?[\d()\s-]*\d)(?:[\s,;]+(\p{L}.*))?\s*$/u.exec(text);
      if (text.trim() === '') return [];
      const read = normaliseMaskedPhone(mask(match?.[1] ?? ''), region);
      return [
        {
          line: nth + 1,
          text: (match?.[1] ?? '').trim(),
          label: (match?.[2]?.trim() || `line ${nth + 1}`).slice(0, 100),
          phone: 'number' in read ? read.number : null,
        },
      ];
    });
}

interface SheetOptions {
  numbers: string;
  out: string;
  mailboxes?: string;
  like?: string;
}

/** The addresses of a file, each with a name. @returns null as address for what is none */
function addressesIn(file: string): { line: number; text: string; label: string; address: Masked | null }[] {
  return textOf(file)
    .split(/\r?\n/)
    .flatMap((whole, nth) => {
      const [text = '', ...words] = whole.trim().split(/[\s,;]+/);
      if (text === '') return [];
      const read = normaliseEmail(text);
      const label = (words.join(' ') || `mailbox ${nth + 1}`).slice(0, 100);
      return [{ line: nth + 1, text, label, address: 'address' in read ? read.address : null }];
    });
}

/** Holds numbers: nobody else on the machine may read it. */
function writeSheet(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch {
    throw new CliError(exitCodes.usage, 'The file cannot be written: it exists, or its folder does not.');
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new CliError(exitCodes.usage, 'The file cannot be read.');
  }
}

function byChance(): Random {
  return new Random(Math.floor(Math.random() * 2 ** 31), systemClock.now() % 2 ** 31);
}

function decoyTable(decoys: readonly Decoy[]): string {
  return textTable(
    ['decoy', 'channel', 'name', 'line', 'mailbox', 'orders', 'address', 'planted', 'by', 'retired'],
    decoys.map((decoy) => [
      ...[decoy.id, `${decoy.kind} ${decoy.key}`, decoy.name, decoy.numberLabel],
      decoy.mailboxLabel ?? '-',
      ...[decoy.orderNumbers.join(' ') || 'put in by hand', decoy.address ?? '-'],
      ...[textTime(decoy.plantedAt), decoy.plantedBy, textTime(decoy.retiredAt)],
    ]),
    'no decoys',
  );
}

function callsOf(hits: HitCounts): number {
  return hitClasses.reduce((sum, one) => sum + hits[one], 0);
}

function standingText({ standing, acceptance }: DecoyView): string {
  const { call, mail, sms: texted } = standing.controls;
  const words = new PageWords('en');
  const { decoys } = words.of;
  return [
    textTable(
      ['channel', 'decoys', 'weeks', 'silent', 'spoke', 'offered', 'named', 'mails', 'SMS', ''],
      standing.channels.map(({ kind, key, decoys: planted, weeks, hits, mails, sms, strength }) => [
        ...[
          `${kind} ${key}`,
          planted,
          weeks.toFixed(1),
          hits.silent,
          hits.answered,
          hits.offered,
          hits.named,
        ],
        ...[callsOf(mails) - mails.silent, callsOf(sms) - sms.silent, decoys.strengths[strength]],
      ]),
      decoys.none,
    ),
    ...(standing.first === null
      ? []
      : [
          [
            words.say(decoys.first, { channel: listText(standing.first, words) }),
            ...(standing.runnerUp === null
              ? []
              : [
                  words.say(decoys.runnerUp, {
                    channel: listText(standing.runnerUp, words),
                    lead: Math.round(standing.lead ?? 1),
                  }),
                ]),
          ].join(' '),
        ]),
    `Control numbers: ${call.count}, calls to them ${callsOf(call.hits)}, SMS ${callsOf(texted.hits)}; control mailboxes: ${mail.count}, mails to them ${callsOf(mail.hits)}.`,
    call.isMeasured ? decoys.measured : decoys.assumed,
    ...(acceptance === null ? ['The staff was not told yet: star7 leaks decoys notice.'] : []),
  ].join('\n');
}

function hitTable(hits: readonly DecoyHit[]): string {
  return textTable(
    [
      'call',
      'at',
      'line',
      'decoy',
      'channel',
      'was',
      'rang',
      'open',
      'spoke',
      'keys',
      'other lines',
      'said by',
    ],
    hits.map((hit) => [
      ...[hit.id, textTime(hit.at), hit.numberLabel, hit.decoy?.name ?? hit.purpose],
      hit.decoy === null ? '-' : `${hit.decoy.kind} ${hit.decoy.key}`,
      ...[hit.class, `${hit.ringSeconds} s`, `${hit.openSeconds} s`, `${hit.spokenSeconds} s`],
      ...[hit.digits, hit.otherLines, hit.judgedBy ?? '-'],
    ]),
    'nobody has called',
  );
}

function mailTable(mails: readonly DecoyMail[]): string {
  return textTable(
    ['mail', 'at', 'mailbox', 'decoy', 'channel', 'was', 'said by'],
    mails.map((mail) => [
      ...[mail.id, textTime(mail.at), mail.mailboxLabel, mail.decoy?.name ?? mail.purpose],
      mail.decoy === null ? '-' : `${mail.decoy.kind} ${mail.decoy.key}`,
      ...[mail.class, mail.judgedBy ?? '-'],
    ]),
    'nobody has written',
  );
}

function smsTable(sms: readonly DecoySms[]): string {
  return textTable(
    ['SMS', 'at', 'line', 'decoy', 'channel', 'was', 'said by'],
    sms.map((each) => [
      ...[each.id, textTime(each.at), each.numberLabel, each.decoy?.name ?? each.purpose],
      each.decoy === null ? '-' : `${each.decoy.kind} ${each.decoy.key}`,
      ...[each.class, each.judgedBy ?? '-'],
    ]),
    'nobody has sent an SMS',
  );
}
