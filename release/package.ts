import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../src/fault.ts';
import { ran, succeeds } from './command.ts';

/** The releases of Node that the package is tried on. */
export const NODES = [20, 22, 24, 26] as const;

/** Packs the tree into `folder`, compiled. @returns the tarball's name */
export async function pack(root: string, folder: string): Promise<string> {
  await succeeds('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Fault(`npm pack left no tarball in ${folder}.`);
  return tarball;
}

/** Installs a tarball as a reader would, in a folder that holds nothing else. @returns that folder */
export async function install(folder: string, tarball: string): Promise<string> {
  const place = join(folder, 'installed');
  await mkdir(place);
  await writeFile(join(place, 'package.json'), '{ "private": true, "type": "module" }');
  await succeeds('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, tarball)], { cwd: place });
  return place;
}

/** Node's newest release of that number, which npm brings as a package. @returns its program */
export async function fetchNode(folder: string, major: number): Promise<string> {
  const place = join(folder, `node-${major}`);
  await mkdir(place);
  await writeFile(join(place, 'package.json'), '{ "private": true }');
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  await succeeds('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `${name}@${major}`], { cwd: place });
  return join(place, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * The installed package under that Node: its version, a comparison in parity, a network with a mistake that must be named.
 * @returns Node's version; @throws Fault with what came instead
 */
export async function tryOn(node: string, installed: string, version: string): Promise<string> {
  const program = join('node_modules', 'mlp-compare', 'dist', 'compare', 'cli', 'cli.js');
  const asked = async (args: readonly string[], exitCode: number, expected: string) => {
    const got = await ran(node, [program, ...args], { cwd: installed });
    if (got.exitCode === exitCode && got.output.includes(expected)) return;
    throw new Fault(
      `'mlp-compare ${args.join(' ')}': expected exit code ${exitCode} and '${expected}', got ${got.exitCode} and '${got.output.trim().slice(-200)}'.`,
    );
  };
  const nodeVersion = (await succeeds(node, ['--version'], { cwd: installed })).trim();
  await asked(['--version'], 0, version);
  const out = join('reports', nodeVersion);
  await asked(['--data', 'penguins', '--epochs', '2', '--assert-parity', '--tfjs-runtime', 'wasm', '--out', out], 0, 'IN PARITY: scratch and tfjs');
  await asked(['diagnose', '--network', join('node_modules', 'mlp-compare', 'examples', 'document.ts')], 1, 'The mean over the batch is taken twice.');
  return nodeVersion;
}
