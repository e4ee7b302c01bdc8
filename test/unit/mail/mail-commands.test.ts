import { Command } from 'commander';
import { checkWords, registerMail } from '#mail/mail-commands';
import { unansweredOf } from '#mail/model/mail-dns';
import type { CliContext } from '#cli/cli-context';

it('a test mail is waited for a number of seconds', async () => {
  const program = new Command().exitOverride();
  registerMail(program, { environment: {} } as CliContext, () => {
    throw new Error('no order is looked up');
  });
  const test = program.commands[0]?.commands.find((each) => each.name() === 'test');
  test?.exitOverride().configureOutput({ writeErr: () => undefined });
  for (const seconds of ['soon', '0', '-1', '1e99', 'Infinity']) {
    await expect(
      program.parseAsync(['mail', 'test', '--seconds', seconds], { from: 'user' }),
    ).rejects.toMatchObject({ code: 'commander.invalidArgument' });
  }
  // A number gets as far as the settings, of which there are none here.
  await expect(
    program.parseAsync(['mail', 'test', '--seconds', '5'], { from: 'user' }),
  ).rejects.not.toMatchObject({ code: 'commander.invalidArgument' });
});

it('the domain name system is said to agree only where it was asked, and has answered all', () => {
  const all = { mx: ['mx'], texts: ['v=spf1 -all'], dkim: null, dmarc: [] };
  expect(unansweredOf(all, false)).toEqual([]);
  expect(unansweredOf(all, true)).toEqual(['dkim']);
  expect(unansweredOf({ ...all, mx: null, texts: null }, false)).toEqual(['mx', 'spf']);
  expect(unansweredOf(null, true)).toEqual(['mx', 'spf', 'dkim', 'dmarc']);
  const agrees = '; the domain name system says so';
  expect(checkWords([], [], true)).toEqual([agrees]);
  expect(checkWords([], ['mx'], true)).not.toContain(agrees);
  expect(checkWords(['mx-missing'], ['dmarc'], true)).toEqual([
    '; mx-missing',
    expect.stringContaining('no answer about dmarc'),
  ]);
  expect(checkWords([], ['mx', 'spf'], false)).toEqual([expect.stringMatching(/^; not asked/)]);
});

it('of an account at a provider the records are the provider’s', async () => {
  const printed = async (change: Readonly<Record<string, string>>) => {
    const program = new Command().exitOverride();
    let text = '';
    const context = {
      environment: {
        ...{ STAR7_MAIL_DOMAIN: 'orders.shop.example', STAR7_MAIL_FROM_NAME: 'Shop' },
        ...{ STAR7_MAIL_IMAP_HOST: 'imap.yandex.ru', STAR7_MAIL_IMAP_USER: 'shop' },
        ...{ STAR7_MAIL_IMAP_PASSWORD: 'hunter2', STAR7_MAIL_SEND_HOST: 'smtp.yandex.ru' },
        ...change,
      },
      print: (_value: unknown, words: () => string) => (text = words()),
    } as unknown as CliContext;
    registerMail(program, context, () => {
      throw new Error('no order is looked up');
    });
    await program.parseAsync(['mail', 'dns'], { from: 'user' });
    return text;
  };
  const known = await printed({});
  expect(known).toContain('orders.shop.example. 3600 IN MX 10 mx.yandex.net.');
  expect(known).toContain('"v=spf1 redirect=_spf.yandex.net"');
  expect(known).toMatch(/; DKIM: turn it on at the provider/);
  expect(known).not.toContain('Star7 signs nothing');
  const other = await printed({
    STAR7_MAIL_IMAP_HOST: 'imap.provider.example',
    STAR7_MAIL_ACCOUNT_ADDRESS: 'shop@provider.example',
  });
  expect(other).toContain('IN MX 10 <as the provider says>.');
  expect(other).toMatch(/"v=spf1 -all"[^]*; mails are from shop@provider\.example/);
});
