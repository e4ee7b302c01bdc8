import { relayCredentials } from '#phone/relay-credentials';

const settings = { urls: ['turn:turn.shop.example:3478'], secret: 'north of the river', only: false };
/** An hour before the time in the name of the vector. */
const now = (1_433_895_918 - 3600) * 1_000_000;

test('the name says until when, and the password is its HMAC, as any implementation reckons it', () => {
  // printf '%s' 1433895918:page-0123 | openssl dgst -sha1 -hmac 'north of the river' -binary | base64
  expect(relayCredentials(settings, 'page-0123', now)).toEqual({
    urls: settings.urls,
    username: '1433895918:page-0123',
    credential: '2Cu+sBDS3oFfSJ81ohZ2d1pjaHs=',
    only: false,
  });
});

test('parts of a second, another user, time or secret', () => {
  const { username, credential } = relayCredentials(settings, 'page-0123', now);
  expect(relayCredentials(settings, 'page-0123', now + 999_999).username).toBe(username);
  const others = [
    relayCredentials(settings, 'page-0124', now),
    relayCredentials(settings, 'page-0123', now + 1_000_000),
    relayCredentials({ ...settings, secret: 'south' }, 'page-0123', now),
  ].map((each) => each.credential);
  expect(new Set([credential, ...others]).size).toBe(4);
});

test('the list of servers is the caller’s own', () => {
  relayCredentials(settings, 'page-0123', now).urls.push('turn:elsewhere.example');
  expect(settings.urls).toEqual(['turn:turn.shop.example:3478']);
});
