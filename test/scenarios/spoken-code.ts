import type { Lab } from '../lab/lab';
import { eventually } from '../lab/eventually';

/**
 * The code that confirms a manager's own mobile, as the PBX plays it to a leg over a trunk.
 * @param ask has the mobile called; a call before it may still be saying its own
 */
export async function spokenCode(lab: Lab, ask: () => Promise<unknown>): Promise<string> {
  const before = await playing(lab);
  await ask();
  const isCode = (said: string): boolean => /^\d{6}$/.test(said) && !before.includes(said);
  return await eventually(async () => (await playing(lab)).find(isCode), {
    within: 30_000,
    every: 50,
    what: 'the code, as the PBX plays it',
  });
}

/** The digits that the PBX says now to legs over a trunk to a manager's mobile. */
async function playing(lab: Lab): Promise<string[]> {
  const ari = async <Body>(resource: string): Promise<Body> =>
    (await lab.asterisk.ari('GET', resource)).body as Body;
  const calls = (await ari<{ id: string }[]>('channels')).flatMap(({ id }) => /^(.+)-m/.exec(id)?.[1] ?? []);
  const said = await Promise.all(calls.map((call) => ari<{ media_uri?: string }>(`playbacks/${call}-p1`)));
  return said.flatMap(({ media_uri: uri }) => /^digits:(\d+)$/.exec(uri ?? '')?.[1] ?? []);
}
