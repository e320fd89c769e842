import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../src/host/package-root.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { fakeNpm, fakePackage, likeCpu } from '../tfjs/native/workshop.ts';
import { type Installed, install, linked } from './installed.ts';
import { IN_JAVASCRIPT, IN_TYPESCRIPT, NETWORK, TSCONFIG, withoutTypes } from './programs.ts';

const wanted = process.env['TEST_PACKAGE'] === '1';
const why = wanted ? '' : " (skipped: it takes a minute, and npm's cache or the network; TEST_PACKAGE=1 runs it)";

/** What the program reads beside its modules. */
const BESIDE = [
  'dist/scratch/kernels/simd/plain.wasm',
  'dist/scratch/kernels/simd/relaxed.wasm',
  'dist/scratch/kernels/simd/wide.wasm',
  'dist/tfjs/native/unpack.py',
  'dist/tfjs/native/pinned.json',
  'dist/compare/show/html/report.css',
  'dist/compare/show/html/report.js',
  'dist/browser/index.js',
  'dist/compare/browser.d.ts',
  'dist/compare/grade/worker.js',
  'dist/compare/jobs/worker.js',
  'dist/compare/networks/module-host.js',
  'dist/compare/networks/thread-host.js',
  'dist/compare/networks/resolve-hook.js',
  'compare/networks/PROTOCOL.md',
  'compare/networks/python/bring.py',
  'compare/networks/python/mlp_bring/recognise.py',
  'data/SOURCES.md',
  'data/digits/dataset.json',
  'data/penguins/train.csv',
  'data/mnist-parity/test.csv',
  'examples/document.ts',
  'examples/python/mlp_compare.py',
  'python/mlp_compare/serving.py',
  'python/mlp_compare/wire.py',
  'README.md',
  'LICENSE',
];

