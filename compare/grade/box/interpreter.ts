import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Fault } from '../../../src/fault.ts';
import { packageRoot } from '../../../src/host/package-root.ts';

const run = promisify(execFile);

/** A program that runs submissions, and what it reads. */
export interface Interpreter {
  readonly program: string;
  readonly reads: readonly string[];
  /** Arguments with which it shows that all it needs is there. */
  readonly trial: readonly string[];
}

const ASKED = 'import json, sys, numpy; print(json.dumps([sys.executable, sys.prefix, sys.base_prefix, numpy.__path__[0].rsplit("/", 1)[0]]))';

/** @throws Fault where there is no such Python, or it has no NumPy */
export async function pythonInterpreter(python: string): Promise<Interpreter> {
  try {
    const { stdout } = await run(python, ['-c', ASKED], { cwd: '/' });
    const [program, ...folders] = JSON.parse(stdout) as [string, ...string[]];
    const root = packageRoot();
    const [helper, bring] = [join(root, 'python'), join(root, 'compare', 'networks', 'python')];
    const trial = [
      '-c',
      `import sys, numpy; sys.path.append(${JSON.stringify(helper)}); import mlp_compare; open(${JSON.stringify(join(bring, 'bring.py'))}).close()`,
    ];
    return { program, reads: [...new Set([...folders, helper, bring])], trial };
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? '')
      .trim()
      .split('\n')
      .at(-1);
    throw new Fault(`${python} does not run submissions in Python: ${said || String(error)}. It needs NumPy; --python names another.`);
  }
}

/**
 * Node, with the program that lets a module answer, and what 'mlp-compare/plugin' is there, in files of their own: nothing else of this
 * program is to be read from within.
 */
export async function nodeInterpreter(folder: string): Promise<Interpreter & { readonly host: string; readonly plugin: string }> {
  const own = (name: string) => fileURLToPath(new URL(`../../networks/${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [own('module-host'), own('plugin')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent', external: ['esbuild'] },
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const ofNode = process.execPath.startsWith('/usr/') ? [] : [dirname(dirname(process.execPath))];
  const plugin = join(folder, 'plugin.mjs');
  const reads = [...ofNode, folder];
  return {
    program: process.execPath,
    reads,
    trial: ['--input-type=module', '-e', `import ${JSON.stringify(plugin)};`],
    host: join(folder, 'module-host.mjs'),
    plugin,
  };
}
