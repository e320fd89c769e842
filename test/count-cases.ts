import type { Reporter, TestModule } from 'vitest/node';

/** Prints how many generated cases each test checked, and their sum. */
export default class CountCases implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]).filter((test) => test.meta().cases !== undefined);
    for (const test of tests) console.log(`${String(test.meta().cases).padStart(8)}  ${test.fullName}`);
    const sum = tests.reduce((cases, test) => cases + test.meta().cases!, 0);
    console.log(`${sum.toLocaleString('en-US')} generated cases, ${tests.length} tests`);
  }
}
