import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { parseRunSpec } from '../../../src/config.ts';
import { repeatCommand, runName } from '../../../compare/comparison/repeat-command.ts';
import { addRunOptions, runSpecFrom } from '../../../compare/options.ts';

const spec = (settings: Record<string, unknown>) => parseRunSpec(settings, (option) => option);

describe('the command that repeats a run', () => {
  it('of the defaults is the bare one', () => {
    expect(repeatCommand(spec({}))).toBe('npm run compare');
  });

  it('has every setting that is not the default, but where its report goes', () => {
    expect(repeatCommand(spec({ data: 'digits', hidden: [], epochs: 5, out: 'here', verbose: true, assertParity: true }))).toBe(
      'npm run compare -- --data digits --hidden none --epochs 5 --assert-parity',
    );
  });

  it('read by a shell and by this program means the same run', () => {
    const run = spec({
      train: "my data/it's $HOME `x`.csv", labelColumn: -1, delimiter: ';', hidden: [3, 2], activation: ['tanh', 'relu'], output: 'sigmoid', threshold: 0.25,
      learningRate: 1e-7, networks: ['tfjs'], validation: 0.5,
    });
    const printed = repeatCommand(run).replace('npm run compare --', "printf '%s\\n'");
    const args = execFileSync('sh', ['-c', printed], { encoding: 'utf8' }).trimEnd().split('\n');
    const command = addRunOptions(new Command()).exitOverride();
    command.parse(args, { from: 'user' });
    expect(runSpecFrom(command.opts())).toEqual(run);
  });
});

describe('the name of a run', () => {
  it('is its data and what is not the default', () => {
    expect(runName('penguins', spec({ data: 'penguins' }))).toBe('penguins');
    expect(runName('penguins', spec({ data: 'penguins', epochs: 5, hidden: [8, 4] }))).toBe('penguins-hidden-8-4-epochs-5');
  });

  it('can be a folder anywhere: no separator, no dots in front, not too long', () => {
    const name = runName('../../etc', spec({ delimiter: ';', labelColumn: 'a/b\\c:d*e?'.repeat(30) }));
    expect(name).toMatch(/^etc-label-column-a-b-c-d-e[\w.-]+$/);
    expect(name.length).toBeLessThanOrEqual(120);
  });
});
