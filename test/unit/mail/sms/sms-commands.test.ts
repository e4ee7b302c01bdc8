import { Command } from 'commander';
import type { CliContext } from '#cli/cli-context';
import { loadConfig } from '#config/load-config';
import { smsAccountOf } from '#mail/sms/sms-account';
import { registerSms } from '#mail/sms/sms-commands';
import { FakeSmsc } from '../../../fakes/fake-smsc';

const account = { systemId: 'star7', password: 'secret08' };
const environment = (change: Record<string, string> = {}): Record<string, string> => ({
  ...{ STAR7_SMS_SMPP_HOST: '127.0.0.1', STAR7_SMS_SMPP_TLS: 'false', STAR7_SMS_SENDER: '74951234567' },
  ...{ STAR7_SMS_SMPP_SYSTEM_ID: account.systemId, STAR7_SMS_SMPP_PASSWORD: account.password },
  ...change,
});

async function test(change: Record<string, string>): Promise<string> {
  const program = new Command().exitOverride();
  let said = '';
  const print = (_data: unknown, words: () => string): void => {
    said += words();
  };
  registerSms(program, { environment: environment(change), print } as unknown as CliContext);
  await program
    .parseAsync(['sms', 'test'], { from: 'user' })
    .catch((error: unknown) => (said += (error as Error).message));
  return said;
}

it('`sms test` signs in as Star7 does, and says in words what the provider answers', async () => {
  const smsc = new FakeSmsc({ ...account, senders: [] });
  const port = String(await smsc.listen());
  try {
    expect(await test({ STAR7_SMS_SMPP_PORT: port })).toMatch(/^The provider accepts the account/);
    expect(await test({ STAR7_SMS_SMPP_PORT: port, STAR7_SMS_SMPP_PASSWORD: 'wrong' })).toMatch(
      /refuses the account/,
    );
    expect(smsc.faults).toEqual([]);
  } finally {
    await smsc.close();
  }
  expect(await test({ STAR7_SMS_SMPP_PORT: port })).toMatch(/cannot be reached/);
  expect(await test({ STAR7_SMS_SMPP_HOST: '' })).toMatch(/^There is no SMS/);
});

it('numbers and texts leave this machine by TLS alone, and an account is whole', () => {
  const read = (change: Record<string, string>) =>
    loadConfig(environment(change), ['sms'], { STAR7_SMS_SMPP_TLS: (settings) => smsAccountOf(settings) });
  expect(smsAccountOf(read({}))).toMatchObject({ server: { tls: null } });
  const away = { STAR7_SMS_SMPP_HOST: 'smpp.provider.example' };
  expect(() => read(away)).toThrow(/STAR7_SMS_SMPP_TLS: without TLS/);
  expect(smsAccountOf(read({ ...away, STAR7_SMS_SMPP_TLS: 'true' }))).toMatchObject({
    server: { tls: { caFile: null } },
  });
  expect(() => read({ STAR7_SMS_SMPP_PASSWORD: '' })).toThrow(/STAR7_SMS_SMPP_PASSWORD is not set/);
  expect(() => read({ STAR7_SMS_SMPP_PASSWORD: 'longer than eight' })).toThrow(/STAR7_SMS_SMPP_PASSWORD/);
  expect(smsAccountOf(read({ STAR7_SMS_SMPP_HOST: '' }))).toBeNull();
});
