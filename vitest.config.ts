import { defineConfig } from 'vitest/config';

/**
 * Tests that leave nothing behind share their processes, which saves starting one and loading everything, TensorFlow.js
 * above all, for each file. The others, which start processes and threads, end them, send signals or change this
 * process, have one for each file.
 */
const TOGETHER = [
  'test/{src,scratch}/**/*.test.ts',
  'test/contract.test.ts',
  'test/compare/{diagnose,inside,parity,repeat,results,show,statistics}/**/*.test.ts',
  'test/compare/cli/{ascii.test.ts,complaint.test.ts,{history,progress,report}/**/*.test.ts}',
  'test/compare/{extremes,explain/shapley,training/*,grade/{judge,rubric,submission},jobs/{data,json}}.test.ts',
  'test/compare/networks/{adapters,define-network,definitions,descending,guard,split-command,wire}.test.ts',
  'test/{documents,house,oracle/{columns,coverage,metrics,recorded},release/{changelog,steps},tfjs/native/{pinned,progress}}.test.ts',
  'test/bench/{goals,markdown,readme,statistics,task-file}.test.ts',
];

const SITE = 'test/web/**/*.test.ts';

/**
 * Tests by how long they take, so that a change is answered for within two minutes: `npm test` runs the quick ones,
 * `npm run test:slow` the others (whole programs, browsers, every planted mistake) and `npm run test:all`, as CI does, both.
 */
const SLOW = 'test/**/*.slow.test.ts';

const COMPILED = 'test/compiled.ts';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    maxWorkers: '100%', // by default one core is left idle, on a machine of two that is half
    projects: [
      { extends: true, test: { name: 'together', include: TOGETHER, exclude: [SLOW], isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: [...TOGETHER, SLOW, SITE], globalSetup: COMPILED } },
      // each in a process of its own: those that share processes are dealt out to them beforehand, and a few long ones unevenly
      { extends: true, test: { name: 'slow', include: [SLOW], exclude: [SITE], globalSetup: COMPILED } },
      // the site is built once, and only where its tests run
      { extends: true, test: { name: 'site', include: [SITE], globalSetup: 'test/web/build-site.ts' } },
    ],
    coverage: {
      include: ['{src,scratch,tfjs,compare}/**/*.ts'],
      exclude: ['test/**', 'scratch/kernels/simd/assembly/**'], // the latter runs as WebAssembly, where nothing can be counted
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'coverage',
    },
  },
});
