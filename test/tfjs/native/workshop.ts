import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../../src/host/package-root.ts';
import type { World } from '../../../tfjs/native/main.ts';

export const installedVersion = (createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as { version: string }).version;

/** Writes a file and the folders above it. */
export function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A project of its own below this one (so that it finds the one @tensorflow/tfjs-core), gone when the test ends. */
export function temporaryRoot(): string {
  const cache = join(packageRoot(), '.cache');
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(cache, 'test-native-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(join(root, 'package.json'), '{"private": true}');
  write(
    join(root, 'package-lock.json'),
    JSON.stringify({
      packages: { 'node_modules/@tensorflow/tfjs-node': { version: installedVersion, integrity: 'sha512-pinned' } },
    }),
  );
  return root;
}

/** The programs on a machine: a shell script for each name, or 'real' for the one that is installed here. */
export type Programs = Record<string, string>;

/** A world with just these programs on its PATH, enough disk, and a record of what is printed. */
export function world(root: string, programs: Programs, changes: Partial<World> & { npm?: string } = {}): World & { said: () => string } {
  const bin = join(root, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    const path = join(bin, name);
    writeFileSync(path, `#!/bin/sh\n${script === 'real' ? `exec ${realPath(name)} "$@"` : script}\n`);
    chmodSync(path, 0o755);
  }
  let said = '';
  const output = { write: (text: string) => void (said += text) };
  const env = { PATH: bin, ...(changes.npm === undefined ? {} : { npm_execpath: changes.npm }) };
  return { root, env, signal: new AbortController().signal, freeBytes: () => 100e9, output, errors: output, said: () => said, ...changes };
}

/** Where a program is installed here; of Python the interpreter itself, since what is on the PATH may be a shim. */
function realPath(name: string): string {
  const [command, args] = name === 'python3' ? ['python3', ['-c', 'import sys; print(sys.executable)']] : ['/bin/sh', ['-c', `command -v ${name}`]];
  return execFileSync(command as string, args as string[], { encoding: 'utf8' }).trim();
}

/** A compiler that makes an empty file where it was told to. */
export const fakeCompiler = 'while [ $# -gt 0 ]; do if [ "$1" = -o ]; then : > "$2"; fi; shift; done';

/** Python with pip, and whose pip 'downloads' a given wheel. */
export const pythonWithWheel = (wheel: string): string => `case "$*" in
  *"pip download"*) while [ $# -gt 0 ]; do if [ "$1" = --dest ]; then cp ${wheel} "$2"; fi; shift; done ;;
  *"-m pip"*) exit 0 ;;
  *) exec ${realPath('python3')} "$@" ;;
esac`;

/** Trains as the cpu runtime does, under the name of the native one, where that is not yet there. */
export const likeCpu = `const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
if (!tf.findBackendFactory('tensorflow')) {
  tf.copyRegisteredKernels('cpu', 'tensorflow');
  tf.registerBackend('tensorflow', () => Object.assign(tf.findBackendFactory('cpu')(), { binding: { TF_Version: '2.99.0' } }), 3);
}
tf.setBackend('tensorflow');`;

/** The same with a mistake: tanh(x) = x. */
export const wronglyTrained = `${likeCpu}
tf.unregisterKernel('Tanh', 'tensorflow');
tf.registerKernel({ ...tf.getKernel('Identity', 'cpu'), kernelName: 'Tanh', backendName: 'tensorflow' });`;

/** The files of a @tensorflow/tfjs-node package with this main program and installer. */
export function fakePackage(folder: string, index: string, installer = 'process.exit(1)', version = installedVersion): string {
  const description = {
    name: '@tensorflow/tfjs-node',
    version,
    main: 'dist/index.js',
    dependencies: { '@tensorflow/tfjs': version },
    binary: { napi_versions: [3, 8] },
  };
  write(join(folder, 'package.json'), JSON.stringify(description));
  write(join(folder, 'dist', 'index.js'), index);
  write(join(folder, 'scripts', 'install.js'), installer);
  write(join(folder, 'binding', 'tfjs_backend.cc'), 'static std::set<std::string> ATTR_NAME_SET;\n');
  return folder;
}

/** An npm whose registry has this package alone; the path for npm_execpath. */
export function fakeNpm(root: string, packageFolder: string, integrity = 'sha512-pinned'): string {
  const archive = join(root, 'registry.tgz');
  execFileSync('tar', ['-czf', archive, '--transform', 's,^[.],package,', '-C', packageFolder, '.']);
  return write(
    join(root, 'npm.cjs'),
    `
    if (process.argv[2] === 'pack') {
      require('fs').copyFileSync(${JSON.stringify(archive)}, 'package.tgz');
      console.log(JSON.stringify([{ filename: 'package.tgz', integrity: '${integrity}' }]));
    }`,
  );
}

/** A zip file with the names of a tensorflow-cpu wheel's files, or others; real zip, made by Python. */
export function fakeWheel(root: string, names: string[] = wheelNames): string {
  const path = join(root, 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl');
  const program = 'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as z:\n  for n in sys.argv[2:]: z.writestr(n, n * 100)';
  execFileSync('python3', ['-c', program, path, ...names]);
  return path;
}

const wheelNames = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  'tensorflow/include/tensorflow/c/c_api.h',
  'tensorflow/include/tsl/platform/ctstring.h',
  'tensorflow/python/not_wanted.py',
];
