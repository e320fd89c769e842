import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';

/** A command that is ended at any moment of it, in a folder where it may have come to its end before. */
export interface Interrupted {
  readonly name: string;
  readonly args: readonly string[];
  /** How it ends when nothing stops it; 0 unless said. */
  readonly exitCode?: number;
  /** The folder that it writes into, where it writes. */
  readonly writes?: string;
  /** Whether what an earlier one left is there: it is then replaced whole, or stays as it was. */
  readonly afterAnother?: boolean;
  /** What it makes once: it refuses to where that is there. */
  readonly once?: string;
  /** Of one that has no end of its own: the file that is there once its work is done. It is then stopped by Ctrl-C. */
  readonly until?: string;
  /** What runs beside it: a worker, which is asked to end at last, or who waits for one, and ends by itself. */
  readonly beside?: { readonly args: readonly string[]; readonly endsBy: 'SIGTERM' | 'itself' };
  /** What had finished, by a name of each and what shows that it was not done again; of those that go on where they were stopped. */
  readonly finished?: (folder: string) => ReadonlyMap<string, string | number>;
}

const example = (path: string) => join(packageRoot(), 'examples', path);

/** Lines of a file of trainings, but a last one that was cut short. */
const linesOf = (path: string) => (folder: string) => {
  const text = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '';
  return new Map(text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(Boolean).map((line) => [line, line])); // biome-ignore format: one chain
};

const judged = (out: string) => (folder: string) => {
  const outcomes = join(folder, out, 'outcomes');
  const names = existsSync(outcomes) ? readdirSync(outcomes).filter((name) => name.endsWith('.json')) : [];
  return new Map(names.map((name) => [name, statSync(join(outcomes, name)).mtimeMs]));
};

const small = ['--train', 'train.csv', '--hidden', '8', '--batch-size', '8'];
const gap = ['--data', 'penguins', '--from', 'init=he-normal', '--to', 'init=glorot-uniform', '--set', 'epochs=20,hidden=8,networks=scratch'];
const grid = ['sweep', '--data', 'penguins', '--hidden', '4,8', '--learning-rate', '0.1,0.5', '--epochs', '20', '--seeds', '2'];

/** Every command; what it works on is there before, as prepared.ts makes it. */
const HERE: readonly Interrupted[] = [
  { name: 'compare', writes: 'out', args: [...small, '--epochs', '30', '--out', 'out'], afterAnother: true },
  { name: 'compare, seeds', writes: 'out', args: [...small, '--epochs', '60', '--networks', 'scratch', '--seeds', '12', '--out', 'out'] },
  { name: 'compare, widths', writes: 'out', args: [...small, '--epochs', '30', '--networks', 'scratch', '--sweep-width', '--out', 'out'], afterAnother: true },
  { name: 'compare, into reports/', writes: 'reports', args: [...small, '--epochs', '30', '--networks', 'scratch'], afterAnother: true },
  { name: 'compare, a program', writes: 'out', args: [...small, '--epochs', '30', '--network', 'node network.cjs', '--out', 'out'] },
  {
    name: 'compare, for others',
    writes: 'out',
    args: [...small, '--epochs', '30', '--out', 'out', '--reporter', 'junit', '--reporter', 'tap'],
    afterAnother: true,
  },
  {
    name: 'explain',
    writes: 'ex',
    args: ['explain', ...gap, '--seeds', '4', '--workers', '1', '--resume', '--out', 'ex'],
    finished: linesOf('ex/cells.jsonl'),
  },
  { name: 'sweep', writes: 'sw', args: [...grid, '--out', 'sw'], finished: linesOf('sw/trainings.jsonl') },
  { name: 'grade', writes: 'grades', args: ['grade', 'class', '--isolation', 'limits', '--out', 'grades'], finished: judged('grades') },
  { name: 'grade init', writes: 'course', args: ['grade', 'init', 'course'] },
  { name: 'report', writes: 'again', args: ['report', 'run', '--out', 'again'], afterAnother: true },
  { name: 'export, ONNX', writes: 'out', args: ['export', 'run', '--format', 'onnx', '--out', 'out/network.onnx'], afterAnother: true },
  { name: 'export, weights', writes: 'out', args: ['export', 'run', '--format', 'safetensors', '--out', 'out/network.safetensors'], afterAnother: true },
  { name: 'export, curves', writes: 'out', args: ['export', 'run', '--format', 'csv', '--out', 'out/curves.csv'], afterAnother: true },
  { name: 'export, events', writes: 'out', args: ['export', 'run', '--format', 'tensorboard', '--out', 'out/events'], afterAnother: true },
  { name: 'export, a notebook', writes: 'out', args: ['export', 'run', '--format', 'json', '--out', 'out/notebook.json'], afterAnother: true },
  { name: 'record', writes: 'out', args: ['record', '--steps', '200', '--out', 'out/trace.json'], afterAnother: true },
  { name: 'questions', writes: 'questions', args: ['questions', '--out', 'questions'], once: 'questions' },
  { name: 'diagnose', writes: 'out', args: ['diagnose', example('document.ts'), '--reporter', 'junit=out/found.xml'], exitCode: 1, afterAnother: true },
  { name: 'diagnose, a program', args: ['diagnose', 'node network.cjs', '--inputs', '2'], exitCode: 1 },
  { name: 'diagnose, answers', args: ['diagnose', '--questions', 'q', '--answers', 'a'], exitCode: 1 },
  { name: 'diagnose --watch', writes: 'out', args: ['diagnose', 'mine.ts', '--watch', '--reporter', 'junit=out/seen.xml'], until: 'out/seen.xml' },
  { name: 'explain-mistake', args: ['explain-mistake', 'mean-twice'] },
  { name: 'history', args: ['history', '.'] },
  { name: 'diff', args: ['diff', 'run', 'run'] },
  { name: 'data', args: ['data', 'train.csv'] },
  { name: 'doctor', args: ['doctor'] },
  { name: 'completion', args: ['completion', 'bash'] },
];

/** The commands that many machines share, on the queue at this address; each run is of a secret of its own, and sees no other's jobs. */
function onQueue(address: string): readonly Interrupted[] {
  const queue = ['--queue', address];
  const worker = ['worker', ...queue, '--concurrency', '1'];
  const beside = { args: worker, endsBy: 'SIGTERM' } as const;
  const asking = [...grid, ...queue, '--out', 'far'];
  return [
    { name: 'compare, seeds elsewhere', args: [...small, '--epochs', '60', '--networks', 'scratch', '--seeds', '12', ...queue, '--out', 'far'], beside },
    { name: 'sweep elsewhere', args: asking, finished: linesOf('far/trainings.jsonl'), beside },
    {
      name: 'explain elsewhere',
      args: ['explain', ...gap, '--seeds', '4', '--resume', ...queue, '--out', 'far'],
      finished: linesOf('far/cells.jsonl'),
      beside,
    },
    { name: 'grade elsewhere', args: ['grade', 'class', '--isolation', 'limits', ...queue, '--out', 'far'], finished: judged('far'), beside },
    { name: 'worker', args: worker, until: 'far/sweep.json', beside: { args: asking, endsBy: 'itself' } },
  ];
}

/** @param address of a queue, where there is one */
export function commandsWith(address?: string): readonly Interrupted[] {
  return address === undefined ? HERE : [...HERE, ...onQueue(address)];
}
