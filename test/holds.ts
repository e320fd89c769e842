import fc from 'fast-check';
import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Generated cases that this test has checked. */
    cases?: number;
  }
}

/**
 * Checks a property on `usual` generated cases; on LONG_RUNS of them, where that is set, divided by what one costs beside
 * others. Counts them, so that test/count-cases.ts can sum up what was really run.
 */
export async function holds<T>(property: fc.IProperty<T> | fc.IAsyncProperty<T>, usual: number, cost = 1): Promise<void> {
  const long = process.env['LONG_RUNS'];
  const numRuns = long === undefined ? usual : Math.ceil(Number(long) / cost);
  const details = await fc.check(property as fc.IAsyncProperty<T>, { numRuns });
  const { meta } = TestRunner.getCurrentTest()!;
  meta.cases = (meta.cases ?? 0) + details.numRuns;
  if (details.failed) throw new Error(await fc.asyncDefaultReportMessage(details), { cause: details.errorInstance });
}
