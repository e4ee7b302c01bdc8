import path from 'node:path';
import { ConfigError, loadConfig } from '#config/load-config';
import { mailAccountOf } from '#mail/provider/mail-account';

const account = {
  STAR7_MAIL_DOMAIN: 'orders.shop.example',
  STAR7_MAIL_FROM_NAME: 'Shop',
  STAR7_MAIL_IMAP_HOST: 'imap.provider.example',
  STAR7_MAIL_IMAP_USER: 'shop',
  STAR7_MAIL_IMAP_PASSWORD: 'hunter2',
  STAR7_MAIL_SEND_HOST: 'smtp.provider.example',
};

const read = (change: Readonly<Record<string, string | undefined>> = {}) =>
  mailAccountOf(
    loadConfig({ ...account, ...change }, ['mail'], {
      STAR7_MAIL_IMAP_HOST: (settings) => mailAccountOf(settings),
    }),
  );

const faultsOf = (change: Readonly<Record<string, string | undefined>>): readonly string[] => {
  try {
    read(change);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

it('an account signs in with TLS at both servers, and deletes what it has taken', () => {
  expect(read()).toEqual({
    imap: {
      ...{ host: 'imap.provider.example', port: 993, isImplicit: true, user: 'shop', password: 'hunter2' },
      ca: null,
    },
    submission: {
      ...{ host: 'smtp.provider.example', port: 465, isImplicit: true, user: 'shop', password: 'hunter2' },
      ca: null,
    },
    ...{ folder: 'INBOX', taken: null, refused: 'Star7-refused', pollSeconds: 60, address: null },
  });
  expect(read({ STAR7_MAIL_SEND_TLS: 'starttls', STAR7_MAIL_IMAP_TAKEN: 'Taken' })).toMatchObject({
    submission: { isImplicit: false },
    taken: 'Taken',
  });
});

it('without one there is none', () => {
  const none = Object.fromEntries(Object.keys(account).map((name) => [name, undefined]));
  expect(read(none)).toBeNull();
});

it.each([
  [
    { STAR7_MAIL_IMAP_PASSWORD: undefined },
    /STAR7_MAIL_IMAP_PASSWORD is not set, though STAR7_MAIL_IMAP_HOST is/,
  ],
  [{ STAR7_MAIL_SEND_HOST: undefined }, /STAR7_MAIL_SEND_HOST is not set/],
  [{ STAR7_MAIL_IMAP_HOST: undefined }, /STAR7_MAIL_IMAP_HOST is not set, though/],
  [{ STAR7_MAIL_SEND_USER: 'other' }, /STAR7_MAIL_SEND_PASSWORD is not set/],
  [
    { STAR7_MAIL_SMTP_HOST: '10.0.0.5', STAR7_MAIL_LMTP_PORT: '7025' },
    /STAR7_MAIL_LMTP_PORT, STAR7_MAIL_SMTP_HOST are set: remove them for the account, or STAR7_MAIL_IMAP_/,
  ],
  [{ STAR7_MAIL_IMAP_TAKEN: 'INBOX' }, /must name other folders/],
  [
    { STAR7_MAIL_PROVIDER_CA_FILE: path.join(__dirname, 'none.pem') },
    /STAR7_MAIL_PROVIDER_CA_FILE cannot be read/,
  ],
  [{ STAR7_MAIL_IMAP_TLS: 'none' }, /STAR7_MAIL_IMAP_TLS has an invalid value/],
  [{ STAR7_MAIL_ACCOUNT_ADDRESS: 'Shop <a@b>' }, /STAR7_MAIL_ACCOUNT_ADDRESS has an invalid value/],
])('says what to do: %j', (change, words) => {
  const faults = faultsOf(change);
  expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  expect(faults.join()).not.toContain('hunter2');
});
