import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../src/host/package-root.ts';
import { textOf } from '../sources.ts';
import { copyCheckout } from './checkout.ts';
import { build, type Image, run, start } from './dockerfile.ts';

const hasBox = spawnSync('bwrap', ['--unshare-user', '--ro-bind', '/', '/', 'true']).status === 0;
const wanted = process.env['TEST_PACKAGE'] === '1' && hasBox;
const why = wanted ? '' : " (skipped: it takes some minutes, npm's registry and bubblewrap; TEST_PACKAGE=1 runs it)";
/** The root of a Debian whose /usr the image has, such as debootstrap makes; else it is this machine's. */
const BASE = process.env['IMAGE_BASE'] ?? '/';

describe.skipIf(!wanted)(`the image, its Dockerfile carried out step by step in bubblewrap${why}`, { timeout: 120_000 }, () => {
  let [folder, work]: [string, string] = ['', ''];
  let image: Image;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'image-'));
    chmodSync(folder, 0o755);
    const context = join(folder, 'context');
    copyCheckout(context, textOf('.dockerignore').trim().split('\n'));
    image = build(textOf('Dockerfile'), { context, folder, base: BASE });
    work = join(folder, 'volume');
    mkdirSync(work);
    copyFileSync(join(packageRoot(), 'examples', 'document.ts'), join(work, 'mine.ts'));
    if (process.getuid?.() === 0) chownSync(work, 1000, 1000);
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

  it('shows how it is used, and its version', () => {
    expect(start(image)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: mlp-compare /) as string, stderr: '' });
    expect(start(image, ['--version']).stdout).toBe(`${packageVersion()}\n`);
  });

  it('runs as no root, and can write nothing of its own program', () => {
    expect(run(image, ['id', '-u']).stdout).toBe('1000\n');
    expect(run(image, ['sh', '-c', 'test ! -w /usr/local/lib/node_modules/mlp-compare && test ! -e /packed']).status).toBe(0);
  });

  it('diagnoses a network in a volume', () => {
    const { status, stdout, stderr } = start(image, ['diagnose', 'mine.ts'], work);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('The mean over the batch is taken twice.');
  });

  it('compares on data that it brings, and leaves the report in the volume', () => {
    const { status, stdout, stderr } = start(image, ['--data', 'penguins', '--epochs', '2', '--assert-parity'], work);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('IN PARITY: scratch and tfjs');
    expect(existsSync(join(work, 'reports', 'latest', 'report.html'))).toBe(true);
  });

  it('has what reads Parquet and speaks to a queue, and no native TensorFlow', () => {
    const { status, stderr } = start(image, ['worker', '--queue', 'redis://127.0.0.1:1', '--secret-file', 'mine.ts'], work);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('no server answers there (ECONNREFUSED)') as string });
    const packages = join(image.root, 'usr/local/lib/node_modules/mlp-compare/node_modules');
    expect(['hyparquet', '@tensorflow/tfjs-node'].map((name) => existsSync(join(packages, name)))).toEqual([true, false]);
  });
});
