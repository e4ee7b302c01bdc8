import type { BenchResults, RateResult } from './results';
import type { Variant } from './variant';
import { variantFacts, variants } from './variant';

/** One panel: a figure over the call rate. */
interface Panel {
  title: string;
  value(result: RateResult): number | null;
}

const panels: readonly [Panel, Panel] = [
  { title: 'INVITE to INVITE, p99, ms', value: ({ inviteToInvite }) => inviteToInvite?.p99 ?? null },
  {
    title: 'CPU of PBX, controller and database, ms a call',
    value: ({ asteriskCpu, controllerCpu, databaseCpu }) => asteriskCpu + controllerCpu + databaseCpu,
  },
];

const width = 960;
const height = 380;
const plot = { top: 64, bottom: 300, width: 380 };
const lefts = [60, 540] as const;

/** Okabe and Ito's colours, which colour-blind people can distinguish too. */
const colours: Readonly<Record<Variant, string>> = {
  dialplan: '#0072b2',
  agi: '#d55e00',
  script: '#cc79a7',
  star7: '#009e73',
};

interface Point {
  rate: number;
  value: number;
}

/** The comparison as an SVG 1.1 picture: both axes logarithmic, one line for each variant. */
export function chart({ rates, machine, node, asterisk }: BenchResults): string {
  const shown = variants.filter((variant) => rates.some((result) => result.variant === variant));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    '<title id="title">What a call costs, by calls a second</title>',
    '<style>text{font:13px sans-serif;fill:#333}.axis{stroke:#bbb}.line{fill:none;stroke-width:2.5}',
    '@media (prefers-color-scheme:dark){text{fill:#ddd}.axis{stroke:#555}}</style>',
    ...panels.flatMap((panel, index) => drawn(panel, lefts[index] ?? 0, shown, rates)),
    ...shown.map((variant, index) => legend(variant, index)),
    `<text x="${lefts[0]}" y="${height - 8}" font-size="11">${machine.cores} cores, Node ${node}, Asterisk ${escaped(asterisk)}; logarithmic scales</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function drawn(
  { title, value }: Panel,
  left: number,
  shown: readonly Variant[],
  rates: readonly RateResult[],
): string[] {
  const lines = shown.map((variant) => ({
    variant,
    points: rates.flatMap((result): Point[] => {
      const found = result.variant === variant ? value(result) : null;
      return found === null || found <= 0 ? [] : [{ rate: result.rate, value: found }];
    }),
  }));
  const values = lines.flatMap(({ points }) => points.map((point) => point.value));
  const ticks = [...new Set(rates.map(({ rate }) => rate))].sort((a, b) => a - b);
  const [low, high] = decades(values);
  const x = scale(Math.min(...ticks), Math.max(...ticks), left, left + plot.width);
  const y = scale(low, high, plot.bottom, plot.top);
  const steps: number[] = [];
  for (let step = low; step <= high * 1.001; step *= 10) steps.push(step);
  return [
    `<text x="${left}" y="${plot.top - 24}" font-weight="bold">${title}</text>`,
    ...steps.flatMap((step) => [
      `<line class="axis" x1="${left}" x2="${left + plot.width}" y1="${y(step)}" y2="${y(step)}"/>`,
      `<text x="${left - 8}" y="${y(step) + 4}" text-anchor="end">${step}</text>`,
    ]),
    ...ticks.map(
      (rate) => `<text x="${x(rate)}" y="${plot.bottom + 20}" text-anchor="middle">${rate}</text>`,
    ),
    `<text x="${left + plot.width / 2}" y="${plot.bottom + 38}" text-anchor="middle">calls a second</text>`,
    ...lines.flatMap(({ variant, points }) => [
      `<path class="line" stroke="${colours[variant]}" d="${points
        .map(({ rate, value: found }, index) => `${index === 0 ? 'M' : 'L'}${x(rate)} ${y(found)}`)
        .join('')}"/>`,
      ...points.map(
        ({ rate, value: found }) =>
          `<circle cx="${x(rate)}" cy="${y(found)}" r="3.5" fill="${colours[variant]}"><title>${rate} calls/s: ${found.toFixed(1)} ms</title></circle>`,
      ),
    ]),
  ];
}

function legend(variant: Variant, index: number): string {
  const { letter, title } = variantFacts[variant];
  const x = lefts[0] + 225 * index;
  return `<rect x="${x}" y="12" width="14" height="4" fill="${colours[variant]}"/><text x="${x + 20}" y="18" font-size="11">(${letter}) ${escaped(title)}</text>`;
}

/** Powers of ten around the values; one decade at least. */
function decades(values: readonly number[]): [number, number] {
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  return Number.isFinite(low) ? [low, Math.max(high, low * 10)] : [1, 10];
}

/** A logarithmic scale, to a tenth of a pixel. A single value is placed in the middle. */
function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = Math.log(to / from);
  return (value) => {
    const share = span > 0 ? Math.log(value / from) / span : 0.5;
    return Math.round(10 * (start + share * (end - start))) / 10;
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
