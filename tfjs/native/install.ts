import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calledAs } from '../../src/host/called-as.ts';
import { compileBinding } from './compile.ts';
import { abandonedBuilds, folderSize, formatSize, nativeFolder, packageFolder } from './folders.ts';
import { discardBinding, runOwnInstaller } from './installer.ts';
import { Obstacle } from './obstacle.ts';
import { obtainPackage } from './package.ts';
import type { Step } from './progress.ts';
import { type Proof, prove } from './prove.ts';
import type { Job } from './run.ts';
import { checkMachine, checkSpace, findCompiler, findNodeHeaders, findPython, type Machine, thisMachine } from './tools.ts';
import { checkWheel, unpackWheel } from './unpack.ts';
import { downloadWheel, givenWheel, knownToWork } from './wheel.ts';

export interface InstallOptions {
  /** A tensorflow-cpu wheel already at hand. */
  wheel?: string | undefined;
  /** A version range of tensorflow-cpu, as pip reads it. */
  tensorflow?: string | undefined;
  machine?: Machine | undefined;
}

interface Proved {
  tensorflow: string;
  difference: number;
}

interface Tools {
  python: string;
  compiler: [string, ...string[]];
}

/**
 * Makes native TensorFlow in the job's build folder, proves it there, and puts it in place in one rename, so that an
 * interruption leaves nothing that would load. A wheel or a range given by the user means: not the package's own
 * installer. Throws an Obstacle where it cannot be done; the build folder is gone in any case.
 */
export async function install(job: Job, step: Step, options: InstallOptions): Promise<Proved> {
  for (const abandoned of abandonedBuilds(job.root)) rmSync(abandoned, { recursive: true, force: true });
  mkdirSync(job.build, { recursive: true });
  try {
    const asked = options.wheel !== undefined || options.tensorflow !== undefined;
    const proved = asked ? await fromWheel(job, step, options) : ((await fromOwnInstaller(job, step)) ?? (await fromWheel(job, step, options)));
    place(job);
    return proved;
  } finally {
    rmSync(job.build, { recursive: true, force: true, maxRetries: 5 }); // a compiler that was just killed may still write
  }
}

/** Undefined where the package's own installer failed, or what it installed does not work here. */
async function fromOwnInstaller(job: Job, step: Step): Promise<Proved | undefined> {
  await fetchPackage(job, step);
  const fault = await step(
    'its own installer',
    () => runOwnInstaller(job),
    (fault) => (fault === undefined ? 'succeeded' : `failed: ${fault}`),
  );
  if (fault !== undefined) return undefined;
  const proof = await tenSteps(job, step);
  if (proof.state === 'proved') return proof;
  discardBinding(job);
  return undefined;
}

/** What can be checked at once is checked before anything long begins. */
async function fromWheel(job: Job, step: Step, options: InstallOptions): Promise<Proved> {
  const tools = await checkAll(job, options);
  if (!existsSync(packageFolder(job.build))) await fetchPackage(job, step);
  const wheel = options.wheel === undefined ? await download(job, step, tools, options.tensorflow) : givenWheel(options.wheel);
  await step(
    'unpack its libraries',
    (advance) => unpackWheel(job, tools.python, wheel, advance),
    () => formatSize(folderSize(join(packageFolder(job.build), 'deps'))),
  );
  for (const temporary of ['wheel', 'tmp']) rmSync(join(job.build, temporary), { recursive: true, force: true });
  await step(
    'compile the binding',
    () => compileBinding(job, tools.compiler, findNodeHeaders(job.env)),
    () => tools.compiler.join(' '),
  );
  const proof = await tenSteps(job, step);
  if (proof.state === 'proved') return proof;
  throw new Obstacle(
    `it was built, but ${proof.reason.replace(/[.]$/, '')}.`,
    'What does not train like the cpu runtime is not put in place.',
    `Try another version (${calledAs('native', ['--tensorflow RANGE'])}), or see all that is said: ${calledAs('native', ['--verbose'])}`,
  );
}

async function checkAll(job: Job, options: InstallOptions): Promise<Tools> {
  checkMachine(options.machine ?? thisMachine());
  checkSpace(job);
  const compiler = await findCompiler(job);
  const python = await findPython(job, { pip: options.wheel === undefined });
  if (options.wheel !== undefined) await checkWheel(job, python, givenWheel(options.wheel));
  return { python, compiler };
}

function fetchPackage(job: Job, step: Step): Promise<void> {
  const headers = findNodeHeaders(job.env) === undefined;
  return step(
    'fetch @tensorflow/tfjs-node',
    () => obtainPackage(job, { headers }),
    () => formatSize(folderSize(job.build)),
  );
}

function download(job: Job, step: Step, { python }: Tools, range = knownToWork): Promise<string> {
  return step(
    `wheel tensorflow-cpu${range}`,
    (advance) => downloadWheel(job, python, range, advance),
    () => formatSize(folderSize(join(job.build, 'wheel'))),
  );
}

function tenSteps(job: Job, step: Step): Promise<Proof> {
  const note = (proof: Proof): string => (proof.state === 'proved' ? `as on cpu, within ${proof.difference.toExponential(1)}` : 'failed');
  return step('load it and train ten steps', () => prove(packageFolder(job.build), job.signal), note);
}

/** One rename; what was there before goes with the build folder. */
function place(job: Job): void {
  job.signal.throwIfAborted();
  for (const leftover of ['node_modules/node-api-headers', 'package.json']) rmSync(join(job.build, leftover), { recursive: true, force: true });
  const target = nativeFolder(job.root);
  const aside = `${job.build}-old`;
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(target)) renameSync(target, aside);
  renameSync(job.build, target);
  rmSync(aside, { recursive: true, force: true });
}
