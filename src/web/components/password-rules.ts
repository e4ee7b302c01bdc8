/** As the server has them (src/core/password-rules.ts), which decides; here they are shown while one types. */
export const shortestPassword = 12;
const shortestRest = 8;
const fewestDifferent = 5;

export interface PasswordRule {
  key: 'length' | 'simple' | 'login' | 'other';
  kept: boolean;
}

export function passwordRules(chosen: string, login: string, before: string): PasswordRule[] {
  const characters = Array.from(chosen);
  const rest = Array.from(chosen.toLowerCase().split(login.toLowerCase()).join(''));
  const holdsLogin = rest.length < characters.length;
  return [
    { key: 'length', kept: characters.length >= shortestPassword },
    { key: 'simple', kept: new Set(characters).size >= fewestDifferent },
    // Said only to whoever it concerns.
    ...(holdsLogin ? [{ key: 'login' as const, kept: rest.length >= shortestRest }] : []),
    { key: 'other', kept: chosen !== '' && chosen !== before },
  ];
}
