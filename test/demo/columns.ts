const width = 52;

/** Two lists side by side, each under its title. */
export function sideBySide(
  left: { title: string; lines: readonly string[] },
  right: { title: string; lines: readonly string[] },
): string {
  const rows = Math.max(left.lines.length, right.lines.length);
  const body = Array.from({ length: rows }, (_, row) => pair(left.lines[row] ?? '', right.lines[row] ?? ''));
  return [pair(left.title, right.title), pair('─'.repeat(width - 2), '─'.repeat(width - 2)), ...body].join(
    '\n',
  );
}

function pair(left: string, right: string): string {
  return `  ${fit(left)}${fit(right)}`.trimEnd();
}

function fit(text: string): string {
  return (text.length > width - 2 ? `${text.slice(0, width - 3)}…` : text).padEnd(width);
}
