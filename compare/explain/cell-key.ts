import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Dataset } from '../../src/data/dataset.ts';
import { packageVersion } from '../../src/host/package-root.ts';
import type { Parts } from '../../src/run/run-plan.ts';
import { withBackend } from '../networks/backends.ts';
import { splitCommand } from '../networks/split-command.ts';
import { type Configuration, settingsOf } from './configuration.ts';
import { BESIDE_THE_POINT, OF_THE_DATA } from './factors.ts';
import type { Task } from './train-cell.ts';

/** Whether two trainings are the same training: then, and only then, their keys are the same. */
export type KeyOf = (task: Task) => string;

/** What decides the numbers of a training beside its settings and its seed. */
export interface Circumstances {
  readonly data: string; // a hash of its content, not its name: files change
  /** What does the arithmetic: 'auto' kernels and runtimes resolved, with their versions; the reader's own by its file. */
  readonly arithmetic: string;
  readonly program: string; // this program's version
  /**
   * V8, not Node: Math.exp, tanh and log are V8's own and not exactly specified, so that they may differ in the last bit;
   * what Node adds takes no part in the arithmetic. The architecture: native TensorFlow is compiled for each, and whether
   * a product and a sum are rounded once or twice is up to it.
   */
  readonly engine: string;
}

/**
 * The keys of an experiment's trainings, as they would be made now: by this program on this machine with this data. Each
 * network is made once to be asked what it computes with. Of a network of the reader's own the file is looked at that is
 * named, not what that imports.
 * @throws Fault if a network cannot be made
 */
export async function keysFor(parts: Parts, configurations: readonly Configuration[]): Promise<KeyOf> {
  const arithmetic = new Map<string, string>();
  for (const { spec } of configurations) {
    const of = madeOf(spec);
    if (arithmetic.has(of)) continue;
    const network = spec.networks[0]!;
    arithmetic.set(of, digest([await withBackend(network, spec, async ({ description }) => description), ...filesIn(network)]));
  }
  const same = { data: contentOf(parts), program: packageVersion(), engine: `V8 ${process.versions.v8}, ${process.arch}` };
  return (task) => keyOf(task, { ...same, arithmetic: arithmetic.get(madeOf(task.configuration.spec)) ?? '' });
}

/** Where the data lies and how it is read is in its content; what does not change a number is left out. */
export function keyOf({ configuration, seed }: Task, { data, arithmetic, program, engine }: Circumstances): string {
  const deciding = Object.entries(settingsOf(configuration)).filter(([name]) => ![...BESIDE_THE_POINT, ...OF_THE_DATA, 'seed'].includes(name));
  return digest([JSON.stringify(deciding.sort()), String(seed), data, arithmetic, program, engine]);
}

/** The settings that `withBackend` makes a network by. */
function madeOf({ networks, dtype, kernel, tfjsRuntime }: Configuration['spec']): string {
  return JSON.stringify([networks, dtype, kernel, tfjsRuntime]);
}

/** The content of the files that a network is named by: './mine.ts', 'python3 mine.py'. */
function filesIn(network: string): Uint8Array[] {
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const paths = isFile(network.trim()) ? [network.trim()] : splitCommand(network).filter(isFile);
  return paths.map((path) => readFileSync(path));
}

/** Numbers, shapes and classes of all three parts. */
function contentOf({ train, validation, test }: Parts): string {
  const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);
  const of = ({ X, y, classes }: Dataset) => [JSON.stringify([X.rows, X.cols, X.data.BYTES_PER_ELEMENT, classes]), bytes(X.data), bytes(y)];
  return digest([train, validation, test].flatMap(of));
}

/** Each piece by its length and then itself: where one ends and the next begins is part of it. */
function digest(pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(`${Buffer.byteLength(piece)}:`).update(piece);
  return hash.digest('hex').slice(0, 32);
}
