import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../compare/cli/command-line.ts';
import { EXIT_CODES } from '../../../compare/cli/exit-codes.ts';
import { compareProgram } from '../../../compare/cli/program.ts';

/** What a terminal of so many columns is given. */
function terminalOf(columns: number): { host: Host; said: () => string } {
  let text = '';
  const stream = Object.assign(
    new PassThrough().on('data', (chunk: Buffer) => void (text += chunk.toString())),
    { columns },
  ) as unknown as NodeJS.WriteStream;
  return { host: { argv: [], env: { LANG: 'C.UTF-8' }, stdout: stream, stderr: stream } as unknown as Host, said: () => text };
}

/** Every command with the words that call it, those of commands too. */
function commandsOf(command: Command, words: readonly string[] = []): string[][] {
  return [[...words], ...command.commands.flatMap((inner) => commandsOf(inner, [...words, inner.name()]))];
}

async function helpOf(words: readonly string[], columns: number): Promise<string[]> {
  const { host, said } = terminalOf(columns);
  await compareProgram(host, () => {})
    .parseAsync(['node', 'mlp-compare', ...words, '--help'])
    .catch(() => undefined); // it ends by throwing
  return said().split('\n');
}

const COMMANDS = commandsOf(compareProgram(terminalOf(80).host, () => {}));

describe.each(COMMANDS.map((words) => [`mlp-compare ${words.join(' ')}`.trimEnd(), words] as const))('%s --help', (_, words) => {
  it.each([60, 80, 120])('is no wider than %i columns, commands too, which a shell still takes for one', async (columns) => {
    const lines = await helpOf(words, columns);
    expect(lines[0]).toMatch(/^Usage: /);
    const examples = lines.includes('Examples:') ? lines.indexOf('Examples:') : lines.length;
    for (const line of lines) if (!/^ +> /.test(line)) expect(line.length, line).toBeLessThanOrEqual(columns); // a path is not broken
    const commands = lines
      .slice(examples + 1)
      .join('\n')
      .replace(/ \\\n +/g, ' ')
      .split('\n');
    for (const command of commands) expect(command).toMatch(/^( {2}(npm run|mlp-compare) \S.*)?$/);
    expect(commands).toEqual((await helpOf(words, 160)).slice(-commands.length));
  });
});

it('describes an option beside it, or beneath it where there is little room', async () => {
  const [wide, narrow] = [await helpOf([], 80), await helpOf([], 60)];
  expect(wide.find((line) => line.startsWith('  --data <path> '))).toMatch(/^ {2}--data <path> {2,}a file, of which a part/);
  expect(narrow.slice(narrow.indexOf('  --data <path>')).slice(1, 3)).toEqual([
    '      a file, of which a part is set aside to test with; a',
    '      folder with train.csv and test.csv (or .csv.gz), or a',
  ]);
  expect(narrow.length).toBeLessThan(1.4 * wide.length);
});

it('the help of the whole has every exit code', async () => {
  const text = (await helpOf([], 200)).join('\n');
  for (const [code, says] of EXIT_CODES) expect(text).toContain(`${code.padEnd(13)}  ${says}`);
  expect(COMMANDS.length).toBeGreaterThan(12);
});
