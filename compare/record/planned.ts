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
import { trainingOf } from '../../src/run/training-of.ts';
import type { TracedBatch } from './trace.ts';

/** What is recorded where no data are given: drawn rows, of as many features and classes, or outputs, as are asked for. */
export interface Drawn {
  readonly inputs: number;
  readonly outputs: number;
  readonly steps: number;
}

/** Every third batch is short, and the last has one row: what is done over the rows shows in both. */
function rowsOf(step: number, { steps }: Drawn, batchSize: number): number {
  if (step === steps - 1) return 1;
  return step % 3 === 2 ? Math.ceil(batchSize / 2) : batchSize;
}

/** The training that the settings say, on rows that are drawn by the seed. @throws Fault where settings do not go together */
export function plannedTrace(
  spec: RunSpec & { readonly batchSize: number },
  drawn: Drawn,
): { readonly task: Task; readonly initial: LayerWeights[]; readonly batches: readonly TracedBatch[] } {
  const counts = Array.from({ length: drawn.steps }, (_, s) => rowsOf(s, drawn, spec.batchSize));
  const rows = drawnRows(
    spec,
    drawn,
    counts.reduce((sum, n) => sum + n, 0),
  );
  const model = modelFor(spec, rows);
  let from = 0;
  const batches = counts.map((n) =>
    gather(
      rows,
      Uint32Array.from({ length: n }, () => from++),
    ),
  );
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
