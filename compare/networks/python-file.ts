import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import type { Command } from './child.ts';
import type { PluginOptions } from './options.ts';
import type { Source } from './source.ts';

type PythonFile = Extract<Source, { kind: 'python' }>;

/** The command that lets a Python file answer: the file itself where it serves the protocol, else the helper that looks for a network in it. */
export async function pythonCommand({ path, name, shown }: PythonFile, { cwd, python = 'python3', style, map = [], runAll }: PluginOptions): Promise<Command> {
  const text = await readFile(resolve(cwd, path), 'utf8');
  const serves = /^\s*(?:from|import)\s+mlp_compare\b/m.test(text) && /\bserve\s*\(/.test(text);
  const helper = join(packageRoot(), 'compare', 'networks', 'python', 'bring.py');
  const options = [...(style ? ['--style', style] : []), ...map.flatMap((pair) => ['--map', pair]), ...(runAll ? ['--run-all'] : [])];
  const args = serves ? [path] : ['-B', helper, path, ...options];
  return { kind: 'command', isFile: true, program: python, args, name, shown };
}
