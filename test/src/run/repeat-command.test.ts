import { execFileSync } from 'node:child_process';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addRunOptions, runSpecFrom } from '../../../compare/cli/options.ts';
import { shellQuoted } from '../../../src/host/shell-quoted.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { folderName, repeatCommand, runName } from '../../../src/run/repeat-command.ts';

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
      train: "my data/it's $HOME `x`.csv",
      labelColumn: -1,
      delimiter: ';',
      hidden: [3, 2],
      activation: ['tanh', 'relu'],
      output: 'sigmoid',
      threshold: 0.25,
      learningRate: 1e-7,
      networks: ['tfjs'],
      validation: 0.5,
    });
    const printed = repeatCommand(run).replace('npm run compare --', "printf '%s\\n'");
    const args = execFileSync('sh', ['-c', printed], { encoding: 'utf8' }).trimEnd().split('\n');
    const command = addRunOptions(new Command()).exitOverride();
    command.parse(args, { from: 'user' });
    expect(runSpecFrom(command.opts())).toEqual(run);
  });
});

describe('networks of the reader’s own in it', () => {
  it.each([
    [['scratch', 'python3 my net.py'], "--networks 'scratch,python3 my net.py'"],
    [['scratch', 'node net.js --sizes=1,2', './b.ts'], "--networks scratch --network 'node net.js --sizes=1,2' --network ./b.ts"],
  ])('%j', (networks, expected) => {
    const [first = '', ...own] = networks;
    const run = spec({ networks: [first], network: own });
    expect(repeatCommand(run)).toBe(`npm run compare -- ${expected}`);
    const command = addRunOptions(new Command()).exitOverride();
    const args = execFileSync('sh', ['-c', `printf '%s\\n' ${expected}`], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');
    command.parse(args, { from: 'user' });
    expect(runSpecFrom(command.opts())).toEqual(run);
  });
});

it('gives a value that reads "true" as a value', () => {
  expect(repeatCommand(spec({ labelColumn: 'true', sweepWidth: true }))).toBe('npm run compare -- --label-column true --sweep-width');
});

it('writes control characters out, and a POSIX shell reads them back', () => {
  const hostile = ['\t', "a\u001b[2J'\\x", '100 %\u202e\u0007', '\\n\u0001\n\n', "it's\n\u0085 é"];
  for (const text of hostile) {
    const word = shellQuoted(text);
    expect(word).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(execFileSync('sh', ['-c', `printf '%s.' ${word}`], { encoding: 'utf8' })).toBe(`${text}.`);
  }
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

  it('is a name on Windows too: none of its devices, no dot at its end; and never none at all', () => {
    expect(['con', 'NUL', 'com1', 'LPT9.txt', 'aux.', 'console', 'com10'].map((name) => folderName([name]))).toEqual([
      'run-con',
      'run-NUL',
      'run-com1',
      'run-LPT9.txt',
      'run-aux',
      'console',
      'com10',
    ]);
    expect(['日本', '', '..', '/', '\0', '. . .'].map((name) => folderName([name]))).toEqual(['run', 'run', 'run', 'run', 'run', 'run']);
    expect(folderName(['C:\\nets', '..', 'é\u001b[2J', 'x'.repeat(300)])).toMatch(/^[\w.-]{1,120}$/);
  });
});
