import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '../../../src/fault.ts';
import { confined } from './confine.ts';
import type { Interpreter } from './interpreter.ts';
import type { Isolation } from './isolation.ts';

const run = promisify(execFile);

/** Whom files belong to that belong to nobody; 65534 on every Linux. */
const NOBODY = 65534;

const TRIAL = { seconds: 30, megabytes: 1024 };

export type Wanted = 'bubblewrap' | 'limits';

/**
 * How submissions can be kept apart here, by trying it with the very interpreters that will run them.
 * @param wanted 'limits' accepts what the system has without bubblewrap; which is not much, so that it is to be said
 * @throws Fault where bubblewrap is wanted and cannot be used
 */
export async function isolationHere(wanted: Wanted, interpreters: readonly Interpreter[], folder: string): Promise<Isolation> {
  const [prlimit, setpriv] = ['prlimit', 'setpriv'].map(onPath);
  const isRoot = process.getuid?.() === 0;
  const users = isRoot ? [NOBODY, undefined] : [undefined];
  const program = onPath('bwrap');
  if (wanted === 'bubblewrap' && program === undefined) throw new Fault(`bubblewrap is not installed${HOW}`);
  let why = '';
  for (const user of users) {
    const isolation = worded(
      { kind: wanted, ...(program && { bubblewrap: program }), ...(prlimit && { prlimit }), ...(setpriv && { setpriv }), ...(user !== undefined && { user }) },
      isRoot,
    );
    const failed = await tried(isolation, interpreters, folder);
    if (failed === undefined) return isolation;
    why = failed;
  }
  throw new Fault(
    `${wanted === 'bubblewrap' ? 'bubblewrap is installed, but cannot be used' : 'submissions cannot be run'} here: ${why}${wanted === 'bubblewrap' ? HOW : '.'}`,
  );
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

const HOW =
  ', and submissions are code of others. Install it (apt install bubblewrap); or, in a container or on a machine that holds nothing else, accept what the system has: --isolation limits.';

/** Why it cannot be used; undefined where it can. */
async function tried(isolation: Isolation, interpreters: readonly Interpreter[], folder: string): Promise<string | undefined> {
  for (const { program, reads, trial } of interpreters) {
    const command = { kind: 'command', name: '', shown: '', program, args: trial } as const;
    const { env, user, ...box } = confined({ command, folder, reads, env: {} }, isolation, TRIAL);
    try {
      await run(box.program, [...box.args], {
        env: env ?? {},
        cwd: folder,
        timeout: TRIAL.seconds * 1000,
        ...(user !== undefined && { uid: user, gid: user }),
      });
    } catch (error) {
      const { stderr = '', message } = error as { stderr?: string; message: string };
      return (stderr.trim() || message).split('\n')[0] ?? '';
    }
  }
  return undefined;
}

function worded(isolation: Omit<Isolation, 'holds' | 'lacks'>, isRoot: boolean): Isolation {
  const { kind, prlimit, user } = isolation;
  const processes = isRoot && user === undefined ? 'the number of processes (the grader is root, and its user cannot be changed)' : undefined;
  const bounded = prlimit ? ['memory of each process, processor time, sizes of files', ...(processes ? [] : ['number of processes'])] : [];
  const unbounded = prlimit ? (processes ? [processes] : []) : ['memory and processes (there is no prlimit)'];
  const always = ['time, output, a clean environment'];
  if (kind === 'bubblewrap') {
    const box = ['no network', 'no files but the submission’s own, read-only, and a temporary folder', 'no other processes to see or end'];
    return { ...isolation, holds: [...box, ...bounded, ...always], lacks: unbounded };
  }
  const other = user === undefined ? [] : ['a user of its own, who can neither write the grader’s files nor end its processes'];
  const node = ['for JavaScript Node’s permission model: files to read, none to write, no further programs'];
  const open = ['the network', 'for Python, files that its user may read', ...(user === undefined ? ['files that you may write, your other processes'] : [])];
  return { ...isolation, holds: [...other, ...node, ...bounded, ...always], lacks: [...open, ...unbounded] };
}
