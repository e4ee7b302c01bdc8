import type { BenchResults, CodecResult, RateResult } from './results';
import { nameOf, variantFacts } from './variant';
import { verdicts } from './verdicts';

/** The whole report as Markdown, ready to paste into a document. */
export function report(results: BenchResults): string {
  const { machine, node, asterisk, repeats } = results;
  return [
    `${machine.cores} cores (${machine.model}), load ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after, Node ${node}, Asterisk ${asterisk}; ${repeats} ${repeats === 1 ? 'run' : 'runs'} of each, of which the median of each figure counts.`,
    '',
    ...rateTable(results.rates),
    '',
    ...rest(results),
    '',
    ...codecTable(results.codecs),
    ...verdictTable(results),
  ].join('\n');
}

function rateTable(rates: readonly RateResult[]): string[] {
  const rows = rates.map((result) => {
    const base = rates.find(({ variant, rate }) => variant === 'dialplan' && rate === result.rate);
    const ratio = (value: number | undefined, of: number | undefined): string =>
      value === undefined || of === undefined || of === 0 || base === result
        ? ''
        : ` (${(value / of).toFixed(1)})`;
    const times = (field: 'inviteToInvite' | 'inviteToAnswer'): string => {
      const spread = result[field];
      if (spread === null) return '–';
      const of = base?.[field];
      return `${spread.p50.toFixed(1)}${ratio(spread.p50, of?.p50)} / ${spread.p99.toFixed(1)}${ratio(spread.p99, of?.p99)}`;
    };
    return [
      String(result.rate),
      `(${variantFacts[result.variant].letter})`,
      times('inviteToInvite'),
      times('inviteToAnswer'),
      result.answerToAnswer === null
        ? '–'
        : `${result.answerToAnswer.p50.toFixed(1)} / ${result.answerToAnswer.p99.toFixed(1)}`,
      `${result.asteriskCpu.toFixed(1)}${ratio(result.asteriskCpu, base?.asteriskCpu)}`,
      result.variant === 'dialplan' ? '–' : result.controllerCpu.toFixed(1),
      result.databaseCpu.toFixed(1),
      `${result.lost} / ${result.recordsLost ?? '–'}`,
      String(result.calls),
      `${Math.round(100 * result.noise)} %`,
    ];
  });
  return [
    ...[...new Set(rates.map(({ variant }) => variant))].map((variant) => nameOf(variant)),
    'Times in ms, p50 / p99; CPU in ms a call; in brackets the ratio to (a) at the same rate; others: the share of the',
    'machine that other work took meanwhile.',
    '',
    ...table(
      [
        'calls/s',
        '',
        'INVITE to INVITE',
        'INVITE to 200',
        '200 to 200',
        'Asterisk CPU',
        'controller CPU',
        'MariaDB CPU',
        'lost calls / records',
        'calls',
        'others',
      ],
      rows,
    ),
  ];
}

function rest({ simultaneous, lookUps, memory }: BenchResults): string[] {
  return [
    ...simultaneous.map(
      ({ variant, calls, unlimited }) =>
        `simultaneous calls with G.711 both ways, no packet lost: ${nameOf(variant)} ${calls}${unlimited ? ' or more' : ''}`,
    ),
    ...lookUps.map(
      ({ orders, milliseconds: { p50, p99 } }) =>
        `order look-up among ${orders} orders: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
    ),
    ...(memory === null
      ? []
      : [
          `Star7’s resident memory over ${memory.calls} calls: ${mb(memory.before)} MB in the first quarter, ${mb(memory.after)} MB in the last, ${mb(memory.most)} MB at most${memory.live === null ? '' : `; live in its heap after a full collection: ${mb(memory.live.before)} MB before, ${mb(memory.live.after)} MB after`}`,
        ]),
  ];
}

function codecTable(codecs: readonly CodecResult[]): string[] {
  const [base] = codecs;
  if (base === undefined) return [];
  const rows = codecs.map(({ codec, calls, asteriskCpu, lost, noise }) => [
    `G.711 and ${codec}`,
    String(calls),
    asteriskCpu.toFixed(1),
    (asteriskCpu / base.asteriskCpu).toFixed(2),
    ((asteriskCpu - base.asteriskCpu) / 10).toFixed(2),
    String(lost),
    `${Math.round(100 * noise)} %`,
  ]);
  return [
    ...table(
      [
        'legs of a conversation',
        'at once',
        'Asterisk’s CPU, ms a second of one',
        'ratio',
        'more, % of a core',
        'lost',
        'others',
      ],
      rows,
    ),
    '',
  ];
}

function verdictTable(results: BenchResults): string[] {
  return table(
    ['threshold', 'found', ''],
    verdicts(results).map(({ threshold, found, met }) => [
      threshold,
      found,
      met === null ? '–' : met ? 'met' : 'falls short',
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

function mb(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
