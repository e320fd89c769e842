import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../compare/jobs/executor.ts';
import { runJob } from '../../compare/jobs/run-job.ts';
import { threads } from '../../compare/jobs/threads.ts';
import { Fault } from '../../src/fault.ts';
import { tinyData, tinyJob } from '../compare/jobs/tiny-job.ts';
import { folderWith, speaker, ZEROS } from '../compare/networks/fixtures.ts';
import { hangingProgram, isGone, pidsIn } from './hanging-program.ts';

const TWO_LOGITS = ZEROS('q.X.rows', 2);

describe('no process of a network’s is left behind', { timeout: 60_000 }, () => {
  it('where its worker is ended because another network cannot be trained', async () => {
    await using folder = await folderWith({});
    const [pids, hanging, failing] = ['pids', 'hang.cjs', 'fail.cjs'].map((name) => join(folder.cwd, name)) as [string, string, string];
    await writeFile(hanging, hangingProgram(pids, { predict: TWO_LOGITS }));
    const whenOtherHangs = `(() => { while (!require('node:fs').existsSync(${JSON.stringify(pids)})); throw new Error('no'); })()`;
    await writeFile(failing, speaker({ step: whenOtherHangs, create: '{}', predict: TWO_LOGITS }));
    const jobs = [hanging, failing].map((path) => tinyJob({ timeout: 50, epochs: 1 }, { network: `node ${path}` }));
    const training = outcomesOf(threads(tinyData), jobs, { atOnce: 2 });
    await expect(training).rejects.toThrow(Fault);
    for (const pid of await pidsIn(pids)) expect(await isGone(pid)).toBe(true);
  });

  it('where a job has been carried out', async () => {
    await using folder = await folderWith({});
    const [pids, program] = [join(folder.cwd, 'pids'), join(folder.cwd, 'net.cjs')];
    await writeFile(program, hangingProgram(pids, { step: '{ loss: 0.5 }', predict: TWO_LOGITS }));
    const outcome = await runJob(tinyJob({ epochs: 1 }, { network: `node ${program}` }), tinyData);
    expect(outcome.history.epochs).toHaveLength(1);
    const [pid] = await pidsIn(pids);
    expect(await isGone(pid!)).toBe(true);
  });

  it('and one that is slow to go is waited for: the program does not end before it has said what it had to say', async () => {
    await using folder = await folderWith({ 'net.cjs': hangingProgram('pids') });
    const module = (path: string) => JSON.stringify(pathToFileURL(join(process.cwd(), path)).href);
    const script = `
      import { pluginBackend } from ${module('compare/networks/plugin-backend.ts')};
      const backend = await pluginBackend('node net.cjs');
      await backend.close(); // its grandchild keeps it from ending by itself
      console.log('closed');`;
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', script], { cwd: folder.cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([text, code]).toEqual(['closed\n', 0]);
    for (const pid of await pidsIn(join(folder.cwd, 'pids'))) expect(await isGone(pid)).toBe(true);
  });
});
