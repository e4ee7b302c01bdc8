import { createAmiAccounts } from '#doctor/collect/ami-accounts';
import { LocalConsole } from '#doctor/collect/console';

const config = {
  STAR7_AMI_HOST: '127.0.0.1',
  STAR7_AMI_PORT: 5038,
  STAR7_ASTERISK_COMMAND: 'asterisk',
  STAR7_ASTERISK_ROOT: '/',
};
const own = { STAR7_AMI_USERNAME: 'star7', STAR7_AMI_PASSWORD: 'a' };
const doctor = { STAR7_DOCTOR_AMI_USERNAME: 'star7-doctor', STAR7_DOCTOR_AMI_PASSWORD: 'b' };

test('the doctor’s own user if there is one, else Star7’s, which gets no command line', () => {
  expect(createAmiAccounts({ ...config, ...own, ...doctor })).toMatchObject({
    hasConsole: true,
    doctorUser: 'star7-doctor',
  });
  const accounts = createAmiAccounts({ ...config, ...own });
  expect(accounts).toMatchObject({ hasConsole: false, doctorUser: null });
  expect(accounts.account?.username).toBe('star7');
  expect(createAmiAccounts(config).account).toBeNull();
});

test('the command line gets its command as one argument, without a shell', async () => {
  expect(await new LocalConsole('echo -n').run('core show settings; id')).toBe('-rx core show settings; id');
});

test.each(['/nonexistent/asterisk', 'false'])('a command line that does not answer: %s', async (command) => {
  await expect(new LocalConsole(command).run('core show settings')).rejects.toMatchObject({
    slug: 'console-unavailable',
  });
});
