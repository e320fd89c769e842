import { execFile } from 'node:child_process';
import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/host/package-root.ts';

const run = promisify(execFile);

/** What ended, and what it said. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The package as a user has it: packed, and installed into a folder that held nothing. */
export interface Installed extends AsyncDisposable {
  readonly folder: string;
  readonly tarballBytes: number;
  /** Every file of the tarball, from the package's root. */
  readonly files: readonly string[];
  /** Runs Node in the folder, on a program of node_modules or a file of one's own. */
  node(...args: string[]): Promise<Ended>;
  /** Runs a command that the package brings. */
  bin(...args: string[]): Promise<Ended>;
  /** Runs the other one, with an npm of one's own for the packages that it fetches. */
  native(npm: string, ...args: string[]): Promise<Ended>;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

export async function install(files: Readonly<Record<string, string>>): Promise<Installed> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'package-')));
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], packageRoot());
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as Packed[]; // what prepack prints goes before
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await npm(['install', '--prefer-offline', '--no-audit', '--ignore-scripts', `./${packed!.filename}`], folder);
  await rm(join(folder, packed!.filename));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const node = (...args: string[]) => ended(process.execPath, args, folder);
  const compiled = (...path: string[]) => join('node_modules', 'mlp-compare', 'dist', ...path, 'cli.js');
  return {
    folder,
    tarballBytes: packed!.size,
    files: packed!.files.map(({ path }) => path),
    node,
    bin: (...args) => node(compiled('compare', 'cli'), ...args),
    native: (npm, ...args) => ended(process.execPath, [compiled('tfjs', 'native'), ...args], folder, { npm_execpath: npm }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The commands that npm linked, by name. */
export async function linked(folder: string): Promise<string[]> {
  return (await readdir(join(folder, 'node_modules', '.bin'))).filter((name) => name.startsWith('mlp-compare'));
}

function npm(args: string[], cwd: string): Promise<{ stdout: string }> {
  const itself = process.env['npm_execpath']; // set by npm for what it runs; on Windows the command alone is a shell's
  return itself?.endsWith('.js') ? run(process.execPath, [itself, ...args], { cwd }) : run('npm', args, { cwd, shell: process.platform === 'win32' });
}

async function ended(program: string, args: readonly string[], cwd: string, settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  try {
    const { stdout, stderr } = await run(program, [...args], { cwd, env: { PATH, HOME, SystemRoot, ...settings } });
    return { exitCode: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { exitCode: code, stdout, stderr };
  }
}
