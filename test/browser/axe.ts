import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** As axe gives them, without what is not used here. */
interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Those rules that look at colours: all others find the same in the same document, light or dark. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds against WCAG 2.2 AA and its own best practices, a line each: the rule, and where. The markup itself is
 * not quoted.
 * @param rules `colours` for a document that was looked at already in other colours
 */
export async function axeViolations(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  await untilNoTooltip(page);
  // Once for each document: it is half a megabyte to read.
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(`${axe};0`);
  const only = rules === 'all' ? {} : { runOnly: { type: 'rule', values: ofColours } };
  const options = JSON.stringify({ resultTypes: ['violations'], ...only });
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${options}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${impact ?? 'minor'}): ${help}: ${target.map(String).join(' ')}`),
  );
}

/**
 * A button that was just clicked shows its tooltip while the pointer rests on it. Tooltips are no part of the page's content,
 * which axe's rule of landmarks does not know.
 */
async function untilNoTooltip(page: Page): Promise<void> {
  const tooltips = page.getByRole('tooltip');
  if ((await tooltips.count()) === 0) return;
  await page.mouse.move(0, 0);
  await tooltips.first().waitFor({ state: 'detached' });
}
