import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';

/** A worker as the command line starts it, with one job at a time. @returns once it waits for jobs */
export async function startWorker(url: string, secret: string): Promise<ChildProcess> {
  const cli = join(packageRoot(), 'compare', 'cli', 'cli.ts');
  const args = [...process.execArgv, cli, 'worker', '--queue', url, '--concurrency', '1'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, MLP_COMPARE_SECRET: secret } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  while (!said.includes('Waiting for jobs')) await once(child.stdout, 'data');
  return child;
}

/** At once, as a machine that is switched off. */
export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.kill('SIGKILL')) await ended;
}
