import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { Dataset } from '../../src/dataset.ts';
import { Fault } from '../../src/fault.ts';
import type { Parts } from '../../src/run-plan.ts';
import { whyNotWritten } from '../cannot-write.ts';
import { settingsOf } from './configuration.ts';
import type { Outcome, Task } from './train-cell.ts';

/** Outcomes that outlive the program: one line of JSON each, appended as soon as a training ends. */
export interface Store {
  readonly path: string;
  get(task: Task): Outcome | undefined;
  add(task: Task, outcome: Outcome): void;
}

const count = z.int().nonnegative();
const line = z.object({
  key: z.string(),
  title: z.string(),
  seed: count,
  outcome: z.object({
    validationAccuracy: z.number(),
    testAccuracy: z.number(),
    diverged: z.object({ epoch: count, step: count }).optional(),
  }),
});
type Line = z.infer<typeof line>;

/**
 * cells.jsonl in `folder`: gone on with, or begun anew. A training is known by its settings, its seed and the bits of
 * the data, so that what was kept of another run is never taken for this one's.
 * @throws Fault if the folder cannot be written, or the file was not written by this program
 */
export function openStore(folder: string, parts: Parts, { resume }: { readonly resume: boolean }): Store {
  const path = join(folder, 'cells.jsonl');
  const data = fingerprint(parts);
  const kept = resume ? readLines(path) : [];
  try {
    mkdirSync(folder, { recursive: true });
    writeFileAtomic.sync(path, kept.map(toText).join('')); // without the torn line, which the next would be glued to
  } catch (error) {
    throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. Choose another folder with --out.`);
  }
  const known = new Map(kept.map(({ key, outcome }) => [key, outcome as Outcome]));
  return {
    path,
    get: (task) => known.get(keyOf(task, data)),
    add(task, outcome) {
      try {
        appendFileSync(path, toText({ key: keyOf(task, data), title: task.title, seed: task.seed, outcome: outcome as Line['outcome'] }));
      } catch (error) {
        throw new Fault(`${path} cannot be written: ${whyNotWritten(error)}. What it holds is kept: once there is room, the same command with --resume goes on.`);
      }
    },
  };
}

function toText(kept: Line): string {
  return `${JSON.stringify(kept)}\n`;
}

/** The whole lines; the last may be torn, where the program was stopped while it wrote. */
function readLines(path: string): Line[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new Fault(`${path} cannot be read (${code}).`);
  }
  return text.split('\n').slice(0, -1).map((written, i) => {
    try {
      return line.parse(JSON.parse(written));
    } catch {
      throw new Fault(`${path}:${i + 1}: not a line that this program wrote. Was the file edited? Without --resume it is begun anew.`);
    }
  });
}

function keyOf({ configuration, seed }: Task, data: string): string {
  const { out: _out, verbose: _verbose, seed: _seed, data: _data, ...settings } = settingsOf(configuration);
  return digest([JSON.stringify(Object.entries(settings).sort()), String(seed), data]);
}

function fingerprint({ train, validation, test }: Parts): string {
  const bytes = ({ data }: { data: Float32Array | Float64Array }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const of = ({ X, y }: Dataset) => [bytes(X), new Uint8Array(y.buffer, y.byteOffset, y.byteLength)];
  return digest([train, validation, test].flatMap(of));
}

function digest(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece).update('\0');
  return hash.digest('hex').slice(0, 32);
}
