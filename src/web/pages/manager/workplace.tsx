/** A manager's orders, and the one that is worked on. */
export function Workplace() {
  return null;
}
