import { initialWeights } from '../src/model/initialisers/initialisers.ts';
import type { ModelSpec } from '../src/model/model-spec.ts';
import { classesOf } from '../src/model/target.ts';
import type { LayerWeights } from '../src/model/tensors.ts';
import { zeros } from '../src/numbers/matrix.ts';
import { stream } from '../src/numbers/random.ts';
import type { LabelledSamples } from '../src/run/batches.ts';
import { parseRunSpec, type RunSpec } from '../src/run/config.ts';
import { loadData } from '../src/run/load-data.ts';
import { makePlan } from '../src/run/make-plan.ts';

/** What every row of a table trains: the same model from the same weights on the same samples. */
export interface Task {
  readonly model: ModelSpec;
  readonly initial: readonly LayerWeights[];
  readonly train: LabelledSamples;
  readonly batchSize: number;
  readonly learningRate: number;
}

export interface Workload {
  readonly name: string;
  readonly title: string;
  /** Whether it is one of those that are made, which the vocabulary is measured on. */
  readonly isMade: boolean;
  task(): Promise<Task>;
}

const SEED = 8;
const ROWS = 4000; // as the document's training set
const LEARNING_RATE = 0.1;

export const WORKLOADS: readonly Workload[] = [
  made('W20', 20, [64, 64], 2, 64),
  made('W784', 784, [64, 64], 2, 64),
  made('W784-256', 784, [256, 256], 10, 128),
  made('W3072', 3072, [512, 512], 10, 256),
  { name: 'default', title: 'the default comparison: data/mnist-parity, 196 → 64 → 64 → 2, batch 64', isMade: false, task: defaultTask },
];

function made(name: string, inputs: number, hidden: readonly number[], classes: number, batchSize: number): Workload {
  const title = `${[inputs, ...hidden, classes].join(' → ')}, batch ${batchSize}`;
  return { name, title, isMade: true, task: async () => madeTask(inputs, hidden, classes, batchSize) };
}

export function madeModel(inputs: number, hidden: readonly number[], classes: number): ModelSpec {
  return { inputs, hidden: hidden.map((units) => ({ units, activation: 'relu' })), output: { kind: 'softmax', classes } };
}

/** Normal features; the class is the largest of as many random directions, so that there is something to learn. */
export function madeTask(inputs: number, hidden: readonly number[], classes: number, batchSize: number, rows = ROWS): Task {
  const model = madeModel(inputs, hidden, classes);
  const X = zeros(rows, inputs);
  const directions = zeros(classes, inputs);
  const random = stream(SEED, 'bench');
  for (const { data } of [directions, X]) for (let i = 0; i < data.length; i++) data[i] = random.normal();
  const score = (r: number, k: number) => {
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += X.data[r * inputs + i]! * directions.data[k * inputs + i]!;
    return sum;
  };
  const y = Uint32Array.from({ length: rows }, (_, r) => {
    const scores = Array.from({ length: classes }, (_, k) => score(r, k));
    return scores.indexOf(Math.max(...scores));
  });
  const initial = initialWeights(model, 'he-normal', stream(SEED, 'initial'));
  return { model, initial, train: { X, y }, batchSize, learningRate: LEARNING_RATE };
}

async function defaultTask(): Promise<Task> {
  const spec: RunSpec = parseRunSpec({}, (option) => option);
  const { plan } = makePlan(spec, (await loadData(spec)).parts);
  const { model, initial, train, batchSize, learningRate } = plan;
  return { model, initial, train: { ...train, y: classesOf(train.y) }, batchSize, learningRate };
}
