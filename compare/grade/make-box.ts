import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../../src/host/is-running.ts';
import type { Box } from './box/box.ts';
import { nodeInterpreter, pythonInterpreter } from './box/interpreter.ts';
import { isolationHere, type Wanted } from './box/probe.ts';
import type { Rubric } from './rubric.ts';
import type { Submission } from './submission.ts';

export interface BoxOptions {
  readonly isolation: Wanted;
  readonly python?: string | undefined;
}

/** What submissions need to be run. */
export interface Needs {
  readonly isPython: boolean;
  readonly isNode: boolean;
}

export function needsOf(submissions: readonly Pick<Submission, 'main'>[]): Needs {
  const [isPython, isNode] = [/\.(?:py|ipynb)$/, /\.[cm]?[jt]s$/].map((ending) => submissions.some(({ main = '' }) => ending.test(main)));
  return { isPython: isPython === true, isNode: isNode === true };
}

/**
 * The box for submissions that need that, tried out, with a folder that `close` removes, or the end of this process, however it is told to end.
 * @throws Fault where it cannot be had here
 */
export async function openBox(
  { isPython, isNode }: Needs,
  { limits }: Pick<Rubric, 'limits'>,
  options: BoxOptions,
): Promise<{ box: Box; close(): Promise<void> }> {
  await removeLeft();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const removeNow = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); // while what runs in it is being killed
  process.once('exit', removeNow);
  const close = async () => {
    process.off('exit', removeNow);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await chmod(folder, 0o711); // others find their own folder in it, and no other
    const python = isPython ? await pythonInterpreter(options.python ?? 'python3') : undefined;
    const node = isNode ? await nodeInterpreter(join(folder, 'node')) : undefined;
    const trial = await mkdtemp(join(folder, 'trial-'));
    await chmod(trial, 0o755);
    const isolation = await isolationHere(
      options.isolation,
      [python, node].flatMap((one) => one ?? []),
      trial,
    );
    const box: Box = {
      ...{ isolation, folder, limits: { seconds: limits.submission, megabytes: limits.megabytes } },
      ...(python && { python }),
      ...(node && { node }),
    };
    return { box, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same for these submissions, closed at the end. @throws Fault where it cannot be had here */
export async function withBox<T>(submissions: readonly Submission[], rubric: Rubric, options: BoxOptions, use: (box: Box) => Promise<T>): Promise<T> {
  const { box, close } = await openBox(needsOf(submissions), rubric, options);
  return await use(box).finally(close);
}

/** Before the number of the process that made it. */
const PREFIX = 'mlp-grade-';

/** Removes what graders that were killed left behind. */
async function removeLeft(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(/^(\d+)-/.exec(name.slice(PREFIX.length))?.[1]) : NaN;
    if (Number.isSafeInteger(pid) && !isRunning(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined); // another user's
  }
}
