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

/**
 * What axe finds against WCAG 2.2 AA and its own best practices, a line each: the rule, and where. The markup itself is
 * not quoted.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(`${axe};0`);
  const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${impact ?? 'minor'}): ${help}: ${target.map(String).join(' ')}`),
  );
}
