import { defineConfig } from 'vitest/config';

/** The property tests alone, with many more cases each. */
export default defineConfig({
  test: {
    include: ['test/**/*property.test.ts'],
    env: { LONG_RUNS: process.env['LONG_RUNS'] ?? '8000' },
    testTimeout: 1_800_000,
    fileParallelism: false,
    reporters: ['default', './test/count-cases.ts'],
  },
});
