import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { speaker, ZEROS } from '../compare/networks/fixtures.ts';

/** A network's process that answers until its first step and then hangs; it has started another. Both pids go into `file`, where it runs. */
export function hangingProgram(file: string, replaced: Readonly<Record<string, string>> = {}): string {
  const before = `
    const grandchild = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    require('node:fs').appendFileSync(${JSON.stringify(file)}, process.pid + '\\n' + grandchild.pid + '\\n');
    const hang = () => { process.stderr.write('hanging\\n'); for (;;); };
    let weights;`;
  return speaker(
    {
      create: '(weights = q.initial, {})',
      weights: 'weights',
      setWeights: '(weights = q.weights, null)',
      predict: ZEROS('q.X.rows', 3),
      step: 'hang()',
      ...replaced,
    },
    before,
  );
}

export async function pidsIn(path: string): Promise<number[]> {
  return (await readFile(path, 'utf8')).trim().split('\n').map(Number);
}

/** Whether a process ends within some seconds; one that has ended, but was not yet collected, has. */
export async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (!(await isAlive(pid))) return true;
    await sleep(50);
  }
  return false;
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^\d+ \(.*\) Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
}
