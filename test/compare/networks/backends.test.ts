import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withBackends } from '../../../compare/networks/backends.ts';
import { compare } from '../../../compare/run/compare.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { hangingProgram, isGone, pidsIn } from '../../faults/hanging-program.ts';
import { folderWith } from './fixtures.ts';

describe('networks that are made are closed', () => {
  it.each([
    ['though another cannot be made', 'nothing', "There is no network 'nothing'."],
    ['though another is misspelt', 'tfsj', "There is no network 'tfsj'. Did you mean tfjs?"],
    ['though what they are made for fails', 'scratch', 'no use'],
  ])('%s', async (_name, other, why) => {
    await using folder = await folderWith({});
    const [pids, program] = [join(folder.cwd, 'pids'), join(folder.cwd, 'net.cjs')];
    await writeFile(program, hangingProgram(pids));
    const names = [`node ${program}`, other];
    await expect(withBackends(names, parseRunSpec({}, String), () => Promise.reject(new Fault('no use')))).rejects.toThrow(why);
    for (const pid of await pidsIn(pids)) expect(await isGone(pid)).toBe(true);
  });

  it('and none is made for data that is not there', async () => {
    await using folder = await folderWith({});
    const [pids, program] = [join(folder.cwd, 'pids'), join(folder.cwd, 'net.cjs')];
    await writeFile(program, hangingProgram(pids));
    await expect(compare(parseRunSpec({ data: join(folder.cwd, 'no'), networks: [`node ${program}`] }, String))).rejects.toThrow('no such file or folder');
    expect(existsSync(pids)).toBe(false);
  });
});
