const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 12 MB, formatted for the language. */
export function bytes(value: number, language: string): string {
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power < 2 ? 0 : 1,
  }).format(value / 1000 ** power);
}
