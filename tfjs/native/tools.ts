import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calledAs } from '../../src/host/called-as.ts';
import { formatSize } from './folders.ts';
import { Obstacle } from './obstacle.ts';
import { complaint, type Job, run, succeeded } from './run.ts';

/** The most that is on disk at once: the wheel (0.27 GB), its two libraries (0.85 GB) and some room. */
const spaceNeeded = 1.3e9;

export interface Machine {
  platform: string;
  arch: string;
  /** glibc's version, 'major.minor'; undefined on musl. */
  glibc: string | undefined;
}

export function thisMachine(): Machine {
  const report = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return { platform: process.platform, arch: process.arch, glibc: report.header.glibcVersionRuntime };
}

/** Throws an Obstacle where the wheel's libraries cannot run: they are for Linux x86-64 with glibc 2.27 or newer. */
export function checkMachine({ platform, arch, glibc }: Machine): void {
  const why = 'The libraries come from a Python wheel for Linux x86-64, built for glibc 2.27 or newer.';
  if (platform !== 'linux' || arch !== 'x64') {
    throw new Obstacle(`it cannot be built on ${platform} ${arch}.`, why, "Use a Linux x86-64 machine, or wait until the package's own installer works again.");
  }
  const [major = 0, minor = 0] = (glibc ?? '0.0').split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 27)) {
    throw new Obstacle(
      `the C library is ${glibc === undefined ? 'not glibc' : `glibc ${glibc}`}.`,
      why,
      'Use a distribution with glibc 2.27 or newer, for example Debian or Ubuntu (not Alpine).',
    );
  }
}

/** Throws an Obstacle where the disk has no room for the build. */
export function checkSpace(job: Job): void {
  mkdirSync(job.build, { recursive: true });
  const free = job.freeBytes(job.build);
  if (free >= spaceNeeded) return;
  throw new Obstacle(
    `only ${formatSize(free)} are free on the disk.`,
    `Building it takes ${formatSize(spaceNeeded)} for a while under ${job.root}, and 0.9 GB in the end.`,
    `Free some space on that disk, then run again: ${calledAs('native')}`,
  );
}

/** The Python to call. Without `pip` it is used only to unpack. Throws an Obstacle where it is not there. */
export async function findPython(job: Job, needs: { pip: boolean }): Promise<string> {
  const python = 'python3';
  const version = await run(job, python, ['-c', 'import zipfile, zlib']);
  if (!succeeded(version)) {
    throw new Obstacle(
      `python3 cannot be used: ${complaint(version)}.`,
      'TensorFlow comes as a Python wheel, which python3 unpacks and its pip downloads and checks.',
      `Install it, for example: apt-get install python3 python3-pip (Debian, Ubuntu), then run again: ${calledAs('native')}`,
    );
  }
  const pip = needs.pip ? await run(job, python, ['-m', 'pip', '--version']) : undefined;
  if (pip !== undefined && !succeeded(pip)) {
    throw new Obstacle(
      `python3 has no pip: ${complaint(pip)}.`,
      'pip downloads the TensorFlow wheel and checks its hash.',
      `Install it, for example: apt-get install python3-pip, or give a wheel already at hand: ${calledAs('native', ['--wheel FILE'])}`,
    );
  }
  return python;
}

/** The C++ compiler as a command line in parts: $CXX, else the first there is. Throws an Obstacle where there is none. */
export async function findCompiler(job: Job): Promise<[string, ...string[]]> {
  const candidates = job.env.CXX?.trim() ? [job.env.CXX.trim()] : ['g++', 'c++', 'clang++'];
  for (const candidate of candidates) {
    const [command = '', ...args] = candidate.split(/\s+/);
    if (succeeded(await run(job, command, [...args, '--version']))) return [command, ...args];
  }
  throw new Obstacle(
    `there is no C++ compiler (looked for ${candidates.join(', ')}).`,
    'The binding of @tensorflow/tfjs-node must be compiled once against the libraries of the wheel.',
    `Install one, for example: apt-get install g++ (Debian, Ubuntu), dnf install gcc-c++ (Fedora), then run again: ${calledAs('native')}`,
  );
}

/**
 * The folder of node_api.h: npm's `nodedir`, else beside this Node, else undefined (the npm package node-api-headers
 * then serves). Any will do: N-API is ABI-stable, so one build loads on every Node.
 */
export function findNodeHeaders(env: NodeJS.ProcessEnv): string | undefined {
  const places = [env.npm_config_nodedir, dirname(dirname(realpathSync(process.execPath)))];
  return places
    .filter((place) => place !== undefined && place !== '')
    .map((place) => join(place!, 'include', 'node'))
    .find((folder) => existsSync(join(folder, 'node_api.h')));
}
