import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';

/** A command that is ended at any moment of it, in a folder where it may have come to its end before. */
export interface Interrupted {
  readonly name: string;
  readonly args: readonly string[];
  /** Whether what an earlier one left is there: it is then replaced whole, or stays as it was. */
  readonly afterAnother: boolean;
  /** What it makes once: it refuses to where that is there. */
  readonly once?: string;
  /** What had finished, by a name of each and what shows that it was not done again; of those that go on where they were stopped. */
  readonly finished?: (folder: string) => ReadonlyMap<string, string | number>;
}

const example = (path: string) => join(packageRoot(), 'examples', path);

/** Lines of a file of trainings, but a last one that was cut short. */
const linesOf = (path: string) => (folder: string) => {
  const text = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
  return new Map(text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(Boolean).map((line) => [line, line])); // biome-ignore format: one chain
};

const judged = (folder: string) => {
  const outcomes = join(folder, 'grades', 'outcomes');
  const names = existsSync(outcomes) ? readdirSync(outcomes).filter((name) => name.endsWith('.json')) : [];
  return new Map(names.map((name) => [name, statSync(join(outcomes, name)).mtimeMs]));
};

const small = ['--train', 'train.csv', '--hidden', '8', '--batch-size', '8'];
const gap = ['--data', 'penguins', '--from', 'init=he-normal', '--to', 'init=glorot-uniform', '--set', 'epochs=20,hidden=8,networks=scratch'];

/** Every command that works for some time or writes; train.csv, class/ and the run in run/ are there before. */
export const COMMANDS: readonly Interrupted[] = [
  { name: 'compare', args: [...small, '--epochs', '30', '--out', 'out'], afterAnother: true },
  { name: 'compare, seeds', args: [...small, '--epochs', '60', '--networks', 'scratch', '--seeds', '12', '--out', 'out'], afterAnother: false },
  { name: 'compare, into reports/', args: [...small, '--epochs', '30', '--networks', 'scratch'], afterAnother: true },
  {
    name: 'explain',
    args: ['explain', ...gap, '--seeds', '4', '--workers', '1', '--resume', '--out', 'ex'],
    afterAnother: false,
    finished: linesOf('ex/cells.jsonl'),
  },
  {
    name: 'sweep',
    args: ['sweep', '--data', 'penguins', '--hidden', '4,8', '--learning-rate', '0.1,0.5', '--epochs', '20', '--seeds', '2', '--out', 'sw'],
    afterAnother: false,
    finished: linesOf('sw/trainings.jsonl'),
  },
  { name: 'grade', args: ['grade', 'class', '--isolation', 'limits', '--out', 'grades'], afterAnother: false, finished: judged },
  { name: 'report', args: ['report', 'run', '--out', 'again'], afterAnother: true },
  { name: 'export', args: ['export', 'run', '--format', 'onnx', '--out', 'network.onnx'], afterAnother: true },
  { name: 'export, curves', args: ['export', 'run', '--format', 'csv', '--out', 'curves.csv'], afterAnother: true },
  { name: 'record', args: ['record', '--steps', '200', '--out', 'trace.json'], afterAnother: true },
  { name: 'questions', args: ['questions', '--out', 'questions'], afterAnother: false, once: 'questions' },
  { name: 'diagnose', args: ['diagnose', '--network', example('document.ts')], afterAnother: false },
  { name: 'history', args: ['history', '.'], afterAnother: false },
  { name: 'diff', args: ['diff', 'run', 'run'], afterAnother: false },
  { name: 'data', args: ['data', 'train.csv'], afterAnother: false },
  { name: 'doctor', args: ['doctor'], afterAnother: false },
];
