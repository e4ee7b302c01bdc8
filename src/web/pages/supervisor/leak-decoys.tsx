import {
  Alert,
  Badge,
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, take } from '../../api/client';
import { notify } from '../../app/notify';
import { Asked } from '../../components/asked';
import { count, dateTime } from '../../i18n/formats';
import {
  channelKinds,
  decoysKey,
  hitClasses,
  isWorthALook,
  useContactsText,
  useChance,
  useChannelName,
  useDecoys,
  useListName,
} from './decoys-data';
import type { ChanceAsked, DecoyChannel, DecoyHit, DecoyMail, DecoyWatch } from './decoys-data';
import { Folded } from './folded';
import classes from './leaks.module.css';

/** Invented customers on the company's own lines: how many are needed, where they are, who called them, what that is worth. */
export function LeakDecoys() {
  const { t } = useTranslation('supervisor');
  const query = useDecoys();
  return (
    <section aria-labelledby="leak-decoys">
      <Title order={2} size="h5" id="leak-decoys" mb="xs">
        {t('decoys.title')}
      </Title>
      <Text size="sm" maw={820} mb="sm">
        {t('decoys.what')}
      </Text>
      <Asked query={query} lines={4}>
        {(watch) => <Planted watch={watch} />}
      </Asked>
      <Folded id="leak-chance" title={t('decoys.chance.title')} order={3}>
        <Calculator />
      </Folded>
    </section>
  );
}

function Calculator() {
  const { t } = useTranslation('supervisor');
  const [asked, setAsked] = useState<ChanceAsked>({ sold: 20, contacted: 50, decoys: 12, hits: 1 });
  const { data } = useChance(asked);
  const field = (name: keyof ChanceAsked, min: number, max: number) => (
    <NumberInput
      label={t(`decoys.chance.${name}`)}
      value={asked[name]}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="strict"
      w={220}
      onChange={(value) => {
        if (typeof value === 'number') setAsked({ ...asked, [name]: value });
      }}
    />
  );
  return (
    <Paper withBorder p="md" bg="var(--star7-surface)">
      <Text size="sm" mb="xs">
        {t('decoys.chance.example')}
      </Text>
      <Group align="end" gap="sm">
        {field('decoys', 0, 1000)}
        {field('sold', 0, 100)}
        {field('contacted', 0, 100)}
        {field('hits', 1, 20)}
      </Group>
      {data !== undefined && (
        <Text mt="sm" data-chance aria-live="polite">
          {t('decoys.chance.says', { count: asked.hits, percent: Math.round(data.chance * 100) })}{' '}
          {data.neededFor95 === null
            ? t('decoys.chance.never')
            : t('decoys.chance.needed', { decoys: count(data.neededFor95) })}
        </Text>
      )}
    </Paper>
  );
}

function Planted({ watch }: { watch: DecoyWatch }) {
  const { t } = useTranslation('supervisor');
  const nameOf = useListName();
  const { standing, noticeAcceptedAt } = watch;
  const { first, channels, controls } = standing;
  const isFirstOut = channels.some(
    (channel) => channel.kind === first?.kind && channel.key === first.key && isWorthALook(channel),
  );
  return (
    <Stack gap="sm">
      {noticeAcceptedAt === null ? (
        <Alert color="gray" title={t('decoys.notice.title')}>
          {t('decoys.notice.text')}
        </Alert>
      ) : (
        <Text size="sm" c="dimmed">
          {t('decoys.notice.done', { time: dateTime(noticeAcceptedAt) })}{' '}
          {t('decoys.lines', { free: count(watch.freeLines), controls: count(watch.controlLines) })}{' '}
          {t(standing.isMeasured ? 'decoys.measured' : 'decoys.assumed')}{' '}
          {t('decoys.mailboxes', { free: count(watch.freeMailboxes), controls: count(controls.mailboxes) })}{' '}
          {watch.silentMailboxes.length > 0 &&
            t('decoys.silentMailboxes', { names: watch.silentMailboxes.join(', ') })}{' '}
          {watch.smsLines > 0 && t('decoys.smsLines', { count: watch.smsLines })}
        </Text>
      )}
      {/* What the top of the page has said, unless there is a second list to tell from. */}
      {standing.first !== null && (!isFirstOut || standing.runnerUp !== null) && (
        <Text size="sm" data-first>
          {t(isFirstOut ? 'decoys.first' : 'decoys.hint', { channel: nameOf(standing.first) })}{' '}
          {standing.runnerUp !== null &&
            t('decoys.runnerUp', { channel: nameOf(standing.runnerUp), lead: count(standing.lead ?? 1) })}
        </Text>
      )}
      {standing.channels.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('decoys.none')}
        </Text>
      ) : (
        <ul className={classes.groups}>
          {standing.channels.map((channel) => (
            <ChannelCard key={`${channel.kind}:${channel.key}`} channel={channel} />
          ))}
        </ul>
      )}
      {noticeAcceptedAt !== null && <PlantForm freeLines={watch.freeLines} />}
      {(channels.length > 0 || controls.numbers > 0) && <Hits hits={watch.hits} />}
      {watch.mails.length > 0 && (
        <Written by="mails" texts={watch.mails.map((mail) => ({ ...mail, label: mail.mailbox }))} />
      )}
      {watch.sms.length > 0 && (
        <Written by="sms" texts={watch.sms.map((sms) => ({ ...sms, label: sms.line }))} />
      )}
    </Stack>
  );
}