describe.skipIf(!wanted)(`the package, installed into an empty folder${why}`, { timeout: 120_000 }, () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install({
      'mine.ts': NETWORK,
      'mine.js': withoutTypes(NETWORK),
      'use.mjs': IN_JAVASCRIPT,
      'use.ts': IN_TYPESCRIPT,
      'tsconfig.json': TSCONFIG,
    });
  }, 300_000);
  afterAll(() => installed[Symbol.asyncDispose]());

  it('holds all that the program reads, no tests and no benchmarks, in less than 1.5 MB', async () => {
    expect(installed.files).toEqual(expect.arrayContaining(BESIDE));
    expect(installed.files.filter((path) => /(^|\/)(test|bench|node_modules|__pycache__|reports)\//.test(path))).toEqual([]);
    expect(installed.files.filter((path) => /^(?!examples\/).*(?<!\.d)\.ts$/.test(path))).toEqual([]);
    expect(installed.files.length).toBeLessThan(1500); // two of each of some 650 sources
    expect(installed.tarballBytes).toBeLessThan(1.5e6);
    expect((await linked(installed.folder)).filter((name) => !/\.(cmd|ps1)$/.test(name))).toEqual(['mlp-compare', 'mlp-compare-native']);
  });

  it('compares, compiled: neither tsx nor esbuild is needed for it', async () => {
    const aside = async (name: string) => {
      await rename(join(installed.folder, 'node_modules', name), join(installed.folder, name));
      return () => rename(join(installed.folder, name), join(installed.folder, 'node_modules', name));
    };
    const back = [await aside('tsx'), await aside('esbuild')];
    const { exitCode, stdout, stderr } = await installed.bin('--data', 'penguins', '--epochs', '2', '--assert-parity', '--out', 'report');
    for (const restore of back) await restore();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('IN PARITY: scratch and tfjs');
    expect(stdout).toContain('simd kernels');
    const { program } = JSON.parse(await readFile(join(installed.folder, 'report', 'results.json'), 'utf8')) as { program: unknown };
    expect(program).toEqual({ version: packageVersion(), node: process.version });
    expect(await readFile(join(installed.folder, 'report', 'report.html'), 'utf8')).toContain(
      await readFile(join(packageRoot(), 'compare/show/html/report.js'), 'utf8'),
    );
  });

  it('says its version, and how everything in it is run', async () => {
    expect(await installed.bin('--version')).toEqual({ exitCode: 0, stdout: `${packageVersion()}\n`, stderr: '' });
    const { stdout } = await installed.bin('--help');
    for (const name of ['diagnose', 'explain', 'report', 'history', 'diff']) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(stdout).toContain('npx mlp-compare --data digits');
    expect(stdout).not.toContain('npm run');
  });

  it('makes a report again, lists the runs of a folder and tells two apart', async () => {
    for (const [name, width] of [
      ['narrow', '3'],
      ['wide', '6'],
    ] as const) {
      await installed.bin('--data', 'penguins', '--epochs', '1', '--hidden', width, '--networks', 'scratch', '--out', join('runs', name));
    }
    const again = await installed.bin('report', join('runs', 'wide', 'results.json'), '--out', 'again');
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(join('again', 'report.md')) as string, stderr: '' });
    expect(await installed.bin('history', 'runs')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/wide[^]*narrow/) as string, stderr: '' });
    expect(await installed.bin('diff', join('runs', 'narrow'), join('runs', 'wide'))).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('hidden\n  A  3\n  B  6\n') as string,
      stderr: '',
    });
  });

  it.each([['diagnose'], ['explain'], ['report'], ['history'], ['diff']])('says how %s is run, as the package has it', async (command) => {
    const { exitCode, stdout } = await installed.bin(command, '--help');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Usage: ')]);
    expect(stdout).not.toContain('npm run');
  });

  it('says how native TensorFlow is obtained, as the package has it', async () => {
    const { exitCode, stdout } = await installed.native('', '--help');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Usage: npx mlp-compare-native [options]')]);
    expect(stdout).not.toContain('npm run');
  });

  it('obtains native TensorFlow in the pinned version and with the pinned hash, and removes it', async () => {
    const { packages } = JSON.parse(await readFile(join(packageRoot(), 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; integrity: string }>;
    };
    const { version, integrity } = packages['node_modules/@tensorflow/tfjs-node']!;
    const source = fakePackage(join(installed.folder, 'registry'), likeCpu, 'process.exit(0)', version);
    const got = await installed.native(fakeNpm(installed.folder, source, integrity));
    expect(got).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('(npx mlp-compare-native --remove undoes it)') as string, stderr: '' });
    expect((await installed.native('')).stdout).toBe('Native TensorFlow 2.99.0 is there already and trains as the cpu runtime does.\n');
    expect((await installed.native('', '--remove')).stdout).toMatch(/^Removed /);
    const refused = await installed.native(fakeNpm(installed.folder, source, 'sha512-another'));
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is not the one that this program pins.') as string });
    expect(refused.stderr).not.toContain('npm run');
  });

  it("diagnoses a network of the reader's own, in TypeScript", async () => {
    const right = await installed.bin('diagnose', '--network', './mine.ts', '--hidden', 'none');
    expect(right).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('mine: no mistake found.') as string, stderr: '' });
    const wrong = await installed.bin('diagnose', '--network', 'node_modules/mlp-compare/examples/document.ts');
    expect(wrong).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('The mean over the batch is taken twice.') as string, stderr: '' });
  });

  const numpy = pythonWith('numpy');
  it.skipIf(!numpy.found)(`diagnoses one in Python, which finds its helper in the package${numpy.why}`, async () => {
    const { exitCode, stdout } = await installed.bin('diagnose', '--network', 'python3 node_modules/mlp-compare/examples/python/numpy_mended.py');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('numpy_mended: no mistake found.')]);
  });

  it('explains a gap, in worker threads', async () => {
    const options = [
      '--data',
      'penguins',
      '--set',
      'epochs=1,hidden=4',
      '--from',
      'learning-rate=0.1',
      '--to',
      'learning-rate=0.01',
      '--seeds',
      '2',
      '--out',
      'explained',
    ];
    expect(await installed.bin('explain', ...options)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(existsSync(join(installed.folder, 'explained', 'explain.md'))).toBe(true);
  });

  it('is imported from JavaScript', async () => {
    expect(await installed.node('use.mjs')).toEqual({ exitCode: 0, stdout: 'parity 4 correct true false 1\n', stderr: '' });
  });

  it('is imported from TypeScript, type-checked with all declarations read, as nodenext resolves them', async () => {
    const compiler = join(packageRoot(), 'node_modules', 'typescript', 'bin', 'tsc');
    expect(await installed.node(compiler, '-p', '.')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(await installed.node('use.js')).toEqual({ exitCode: 0, stdout: 'parity 4 correct true false 1\n', stderr: '' });
  });
});
