import { Group, Text } from '@mantine/core';
import { count } from '../../i18n/formats';
import { dayLabel } from './day-label';
import classes from './leaks.module.css';
import { edgesOf } from './picture-edges';

const width = 280;
const height = 68;
const margin = 6;

interface PicturePoint {
  weekEnd: string;
  observed: number;
  /** What would be expected, and the standard deviation by chance; not of the whole shop, which nothing is compared with. */
  expected?: number;
  spread?: number;
  alarm?: boolean;
}

/**
 * Orders with the expected ones and their range, week by week; a circle where it became worth a look. What its edges are stands
 * beside them.
 * @param says the same in words
 */
export function LeakPicture({ weeks, says }: { weeks: readonly PicturePoint[]; says: string }) {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined || weeks.length < 2) return null;
  const ranges = weeks.flatMap(({ expected, spread = 0 }) =>
    expected === undefined ? [] : [{ expected, low: expected - 2 * spread, high: expected + 2 * spread }],
  );
  const edges = edgesOf([
    ...weeks.map(({ observed }) => observed),
    ...ranges.flatMap(({ low, high }) => [Math.max(0, low), high]),
  ]);
  const x = (nth: number): number => margin + (nth / (weeks.length - 1)) * (width - 2 * margin);
  const y = (value: number): number =>
    height - margin - ((Math.max(0, value) - edges.low) / (edges.high - edges.low)) * (height - 2 * margin);
  const points = (values: readonly number[]): string[] =>
    values.map((value, nth) => `${x(nth).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <div className={classes.plot}>
      <div className={classes.edges} aria-hidden>
        {[edges.high, edges.low].map((edge) => (
          <Text key={edge} size="sm" c="dimmed">
            {count(edge)}
          </Text>
        ))}
      </div>
      <svg
        className={classes.picture}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        role="img"
        aria-label={says}
      >
        {/* Dashed where it is not zero. */}
        <line
          className={classes.zero}
          data-cut={edges.low > 0}
          x1={margin}
          x2={width - margin}
          y1={y(edges.low)}
          y2={y(edges.low)}
        />
        {ranges.length > 0 && (
          <>
            <polygon
              className={classes.band}
              points={[
                ...points(ranges.map(({ high }) => high)),
                ...points(ranges.map(({ low }) => low)).reverse(),
              ].join(' ')}
            />
            <polyline
              className={classes.expected}
              points={points(ranges.map(({ expected }) => expected)).join(' ')}
            />
          </>
        )}
        <polyline
          className={classes.observed}
          points={points(weeks.map(({ observed }) => observed)).join(' ')}
        />
        {weeks.map(
          (week, nth) =>
            week.alarm === true &&
            weeks[nth - 1]?.alarm !== true && (
              <circle key={week.weekEnd} className={classes.alarm} cx={x(nth)} cy={y(week.observed)} r={5} />
            ),
        )}
      </svg>
      <Group className={classes.days ?? ''} justify="space-between" mb={4} aria-hidden>
        {[first, last].map(({ weekEnd }) => (
          <Text key={weekEnd} size="sm" c="dimmed">
            {dayLabel(weekEnd)}
          </Text>
        ))}
      </Group>
    </div>
  );
}
