import '../../components/overlay-styles';
import '@mantine/core/styles/NumberInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { parseCallingHours } from '#kernel/calling-hours';
import { isTimeZone } from '#kernel/local-time';
import {
  listeningPolicies,
  longestCourierAccess,
  longestIdleMinutes,
  mostCallBackTries,
  transferScopes,
} from '#settings/model/setting-rules';
import type { ListeningPolicy, TransferScope } from '#settings/model/setting-rules';
import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { notify } from '../../app/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { count, locale } from '../../i18n/formats';
import { useMinute } from '../../live/use-now';
import classes from './admin.module.css';
import { linesOf } from './calling-hours';
import { fieldErrors } from './field-errors';
import type { RuleValues } from './rule-values';
import { changesOf, defaultsOf, ruleFaults, ruleFields, rulesOf } from './rule-values';
import { SettingNote } from './setting-note';
import type { Settings } from './settings-data';
import { useChangeSettings } from './settings-data';
import { useDraft } from '../../components/use-draft';

type CapName = 'callsPerHour' | 'callsPerDay' | 'courierCallsPerHour' | 'courierCallsPerDay';

/** Limits, calling hours, time zone and idle time. */
export function RulesForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation('admin');
  const draft = useDraft<RuleValues>('settings');
  const form = useForm<RuleValues>({
    initialValues: { ...rulesOf(settings), ...draft.kept },
    onValuesChange: draft.keep,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(ruleFaults(values)).map(([field, fault]) => [field, t(`settings.faults.${fault}`)]),
      ),
  });
  const save = useChangeSettings(() => {
    draft.forget();
    notify('good', t('saved'));
  });
  const changes = changesOf(settings, form.values);
  const changed = Object.keys(changes).length > 0;
  const note = (name: keyof RuleValues, shown: (value: never) => string) => (
    <SettingNote
      setting={settings[name]}
      shown={shown as (value: unknown) => string}
      onStandard={() => form.setValues(defaultsOf(settings, name))}
      isStandard={form.values[name] === settings[name].default}
    />
  );
  const policyName = (policy: ListeningPolicy): string => t(`settings.policies.${policy}`);
  const cap = (value: number): string => (value === 0 ? t('settings.unlimited') : count(value));
  const caps = (...names: readonly CapName[]) => (
    <div className={classes.pair}>
      {names.map((name) => (
        <div key={name}>
          <NumberInput
            label={t(`settings.${name}`)}
            description={t('settings.capHint')}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            {...form.getInputProps(name)}
          />
          {note(name, cap)}
        </div>
      ))}
    </div>
  );
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)">
      <form
        noValidate
        onSubmit={form.onSubmit(() => {
          if (changed && !save.isPending) {
            save.mutate(changes, {
              onError: (error) => form.setErrors(fieldErrors(error, ruleFields) ?? {}),
            });
          }
        })}
      >
        <Stack>
          <Heading title={t('settings.limits')} text={t('settings.limitsAbout')} />
          {caps('callsPerHour', 'callsPerDay')}
          <Heading title={t('settings.hours')} />
          <div>
            <TextInput
              label={t('settings.callingHours')}
              description={t('settings.callingHoursHint')}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('callingHours')}
            />
            <HoursMeaning text={form.values.callingHours} />
            {note('callingHours', String)}
          </div>
          <div>
            <Autocomplete
              label={t('settings.timeZone')}
              description={t('settings.timeZoneHint')}
              data={Intl.supportedValuesOf('timeZone')}
              limit={50}
              maxDropdownHeight={240}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('defaultTimeZone')}
            />
            <TimeThere timeZone={form.values.defaultTimeZone} />
            {note('defaultTimeZone', String)}
          </div>
          <Heading title={t('settings.transfers')} />
          <div>
            <NativeSelect
              label={t('settings.transferScope')}
              description={t('settings.transferScopeHint')}
              data={transferScopes.map((value) => ({ value, label: t(`settings.transferScopes.${value}`) }))}
              maw={420}
              {...form.getInputProps('transferScope')}
            />
            {note('transferScope', (value: TransferScope) => t(`settings.transferScopes.${value}`))}
          </div>
          <Heading title={t('settings.callBacks')} text={t('settings.callBacksAbout')} />
          <div>
            <NumberInput
              label={t('settings.callBackTries')}
              description={t('settings.callBackTriesHint')}
              min={0}
              max={mostCallBackTries}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              maw={280}
              {...form.getInputProps('callBackTries')}
            />
            {note('callBackTries', (value: number) =>
              value === 0 ? t('settings.callBackNever') : count(value),
            )}
          </div>
          <Heading title={t('settings.session')} />
          <div>
            <NumberInput
              label={t('settings.sessionIdleMinutes')}
              description={t('settings.sessionHint')}
              min={1}
              max={longestIdleMinutes}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              maw={280}
              {...form.getInputProps('sessionIdleMinutes')}
            />
            {note('sessionIdleMinutes', count)}
          </div>
          <Heading title={t('settings.couriers')} text={t('settings.couriersAbout')} />
          <div>
            <NumberInput
              label={t('settings.courierAccessHours')}
              description={t('settings.courierAccessHoursHint')}
              min={1}
              max={longestCourierAccess}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              hideControls
              maw={280}
              {...form.getInputProps('courierAccessHours')}
            />
            {note('courierAccessHours', count)}
          </div>
          {caps('courierCallsPerHour', 'courierCallsPerDay')}
          <div>
            <Checkbox
              label={t('settings.courierPinAlways')}
              description={t('settings.courierPinAlwaysHint')}
              {...form.getInputProps('courierPinAlways', { type: 'checkbox' })}
            />
            {note('courierPinAlways', (value: boolean) => t(value ? 'settings.yes' : 'settings.no'))}
          </div>
          <Heading title={t('settings.listening')} text={t('settings.listeningAbout')} />
          <div>
            <NativeSelect
              label={t('settings.supervisorListening')}
              data={listeningPolicies.map((policy) => ({
                value: policy,
                label: t(`settings.policies.${policy}`),
              }))}
              {...form.getInputProps('supervisorListening')}
            />
            {note('supervisorListening', policyName)}
          </div>
          <ProblemAlert
            error={save.error !== null && fieldErrors(save.error, ruleFields) === null ? save.error : null}
          />
          <Group justify="flex-end" gap="xs">
            {changed && (
              <Button
                variant="default"
                disabled={save.isPending}
                onClick={() => {
                  form.setValues(rulesOf(settings));
                  form.clearErrors();
                  draft.forget();
                }}
              >
                {t('settings.outcomes.discard')}
              </Button>
            )}
            <Button type="submit" loading={save.isPending} disabled={!changed}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

