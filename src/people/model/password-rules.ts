import { unpredictableLength } from './predictable';

/** What can be wrong with a new password. Stable: pages translate them. */
export const passwordFaults = ['too-short', 'too-simple', 'contains-login', 'same-as-before'] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/** Characters; NIST SP 800-63B asks for 8 at least, and for no mixture of kinds. */
export const shortestPassword = 12;
/** Limits the cost of hashing. */
export const longestPassword = 200;

/** What must be left of it without the login. */
const shortestRest = 8;
const fewestDifferent = 5;
/** As {@link unpredictableLength} counts them: of random ones of the shortest length, one in 400 has fewer. */
const fewestUnpredictable = 4;

/** Of several faults, the one that comes first here is reported. */
const reported = [
  'same-as-before',
  'too-short',
  'contains-login',
  'too-simple',
] as const satisfies PasswordFault[];

export interface PasswordRule {
  /** What is wrong where the rule is not kept. */
  fault: PasswordFault;
  kept: boolean;
}

/**
 * The rules for a password, each with whether this one keeps it; in the order in which pages list them.
 * The rule about the login is listed only for a password that contains it.
 */
export function passwordRules(chosen: string, login: string, before: string): PasswordRule[] {
  const characters = Array.from(chosen);
  const rest = Array.from(chosen.toLowerCase().split(login.toLowerCase()).join(''));
  return [
    { fault: 'too-short', kept: characters.length >= shortestPassword },
    {
      fault: 'too-simple',
      kept: new Set(characters).size >= fewestDifferent && unpredictableLength(chosen) >= fewestUnpredictable,
    },
    ...(rest.length < characters.length
      ? [{ fault: 'contains-login' as const, kept: rest.length >= shortestRest }]
      : []),
    { fault: 'same-as-before', kept: chosen !== before },
  ];
}

/** What is wrong with a new password; null where it may be used. */
export function passwordFault(chosen: string, login: string, before: string): PasswordFault | null {
  const broken = passwordRules(chosen, login, before).filter(({ kept }) => !kept);
  return reported.find((fault) => broken.some((rule) => rule.fault === fault)) ?? null;
}
