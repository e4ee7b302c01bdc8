import { Database } from '#database/database';

/** What the driver is given; nothing connects before the first query. */
async function driverOptions(url: string): Promise<{ ssl?: object }> {
  const database = Database.connect(url);
  const client = database.knex.client as { config: { connection: { ssl?: object } } };
  await database.close();
  return client.config.connection;
}

test.each([
  ['db.example', true],
  ['127.0.0.1', false],
  ['[::1]', false],
])('over TLS the certificate is checked, for %s also whose it is: %s', async (host, verifyIdentity) => {
  const { ssl } = await driverOptions(`mysql://star7:x@${host}/star7?tls=1`);
  expect(ssl).toEqual({ rejectUnauthorized: true, verifyIdentity });
});

test('without tls=1 there is no TLS', async () => {
  expect(await driverOptions('mysql://star7:x@db.example/star7')).not.toHaveProperty('ssl');
});
