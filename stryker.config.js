/**
 * npm run test:mutation: do the tests see a mistake in src/ and scratch/? It takes too long to be part of the CI.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true, // constants of modules, which every test would have to be run for, a quarter of a minute each
  mutate: [
    'src/**/*.ts',
    'scratch/**/*.ts',
    '!scratch/kernels/simd/assembly/**', // runs as the .wasm that ships: a mutant of the source would change nothing
    '!scratch/kernels/simd/{build,compile}.ts', // make that .wasm, and are held to it byte for byte
  ],
  tsconfigFile: 'none', // nothing in ours is to be rewritten
  concurrency: 2,
  timeoutFactor: 4, // where others work on the machine too, what takes twice as long is no endless loop; those are seen by their counts of hits
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { logTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  tempDirName: '.cache/stryker',
  thresholds: { high: 95, low: 90, break: 85 },
};
