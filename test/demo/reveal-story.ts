import { ApiSession } from '../lab/api-session';
import type { Lab } from '../lab/lab';

/** A number that two persons have looked at together, and who could not. */
export interface RevealStory {
  /** Status of the one who asked and tried to approve it alone. */
  alone: number;
  /** Status of the look before the approval. */
  early: number;
  /** Whether the look showed the customer's number. */
  isShown: boolean;
  /** Status of a second look. */
  again: number;
  /** What the audit log says of it. */
  audited: string[];
  /** Whether the audit log holds the number. */
  isInAudit: boolean;
}

/** @param phone of the order's customer, E.164 */
export async function playRevealStory(lab: Lab, orderNumber: string, phone: string): Promise<RevealStory> {
  const persons = ['supervisor', 'administrator'];
  for (const login of persons) await lab.star7.mustRun(['reveal', 'persons', '--add', login]);
  const passwordOf = (login: string): string => lab.secrets.accounts[login] ?? '';
  const [asking, second] = await Promise.all(
    persons.map((login) => ApiSession.signIn(lab.star7.httpUrl, login, passwordOf(login))),
  );
  if (asking === undefined || second === undefined) throw new Error('two persons are needed');
  const { id } = await asking.must<{ id: number }>('POST', '/api/reveals', {
    ...{ orderNumber, what: 'main', reason: 'authority', note: 'Request 17 of the police' },
  });
  const step = (session: ApiSession, login: string, name: string): Promise<Response> =>
    session.request('POST', `/api/reveals/${String(id)}/${name}`, { password: passwordOf(login) });
  const alone = (await step(asking, 'supervisor', 'approve')).status;
  const early = (await step(asking, 'supervisor', 'look')).status;
  const approved = await step(second, 'administrator', 'approve');
  if (!approved.ok) throw new Error(`the approval: ${String(approved.status)}`);
  const look = await step(asking, 'supervisor', 'look');
  const { contact } = (await look.json()) as { contact?: string | null };
  const again = (await step(asking, 'supervisor', 'look')).status;
  const log = await second.must<{ items: { action: string }[] }>('GET', '/api/audit?limit=50');
  const actions = log.items.map(({ action }) => action).filter((action) => action.startsWith('reveal.'));
  return {
    ...{ alone, early, again, isShown: contact === phone, audited: [...new Set(actions)].reverse() },
    isInAudit: JSON.stringify(log).includes(phone.slice(1)),
  };
}
