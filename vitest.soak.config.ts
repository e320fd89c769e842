import { defineConfig } from 'vitest/config';

/** What must hold for long, alone: 200 comparisons in one process, and 60 kills and 60 Ctrl-Cs over all commands. */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    globalSetup: 'test/compiled.ts',
    env: { SOAK: process.env['SOAK'] ?? '200', INTERRUPTIONS: process.env['INTERRUPTIONS'] ?? '60' },
    fileParallelism: false,
  },
});
