import { sections } from '#config/config';
import type { SectionName } from '#config/config';

const headings: Record<SectionName, string> = {
  database: 'Database',
  keys: 'Keys',
  numbers: 'Numbers',
  ari: 'Asterisk: ARI',
  calls: 'Calls',
  limits: 'Limits',
  journal: 'Journal',
  ami: 'Asterisk: AMI',
  http: 'Pages and REST',
  agi: 'FastAGI',
  api: 'Command line',
  doctor: 'Doctor',
  backup: 'Backup',
  outgoing: 'Webhooks and shops',
  mail: 'Mail',
  sms: 'SMS',
  turn: 'TURN',
  staticPhones: 'Phones in pages without push configuration',
  deskPhones: 'Desk phones outside',
  reveal: 'Revealing what is hidden',
  log: 'Log',
};

const introduction = `# Configuration

<!-- Generated from src/config/config.ts by scripts/configuration-page. A unit test compares the two. -->

Star7 reads its settings from environment variables, once, at the start, and reports all faults together. \`NAME_FILE\`
names a file that holds the value of \`NAME\`: use it for secrets. No secret has a default. An empty variable counts as
unset.

An administrator can change \`STAR7_MAX_CALLS_HOUR\`, \`STAR7_MAX_CALLS_DAY\`, \`STAR7_MAX_COURIER_CALLS_HOUR\`,
\`STAR7_MAX_COURIER_CALLS_DAY\`, \`STAR7_CALL_BACK_TRIES\`,
\`STAR7_CALLING_HOURS\`, \`STAR7_DEFAULT_TIME_ZONE\` and \`STAR7_SESSION_IDLE_MINUTES\` in the browser while Star7 runs;
the next call uses the new value. A value set there overrides the environment, also after a restart, until it is reset there.
`;

interface Setting {
  description?: string;
  default?: string | number | boolean;
}

/** The text of docs/configuration.md, as the schema of the settings is now. */
export function configurationPage(): string {
  const parts = Object.entries(headings).map(([name, heading]) => {
    const { properties, required = [] } = sections[name as SectionName] as {
      properties: Record<string, Setting>;
      required?: readonly string[];
    };
    const rows = Object.entries(properties).map(([variable, setting]) => [
      `\`${variable}\``,
      setting.description ?? '',
      fallbackOf(setting, required.includes(variable)),
    ]);
    return `## ${heading}\n\n${table(['variable', 'meaning', 'default'], rows)}`;
  });
  return [introduction, ...parts].join('\n');
}

function fallbackOf({ default: fallback }: Setting, required: boolean): string {
  if (fallback !== undefined) return `\`${String(fallback)}\``;
  return required ? '**required**' : 'none';
}

/** A Markdown table in the form that prettier gives it. */
function table(head: readonly string[], rows: readonly string[][]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |\n`;
  return line(head) + line(['', '', ''], '-') + rows.map((row) => line(row)).join('');
}
