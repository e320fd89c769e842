import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/host/package-root.ts';
import { build, type Image, run } from './dockerfile.ts';

const hasBox = spawnSync('bwrap', ['--unshare-user', '--ro-bind', '/', '/', 'true']).status === 0;
const wanted = process.env['TEST_PACKAGE'] === '1' && hasBox;
const why = wanted ? '' : " (skipped: it takes a minute, npm's registry and bubblewrap; TEST_PACKAGE=1 runs it)";
const BASE = process.env['IMAGE_BASE'] ?? '/';

/** As a new user has it: Node and npm, a user who is no root, an empty home, no cache, a folder with nothing but their network. */
describe.skipIf(!wanted)(`the package in a bare folder, on Node ${process.version}${why}`, { timeout: 300_000 }, () => {
  let [folder, work]: [string, string] = ['', ''];
  let image: Image;
  let tarball = '';
  const type = (...command: string[]) => {
    const begun = performance.now();
    const ended = run(image, command, work);
    console.log(`$ ${command.join(' ')}   (${((performance.now() - begun) / 1000).toFixed(1)} s)\n${ended.stdout}${ended.stderr}`);
    return ended;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bare-'));
    chmodSync(folder, 0o755);
    work = join(folder, 'volume');
    mkdirSync(work);
    spawnSync('npm', ['pack', '--pack-destination', work], { cwd: packageRoot() });
    tarball = readdirSync(work)[0] ?? '';
    copyFileSync(join(packageRoot(), 'examples', 'document.ts'), join(work, 'mine.ts'));
    if (process.getuid?.() === 0) chownSync(work, 1000, 1000);
    image = build('FROM node\nWORKDIR /work\nUSER node\n', { context: '', folder, base: BASE });
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

  it('is installed, and two commands later there is a diagnosis, and a picture', () => {
    expect(type('npm', 'install', '--no-audit', '--no-fund', `./${tarball}`)).toMatchObject({ status: 0 });
    const found = type('npx', 'mlp-compare', 'diagnose', 'mine.ts');
    expect(found).toMatchObject({ status: 1, stderr: '' });
    expect(found.stdout).toContain('The mean over the batch is taken twice.');
    const compared = type('npx', 'mlp-compare', '--data', 'penguins', '--epochs', '20');
    expect(compared).toMatchObject({ status: 0, stderr: '' });
    expect(compared.stdout).toContain('IN PARITY: scratch and tfjs');
    const report = join(work, 'reports', readdirSync(join(work, 'reports')).find((name) => name !== 'latest') ?? '');
    expect(readFileSync(join(report, 'loss.svg'), 'utf8')).toContain('</svg>');
    expect(existsSync(join(report, 'report.html'))).toBe(true);
  });

  it('leaves nothing in the home but what npm keeps', () => {
    expect(readdirSync(join(image.root, 'home/node')).filter((name) => !/^\.npm/.test(name))).toEqual([]);
  });
});
