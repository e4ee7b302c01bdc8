import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFault, isAtFields } from '../api/api-problem';
import { api, take } from '../api/client';
import type { Answer } from '../api/types';
import { Asked } from '../components/asked';
import { ProblemAlert } from '../components/problem-alert';
import { WithPassword } from '../components/with-password';

const mobileKey = ['mobile'] as const;

type MobileState = Pick<Answer<'/api/me/mobile', 'get'>, 'hasMobile' | 'isWaiting' | 'hasPin'>;

/**
 * One's own mobile: its number, which is written and never shown, the code that confirms it, and the PIN for calls from it.
 * @param onChanged what can ring has changed
 */
export function OwnMobile({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation(['phone', 'common']);
  const queries = useQueryClient();
  const mobile = useQuery({ queryKey: mobileKey, queryFn: () => take(api.GET('/api/me/mobile')) });
  const [isWriting, setWriting] = useState(false);
  const [pin, setPin] = useState<string | null>(null);
  const changed = (after: MobileState): void => {
    setWriting(false);
    setPin(null);
    queries.setQueryData(mobileKey, (before: Answer<'/api/me/mobile', 'get'> | undefined) =>
      before === undefined ? undefined : { ...before, ...after },
    );
    onChanged();
  };
  const remove = useMutation({
    mutationFn: () => take(api.DELETE('/api/me/mobile')),
    onSuccess: changed,
  });
  return (
    <Asked query={mobile} lines={2}>
      {({ hasMobile, isWaiting, hasPin, companyNumber }) => (
        <Stack gap="xs" data-testid="own-mobile">
          <Text fw={600}>{t('mobile.title')}</Text>
          <Text size="sm">
            {t(hasMobile ? 'mobile.known' : isWaiting ? 'mobile.waiting' : 'mobile.unknown')}
          </Text>
          {isWaiting && !isWriting && <Confirmation onConfirmed={changed} />}
          {hasMobile && companyNumber !== null && (
            <>
              <Text size="sm">
                {t(hasPin ? 'mobile.callsIn' : 'mobile.mayCallIn', { number: companyNumber })}
              </Text>
              {pin === null ? (
                <WithPassword
                  submitLabel={t(hasPin ? 'mobile.newPin' : 'mobile.createPin')}
                  send={(password) => take(api.POST('/api/me/mobile/pin', { body: { password } }))}
                  onDone={(created) => {
                    setPin(created.pin);
                    void queries.invalidateQueries({ queryKey: mobileKey });
                  }}
                />
              ) : (
                <Text size="sm">
                  {t('mobile.pin')} <Code data-testid="pin">{pin}</Code>
                </Text>
              )}
            </>
          )}
          {isWriting && <NumberForm onSaved={changed} />}
          <Group gap="xs">
            {isWriting ? (
              <Button variant="subtle" onClick={() => setWriting(false)}>
                {t('common:cancel')}
              </Button>
            ) : (
              <Button variant="default" onClick={() => setWriting(true)}>
                {t(hasMobile || isWaiting ? 'mobile.another' : 'mobile.write')}
              </Button>
            )}
            {(hasMobile || isWaiting) && (
              <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                {t('mobile.remove')}
              </Button>
            )}
          </Group>
          <ProblemAlert error={remove.error} />
        </Stack>
      )}
    </Asked>
  );
}

function NumberForm({ onSaved }: { onSaved: (after: MobileState) => void }) {
  const { t } = useTranslation('phone');
  const [number, setNumber] = useState('');
  const [error, setError] = useState<unknown>(null);
  return (
    <WithPassword
      submitLabel={t('mobile.save')}
      fields={['number']}
      send={(password) => take(api.PUT('/api/me/mobile', { body: { number, password } }))}
      onDone={onSaved}
      onError={setError}
    >
      <TextInput
        type="tel"
        autoComplete="off"
        required
        withAsterisk={false}
        label={t('mobile.label')}
        value={number}
        error={fieldFault(error, 'number')}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
    </WithPassword>
  );
}

/** The number is called, and a code is said there. */
function Confirmation({ onConfirmed }: { onConfirmed: (after: MobileState) => void }) {
  const { t } = useTranslation(['phone', 'problems']);
  const [code, setCode] = useState('');
  const call = useMutation({ mutationFn: () => take(api.POST('/api/me/mobile/call')) });
  const confirm = useMutation({
    mutationFn: () => take(api.PUT('/api/me/mobile/code', { body: { code } })),
    onSuccess: onConfirmed,
  });
  // The general text for `wrong` is about a password; this field is a code.
  const refused = isAtFields(confirm.error, ['code']) ? t('mobile.wrongCode') : null;
  return (
    <>
      <Group>
        <Button variant="default" loading={call.isPending} onClick={() => call.mutate()}>
          {t('mobile.callMe')}
        </Button>
      </Group>
      <ProblemAlert error={call.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!confirm.isPending) confirm.mutate();
        }}
      >
        <Stack gap="xs">
          <TextInput
            label={t('mobile.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={16}
            value={code}
            error={refused}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" disabled={code.trim() === ''} loading={confirm.isPending}>
            {t('mobile.confirm')}
          </Button>
        </Stack>
      </form>
      <ProblemAlert error={refused === null ? confirm.error : null} />
    </>
  );
}
