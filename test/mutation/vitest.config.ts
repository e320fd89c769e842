import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants of src/ and scratch/ are shown to: those that are about these two rooms. Left out is
 * test/contract.test.ts, which would start TensorFlow.js for every mutant of scratch/ and asserts little of it that
 * test/scratch does not, and what is slow once every step is looked at: thousands of cases of a property, products of large
 * matrices, and (where MUTANTS says so) large files.
 *
 * Files share a process: only mutants that a test activates while it runs are shown, so what was loaded before stays right.
 */
export default defineConfig({
  test: {
    include: ['test/{src,scratch}/**/*.test.ts'],
    exclude: ['test/**/*property.test.ts', 'test/scratch/kernels/any-shape.slow.test.ts'],
    isolate: false,
    setupFiles: ['test/mutation/first-case.ts'],
    env: { MUTANTS: '1' },
    testTimeout: 30_000,
  },
});
