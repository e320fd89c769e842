import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calledAs } from '../../src/host/called-as.ts';
import { packageFolder } from './folders.ts';
import { Obstacle } from './obstacle.ts';
import { type Pinned, pinned, TFJS_NODE } from './pinned.ts';
import { complaint, type Ended, type Job, run, succeeded } from './run.ts';

/**
 * Lays the files of @tensorflow/tfjs-node, in the version and with the hash that this program pins, and the packages it needs
 * into the build folder. Not @tensorflow/tfjs, in whose place it is given the project's one instance of its parts, which lies further up the path. Runs no install script. `headers` adds the npm package with Node's N-API headers.
 */
export async function obtainPackage(job: Job, options: { headers: boolean }): Promise<void> {
  const wanted = pinned(job.root);
  const unpacked = await fetchPackage(job, wanted);
  const { dependencies } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  delete dependencies['@tensorflow/tfjs'];
  for (const dependency of Object.keys(dependencies)) {
    dependencies[dependency] = wanted.versionOf(dependency) ?? dependencies[dependency]!;
  }
  if (options.headers) dependencies['node-api-headers'] = '^1.9.0';
  writeFileSync(join(job.build, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2));
  const installed = await npm(job, ['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund']);
  if (!succeeded(installed)) throw notFetched(installed);
  mkdirSync(dirname(packageFolder(job.build)), { recursive: true });
  renameSync(unpacked, packageFolder(job.build));
  placeStandIn(job.build, wanted.version);
}

/** What the package takes for @tensorflow/tfjs: of all that this has, it asks for core and layers. */
function placeStandIn(build: string, version: string): void {
  const folder = join(build, 'node_modules', '@tensorflow', 'tfjs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@tensorflow/tfjs', version, main: 'index.js' }));
  const parts = ['core', 'layers'].map((part) => `require('@tensorflow/tfjs-${part}')`);
  writeFileSync(join(folder, 'index.js'), `Object.assign(exports, ${parts.join(', ')}, { version: { tfjs: '${version}' } });\n`);
}

/** Downloads the package, compares its hash with the pinned one, unpacks it, and returns the folder. */
async function fetchPackage(job: Job, { version, integrity }: Pinned): Promise<string> {
  const packed = await npm(job, ['pack', `${TFJS_NODE}@${version}`, '--json', '--ignore-scripts', '--silent']);
  if (!succeeded(packed)) throw notFetched(packed);
  const text = packed.output.slice(packed.output.indexOf('['), packed.output.lastIndexOf(']') + 1);
  const [fetched] = JSON.parse(text) as [{ filename: string; integrity: string }];
  if (integrity !== undefined && fetched.integrity !== integrity) {
    throw new Obstacle(
      `${TFJS_NODE} ${version} is not the one that this program pins.`,
      'Its hash differs.',
      'Check which registry npm asks: npm config get registry',
    );
  }
  const archive = join(job.build, fetched.filename);
  const unpacked = await run(job, 'tar', ['-xzf', archive]);
  if (!succeeded(unpacked))
    throw new Obstacle(
      `${fetched.filename} cannot be unpacked: ${complaint(unpacked)}.`,
      'It holds the sources of the binding.',
      `Check that tar and gzip are installed, then run again: ${calledAs('native')}`,
    );
  rmSync(archive);
  return join(job.build, 'package');
}

/** npm as it runs us, else the one on the PATH, at work in the build folder and there alone. */
function npm(job: Job, args: string[]): Promise<Ended | 'absent'> {
  const script = job.env.npm_execpath;
  const [command, ...first] = script !== undefined && existsSync(script) ? [process.execPath, script] : ['npm'];
  return run(job, command!, [...first, ...args, '--prefer-offline', '--prefix', job.build]);
}

function notFetched(ended: Ended | 'absent'): Obstacle {
  return new Obstacle(
    `npm could not fetch ${TFJS_NODE} or what it needs: ${complaint(ended)}.`,
    'npm deleted the package when its installer failed, so its files must be fetched again.',
    `Check the connection to the npm registry (npm ping), then run again: ${calledAs('native')}`,
  );
}
