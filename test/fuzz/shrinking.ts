/** The time limit for shrinking one input. */
const patienceMs = 15_000;

/**
 * Makes a failing input smaller while it still fails in the same way.
 * @param input plain JSON
 */
export async function shrunk(
  input: unknown,
  stillFails: (input: unknown) => Promise<boolean>,
): Promise<unknown> {
  const deadline = performance.now() + patienceMs;
  let smallest = input;
  for (let progress = true; progress;) {
    progress = false;
    for (const smaller of smallerThan(smallest)) {
      if (performance.now() > deadline) return smallest;
      if (!(await stillFails(smaller))) continue;
      smallest = smaller;
      progress = true;
      break;
    }
  }
  return smallest;
}

/** Values with a part removed, the largest parts first. */
function* smallerThan(value: unknown): Generator {
  if (typeof value === 'string' || Array.isArray(value)) {
    for (
      let length = Math.ceil(value.length / 2);
      length >= 1;
      length = length === 1 ? 0 : Math.ceil(length / 2)
    ) {
      for (let at = 0; at < value.length; at += length) yield without(value, at, length);
    }
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const smaller of smallerThan(item)) yield value.with(index, smaller);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const smaller of smallerThan(item)) yield { ...value, [key]: smaller };
    }
  }
}

function without(value: string | unknown[], at: number, length: number): unknown {
  if (typeof value === 'string') return value.slice(0, at) + value.slice(at + length);
  return [...value.slice(0, at), ...value.slice(at + length)];
}
