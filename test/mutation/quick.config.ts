import { writeFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { instrumented } from './instrumented.ts';
import slow from './vitest.config.ts';

const out = process.env['MUTATION_OUT'] ?? 'reports/mutation/quick.json';
const { files, mutants } = await instrumented(process.env['MUTATION_RANGES'] ?? '');
writeFileSync(`${out}.mutants`, JSON.stringify(mutants));

/** The same tests, in one process that is never started anew: a mutant costs the tests that reach it, until one fails. */
export default defineConfig({
  plugins: [{ name: 'mutants', enforce: 'pre', transform: (_, id) => files.find(({ name }) => name === id)?.content }],
  test: { ...slow.test, runner: './test/mutation/runner.ts', maxWorkers: 1, fileParallelism: false, pool: 'threads', testTimeout: 600_000 },
});
