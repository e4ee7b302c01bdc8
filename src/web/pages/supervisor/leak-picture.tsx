import type { LeakGroup } from './leaks-data';
import classes from './leaks.module.css';

const width = 280;
const height = 84;
const margin = 6;

/**
 * Observed orders against expected ones with the band that chance allows, week by week; a circle where it became worth a look.
 * @param says the same in words
 */
export function LeakPicture({ weeks, says }: { weeks: LeakGroup['weeks']; says: string }) {
  if (weeks.length < 2) return null;
  const largest = Math.max(
    1,
    ...weeks.map((week) => Math.max(week.observed, week.expected + 2 * week.spread)),
  );
  const x = (nth: number): number => margin + (nth / (weeks.length - 1)) * (width - 2 * margin);
  const y = (value: number): number =>
    height - margin - (Math.max(0, value) / largest) * (height - 2 * margin);
  const line = (values: readonly number[]): string =>
    values.map((value, nth) => `${x(nth).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const upper = weeks.map(({ expected, spread }) => expected + 2 * spread);
  const lower = weeks.map(({ expected, spread }) => expected - 2 * spread);
  const below = lower.map((value, nth) => `${x(nth).toFixed(1)},${y(value).toFixed(1)}`).reverse();
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={says}
    >
      <polygon className={classes.band} points={`${line(upper)} ${below.join(' ')}`} />
      <polyline className={classes.expected} points={line(weeks.map(({ expected }) => expected))} />
      <polyline className={classes.observed} points={line(weeks.map(({ observed }) => observed))} />
      {weeks.map(
        (week, nth) =>
          week.alarm &&
          weeks[nth - 1]?.alarm !== true && (
            <circle key={week.weekEnd} className={classes.alarm} cx={x(nth)} cy={y(week.observed)} r={5} />
          ),
      )}
    </svg>
  );
}
