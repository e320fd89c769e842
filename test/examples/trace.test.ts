import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_MODEL } from '../../compare/diagnose/diagnose.ts';
import { recorded, traceText } from '../../compare/record/trace.ts';
import { initialWeights } from '../../src/model/initialisers/initialisers.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { stream } from '../../src/numbers/random.ts';
import { samples } from '../contract.ts';

const cc = !spawnSync('cc', ['--version'], { stdio: 'ignore' }).error;
const where = cc ? '' : ' (skipped: there is no cc on the PATH)';

describe.runIf(cc)(`a program in C that holds itself against a trace, by the header${where}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mlp-compare-c-'));
    const batches = [8, 8, 4, 1].map((rows) => samples(DEFAULT_MODEL, rows));
    const initial = initialWeights(DEFAULT_MODEL, 'pytorch-default', stream(3, 'initial'));
    writeFileSync(join(folder, 'trace.json'), traceText(recorded('a "[name]", {odd}: \\', taskOf(DEFAULT_MODEL), initial, batches, 0.1)));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(...flags: string[]): { readonly status: number | null; readonly said: string } {
    const program = join(folder, 'check');
    const strict = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-function', '-fsanitize=address,undefined'];
    const { stderr } = spawnSync('cc', [...strict, ...flags, '-o', program, 'examples/trace/check.c', '-lm'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { status, stdout, stderr: errors } = spawnSync(program, [join(folder, 'trace.json')], { encoding: 'utf8' });
    return { status, said: stdout + errors };
  }

  it('is right', () => {
    expect(check()).toEqual({ status: 0, said: '4 steps are right.\n' });
  });

  it('is told the first number that is wrong', () => {
    const { status, said } = check('-DMISTAKE');
    expect(status).toBe(1);
    expect(said).toMatch(/^steps\[0\]\.gradients\[2\]\.W, number 1: \S+, right is \S+\n$/);
  });
});
