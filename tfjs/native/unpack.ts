import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calledAs } from '../../src/host/called-as.ts';
import { packageFolder } from './folders.ts';
import { Obstacle } from './obstacle.ts';
import { complaint, type Job, run } from './run.ts';
import type { Advance } from './wheel.ts';

const program = fileURLToPath(new URL('./unpack.py', import.meta.url));

/** Unpacks the two libraries and the headers to where the package looks for them (deps/). Throws an Obstacle where the wheel is no good. */
export async function unpackWheel(job: Job, python: string, wheel: string, advance: Advance): Promise<void> {
  await callUnpack(job, python, wheel, [join(packageFolder(job.build), 'deps')], (text) => {
    const [done, total] = text.trim().split('\n').at(-1)!.split(' ').map(Number);
    if (done !== undefined && total !== undefined) advance(done, total);
  });
}

/** Throws an Obstacle where the file is no tensorflow-cpu wheel; reads only its table of contents. */
export async function checkWheel(job: Job, python: string, wheel: string): Promise<void> {
  await callUnpack(job, python, wheel, []);
}

async function callUnpack(job: Job, python: string, wheel: string, folder: string[], onOutput?: (text: string) => void): Promise<void> {
  const ended = await run(job, python, [program, wheel, ...folder], onOutput === undefined ? {} : { onOutput });
  if (ended !== 'absent' && ended.code === 0) return;
  const code = ended === 'absent' ? null : ended.code;
  const again = `Obtain it again: ${calledAs('native')} without --wheel lets pip download it and check its hash.`;
  if (code === 3)
    throw new Obstacle(`the wheel ${basename(wheel)} is damaged: ${complaint(ended)}.`, 'A download that was cut short or altered does not unpack.', again);
  if (code === 4)
    throw new Obstacle(
      `the wheel ${basename(wheel)} is not one of tensorflow-cpu 2.21 for Linux (${complaint(ended)}).`,
      'It lacks files that the binding is built against.',
      again,
    );
  throw new Obstacle(`the wheel ${basename(wheel)} cannot be unpacked: ${complaint(ended)}.`, 'The binding is built against the libraries in it.', again);
}
