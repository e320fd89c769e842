import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root, textOf } from './sources.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(textOf('action.yml')) as Action;

describe('the GitHub Action', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'action-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('hands inputs on as variables alone, in which no command can stand', () => {
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
    const given = action.runs.steps.flatMap(({ env = {} }) => Object.values(env));
    expect(given.sort()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `\${{ inputs.${name} }}`)
        .sort(),
    );
  });

  it('annotates the file of a network with a mistake, writes the job’s page and JUnit’s XML, and fails', { timeout: 60_000 }, () => {
    const { run = '' } = action.runs.steps.find(({ name }) => name === 'Examine')!;
    const [page, junit] = [join(folder, 'page.md'), join(folder, 'tests.xml')];
    const env = {
      PATH: process.env['PATH'],
      GITHUB_ACTION_PATH: root,
      GITHUB_STEP_SUMMARY: page,
      NETWORK: 'examples/document.ts',
      COMPARE: '',
      PYTHON: 'python3',
      JUNIT: junit,
    };
    const { status, stdout } = spawnSync('bash', ['-e', '-c', run], { cwd: root, env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=examples\/document\.ts,title=document%3A dZ3::The mean over the batch is taken twice\./m);
    expect(readFileSync(page, 'utf8')).toContain('**document: two mistakes found.**');
    expect(readFileSync(junit, 'utf8')).toContain('failures="2"');
  });

  it('is what the example workflow and docs/ci.md use, by inputs that there are', () => {
    for (const text of [textOf('examples/workflow.yml'), textOf('docs/ci.md').match(/```yaml\n([^]*?)```/)![1]!]) {
      const uses = text.slice(text.indexOf('mlp-compare@'));
      const inputs = [...uses.matchAll(/^ +([\w-]+): \S+$/gm)].map(([, name]) => name);
      expect(inputs.length).toBeGreaterThan(0);
      for (const name of inputs) expect(Object.keys(action.inputs)).toContain(name);
    }
  });
});

describe('the matrix', () => {
  const { jobs } = parse(textOf('.github/workflows/ci.yml')) as {
    jobs: Record<string, { 'continue-on-error'?: unknown; name: string; strategy?: { matrix: { include: { os: string; tested: boolean }[] } } }>;
  };

  it('calls tested what was run, Linux on x64, and nothing else', () => {
    const { include } = jobs['tests']!.strategy!.matrix;
    expect(include.filter(({ tested }) => tested).every(({ os }) => os === 'ubuntu-latest')).toBe(true);
    expect(include.filter(({ tested }) => !tested).map(({ os }) => os)).toEqual(['ubuntu-24.04-arm', 'macos-latest', 'windows-latest']);
    for (const name of ['musl', 'image'])
      expect([jobs[name]!['continue-on-error'], jobs[name]!.name]).toEqual([true, expect.stringContaining('never run before')]);
  });
});

describe.each(['Dockerfile', 'action.yml', '.github/workflows/ci.yml'])('%s', (path) => {
  it('installs optional packages too: in one of those esbuild and TypeScript have what they run', () => {
    expect(textOf(path)).not.toMatch(/^[^#]*--omit[= ]optional/m);
  });
});

describe('the image', () => {
  it('runs as no root, with a lock file that holds what is installed into it', () => {
    const lines = textOf('Dockerfile').split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('FROM '));
    expect(lines[last]).toMatch(/-slim$/);
    expect(lines.slice(last)).toContain('USER node');
    expect(lines.slice(0, last)).toContain('RUN npm ci --ignore-scripts');
  });
});
