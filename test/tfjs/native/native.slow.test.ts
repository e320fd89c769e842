import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/host/package-root.ts';
import { nativeFolder, packageFolder } from '../../../tfjs/native/folders.ts';
import { prove } from '../../../tfjs/native/prove.ts';

const folder = packageFolder(nativeFolder(packageRoot()));
const program = fileURLToPath(new URL('./train-bits.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Trains in a process of its own, and returns what it printed. */
async function train(where: string): Promise<{ lines: string[]; stderr: string }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', tsx, program, where], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME }, // and none of TensorFlow's own settings
  });
  return { lines: stdout.trim().split('\n'), stderr };
}

describe.skipIf(!existsSync(folder))('native TensorFlow, as npm run native built it (skipped where it has not)', { timeout: 60_000 }, () => {
  it('trains as the cpu runtime does', async () => {
    expect(await prove(folder)).toMatchObject({ state: 'proved' });
  });

  it('gives identical bits in two processes, and prints nothing of its own', async () => {
    const [first, second] = [await train('main'), await train('main')];
    expect(first.lines).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+ [0-9a-f]{64}$/)]);
    expect(second.lines).toEqual(first.lines);
    expect(first.stderr + second.stderr).toBe('');
  });

  it('gives the same bits in two worker threads that train at once', async () => {
    const {
      lines: [bits],
    } = await train('main');
    const { lines, stderr } = await train('workers');
    expect(lines).toEqual([bits, bits]);
    expect(stderr).toBe('');
  });

  it('does not load in a worker whose main thread set no environment', async () => {
    expect((await train('unprepared')).lines).toEqual([expect.stringContaining('needs setNativeEnvironment() to be called on the main thread')]);
  });
});
