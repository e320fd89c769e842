import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { compile } from '../bench/build/build.ts';
import { packageRoot } from '../src/host/package-root.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the program, compiled. */
    compiled: string;
  }
}

const MADE_OF = ['src', 'scratch', 'tfjs', 'compare', 'bench', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const HOUR = 3_600_000;

/**
 * Before the tests that start the program: the program, compiled. From its sources a process takes half a second longer to
 * start, and so does each of its threads. It is kept, by what the sources say, until they say something else.
 */
export async function setup({ provide }: TestProject): Promise<void> {
  const root = packageRoot();
  const kept = join(root, '.cache', 'compiled');
  const folder = join(kept, keyOf(root));
  provide('compiled', folder);
  if (existsSync(folder)) return;
  mkdirSync(kept, { recursive: true });
  for (const old of readdirSync(kept).map((name) => join(kept, name))) {
    if (Date.now() - statSync(old).mtimeMs > HOUR) rmSync(old, { recursive: true }); // a younger one may be in use
  }
  const making = `${folder}-${process.pid}`;
  await compile(making, ['--declaration', 'false']);
  await rename(making, folder).catch(() => rm(making, { recursive: true })); // another run of the tests was faster
}

function keyOf(root: string): string {
  const hash = createHash('sha256');
  for (const path of MADE_OF.flatMap((name) => filesIn(root, name))) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(root: string, name: string): string[] {
  if (!statSync(join(root, name)).isDirectory()) return [name];
  const found = readdirSync(join(root, name), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