export function Heading({ title, text }: { title: string; text?: string }) {
  return (
    <div>
      <Title order={2} size="h5">
        {title}
      </Title>
      {text !== undefined && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
    </div>
  );
}

/** The typed hours, day by day: shows how they were understood. */
function HoursMeaning({ text }: { text: string }) {
  const { t } = useTranslation('admin');
  const hours = parseCallingHours(text);
  if (hours === null) return null;
  return (
    <Group align="flex-start" gap="sm" mt="xs" role="status">
      <Text size="sm" c="dimmed">
        {t('settings.callingHoursMeans')}
      </Text>
      <dl className={classes.week}>
        {linesOf(hours).map(({ from, to, openings }) => (
          <div key={from} style={{ display: 'contents' }}>
            <dt>
              {from === to
                ? t(`settings.weekdays.${from}`)
                : `${t(`settings.weekdays.${from}`)} – ${t(`settings.weekdays.${to}`)}`}
            </dt>
            <dd>{openings.length === 0 ? t('settings.closed') : openings.join(', ')}</dd>
          </div>
        ))}
      </dl>
    </Group>
  );
}

function TimeThere({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('admin');
  const now = useMinute();
  if (!isTimeZone(timeZone)) return null;
  const time = new Intl.DateTimeFormat(locale(), { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    now,
  );
  return (
    <Text size="sm" c="dimmed" mt={4}>
      {t('settings.timeZoneNow', { time })}
    </Text>
  );
}
