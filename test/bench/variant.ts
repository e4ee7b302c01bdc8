/**
 * The compared variants: the same call, set up in four ways on one Asterisk. Each has its own prefix, so that
 * phones, trunk, modules and process are the same for all, and only the dialplan differs.
 */
export const variants = ['dialplan', 'agi', 'script', 'star7'] as const;
export type Variant = (typeof variants)[number];

export interface VariantFacts {
  letter: string;
  title: string;
  /** The prefix that a phone dials before the order number. */
  prefix: string;
  /**
   * Whether Asterisk writes its own record of the call (CDR); Star7 writes its own, the script writes none.
   */
  cdr: boolean;
  /** The processes whose CPU counts as the controller's. */
  controller: 'none' | 'children of Asterisk' | 'process';
}

export const variantFacts: Readonly<Record<Variant, VariantFacts>> = {
  dialplan: {
    letter: 'a',
    title: 'plain Dial(), number by func_odbc, CDR',
    prefix: '*1',
    cdr: true,
    controller: 'none',
  },
  agi: {
    letter: 'b',
    title: 'AGI script per call, Dial(), CDR',
    prefix: '*2',
    cdr: true,
    controller: 'children of Asterisk',
  },
  script: {
    letter: 'c',
    title: 'minimal ari-client script, no record',
    prefix: '*3',
    cdr: false,
    controller: 'process',
  },
  star7: {
    letter: 'd',
    title: 'Star7, everything on',
    prefix: '*7',
    cdr: false,
    controller: 'process',
  },
};

/** `(d) Star7, everything on` */
export function nameOf(variant: Variant): string {
  const { letter, title } = variantFacts[variant];
  return `(${letter}) ${title}`;
}
