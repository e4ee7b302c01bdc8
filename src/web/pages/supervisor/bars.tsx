import '@mantine/charts/styles.layer.css';
// The colour dots of the legend.
import '@mantine/core/styles/ColorSwatch.layer.css';
import { BarChart } from '@mantine/charts';
import type { MantineColor } from '@mantine/core';
import { count } from '../../i18n/formats';

export interface BarsProps {
  /** One bar each: `label`, and a number for each series. */
  data: Record<string, string | number>[];
  series: readonly { name: string; label: string; color: MantineColor }[];
  /** Horizontal bars, one below the other: for names. */
  sideways?: boolean;
}

/** Stacked bars. In a file of its own, which loads the charting library. */
export function Bars({ data, series, sideways = false }: BarsProps) {
  const rounded = (value: number): string => count(Math.round(value * 10) / 10);
  return (
    <BarChart
      h={sideways ? Math.max(120, data.length * 34 + 60) : 240}
      data={data}
      dataKey="label"
      series={[...series]}
      type="stacked"
      orientation={sideways ? 'vertical' : 'horizontal'}
      withLegend={series.length > 1}
      legendProps={{ position: 'bottom', height: 36 }}
      valueFormatter={rounded}
      maxBarWidth={36}
      gridAxis={sideways ? 'y' : 'x'}
      tickLine="none"
      accessibilityLayer={false}
      textColor="var(--mantine-color-dimmed)"
      gridColor="var(--star7-line)"
      barProps={{ isAnimationActive: false }}
      xAxisProps={{ minTickGap: 8, ...(sideways ? { allowDecimals: false } : {}) }}
      yAxisProps={sideways ? { width: 130, interval: 0 } : { width: 40, allowDecimals: false }}
    />
  );
}
