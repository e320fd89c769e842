import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type ExplainMistakeOptions, explainMistakeCommand } from '../../../compare/cli/explain-mistake/command.ts';
import { Fault } from '../../../src/fault.ts';
import { runCli } from '../../run-cli.ts';

/** What the command prints on a stream like this one. */
function printed(mistake: string | undefined, options: ExplainMistakeOptions = {}, terminal: { isTTY?: true; columns?: number } = {}): string {
  let text = '';
  const stream = Object.assign(new PassThrough(), terminal) as unknown as NodeJS.WriteStream;
  explainMistakeCommand(mistake, options, { stream, print: (all) => void (text += all) });
  return text;
}

describe('explain-mistake', () => {
  it.each(['MLP305', 'mlp305', 'mean-twice', 'Mean-Twice'])('%s prints the page, without colours where no terminal is', (mistake) => {
    const page = printed(mistake);
    expect(page).toMatch(/^MLP305 mean-twice\nThe mean over the batch is taken twice\.\n/);
    expect(page).toContain('- dZ = (P - Y) / len(X) / len(X)\n');
    expect(page).toContain('+ dZ = (P - Y) / len(X)\n');
    expect(page).not.toContain('\u001b');
  });

  it('takes the name with the layer behind it, as a diagnosis in JSON has it', () => {
    expect(printed('bias-left-out/2')).toBe(printed('MLP101'));
  });

  it('is no wider than the terminal, but for addresses', () => {
    for (const columns of [60, 80])
      for (const line of printed('MLP305', {}, { columns }).split('\n')) if (!line.includes('https:')) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('dresses lines and makes addresses links on a terminal alone', () => {
    const before = { ...process.env };
    try {
      for (const name of ['NO_COLOR', 'FORCE_COLOR']) delete process.env[name];
      process.env['TERM'] = 'xterm';
      const page = printed('MLP305', {}, { isTTY: true, columns: 80 });
      expect(page).toContain('\u001b[31m- dZ = (P - Y) / len(X) / len(X)\u001b[39m');
      expect(page).toContain('\u001b[32m+ dZ = (P - Y) / len(X)\u001b[39m');
      const address = 'https://github.com/d2l-ai/d2l-en/pull/1000';
      expect(page).toContain(`\u001b]8;;${address}\u001b\\${address}\u001b]8;;\u001b\\`);
      expect(printed('MLP305')).toContain(address);
      expect(printed('MLP305')).not.toContain('\u001b');
    } finally {
      process.env = before;
    }
  });

  it('asks, of what is nearly a mistake, whether that was meant', () => {
    expect(() => printed('mean-twise')).toThrow(
      new Fault("There is no mistake 'mean-twise'. Did you mean MLP305 mean-twice? All there are: npm run compare -- explain-mistake --list"),
    );
    expect(() => printed('MLP999')).toThrow(/no mistake 'MLP999'/);
    expect(() => printed('xylophone')).toThrow(new Fault("There is no mistake 'xylophone'. All there are: npm run compare -- explain-mistake --list"));
    expect(() => printed(undefined)).toThrow(/expected a code/);
  });

  it('--list has every mistake by what is seen, --markdown a document', () => {
    expect(printed(undefined, { list: true })).toMatch(
      /It learns, but too slowly\n(?: {2}.*\n| {16}.*\n)* {2}MLP305 {8}The mean over the batch is taken twice\.\n/,
    );
    expect(printed('mean-twice', { markdown: true })).toMatch(/^# MLP305 mean-twice\n\n\*\*The mean over the batch is taken twice\.\*\*\n/);
    expect(printed(undefined, { list: true, markdown: true })).toMatch(/^# Mistakes\n/);
  });

  it('is a command of mlp-compare: 0, and 2 for what it does not know', { timeout: 60_000 }, async () => {
    const found = await runCli(['explain-mistake', 'adam'], { cwd: '.' });
    expect(found).toMatchObject({ exitCode: 0, stderr: '' });
    expect(found.stdout).toMatch(/^MLP808 adam\n/);
    const unknown = await runCli(['explain-mistake', 'adm'], { cwd: '.' });
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('Did you mean MLP808 adam?');
  });
});
