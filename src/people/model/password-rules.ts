/** What can be wrong with a new password. Stable: pages translate them. */
export const passwordFaults = ['too-short', 'too-simple', 'contains-login', 'same-as-before'] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/** Characters; NIST SP 800-63B asks for 8 at least, and for no mixture of kinds. */
export const shortestPassword = 12;
/** So that nobody has a megabyte hashed. */
export const longestPassword = 200;

/** What must be left of it without the login. */
const shortestRest = 8;
const fewestDifferent = 5;

/** What is wrong with a password that somebody chose; null where it may be used. */
export function passwordFault(chosen: string, login: string, before: string): PasswordFault | null {
  if (chosen === before) return 'same-as-before';
  const characters = Array.from(chosen);
  if (characters.length < shortestPassword) return 'too-short';
  const rest = chosen.toLowerCase().split(login.toLowerCase()).join('');
  if (Array.from(rest).length < Math.min(shortestRest, characters.length)) return 'contains-login';
  return new Set(characters).size < fewestDifferent ? 'too-simple' : null;
}
