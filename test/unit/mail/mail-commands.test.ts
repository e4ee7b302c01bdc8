import { Command } from 'commander';
import { registerMail } from '#mail/mail-commands';
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
