import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/host/package-root.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { textOf } from '../sources.ts';
import { copyCheckout } from './checkout.ts';

interface Step {
  readonly name?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const wanted = process.env['TEST_PACKAGE'] === '1';
const why = wanted ? '' : " (skipped: it takes a minute, and npm's cache or the network; TEST_PACKAGE=1 runs it)";
const action = parse(textOf('action.yml')) as Action;

/** As GitHub's documentation has it for a step whose shell is bash. */
const BASH = ['--noprofile', '--norc', '-eo', 'pipefail'];

describe.skipIf(!wanted)(`the action, its steps carried out as GitHub carries them out${why}`, { timeout: 120_000 }, () => {
  let folder = '';
  const inFolder = (...path: string[]) => join(folder, ...path);
  const page = () => readFileSync(inFolder('page.md'), 'utf8');

  /** One step, in somebody's repository, with nothing of this machine's but its programs. */
  function carryOut({ run = '', env = {} }: Step, inputs: Readonly<Record<string, string>>) {
    const evaluated = Object.entries(env).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? ''),
    ]);
    const { PATH = '', NODE_EXTRA_CA_CERTS } = process.env;
    const files = { GITHUB_STEP_SUMMARY: inFolder('page.md'), GITHUB_OUTPUT: inFolder('output'), GITHUB_ENV: inFolder('env'), GITHUB_PATH: inFolder('path') };
    for (const path of Object.values(files)) writeFileSync(path, '');
    writeFileSync(inFolder('step.sh'), run);
    return spawnSync('bash', [...BASH, inFolder('step.sh')], {
      cwd: inFolder('repository'),
      encoding: 'utf8',
      env: {
        ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_ACTION_PATH: inFolder('action'), GITHUB_WORKSPACE: inFolder('repository') },
        ...{ ...files, RUNNER_TEMP: inFolder('temporary'), HOME: inFolder('home'), PATH: `${inFolder('bin')}:${PATH}` },
        ...(NODE_EXTRA_CA_CERTS !== undefined && { NODE_EXTRA_CA_CERTS }),
        ...(Object.fromEntries(evaluated) as Record<string, string>),
      },
    });
  }

  const step = (name: string) => action.runs.steps.find((one) => one.name === name) ?? {};
  const examine = (inputs: Readonly<Record<string, string>>) => carryOut(step('Examine'), inputs);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-'));
    for (const name of ['repository/nets', 'home', 'temporary', 'bin']) mkdirSync(inFolder(name), { recursive: true });
    symlinkSync(process.execPath, inFolder('bin/node')); // where actions/setup-node puts it: before all others
    copyCheckout(inFolder('action'));
    const example = (from: string, to: string) => copyFileSync(join(packageRoot(), 'examples', from), inFolder('repository', to));
    example('document.ts', 'nets/mine.ts');
    example('correct.ts', 'nets/a right one.ts');
    example('python/numpy_document.py', 'nets/mine.py');
    writeFileSync(inFolder('repository/package.json'), '{ "name": "theirs", "private": true, "type": "commonjs" }');
    const { status, stdout, stderr } = carryOut(step('Install'), {});
    expect(status, stdout + stderr).toBe(0);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

  it('runs each of them in bash, and these alone', () => {
    expect(action.runs.steps.filter(({ run }) => run !== undefined).map(({ name, shell }) => [name, shell])).toEqual([
      ['Install', 'bash'],
      ['Examine', 'bash'],
    ]);
  });

  it('installs nothing into the repository that uses it', () => {
    expect(existsSync(inFolder('repository/node_modules'))).toBe(false);
    expect(existsSync(inFolder('action/node_modules/vitest'))).toBe(false);
  });

  it('fails over a network with a mistake: a line at its file, a page, tests as XML', () => {
    const { status, stdout, stderr } = examine({ network: 'nets/mine.ts' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^::error file=nets\/mine\.ts,title=mine%3A dZ3::The mean over the batch is taken twice\./m);
    expect(page()).toContain('two mistakes found.');
    expect(readFileSync(inFolder('repository/mlp-compare.xml'), 'utf8')).toContain('failures="2"');
  });

  it('passes a right one, whose name has spaces, in a comparison', () => {
    const compare = '--data penguins --epochs 2 --hidden 8 --assert-parity --out out';
    const { status, stdout, stderr } = examine({ network: './nets/a right one.ts', compare, junit: 'out/tests.xml' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('IN PARITY');
    expect(page()).toMatch(/\S/);
    expect(existsSync(inFolder('repository/out/tests.xml'))).toBe(true);
  });

  it('takes nothing in an input for a command', () => {
    const { status } = examine({ network: '$(touch hacked); `touch hacked`', compare: '--data penguins; touch hacked' });
    expect(status).toBe(2);
    expect(existsSync(inFolder('repository/hacked'))).toBe(false);
  });

  const numpy = pythonWith('numpy');
  it.skipIf(!numpy.found)(`examines one in Python${numpy.why}`, () => {
    const { status, stdout, stderr } = examine({ network: 'nets/mine.py' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^::error file=nets\/mine\.py,/m);
  });
});
