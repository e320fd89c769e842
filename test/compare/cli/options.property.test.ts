import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { complaintOf } from '../../../compare/cli/complaint.ts';
import { addRunOptions, runSpecFrom } from '../../../compare/cli/options.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec, RUN_OPTIONS, type RunSpec } from '../../../src/run/config.ts';
import { repeatCommand } from '../../../src/run/repeat-command.ts';
import { holds } from '../../holds.ts';
import { anySettings, rightSettings, typedValue } from '../../settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function typed(args: readonly string[]): RunSpec {
  const command = addRunOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  command.parse([...args], { from: 'user' });
  return runSpecFrom(command.opts());
}

type End = 'spec' | 'help' | 'complaint';

/** What the command line ends in: a run, its help, or one line for each mistake and exit code 2. */
function endOf(args: readonly string[]): End {
  try {
    expect(typed(args).epochs).toBeGreaterThan(0);
    return 'spec';
  } catch (error) {
    const complaint = complaintOf(error);
    if (!complaint) return 'help';
    if (complaint.exitCode !== 2) throw error;
    for (const line of complaint.text.split('\n')) expect(line).toMatch(/^[^\p{Cc}]{1,9999}(?:\.| Did you mean [\w-]+\?|: npm run compare -- --data digits)$/u); // a command ends without a full stop, to be pasted
    return 'complaint';
  }
}

const option = fc.constantFrom(...RUN_OPTIONS, 'config').map((name) => `--${name}`);
const argument = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(option, typedValue) },
  { weight: 2, arbitrary: fc.tuple(option, typedValue).map(([name, value]) => [`${name}=${value}`]) },
  { weight: 1, arbitrary: fc.tuple(option) },
  { weight: 1, arbitrary: fc.tuple(typedValue) },
  { weight: 1, arbitrary: fc.constantFrom('--', '-', '-x', '--no-json', '--help', '-h', '--epoch', '--learning_rate', '--__proto__').map((word) => [word]) },
);
const argv = fc.array(argument, { maxLength: 4 }).map((pieces) => pieces.flat());

describe('the command line', () => {
  it('whatever is typed, gives a run, the help, or a line for each mistake and exit code 2', async () => {
    const ends: Record<End, number> = { spec: 0, help: 0, complaint: 0 };
    await holds(
      fc.property(argv, (args) => void ends[endOf(args)]++),
      300,
      2,
    );
    expect(Math.min(ends.spec, ends.help, ends.complaint)).toBeGreaterThan(0);
  });

  it('whatever a configuration file holds, gives a run, or a line for each mistake', async () => {
    const path = join(folder, 'run.json');
    const content = fc.oneof(
      { weight: 3, arbitrary: anySettings.map((settings) => JSON.stringify(settings)) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            rightSettings.map((settings) => JSON.stringify(settings)),
            fc.nat(),
            fc.string({ unit: 'binary', maxLength: 2 }),
          )
          .map(([text, at, put]) => text.slice(0, at % text.length) + put),
      },
      { weight: 1, arbitrary: fc.oneof(fc.uint8Array({ maxLength: 30 }), fc.json(), fc.string({ unit: 'binary' })) },
    );
    await holds(
      fc.property(content, (text) => {
        writeFileSync(path, text);
        endOf(['--config', path]);
      }),
      200,
      2,
    );
  });

  it('repeats a run by the command that its report names', async () => {
    let runs = 0;
    await holds(
      fc.property(rightSettings, (settings) => {
        const spec = rightSpec(settings);
        if (!spec) return;
        runs++;
        const { verbose, quiet, json, out, ...computed } = spec; // not part of what is repeated
        expect(typed(wordsOf(repeatCommand(spec)))).toMatchObject(computed);
      }),
      30,
      20,
    );
    expect(runs).toBeGreaterThan(3);
  });
});

/** Settings that contradict each other are no run. */
function rightSpec(settings: Record<string, unknown>): RunSpec | undefined {
  try {
    return parseRunSpec(settings, String);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The arguments that a shell makes of a command, what calls the program left out. */
function wordsOf(command: string): string[] {
  const [, options = ''] = / (--.*)$/s.exec(command.replace(' -- ', ' ')) ?? [];
  return execFileSync('sh', ['-c', `printf '%s\\0' ${options}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
    .filter((_, i) => options !== '' || i > 0);
}
