import {
  auditQueryOf,
  detailPairs,
  readAuditFilter,
  wholeAudit,
  writeAuditFilter,
} from '../../../../src/web/pages/supervisor/audit-filter';

const filter = {
  period: 'today',
  from: null,
  to: null,
  actor: 'account:boss',
  action: 'order.view',
  subject: 'order:1001',
} as const;

test('a filter comes back from its address', () => {
  expect(readAuditFilter(writeAuditFilter(filter))).toEqual(filter);
  expect(readAuditFilter('')).toEqual(wholeAudit);
  expect(writeAuditFilter(wholeAudit)).toBe('');
  expect(readAuditFilter(`actor=${'x'.repeat(101)}&action=%20`)).toEqual(wholeAudit);
});

test('the server is asked for what is filtered alone', () => {
  const now = new Date(2026, 10, 25, 12);
  expect(auditQueryOf(filter, now)).toEqual({
    actor: 'account:boss',
    action: 'order.view',
    subject: 'order:1001',
    from: new Date(2026, 10, 25).toISOString(),
    to: new Date(2026, 10, 26).toISOString(),
  });
  expect(auditQueryOf(wholeAudit, now)).toEqual({});
});

test('details as pairs', () => {
  expect(detailPairs({ rows: 12, order: null, exported: true, fields: ['did'] })).toEqual([
    { name: 'rows', value: '12' },
    { name: 'exported', value: 'true' },
    { name: 'fields', value: '["did"]' },
  ]);
  expect(detailPairs(null)).toEqual([]);
  expect(detailPairs('text')).toEqual([]);
});
