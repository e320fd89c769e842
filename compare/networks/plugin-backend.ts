import { readFile } from 'node:fs/promises';
import type { Backend } from '../../src/model/network.ts';
import { definitionsOf, isForeign } from './brought/definitions.ts';
import type { PluginOptions } from './options.ts';
import { processBackend } from './process.ts';
import { pythonCommand } from './python-file.ts';
import { parseSource } from './source.ts';
import { type Closable, threadBackend } from './thread.ts';

/** A backend whose networks run elsewhere, in a thread or a process that `close` ends. */
export type PluginBackend = Backend & Closable;

const DEFAULT_TIMEOUT_SECONDS = 60;

/**
 * The network that a reader brings, guarded. Nothing runs but what `source` names: a module ('./mine.ts'), in a thread,
 * a Python file ('mine.py'), of which the definitions are run, or a command ('python3 my_network.py'), started without a shell.
 * @throws Fault if there is no such file or program, or it does not begin as a network should
 */
export async function pluginBackend(source: string, options: Partial<PluginOptions> = {}): Promise<PluginBackend> {
  const settings: PluginOptions = { timeoutSeconds: DEFAULT_TIMEOUT_SECONDS, cwd: process.cwd(), ...options };
  const parsed = await parseSource(source, settings.cwd);
  if (parsed.kind === 'command') return processBackend(parsed, settings);
  if (parsed.kind === 'python') return processBackend(await pythonCommand(parsed, settings), settings);
  const { path, shown, name } = parsed;
  const { cwd, style, map } = settings;
  const text = await readFile(path, 'utf8');
  const definitions = isForeign(text) ? definitionsOf(text).source : undefined;
  return threadBackend({ path, shown, cwd, definitions, style, map }, name, settings);
}
