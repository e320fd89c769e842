import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billOf, buildPython } from '../../release/bundle.ts';
import { root } from '../sources.ts';

const builds = spawnSync('python3', ['-c', 'import setuptools, pip; assert int(setuptools.__version__.split(".")[0]) >= 77']).status === 0;

describe('what goes with a release', { timeout: 120_000 }, () => {
  let folder = '';
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bundle-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('is a bill of materials', async () => {
    expect(await billOf(root)).toMatch(/^\d{2,3} packages$/);
  });

  it.skipIf(!builds)(
    `is the package in Python, built; one whose build warns is told${builds ? '' : ' (skipped: no Python with pip and setuptools 77 here)'}`,
    async () => {
      expect(await buildPython(root, folder)).toMatch(/^mlp_compare-.*-none-any\.whl$/);
      const [old, other] = [join(folder, 'old'), join(folder, 'other')];
      await cp(join(root, 'python'), join(old, 'python'), { recursive: true });
      const project = join(old, 'python', 'pyproject.toml');
      await writeFile(project, (await readFile(project, 'utf8')).replace('license = "MIT"', 'license = { text = "MIT" }'));
      await cp(old, other, { recursive: true });
      await expect(buildPython(old, other)).rejects.toThrow(/^python\/pyproject\.toml: .*`project\.license` as a TOML table is deprecated/);
    },
  );
});
