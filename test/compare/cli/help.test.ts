import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../compare/cli/command-line.ts';
import { diagnoseProgram } from '../../../compare/cli/diagnose/program.ts';
import { explainProgram } from '../../../compare/cli/explain/program.ts';

/** What --help prints on a terminal of so many columns. */
async function helpOf(program: (host: Host) => { parseAsync(argv: string[]): Promise<unknown> }, columns: number): Promise<string[]> {
  let text = '';
  const stream = Object.assign(
    new PassThrough().on('data', (chunk: Buffer) => void (text += chunk.toString())),
    { columns },
  ) as unknown as NodeJS.WriteStream;
  await program({ argv: [], env: { LANG: 'C.UTF-8' }, stdout: stream, stderr: stream } as unknown as Host)
    .parseAsync(['node', 'program', '--help'])
    .catch(() => undefined); // it ends by throwing
  return text.split('\n');
}

describe.each([
  ['diagnose', diagnoseProgram],
  ['explain', (host: Host) => explainProgram(host, () => {})],
] as const)('%s --help', (_, program) => {
  it.each([60, 80, 120])('is no wider than %i columns, but for commands, which are whole lines to be pasted', async (columns) => {
    const lines = await helpOf(program, columns);
    const examples = lines.indexOf('Examples:');
    expect(examples).toBeGreaterThan(10);
    for (const line of lines.slice(0, examples)) expect(line.length, line).toBeLessThanOrEqual(columns);
    for (const line of lines.slice(examples + 1)) expect(line).toMatch(/^( {2}npm run \S.*)?$/);
  });
});
