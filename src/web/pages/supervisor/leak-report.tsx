import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Asked } from '../../components/asked';
import { PageFrame } from '../../components/page-frame';
import { dayLabel } from './day-label';
import { contactsIn, useContactsText, useListName } from './decoys-data';
import classes from './leak-report.module.css';
import { LeakRun } from './leak-run';
import { LeakShop } from './leak-shop';
import { useGroupName, useLeakReport } from './leaks-data';
import type { LeakReport as Report, ReportedCase } from './leaks-data';
import { lastMonths, monthLabel } from './months';

/** What the watch found in a month, to be printed and passed on. */
export function LeakReport() {
  const { t } = useTranslation('supervisor');
  const months = lastMonths(new Date(), 12);
  const [month, setMonth] = useState(months[0] ?? '');
  const query = useLeakReport(month);
  return (
    <PageFrame title={t('leaks.report.title', { month: monthLabel(month) })}>
      <div className={classes.report}>
        <Group className={classes.controls} align="end" mb="md">
          <NativeSelect
            label={t('leaks.report.month')}
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
            data={months.map((value) => ({ value, label: monthLabel(value) }))}
          />
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('leaks.report.print')}
          </Button>
          <Button variant="default" component={Link} href="/lost-customers">
            {t('leaks.report.back')}
          </Button>
        </Group>
        <Asked query={query} lines={6}>
          {(report) => <Told report={report} />}
        </Asked>
      </div>
    </PageFrame>
  );
}

function Told({ report: { run, power, shop, groups, cases, decoys } }: { report: Report }) {
  const { t } = useTranslation('supervisor');
  return (
    <Stack gap="md">
      {run === null ? (
        <Text fw={600}>{t('leaks.report.none')}</Text>
      ) : (
        <Stack gap={6}>
          <LeakRun run={run} power={power}>
            {shop !== null && <LeakShop shop={shop} run={run} />}
          </LeakRun>
        </Stack>
      )}
      {groups.length > 0 && (
        <section aria-labelledby="leak-report-groups">
          <Title order={2} size="h5" id="leak-report-groups" mb="xs">
            {t('leaks.report.groups')}
          </Title>
          {groups.map(({ kind, compared, worthALook, tooFew }) => (
            <Text size="sm" key={kind} data-kind={kind}>
              {[
                `${t(`leaks.headings.${kind}`)}: ${t('leaks.report.group', { count: compared })}`,
                t('leaks.report.worth', { count: worthALook }),
                ...(tooFew > 0 ? [t('leaks.report.tooFew', { count: tooFew })] : []),
              ].join(' ')}
            </Text>
          ))}
        </section>
      )}
      <section aria-labelledby="leak-report-cases">
        <Title order={2} size="h5" id="leak-report-cases" mb="xs">
          {t('leaks.report.cases')}
        </Title>
        {cases.length === 0 ? (
          <Text size="sm">{t('leaks.report.noCases')}</Text>
        ) : (
          <ul className={classes.cases}>
            {cases.map((one) => (
              <li key={one.id} data-case={one.id}>
                <CaseTold one={one} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <ListsTold decoys={decoys} />
      <Text size="sm" c="dimmed">
        {t('leaks.report.names')} {t('leaks.report.foot')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('leaks.cannot.title')}: {t('leaks.cannot.text')}
      </Text>
    </Stack>
  );
}

/** How invented customers did: lists, not persons. */
function ListsTold({ decoys }: { decoys: Report['decoys'] }) {
  const { t } = useTranslation('supervisor');
  const listOf = useListName();
  const contactsOf = useContactsText();
  return (
    <section aria-labelledby="leak-report-lists">
      <Title order={2} size="h5" id="leak-report-lists" mb="xs">
        {t('leaks.report.lists.title')}
      </Title>
      {decoys === null ? (
        <Text size="sm">{t('leaks.report.lists.none')}</Text>
      ) : (
        <>
          <ul className={classes.cases}>
            {decoys.lists.map(({ kind, key, decoys: planted, strength, ...contacts }, nth) => (
              <li key={nth} data-list={kind}>
                <Text size="sm">
                  {t('leaks.report.lists.line', {
                    list: key === null ? t('leaks.report.lists.unnamed') : listOf({ kind, key }),
                    decoys: planted,
                    calls:
                      contactsIn(contacts) === 0
                        ? t('leaks.report.lists.noCalls')
                        : t('leaks.report.lists.calls', { calls: contactsOf(contacts) }),
                    strength: t(`leaks.report.lists.strengths.${strength}`),
                  })}
                </Text>
              </li>
            ))}
          </ul>
          {decoys.controls.numbers > 0 && (
            <Text size="sm" mt="xs">
              {t('leaks.report.lists.controls', {
                count: decoys.controls.numbers,
                calls:
                  contactsIn(decoys.controls) === 0
                    ? t('leaks.report.lists.noControlCalls')
                    : contactsOf(decoys.controls),
              })}
            </Text>
          )}
        </>
      )}
    </section>
  );
}

function CaseTold({ one }: { one: ReportedCase }) {
  const { t } = useTranslation('supervisor');
  const nameOf = useGroupName(t('leaks.small'));
  const { kind, group, lamp, isOpen, reason, note } = one;
  const about =
    group === null
      ? t(`leaks.report.unnamed.${kind === 'former' ? 'former' : 'manager'}`)
      : t(`leaks.cases.${kind}`, { name: nameOf({ kind, group }) });
  return (
    <>
      <Text fw={600}>
        {t('leaks.report.case', { id: one.id })}: {about}
      </Text>
      <Text size="sm">
        {t(`leaks.report.says.${lamp}`, { week: dayLabel(one.openedWeek) })}{' '}
        {t('leaks.report.until', { week: dayLabel(one.lastWeek) })}
      </Text>
      <Text size="sm">
        {isOpen || reason === null ? t('leaks.report.stillOpen') : t(`leaks.reasons.${reason}`)}
        {note === null ? '' : ` — ${note}`}
      </Text>
    </>
  );
}