function ChannelCard({ channel }: { channel: DecoyChannel }) {
  const { t } = useTranslation('supervisor');
  const name = useChannelName()(channel);
  const { strength, decoys, weeks } = channel;
  const isShown = isWorthALook(channel);
  const contacts = useContactsText()(channel);
  return (
    <Paper
      component="li"
      withBorder
      bg="var(--star7-surface)"
      className={classes.group}
      data-channel={channel.key}
      data-level={isShown ? 'alarm' : 'quiet'}
    >
      <Group justify="space-between" gap="xs" mb={4}>
        <Text fw={600} truncate>
          {name}
        </Text>
        <Badge variant="light" radius="sm" tt="none" color={isShown ? 'orange' : 'gray'}>
          {t(`decoys.strengths.${strength}`)}
        </Badge>
      </Group>
      <Text size="sm">
        {t('decoys.planted', { count: decoys })} {t('decoys.weeks', { count: Math.round(weeks) })}
      </Text>
      <Text size="sm" c="dimmed">
        {contacts === '' ? t('decoys.noCalls') : t('decoys.callsOf', { calls: contacts })}
      </Text>
    </Paper>
  );
}

function PlantForm({ freeLines }: { freeLines: number }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const [kind, setKind] = useState<(typeof channelKinds)[number]>('manager');
  const [key, setKey] = useState('');
  const [howMany, setHowMany] = useState(1);
  const plant = useMutation({
    mutationFn: () =>
      take(api.POST('/api/leaks/decoys', { body: { kind, key: key.trim(), count: howMany } })),
    onSuccess: async ({ decoys, fault }) => {
      await queries.invalidateQueries({ queryKey: decoysKey });
      if (fault === null) notify('good', t('decoys.plant.done', { count: decoys.length }));
    },
  });
  const fault = plant.data?.fault ?? null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        plant.mutate();
      }}
    >
      <Group align="end" gap="sm">
        <NativeSelect
          label={t('decoys.plant.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
          data={channelKinds.map((value) => ({ value, label: t(`decoys.kinds.${value}`) }))}
          w={230}
        />
        <TextInput
          label={t(kind === 'manager' ? 'decoys.plant.extension' : 'decoys.plant.name')}
          value={key}
          maxLength={64}
          onChange={(event) => setKey(event.currentTarget.value)}
          w={190}
        />
        <NumberInput
          label={t('decoys.plant.count')}
          value={howMany}
          min={1}
          max={100}
          allowDecimal={false}
          onChange={(value) => {
            if (typeof value === 'number') setHowMany(value);
          }}
          w={120}
        />
        <Button type="submit" loading={plant.isPending} disabled={key.trim() === '' || freeLines === 0}>
          {t('decoys.plant.button')}
        </Button>
      </Group>
      {fault !== null && (
        <Text size="sm" c="red" mt="xs" role="alert">
          {t(`decoys.faults.${fault}`)}
        </Text>
      )}
      {plant.isError && (
        <Text size="sm" c="red" mt="xs" role="alert">
          {t('decoys.plant.failed')}
        </Text>
      )}
      {kind !== 'manager' && (
        <Text size="sm" c="dimmed" mt="xs" maw={820}>
          {t('decoys.plant.outside')}
        </Text>
      )}
    </form>
  );
}

function Hits({ hits }: { hits: readonly DecoyHit[] }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const whoseOf = useDecoyName();
  const judge = useMutation({
    mutationFn: ({ id, as }: { id: number; as: DecoyHit['class'] }) =>
      take(
        api.POST('/api/leaks/decoy-hits/{id}', {
          params: { path: { id: String(id) } },
          body: { class: as },
        }),
      ),
    onSuccess: (watch) => queries.setQueryData(decoysKey, watch),
  });
  if (hits.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('decoys.hits.none')}
      </Text>
    );
  }
  return (
    <section aria-labelledby="decoy-hits">
      <Title order={3} size="h6" id="decoy-hits" mb="xs">
        {t('decoys.hits.title')}
      </Title>
      <Text size="sm" mb="xs" maw={820}>
        {t('decoys.hits.read')}
      </Text>
      <ul className={classes.cases}>
        {hits.map((hit) => (
          <JudgedContact
            key={hit.id}
            data-hit={hit.id}
            whose={hit.decoy === null ? t('decoys.hits.control', { line: hit.line }) : whoseOf(hit.decoy)}
            judged={
              hit.judgedBy === null
                ? t('decoys.hits.heard')
                : t('decoys.hits.judged', { by: hit.judgedBy.replace(/^\w+:/, '') })
            }
            label={t('decoys.hits.judge', { number: hit.id })}
            value={hit.class}
            wordOf={(one) => t(`decoys.classes.${one}`)}
            disabled={judge.isPending}
            onJudge={(as) => judge.mutate({ id: hit.id, as })}
          >
            {t('decoys.hits.says', {
              ...{ time: dateTime(hit.at), line: hit.line, rang: hit.ringSeconds },
              ...{ open: hit.openSeconds, spoken: hit.spokenSeconds },
            })}{' '}
            {hit.otherLines > 0 && t('decoys.hits.others', { count: hit.otherLines })}
          </JudgedContact>
        ))}
      </ul>
    </section>
  );
}

