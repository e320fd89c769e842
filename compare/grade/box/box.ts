import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../../src/host/package-root.ts';
import type { Command } from '../../networks/child.ts';
import type { ModuleFile } from '../../networks/load-module.ts';
import { pythonCommand } from '../../networks/python-file.ts';
import { bundled } from './bundle.ts';
import { confined } from './confine.ts';
import type { Interpreter } from './interpreter.ts';
import type { Isolation } from './isolation.ts';
import type { Limits } from './limits.ts';

/** Where submissions run, as plain data: a worker is handed it. */
export interface Box {
  readonly isolation: Isolation;
  readonly limits: Limits;
  /** That jobs lie in, each in a folder of its own. */
  readonly folder: string;
  readonly python?: Interpreter;
  readonly node?: Interpreter & { readonly host: string; readonly plugin: string };
}

/** The command that runs the submission in that folder, in the box. @throws Fault or Error where it cannot be made one */
export async function commandIn(box: Box, folder: string, files: ReadonlyMap<string, Uint8Array>, main: string): Promise<Command> {
  return /\.(?:py|ipynb)$/.test(main) ? inPython(box, folder, main) : inNode(box, folder, files, main);
}

async function inPython({ python, isolation, limits }: Box, folder: string, main: string): Promise<Command> {
  if (!python) throw new TypeError('No Python was asked for.');
  const command = await pythonCommand(
    { kind: 'python', path: main, name: nameOf(main), shown: main },
    { cwd: folder, timeoutSeconds: 0, python: python.program },
  );
  const env = { PYTHONPATH: join(packageRoot(), 'python'), PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1', MLP_COMPARE_ASKS: '1', ...ONE_THREAD };
  return confined({ command, folder, reads: python.reads, env }, isolation, limits);
}

/** Threads of NumPy's own gain nothing on networks so small, and each counts as a process. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

const HEAP_SHARE = 0.5;

async function inNode({ node, isolation, limits }: Box, folder: string, files: ReadonlyMap<string, Uint8Array>, main: string): Promise<Command> {
  if (!node) throw new TypeError('No Node was asked for.');
  const { code, definitions } = await bundled(files, main);
  const path = join(folder, 'submission.mjs');
  await writeFile(path, code);
  await packed(folder, node.plugin);
  const file: ModuleFile = { path, shown: main, cwd: folder, definitions };
  const told = join(folder, 'submission.json');
  await writeFile(told, JSON.stringify(file));
  const heap = `--max-old-space-size=${Math.floor(limits.megabytes * HEAP_SHARE)}`;
  const args = [heap, '--enable-source-maps', ...permissions(isolation, folder, node.reads), node.host, told];
  return confined(
    { command: { kind: 'command', isFile: true, program: node.program, args, name: nameOf(main), shown: main }, folder, reads: node.reads, env: {} },
    isolation,
    limits,
  );
}

/** Node's own, where nothing else holds files. */
function permissions({ kind }: Isolation, folder: string, reads: readonly string[]): string[] {
  if (kind !== 'limits') return [];
  const name = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
  return [name, '--no-warnings', ...[folder, ...reads].map((path) => `--allow-fs-read=${path}/*`)];
}

/** What 'mlp-compare/plugin' is for a submission. */
async function packed(folder: string, plugin: string): Promise<void> {
  const place = join(folder, 'node_modules', 'mlp-compare');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'package.json'), '{ "name": "mlp-compare", "type": "module", "exports": { "./plugin": "./plugin.js" } }\n');
  await writeFile(join(place, 'plugin.js'), `export * from ${JSON.stringify(plugin)};\n`);
}

function nameOf(main: string): string {
  return main.replace(/^.*\//, '').replace(/\.\w+$/, '');
}
