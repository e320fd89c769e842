import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readTask, writeTask } from '../../bench/task-file.ts';
import { madeTask } from '../../bench/workloads.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

it('a task comes back from its files as it went: rows, labels, weights, model', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mlp-task-'));
  folders.push(folder);
  const task = madeTask(3, [5, 4], 2, 8, 20);
  await writeTask(folder, task);
  expect(await readTask(folder)).toEqual(task);
});

it('has something to learn: every class occurs', () => {
  expect(new Set(madeTask(3, [5], 4, 8, 200).train.y)).toEqual(new Set([0, 1, 2, 3]));
});
