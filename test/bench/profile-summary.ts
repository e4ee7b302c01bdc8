/** The used part of V8's CPU profile (`node --cpu-prof`). Times in microseconds. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

export interface ProfileEntry {
  name: string;
  /** Milliseconds in the function itself. */
  self: number;
}

/** The time by package or folder and by function, the largest first. Idle time is excluded. */
export function summarise(profile: CpuProfile): { places: ProfileEntry[]; functions: ProfileEntry[] } {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const places = new Map<string, number>();
  const functions = new Map<string, number>();
  for (const [turn, id] of profile.samples.entries()) {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === '(idle)') continue;
    const milliseconds = (profile.timeDeltas[turn] ?? 0) / 1000;
    const place = placeOf(frame);
    add(places, place, milliseconds);
    add(functions, `${frame.functionName || '(anonymous)'} ${place}:${frame.lineNumber + 1}`, milliseconds);
  }
  return { places: sorted(places), functions: sorted(functions) };
}

/** `npm ws`, `star7 src/pbx`, `node:net`, or V8's own `(garbage collector)`. */
function placeOf({ url, functionName }: CpuProfile['nodes'][number]['callFrame']): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/g;
  const packages = [...url.matchAll(inPackage)];
  const last = packages.at(-1)?.[1];
  if (last !== undefined) return `npm ${last}`;
  const own = /dist\/(src\/[^/]+)/.exec(url)?.[1];
  if (own !== undefined) return `star7 ${own}`;
  if (url.startsWith('node:')) return url.replace(/^node:internal\//, 'node:').split('/')[0] ?? url;
  return functionName.startsWith('(') ? functionName : 'native';
}

function add(sums: Map<string, number>, name: string, milliseconds: number): void {
  sums.set(name, (sums.get(name) ?? 0) + milliseconds);
}

function sorted(sums: ReadonlyMap<string, number>): ProfileEntry[] {
  return [...sums].map(([name, self]) => ({ name, self })).sort((one, other) => other.self - one.self);
}
