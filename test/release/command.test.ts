import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ran, succeeds } from '../../release/command.ts';

const place = { cwd: tmpdir() };

describe('a command of the checklist', () => {
  it('is run in its place, and what it prints is kept', async () => {
    expect(await ran(process.execPath, ['-e', 'console.log(1); console.error(2); process.exitCode = 3'], place)).toEqual({ exitCode: 3, output: '1\n2\n' });
  });

  it('that has to succeed and does not is told in one line, with the first that speaks of an error', async () => {
    const program = "console.log('begun\\na.ts(1,5): error TS1: all is lost.\\nb.ts: error 2'); console.error('end'); process.exit(4)";
    await expect(succeeds(process.execPath, ['-e', program], place)).rejects.toThrow(/ended with exit code 4: a\.ts\(1,5\): error TS1: all is lost\.$/);
  });

  it('or else the last, without its colours, or with none', async () => {
    const program = "console.log('first'); console.error('\\u001b[31mall is lost\\u001b[39m\\n'); process.exit(4)";
    await expect(succeeds(process.execPath, ['-e', program], place)).rejects.toThrow(/ended with exit code 4: all is lost\.$/);
    await expect(succeeds(process.execPath, ['-e', 'process.exit(4)'], place)).rejects.toThrow(/ended with exit code 4\.$/);
  });

  it('that is not there is told as such', async () => {
    await expect(succeeds('no-such-program', [], place)).rejects.toThrow('no-such-program cannot be started: ENOENT.');
  });
});
