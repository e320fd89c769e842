import { defineConfig } from 'vitest/config';
import { ROOMS } from './rooms.ts';
import { ShortestFirst } from './shortest-first.ts';

/** The tests of one folder (MUTATION_ROOM, where mutants of that one alone are made), or of all. */
const room = process.env['MUTATION_ROOM'];

const TOO_SLOW = ['test/**/*property.test.ts', 'test/compare/diagnose/mutations-*.test.ts', 'test/compare/diagnose/pages/numpy*.test.ts'];

/** Shown to what the others leave alive, with MUTATION_SLOW=1. */
const SLOW = [
  'test/scratch/{kernels/any-shape,every-gradient}*.test.ts',
  'test/compare/parity/{data-sets,every-training}*.test.ts',
  'test/compare/diagnose/{correct,reports,two-mistakes,pages/wrong-*,channels/{join,trial}}*.test.ts',
];

/**
 * The tests that mutants are shown to: those that are about their folder. Left out is test/contract.test.ts, which would start
 * TensorFlow.js for every mutant of scratch/ and asserts little of it that test/scratch does not, and what is slow once every
 * step is looked at: thousands of cases of a property, products of large matrices, every mistake planted in every kind of
 * network, and (where MUTANTS says so) large files.
 *
 * Files share a process: only mutants that a test activates while it runs are shown, so what was loaded before stays right.
 */
export default defineConfig({
  test: {
    include: [...(ROOMS[room ?? ''] ?? Object.values(ROOMS).flat())],
    exclude: [...TOO_SLOW, ...(process.env['MUTATION_SLOW'] ? [] : SLOW)],
    isolate: false,
    sequence: { sequencer: ShortestFirst },
    setupFiles: ['test/mutation/first-case.ts'],
    env: { MUTANTS: '1' },
    testTimeout: 30_000,
  },
});
