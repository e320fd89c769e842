import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '../../../compare/cli/command-line.ts';
import { compareProgram } from '../../../compare/cli/program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlp-compare-questions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a command prints. */
async function run(...args: string[]): Promise<string> {
  let text = '';
  const stream = new PassThrough().on('data', (chunk: Buffer) => void (text += chunk.toString()));
  const host = { env: { LANG: 'C.UTF-8' }, stdout: stream, stderr: stream } as unknown as Host;
  await compareProgram(host, () => undefined).parseAsync(['node', 'mlp-compare', ...args]);
  return text;
}

it('questions are written as CSV, .npz and JSON, and the command that follows is said', async () => {
  const q = join(folder, 'q');
  const said = await run('questions', '--out', q, '--hidden', '4', '--output', 'sigmoid', '--batch-size', '16');
  expect(said).toContain(`8 questions in ${q}, each as CSV, .npz and JSON`);
  expect(said).toContain(`--questions ${q} --answers a`);
  for (const file of ['README.md', 'questions.csv', '01/W2.csv', '08.npz', '08.json']) expect(existsSync(join(q, file)), file).toBe(true);
  expect(readdirSync(join(q, '05')).sort()).toEqual(
    ['W1', 'W2', 'X', 'b1', 'b2', 'rates', ...[1, 2, 3, 4].flatMap((s) => [`step${s}_X`, `step${s}_y`])].map((name) => `${name}.csv`),
  );
  await expect(run('questions', '--out', q)).rejects.toThrow('the folder is not empty; name a new one');
});

it('a diagnosis is of one network, or of answers', async () => {
  await expect(run('diagnose')).rejects.toThrow('Which network? ');
  await expect(run('diagnose', '--answers', folder, '--network', 'scratch')).rejects.toThrow('--answers and --network both say what to diagnose');
  await expect(run('diagnose', '--answers', folder, '--questions', folder)).rejects.toThrow('there are no questions');
});