interface WrittenText extends Pick<DecoyMail, 'id' | 'at' | 'purpose' | 'decoy' | 'class' | 'judgedBy'> {
  /** By which the owner knows the mailbox, or the number. */
  label: string;
}

/** Mails or SMS, and what each was. */
function Written({ by, texts }: { by: 'mails' | 'sms'; texts: readonly WrittenText[] }) {
  const { t } = useTranslation('supervisor');
  const queries = useQueryClient();
  const whoseOf = useDecoyName();
  const judge = useMutation({
    mutationFn: ({ id, as }: { id: number; as: DecoyMail['class'] }) => {
      const chosen = { params: { path: { id: String(id) } }, body: { class: as } };
      return take(
        by === 'mails'
          ? api.POST('/api/leaks/decoy-mails/{id}', chosen)
          : api.POST('/api/leaks/decoy-sms/{id}', chosen),
      );
    },
    onSuccess: (watch) => queries.setQueryData(decoysKey, watch),
  });
  return (
    <section aria-labelledby={`decoy-${by}`}>
      <Title order={3} size="h6" id={`decoy-${by}`} mb="xs">
        {t(`decoys.${by}.title`)}
      </Title>
      <Text size="sm" c="dimmed" mb="xs" maw={820}>
        {t(`decoys.${by}.read`)}
      </Text>
      <ul className={classes.cases}>
        {texts.map(({ id, at, label, purpose, decoy, class: as, judgedBy }) => (
          <JudgedContact
            key={id}
            data-text={id}
            whose={
              decoy === null
                ? t(`decoys.${by}.${purpose === 'control' ? 'control' : 'free'}`, { label })
                : whoseOf(decoy)
            }
            judged={
              judgedBy === null
                ? t(`decoys.${by}.noted`)
                : t(`decoys.${by}.judged`, { by: judgedBy.replace(/^\w+:/, '') })
            }
            label={t(`decoys.${by}.judge`, { number: id })}
            value={as}
            wordOf={(one) => t(`decoys.${by}.classes.${one}`)}
            disabled={judge.isPending}
            onJudge={(chosen) => judge.mutate({ id, as: chosen })}
          >
            {t(`decoys.${by}.says`, { time: dateTime(at), label, number: id })}
          </JudgedContact>
        ))}
      </ul>
    </section>
  );
}

/** Whom a call, a mail or an SMS was to; in which list that is, where there are several. */
function useDecoyName(): (decoy: NonNullable<DecoyHit['decoy']>) => string {
  const { t } = useTranslation('supervisor');
  const nameOf = useChannelName();
  const lists = useDecoys().data?.standing.channels.length ?? 0;
  return (decoy) =>
    lists > 1
      ? t('decoys.hits.ofList', { name: decoy.name, channel: nameOf(decoy) })
      : t('decoys.hits.of', { name: decoy.name });
}

interface JudgedContactProps {
  'data-hit'?: number;
  'data-text'?: number;
  whose: string;
  judged: string;
  /** Of the choice, as screen readers say it. */
  label: string;
  value: DecoyHit['class'];
  wordOf: (one: DecoyHit['class']) => string;
  disabled: boolean;
  onJudge: (as: DecoyHit['class']) => void;
  /** When and by what it came. */
  children: ReactNode;
}

/** A call, a mail or an SMS, and what it was as far as anybody has said. */
function JudgedContact(props: JudgedContactProps) {
  const { whose, judged, label, value, wordOf, disabled, onJudge, children, ...marks } = props;
  return (
    <Paper component="li" withBorder p="sm" bg="var(--star7-surface)" {...marks}>
      <Group justify="space-between" align="center" gap="sm">
        <Stack gap={2}>
          <Text size="sm" fw={600}>
            {whose}
          </Text>
          <Text size="sm" c="dimmed">
            {children}
          </Text>
          <Text size="sm" c="dimmed">
            {judged}
          </Text>
        </Stack>
        <NativeSelect
          aria-label={label}
          value={value}
          disabled={disabled}
          onChange={(event) => onJudge(event.currentTarget.value as DecoyHit['class'])}
          data={hitClasses.map((one) => ({ value: one, label: wordOf(one) }))}
        />
      </Group>
    </Paper>
  );
}
