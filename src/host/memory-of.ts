import { readdirSync, readFileSync } from 'node:fs';

const PAGE = 4096; // of x64 and of most arm64

/** Bytes that a process and all that it started hold for themselves, as far as the system tells, which Linux does; else 0. */
export function memoryOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const all = [pid];
  for (const one of all) all.push(...(childrenOf.get(one) ?? []));
  return all.reduce((sum, one) => sum + ownBytes(one), 0);
}

function parentOf(pid: string): number | undefined {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' '); // the name in parentheses may hold anything
  return fields[1] === undefined ? undefined : Number(fields[1]);
}

/** Resident pages without those that are shared, as a program's own code is. */
function ownBytes(pid: number): number {
  const [, resident = 0, shared = 0] = read(`/proc/${pid}/statm`).split(' ').map(Number);
  return (resident - shared) * PAGE;
}

/** Nothing of a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
