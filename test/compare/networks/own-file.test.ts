import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownFile } from '../../../compare/networks/own-file.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'own-file-'))));
afterEach(() => rm(folder, { recursive: true }));

it('is the file that a network is in: a module, a Python file, what a command is given', async () => {
  await mkdir(join(folder, 'src'));
  for (const name of ['mine.ts', 'mine.py', 'src/net.jl']) await writeFile(join(folder, name), `in ${name}`);
  for (const [source, file] of Object.entries({ './mine.ts': 'mine.ts', 'mine.py': 'mine.py', 'julia --fast src/net.jl 3': 'src/net.jl' })) {
    expect(await ownFile(source, folder)).toEqual({ file: join(file), text: `in ${file}` });
  }
});

it('is none of a network that ships, of what is no text, of what is very long, and of what is not there', async () => {
  await writeFile(join(folder, 'tfjs'), 'text');
  await writeFile(join(folder, 'program'), 'ELF\0\0');
  await writeFile(join(folder, 'long.py'), 'x'.repeat(600_000));
  for (const source of ['tfjs', './program 3', 'long.py', 'none.py', '"']) expect(await ownFile(source, folder)).toBeUndefined();
});
