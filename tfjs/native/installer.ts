import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { packageFolder } from './folders.ts';
import { complaint, type Job, run, succeeded } from './run.ts';

/** Ten minutes: a firewall that drops packets answers nothing, and the installer itself has no limit. */
const patience = 600_000;

/**
 * Runs the installer of @tensorflow/tfjs-node itself, which downloads libtensorflow and a binding. Returns undefined
 * where it succeeded, else its complaint; what it left is then removed.
 */
export async function runOwnInstaller(job: Job): Promise<string | undefined> {
  const folder = packageFolder(job.build);
  const path = [join(job.build, 'node_modules', '.bin'), job.env.PATH ?? ''].join(delimiter);
  const ended = await run(job, process.execPath, ['scripts/install.js'], { cwd: folder, env: { PATH: path }, timeout: patience });
  if (succeeded(ended)) return undefined;
  discardBinding(job);
  return complaint(ended);
}

/** Removes libraries and binding from the package in the build folder. */
export function discardBinding(job: Job): void {
  for (const part of ['deps', 'lib', 'build']) rmSync(join(packageFolder(job.build), part), { recursive: true, force: true });
}
