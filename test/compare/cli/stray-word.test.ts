import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { strayWord } from '../../../compare/cli/stray-word.ts';
import { runCli } from '../../run-cli.ts';

const COMMANDS = ['diagnose', 'diff', 'history'];

it('a word that is no command is told by what was most likely meant', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stray-'));
  const rows = join(folder, 'my rows.csv');
  await writeFile(rows, 'a,b\n1,2\n');
  const told = (word: string) => strayWord(word, COMMANDS).message;
  expect(told('diagnos')).toBe("There is no command 'diagnos'. Did you mean diagnose?");
  expect(told('mine.py')).toBe(
    "'mine.py' is no command. To find what is wrong with it: npm run diagnose -- mine.py; to train it beside the others: npm run compare -- --network mine.py",
  );
  expect(told(rows)).toContain(`is no command. To train on it: npm run compare -- --data '${rows}'`);
  expect(told('digits')).toBe("There is no command 'digits'. See --help. With npm, a -- stands before the options: npm run compare -- --data digits");
  await rm(folder, { recursive: true });
});

it('the program says so, with the exit code of what was given wrongly', async () => {
  const { exitCode, stderr } = await runCli(['histroy', '--data', 'digits'], { cwd: tmpdir() });
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^There is no command 'histroy'\. Did you mean history\?\n$/)]);
});
