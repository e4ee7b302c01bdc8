import { HttpMetrics } from '#metrics/http-metrics';
import { MetricRegistry } from '#metrics/metric-registry';
import { problemKinds } from '#http/problem';
import { HttpRig } from '../http/http-rig';

const labels = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^star7_http_requests_total\\{.*\\b${name}="([^"]*)"`, 'gm'))].map(
    ([, value = '']) => value,
  );

test('each route of the server has a label of its own, and none is "other"', async () => {
  const page = new MetricRegistry('1.0.0');
  const rig = new HttpRig();
  rig.meter = new HttpMetrics(page);
  const { paths } = (await rig.app.inject('/api/openapi.json')).json<{ paths: Record<string, object> }>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of Object.keys(operations)) {
      await rig.app.inject({ method: method as 'GET', url: path.replaceAll(/\{\w+\}/g, 'x') });
    }
  }
  for (const url of ['/', '/metrics', '/no-such-page']) await rig.app.inject(url);
  const documented = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
  // The control: there are documented routes.
  expect(documented).toContain('/api/orders/:number/calls');
  expect([...new Set(labels(await page.read(), 'route'))].sort()).toEqual(
    [...documented, '/', '/api/openapi.json', '/metrics', 'none'].sort(),
  );
});

test('each status of a problem is a label, and a status that Star7 never answers is "other"', async () => {
  const page = new MetricRegistry('1.0.0');
  const metrics = new HttpMetrics(page);
  const statuses = [...new Set(Object.values(problemKinds).map(({ status }) => status))];
  for (const status of [200, 201, 202, 204, ...statuses]) metrics.answered('/', status, 0.01);
  expect(labels(await page.read(), 'status')).not.toContain('other');
  metrics.answered('/', 418, 0.01);
  expect(labels(await page.read(), 'status')).toContain('other');
});
