import type { Batch } from '../../scratch/plain.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { type Task, taskOf } from '../../src/model/training-spec.ts';
import { map32 } from '../../src/numbers/float32.ts';
import { zeros } from '../../src/numbers/matrix.ts';
import { stream } from '../../src/numbers/random.ts';
import { gather } from '../../src/run/batches.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { initialOf } from '../../src/run/initial.ts';
import { modelFor } from '../../src/run/model-for.ts';
import { masksAt } from '../../src/run/run-plan.ts';
import { trainingOf } from '../../src/run/training-of.ts';

/** What is recorded where no data are given: drawn rows, of as many features and classes, or outputs, as are asked for. */
export interface Drawn {
  readonly inputs: number;
  readonly outputs: number;
  readonly steps: number;
}

/** Every third batch is short, and the last has as few rows as can be, one or two: what is done over the rows shows in both. */
function rowsOf(step: number, { steps }: Drawn, { batchSize, normalise }: Pick<Planned, 'batchSize' | 'normalise'>): number {
  const least = normalise === 'batch' ? 2 : 1; // one row has no variance, and frameworks refuse it
  if (step === steps - 1) return least;
  return Math.max(least, step % 3 === 2 ? Math.ceil(batchSize / 2) : batchSize);
}

type Planned = RunSpec & { readonly batchSize: number };

/** The training that the settings say, on rows that are drawn by the seed. @throws Fault where settings do not go together */
export function plannedTrace(spec: Planned, drawn: Drawn): { readonly task: Task; readonly initial: LayerWeights[]; readonly batches: readonly Batch[] } {
  const counts = Array.from({ length: drawn.steps }, (_, s) => rowsOf(s, drawn, spec));
  const rows = drawnRows(
    spec,
    drawn,
    counts.reduce((sum, n) => sum + n, 0),
  );
  const model = modelFor(spec, rows);
  let from = 0;
  const batches = counts.map((n, s) => {
    const batch = gather(rows, Uint32Array.from({ length: n }, () => from++)); // biome-ignore format: one call
    const masks = masksAt({ model, seed: spec.seed }, s + 1, n);
    return { ...batch, ...(masks && { masks }) };
  });
  return { task: taskOf(model, trainingOf(spec, model, rows)), initial: initialOf(spec, model), batches };
}

function drawnRows({ output, seed, loss }: RunSpec, { inputs, outputs }: Drawn, rows: number): Dataset {
  const random = stream(seed, 'record');
  const normal = (cols: number) => map32(zeros(rows, cols), () => random.normal());
  const names = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word} ${i + 1}`);
  const X = normal(inputs);
  const features = names(inputs, 'feature');
  if ((output === 'linear' || output === 'tanh') && !loss?.endsWith('hinge')) {
    return { name: 'the rows drawn', X, y: map32(normal(outputs), Math.tanh), classes: [], targets: names(outputs, 'value'), features };
  }
  const classes = output === 'sigmoid' ? 2 : outputs;
  return {
    name: 'the rows drawn',
    X,
    y: Uint32Array.from({ length: rows }, (_, r) => (r < classes ? r : Math.floor(random.uniform(0, classes)))),
    classes: names(classes, 'class'),
    features,
  };
}
