import { readFileSync, writeFileSync } from 'node:fs';
import { type RunnerTestCase, TestRunner } from 'vitest';
import { getFn } from 'vitest/suite';

type Counts = Record<string, number>;

/** What instrumented code reads and writes: which mutant is awake, and how often each place was passed, by test. */
interface Stryker {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number;
  mutantCoverage?: { static: Counts; perTest: Record<string, Counts> };
}

/** Kept between files: they share this process. */
export interface Kept {
  readonly killed: Record<string, string>; // by the test
  readonly reached: Record<string, number>; // by so many tests
  readonly unsure: string[]; // after these the same test failed without a mutant
}

const world = globalThis as { __stryker__?: Stryker; mutation?: Kept };
const OUT = process.env['MUTATION_OUT'] ?? 'reports/mutation/sample.json';
const stryker: Stryker = (world.__stryker__ ??= {});
const kept: Kept = (world.mutation ??= process.env['MUTATION_ON'] ? JSON.parse(readFileSync(OUT, 'utf8')) : { killed: {}, reached: {}, unsure: [] });

/** An endless loop passes its mutant this many times as often as the test did. */
const ENDLESS = 100;

/** What so many tests leave alive counts as living: the score is none too high for it, and what all tests pass costs no hours. */
const MOST = Number(process.env['MUTATION_MOST'] ?? 50);

/** Runs each test as it is, and then again with every mutant awake that it passes and that no test has killed yet. */
export default class MutantRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = getFn(test);
    const id = `${test.file.name} ${test.name} ${test.id}`;
    stryker.currentTestId = id;
    await run();
    const passed = stryker.mutantCoverage?.perTest[id] ?? {};
    stryker.currentTestId = 'again';
    for (const [mutant, times] of Object.entries(passed)) {
      kept.reached[mutant] = (kept.reached[mutant] ?? 0) + 1;
      if (mutant in kept.killed || (kept.reached[mutant] ?? 0) > MOST) continue;
      if (!(await fails(run, mutant, ENDLESS * times))) continue;
      if (await fails(run)) kept.unsure.push(mutant);
      else kept.killed[mutant] = id;
    }
    stryker.currentTestId = undefined;
    writeFileSync(OUT, JSON.stringify({ ...kept, static: stryker.mutantCoverage?.static ?? {} }));
  }
}

async function fails(run: () => unknown, mutant?: string, limit = Infinity): Promise<boolean> {
  Object.assign(stryker, { activeMutant: mutant, hitCount: 0, hitLimit: limit });
  try {
    await run();
    return false;
  } catch {
    return true;
  } finally {
    Object.assign(stryker, { activeMutant: undefined, hitCount: undefined });
  }
}
