import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { calledAs } from '../../src/host/called-as.ts';
import { folderSize } from './folders.ts';
import { Obstacle } from './obstacle.ts';
import { complaint, type Job, run, succeeded } from './run.ts';

/** Versions of tensorflow-cpu against which the binding's sources were compiled and trained. */
export const knownToWork = '>=2.21,<2.22';

/**
 * Which of the wheels: their libraries are the same for every Python, so one Python is named and whichever version
 * is installed here may fetch it.
 */
const wheelTags = [
  ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
  ...['--platform', 'manylinux_2_27_x86_64', '--platform', 'manylinux_2_17_x86_64', '--platform', 'manylinux2014_x86_64'],
];

export type Advance = (done: number, total?: number) => void;

/** Downloads the wheel with pip, which checks its hash, and returns its path. Throws an Obstacle where pip cannot. */
export async function downloadWheel(job: Job, python: string, range: string, advance: Advance): Promise<string> {
  const folder = join(job.build, 'wheel');
  const temporary = join(job.build, 'tmp');
  for (const made of [folder, temporary]) mkdirSync(made, { recursive: true });
  let total: number | undefined;
  const timer = setInterval(() => advance(folderSize(temporary) + folderSize(folder), total), 250);
  const requirement = `tensorflow-cpu${range}`;
  const flags = ['--no-deps', '--only-binary=:all:', ...wheelTags, '--no-cache-dir', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
  try {
    const ended = await run(job, python, ['-m', 'pip', 'download', ...flags, '--dest', folder, requirement], {
      env: { TMPDIR: temporary },
      onOutput: (text) => (total = announcedSize(text) ?? total),
    });
    const file = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
    if (succeeded(ended) && file !== undefined) return join(folder, file);
    throw new Obstacle(
      `pip could not obtain ${requirement}: ${complaint(ended)}.`,
      'Its libraries are what the binding is built against.',
      `Check the connection and index of pip (python3 -m pip config list), or give a wheel already at hand: ${calledAs('native', ['--wheel FILE'])}`,
    );
  } finally {
    clearInterval(timer);
  }
}

/** The size in bytes that pip announces as 'Downloading NAME (273.8 MB)'. */
function announcedSize(text: string): number | undefined {
  const megabytes = /Downloading \S+\.whl \(([\d.]+) MB\)/.exec(text)?.[1];
  return megabytes === undefined ? undefined : Number(megabytes) * 1e6;
}

/** A wheel that the user gave. Throws an Obstacle where there is no such file. */
export function givenWheel(file: string): string {
  const path = resolve(file);
  if (existsSync(path)) return path;
  throw new Obstacle(
    `there is no file ${file}.`,
    '--wheel names a tensorflow-cpu wheel that is already at hand.',
    'Check the path, or leave --wheel out to have pip download it.',
  );
}
