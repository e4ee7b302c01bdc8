import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { viewOf } from '#calls/model/call-view';
import { directions, startKinds } from '#calls/model/call-record';
import { enders } from '#calls/model/ender';
import { phases } from '#calls/model/call-state';
import { dispositions } from '#calls/model/disposition';
import { problemKinds } from '#http/problem';
import { refusalReasons } from '#calls/call-metrics';
import { revealResults } from '#reveal/reveal-desk';
import { allMetrics } from '../metrics/all-metrics';
import { into } from '../calls/call-samples';

const read = (name: string): string => readFileSync(path.join(__dirname, '../../..', name), 'utf8');

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

const { groups } = parse(read('scripts/monitoring/star7-alerts.yaml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('scripts/monitoring/star7-dashboard.json')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const handbook = read('docs/handbook.md');

const expressions = [
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: title, expr }))),
];

/** All exported metrics by name, with the labels of their series. */
async function exported(): Promise<Map<string, Set<string>>> {
  const { page, feed, lookedUp, pbx, http } = allMetrics({
    health: () => Promise.resolve({ ready: true, stopping: false, parts: { database: 'up' } }),
    lastBackup: () => Promise.resolve(1),
  });
  feed.publish(viewOf(into.ended().call));
  lookedUp('answered', 1);
  pbx.requested('channels.originate', 'deadline', 1);
  http.answered('/api/orders', 200, 1);
  const names = new Map<string, Set<string>>();
  for (const line of (await page.read()).split('\n')) {
    const [, name, labels = ''] = /^([a-z][a-z0-9_]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const known = names.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/([a-z_]+)="/g)) known.add(label);
    names.set(name, known);
  }
  return names;
}

/** The possible values of labels with short lists. */
const values: Record<string, readonly string[]> = {
  disposition: dispositions,
  direction: directions,
  start_kind: startKinds,
  by: enders,
  phase: phases,
  part: ['database', 'schema', 'pbx', 'calls', 'ami', 'journal'],
  reason: refusalReasons,
  outcome: ['answered', 'failed', 'refused', 'deadline', 'disconnected'],
  status: [...Object.values(problemKinds).map(({ status }) => String(status)), '200', '201', '202'],
  route: ['/readyz', '/healthz', '/metrics'],
  job: ['star7'],
  state: ['pending', 'dead'],
  result: revealResults,
};

/** The labels that Prometheus itself adds to each series. */
const added = ['job', 'instance', 'le'];

test('every metric in alerts and dashboard is exported, with the labels that they use', async () => {
  const names = await exported();
  expect(expressions.length).toBeGreaterThan(45);
  for (const { where, expr } of expressions) {
    const used = [...expr.matchAll(/\b((?:star7|process|nodejs)_[a-z0-9_]+)(?:\{([^}]*)\})?/g)];
    if (!expr.startsWith('up{')) expect([where, used.length]).not.toEqual([where, 0]);
    for (const [, name = '', selector = ''] of used) {
      expect([where, name, names.has(name)]).toEqual([where, name, true]);
      for (const [, label = '', text = ''] of selector.matchAll(/([a-z_]+)(?:=~?|!=)"([^"]*)"/g)) {
        expect([where, label, names.get(name)!.has(label) || added.includes(label)]).toEqual([
          where,
          label,
          true,
        ]);
        for (const value of text.split('|')) expect(values[label]).toContain(value);
      }
    }
    const groupings = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
    for (const label of groupings) {
      const has = added.includes(label) || used.some(([, name = '']) => names.get(name)?.has(label));
      expect([where, label, has]).toEqual([where, label, true]);
    }
  }
});

test('the handbook lists all exported metrics', async () => {
  for (const name of (await exported()).keys()) {
    if (!name.startsWith('star7_')) continue;
    expect(handbook).toContain(name.replace(/_(bucket|sum|count)$/, ''));
  }
});

test('every alert has its section in the handbook, and every section its alert', () => {
  const [, part = ''] = /\n## Alerts\n([\s\S]*?)\n## /.exec(handbook) ?? [];
  const sections = [...part.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual(expect.arrayContaining(alerts.map(({ alert }) => alert)));
  expect(sections).toHaveLength(alerts.length);
  for (const { alert, labels, annotations } of alerts) {
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/^[A-Z].+[^.]$/);
    expect(annotations.runbook).toBe(`docs/handbook.md#${alert.toLowerCase()}`);
  }
});

test('the handbook’s links have targets', () => {
  const anchors = new Set(
    [...handbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  for (const [, anchor] of handbook.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  for (const [, file = ''] of handbook.matchAll(/`(scripts\/[\w./-]+\w)`/g)) {
    expect(() => statOf(file)).not.toThrow();
  }
});

function statOf(name: string): unknown {
  return statSync(path.join(__dirname, '../../..', name));
}
