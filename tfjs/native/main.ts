import { calledAs } from '../../src/host/called-as.ts';
import { buildFolder, folderSize, formatSize, nativeFolder } from './folders.ts';
import { type InstallOptions, install } from './install.ts';
import { installedPackages } from './load.ts';
import { describeObstacle, diskFull, Obstacle } from './obstacle.ts';
import { type Output, stepsOn } from './progress.ts';
import { prove } from './prove.ts';
import { removeNative } from './remove.ts';
import type { Job } from './run.ts';

export interface MainOptions extends InstallOptions {
  remove?: boolean | undefined;
  verbose?: boolean | undefined;
}

/** The world that the command works in. */
export interface World {
  root: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  freeBytes: (folder: string) => number;
  output: Output;
  errors: Output;
}

/** Does what `npm run native` was asked; returns the exit code. Nothing that a machine may lack throws. */
export async function main(options: MainOptions, world: World): Promise<number> {
  const job: Job = { ...world, build: buildFolder(world.root), echo: (text) => options.verbose && world.errors.write(text) };
  try {
    if (options.remove) return remove(world);
    if (await alreadyThere(world)) return 0;
    world.output.write('Native TensorFlow for @tensorflow/tfjs-node\n');
    const { tensorflow } = await install(job, stepsOn(world.output), options);
    const size = formatSize(folderSize(nativeFolder(world.root)));
    world.output.write(
      `Native TensorFlow ${tensorflow} is ready on Node ${process.versions.node}; ${size} in .cache/native (${calledAs('native', ['--remove'])} undoes it).\n`,
    );
    return 0;
  } catch (error) {
    if (world.signal.aborted) {
      world.errors.write(`\nInterrupted; nothing was put in place. Run again: ${calledAs('native')}\n`);
      return 130;
    }
    if (options.verbose) world.errors.write(`${(error as Error).stack}\n`);
    world.errors.write(`${describeObstacle(asObstacle(error, job.build))}\n`);
    return 1;
  }
}

function remove({ root, output }: World): number {
  const bytes = removeNative(root);
  output.write(bytes === 0 ? 'There was nothing to remove: .cache/native does not exist.\n' : `Removed .cache/native (${formatSize(bytes)}).\n`);
  return 0;
}

/** Says so where a binding loads already: ours, or the one that npm's own installation left in node_modules. */
async function alreadyThere({ root, output }: World): Promise<boolean> {
  for (const folder of installedPackages(root)) {
    const proof = await prove(folder);
    if (proof.state !== 'proved') continue;
    output.write(`Native TensorFlow ${proof.tensorflow} is there already and trains as the cpu runtime does.\n`);
    return true;
  }
  return false;
}

/** Our own file operations can meet a full disk as well as the programs we run; what nobody foresaw still reads as one message. */
function asObstacle(error: unknown, folder: string): Obstacle {
  if (error instanceof Obstacle) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Obstacle(
      `a file cannot be written: ${message}.`,
      'Native TensorFlow is put into .cache/ of this program.',
      `Run it as the user who owns this folder: ${calledAs('native')}`,
    );
  }
  return new Obstacle(`${message}.`, 'This was not foreseen.', `See where it happened: ${calledAs('native', ['--verbose'])}`);
}
