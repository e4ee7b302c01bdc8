import { readFileSync } from 'node:fs';

/** CPU of a process since its start, milliseconds. */
export interface CpuTimes {
  own: number;
  /** CPU of children that have ended and were waited for. */
  children: number;
}

/** USER_HZ, in which /proc counts: 100 a second on every Linux that Node runs on. */
const tickMs = 10;

/** @throws where the process has ended */
export function cpuTimes(pid: number): CpuTimes {
  return parseCpuTimes(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** CPU of a process's first thread, milliseconds: of Node's JavaScript. @throws where the process has ended */
export function mainThreadMs(pid: number): number {
  return parseCpuTimes(readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8')).own;
}

/** Processes that a process's first thread has started and that still run (proc(5), children). */
export function childPids(pid: number): number[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return pids === '' ? [] : pids.split(' ').map(Number);
}

/** The program and its arguments. */
export function commandLine(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
}

/** proc_pid_stat(5): fields 14 to 17 are utime, stime, cutime, cstime. */
export function parseCpuTimes(stat: string): CpuTimes {
  // The second field is the name in brackets and may contain anything; later fields are counted from its end.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return { own: (user + system) * tickMs, children: (childUser + childSystem) * tickMs };
}

/** Resident memory, bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** Packets that the kernel dropped because a socket's buffer was full, by local UDP port (proc_net_udp). */
export function droppedByPort(table: string = readFileSync('/proc/net/udp', 'utf8')): Map<number, number> {
  const drops = new Map<number, number>();
  for (const line of table.trim().split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const port = Number.parseInt((fields[1] ?? '').split(':')[1] ?? '', 16);
    drops.set(port, (drops.get(port) ?? 0) + Number(fields.at(-1)));
  }
  return drops;
}

/** CPU time of the whole machine since its start, milliseconds over all cores. */
export interface MachineTimes {
  busy: number;
  idle: number;
}

/** The first line of proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal. */
export function machineTimes(stat: string = readFileSync('/proc/stat', 'utf8')): MachineTimes {
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupts = 0, soft = 0, stolen = 0] = (
    stat.split('\n', 1)[0] ?? ''
  )
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return {
    busy: (user + nice + system + interrupts + soft + stolen) * tickMs,
    idle: (idle + waiting) * tickMs,
  };
}
